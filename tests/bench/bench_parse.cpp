// SPDX-License-Identifier: GPL-3.0-or-later
// ns per row and MB/s of reading a price file (bytes, recognition, rows, checks) beside two floors of the
// same run: copying the bytes, and a bare loop that splits lines and reads five numbers with from_chars.
// usage: bench_parse [FILE...]
#include "feed/pricefile.h"

#include "feed/dialect.h"
#include "feed/rowreader.h"
#include "feed/textfile.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace tt;

constexpr int kRounds = 9;
volatile double g_sink;

double copyBytes(std::string_view text)
{
    std::string copy(text);
    return static_cast<double>(copy[copy.size() / 2]);
}

double bareLoop(std::string_view text)
{
    double sum = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        const auto* stop =
            static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        stop = stop ? stop : end;
        for (int field = 0; field < 6 && at < stop; ++field) {
            double value = 0;
            if (field > 0)
                std::from_chars(at, stop, value);
            sum += value;
            const auto* comma =
                static_cast<const char*>(std::memchr(at, ',', static_cast<std::size_t>(stop - at)));
            at = comma ? comma + 1 : stop;
        }
        at = stop + 1;
    }
    return sum;
}

double rowsOnly(std::string_view text, const std::string& path)
{
    const Result<Dialect> dialect = recognise(text, path, {});
    return dialect ? static_cast<double>(RowReader(*dialect, "X").read({}).symbols.size()) : 0;
}

double wholeFile(const std::string& path)
{
    const Result<PriceFile> file = readPriceFile(path);
    return file ? file->accepted : 0;
}

double fastest(std::vector<double> times)
{
    return *std::min_element(times.begin(), times.end());
}

struct Work
{
    const char* name;
    std::function<double()> run;
    std::vector<double> times; ///< ns
};

void measure(const std::string& path)
{
    const Result<TextFile> file = readTextFile(path);
    const Result<PriceFile> read = readPriceFile(path);
    if (!file || !read) {
        std::printf("%s: %s\n", path.c_str(), (file ? read.error() : file.error()).message.c_str());
        return;
    }
    const std::string_view text = file->text();
    std::vector<Work> works = {{"copy of the bytes", [&] { return copyBytes(text); }, {}},
                               {"bare from_chars loop", [&] { return bareLoop(text); }, {}},
                               {"recognise and rows", [&] { return rowsOnly(text, path); }, {}},
                               {"whole file, checked", [&] { return wholeFile(path); }, {}}};
    for (int round = 0; round < kRounds; ++round) {
        for (Work& work : works) {
            const auto start = std::chrono::steady_clock::now();
            g_sink = work.run();
            work.times.push_back(
                std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
        }
    }
    std::printf("%s: %d rows, %.1f MB, %zu instruments\n", path.c_str(), read->rows,
                static_cast<double>(text.size()) / 1e6, read->instruments.size());
    for (const Work& work : works) {
        const double ns = fastest(work.times);
        std::printf("  %-22s %8.1f ns/row %8.2f M bars/s %8.0f MB/s\n", work.name, ns / read->rows,
                    read->rows / ns * 1e3, static_cast<double>(text.size()) / ns * 1e3);
    }
}

std::string generated()
{
    const std::string path = (std::filesystem::temp_directory_path() / "bench_parse_generated.csv").string();
    std::ofstream out(path);
    out << "Date,Open,High,Low,Close,Adj Close,Volume,Ticker\n";
    char line[128];
    for (int i = 0; i < 250'000; ++i) {
        const double close = 100 + i % 977 * 0.37;
        std::snprintf(line, sizeof line, "%s,%.2f,%.2f,%.2f,%.2f,%.6f,%d,S%03d\n",
                      dayText(8000 + i % 2500).c_str(), close - 0.5, close + 1, close - 1, close,
                      close * 0.93, 100000 + i * 7, i / 2500);
        out << line;
    }
    return path;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::string> paths(argv + 1, argv + argc);
    const bool own = paths.empty();
    if (own) {
        paths.push_back(generated());
        const std::string real =
            std::string(TT_SHARED_DATA) + "/ohlcv/broad_sp500_one_file/all_stocks_404sym_2016-01_2018-02.csv";
        if (std::filesystem::exists(real))
            paths.push_back(real);
    }
    for (const std::string& path : paths)
        measure(path);
    if (own)
        std::filesystem::remove(paths.front());
    return EXIT_SUCCESS;
}
