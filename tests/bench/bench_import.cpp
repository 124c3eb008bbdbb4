// SPDX-License-Identifier: GPL-3.0-or-later
// Seconds from files to stored bars: a year of NSE day files for 2,200 symbols in one folder, one more day
// over it, the same day again, and the 404-symbol table; beside each the processor time, and the floor: the
// same files read and checked without storing.

#include "base/clock.h"
#include "base/day.h"
#include "feed/pricefile.h"
#include "feed/textfile.h"
#include "jobs/importservice.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

using namespace tt;
namespace fs = std::filesystem;

constexpr int kSymbols = 2200, kDays = 250;

std::string dayFile(Day day)
{
    std::string text =
        "SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,"
        "ISIN,\n";
    char line[160];
    for (int i = 0; i < kSymbols; ++i) {
        const double close = 50 + (i * 131 + day * 17) % 9973 * 0.05;
        std::snprintf(line, sizeof line,
                      "SYM%04d,EQ,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%d,%.2f,%s,%d,INE%06dA01,\n", i, close - 0.5,
                      close + 1, close - 1, close, close, close, 1000 + i * 7, close * 1000,
                      dayText(day).c_str(), 100 + i, i);
        text += line;
    }
    return text;
}

void write(const fs::path& path, const std::string& bytes)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

double processorSeconds(std::clock_t from, std::clock_t to)
{
    return static_cast<double>(to - from) / CLOCKS_PER_SEC;
}

void import(Store& store, const char* what, const fs::path& path)
{
    ImportService service(store, systemClock());
    const std::clock_t readFrom = std::clock();
    int rows = 0;
    for (const std::string& file : listPriceFiles(path.string()).value())
        rows += readPriceFile(file).value().rows;
    const std::clock_t importFrom = std::clock();
    QElapsedTimer timer;
    timer.start();
    auto future = service.start({QString::fromStdString(path.string())});
    future.waitForFinished();
    const Result<ImportReport> report = future.takeResult();
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    const double processor = processorSeconds(importFrom, std::clock());
    const double floor = processorSeconds(readFrom, importFrom);
    if (!report) {
        std::printf("%s: %s\n", what, report.error().message.c_str());
        return;
    }
    int accepted = 0;
    for (const ImportedFile& file : report->files)
        accepted += file.accepted;
    std::printf(
        "%-24s %8d of %d rows %4zu files %8.3f s  processor %7.3f s  reading alone %7.3f s  ratio %.1f\n",
        what, accepted, rows, report->files.size(), seconds, processor, floor, processor / floor);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir dir;
    const fs::path root = dir.path().toStdString();
    const Day first = dayFromText("2020-01-01").value();
    for (int i = 0; i < kDays; ++i)
        write(root / "year" / ("cm" + dayText(first + i) + ".csv"), dayFile(first + i));
    write(root / "next.csv", dayFile(first + kDays));
    Result<std::unique_ptr<Store>> store = Store::open(dir.filePath(QStringLiteral("data")));
    if (!store)
        return EXIT_FAILURE;
    import(**store, "a year of day files", root / "year");
    import(**store, "one more day", root / "next.csv");
    import(**store, "the same day again", root / "next.csv");
    const fs::path real =
        fs::path(TT_SHARED_DATA) / "ohlcv/broad_sp500_one_file/all_stocks_404sym_2016-01_2018-02.csv";
    if (fs::exists(real))
        import(**store, "404 symbols in one file", real);
    store->reset();
    return EXIT_SUCCESS;
}
