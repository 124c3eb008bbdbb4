// SPDX-License-Identifier: GPL-3.0-or-later
// Storing results, reading the newest ones and loading the whole market's bars, each beside a floor of the
// same run: the raw SQLite interface on the same schema, or memcpy of the same bytes.
#include "resultsample.h"
#include "store/barstore.h"
#include "store/database.h"
#include "store/jobstore.h"
#include "store/migrator.h"
#include "store/resultcodec.h"
#include "store/resultstore.h"
#include "store/statement.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTickers = 2'200, kChunk = 256, kRuns = 20, kRounds = 9, kYears = 10, kBarsAYear = 250;

double secondsOf(const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void stopOn(bool failed, const char* what)
{
    if (failed) {
        std::fprintf(stderr, "bench_store: %s failed\n", what);
        std::exit(1);
    }
}

std::unique_ptr<Database> open(const QTemporaryDir& folder, const QString& name)
{
    Result<std::unique_ptr<Database>> database = Database::open(folder.filePath(name));
    stopOn(!database.ok() || !migrate(**database, builtInMigrations(), folder.path()).ok(), "opening");
    return std::move(database).value();
}

std::vector<std::string> tickerNames()
{
    std::vector<std::string> names;
    for (int i = 0; i < kTickers; ++i)
        names.push_back("STOCK" + std::to_string(i) + ".NS");
    return names;
}

Job someJob()
{
    Job job;
    job.strategyId = "1";
    job.strategyName = "Balanced";
    job.configJson = "{}";
    return job;
}

std::vector<ResultRecord> someResults(const std::string& jobId, std::mt19937& random, int run)
{
    std::vector<ResultRecord> results;
    for (const std::string& ticker : tickerNames()) {
        results.push_back(sampleResult(random, jobId, ticker));
        results.back().isDemo = false;
        results.back().analyzedAtMs = 1'700'000'000'000 + run;
        results.back().id = newTimedId(results.back().analyzedAtMs);
    }
    return results;
}

/// Stores one run's results as the program does; the seconds of it.
double storeRun(Database& database, std::mt19937& random, int run)
{
    JobStore store(database);
    const std::vector<std::string> tickers = tickerNames();
    const std::string id = store.insertJob(someJob(), tickers).value().job.id;
    const std::vector<ResultRecord> results = someResults(id, random, run);
    return secondsOf([&] {
        for (std::size_t i = 0; i < results.size(); i += kChunk) {
            const auto chunk =
                std::span(results).subspan(i, std::min<std::size_t>(kChunk, results.size() - i));
            stopOn(!store.finishItems(id, chunk, {}).ok(), "storing");
        }
    });
}

/// The same number of rows of the same size into the same table through the bare interface.
double storeRaw(Database& database, std::mt19937& random)
{
    const std::string id = JobStore(database).insertJob(someJob(), {}).value().job.id;
    const std::vector<ResultRecord> results = someResults(id, random, 0);
    std::vector<std::string> details;
    for (const ResultRecord& result : results)
        details.push_back(encodeDetails(result.analysis));
    sqlite3* raw = database.native();
    sqlite3_stmt* insert = nullptr;
    const char* sql =
        "INSERT INTO analysis_results (id, job_id, ticker, symbol, name, strategy_id, strategy_name, "
        "data_source, is_demo, analyzed_at, engine_version, rules_version, verdict, signal, score, evidence, "
        "grade, bars, first_bar, last_bar, close, plan_status, plan_is_short, entry, stop, target, tick, "
        "reward_risk, shares, capital_required, value_at_risk, reward, size_bound, traded_value_share, "
        "details) "
        "VALUES (?, ?, ?, ?, ?, '1', 'Balanced', 'csv', 0, ?, '1.0.0', 1, 'Buy', 'BUY', ?, ?, 'A', 500, 1, "
        "2, ?, "
        "'ok', 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'risk', ?, ?)";
    stopOn(sqlite3_prepare_v2(raw, sql, -1, &insert, nullptr) != SQLITE_OK, "preparing");
    const double seconds = secondsOf([&] {
        for (std::size_t i = 0; i < results.size(); ++i) {
            if (i % kChunk == 0)
                sqlite3_exec(raw, i ? "COMMIT; BEGIN IMMEDIATE" : "BEGIN IMMEDIATE", nullptr, nullptr,
                             nullptr);
            int place = 1;
            for (const std::string* text :
                 {&results[i].id, &id, &results[i].ticker, &results[i].symbol, &results[i].name})
                sqlite3_bind_text(insert, place++, text->data(), static_cast<int>(text->size()),
                                  SQLITE_STATIC);
            sqlite3_bind_int64(insert, place++, 1'700'000'000'000);
            for (int number = 0; number < 13; ++number)
                sqlite3_bind_double(insert, place++, 0.25 + 0.01 * number);
            sqlite3_bind_text(insert, place, details[i].data(), static_cast<int>(details[i].size()),
                              SQLITE_STATIC);
            stopOn(sqlite3_step(insert) != SQLITE_DONE, "raw insert");
            sqlite3_reset(insert);
        }
        sqlite3_exec(raw, "COMMIT", nullptr, nullptr, nullptr);
    });
    sqlite3_finalize(insert);
    return seconds;
}

/// Every run of one ticker, as its report shows them.
void benchHistory(Database& database)
{
    std::vector<double> times;
    std::size_t rows = 0;
    for (int i = 0; i < kTickers; i += 10) {
        const std::string ticker = "STOCK" + std::to_string(i) + ".NS";
        times.push_back(secondsOf([&] { rows = ResultStore(database).ofTicker(ticker, 1'000'000)->size(); }));
    }
    std::ranges::sort(times);
    std::printf("history of one ticker         %5.2f ms  (%zu rows of %d, median of %zu tickers)\n",
                times[times.size() / 2] * 1e3, rows, kTickers * kRuns, times.size());
}

/// The rows of the newest results through the bare interface: found and stepped over, nothing read.
std::size_t walkRaw(Database& database)
{
    sqlite3_stmt* walk = nullptr;
    stopOn(sqlite3_prepare_v2(database.native(),
                              "SELECT r.id, r.traded_value_share FROM latest_results l "
                              "JOIN analysis_results r ON r.id = l.result_id",
                              -1, &walk, nullptr) != SQLITE_OK,
           "preparing");
    std::size_t rows = 0;
    while (sqlite3_step(walk) == SQLITE_ROW)
        ++rows;
    sqlite3_finalize(walk);
    return rows;
}

void benchNewest(Database& database)
{
    std::size_t count = 0;
    const auto read = [&](ResultDetail detail) { count = ResultStore(database).latest({}, detail)->size(); };
    std::vector<double> whole, headline, walked;
    for (int round = 0; round < kRounds; ++round) {
        whole.push_back(secondsOf([&] { read(ResultDetail::Whole); }));
        headline.push_back(secondsOf([&] { read(ResultDetail::Headline); }));
        walked.push_back(secondsOf([&] { stopOn(walkRaw(database) != count, "walking"); }));
    }
    for (std::vector<double>* times : {&whole, &headline, &walked})
        std::ranges::sort(*times);
    const double floor = walked[kRounds / 2];
    for (const auto& [what, times] : {std::pair("whole   ", &whole), std::pair("headline", &headline)}) {
        const double median = (*times)[kRounds / 2];
        std::printf("newest of %d rows, %s %5.1f ms  (%zu rows)   raw sqlite3 walk %5.1f ms   ratio %.1f\n",
                    kTickers * kRuns, what, median * 1e3, count, floor * 1e3, median / floor);
    }
}

void benchResults(const QTemporaryDir& folder)
{
    const auto database = open(folder, u"results.db"_s), rawDatabase = open(folder, u"raw.db"_s);
    std::mt19937 random(1);
    std::vector<double> ours, raw;
    for (int run = 0; run < kRuns; ++run) {
        ours.push_back(storeRun(*database, random, run));
        raw.push_back(storeRaw(*rawDatabase, random));
    }
    std::ranges::sort(ours);
    std::ranges::sort(raw);
    const double median = ours[kRuns / 2], floor = raw[kRuns / 2];
    std::printf("storing %d results        %7.1f ms  %8.0f rows/s   raw sqlite3 %6.1f ms   ratio %.2f\n",
                kTickers, median * 1e3, kTickers / median, floor * 1e3, median / floor);
    benchNewest(*database);
    benchHistory(*database);
}

/// What the process holds in memory, as Linux counts it.
double residentMegabytes()
{
    std::ifstream status("/proc/self/statm");
    double pages = 0;
    status >> pages >> pages;
    return pages * 4096 / 1e6;
}

CheckedBars someBars(std::mt19937& random)
{
    CheckedBars checked;
    double close = 100 + random() % 1'000;
    for (int year = 0; year < kYears; ++year) {
        const Day first = *dayFromCivil({2014 + year, 1, 1});
        for (int i = 0; i < kBarsAYear; ++i) {
            close = std::round(close * (0.98 + (random() % 41) * 0.001) * 20) / 20 + 1;
            checked.bars.append(first + i, close, close + 1.5, close - 0.5, close, random() % 5'000'000);
        }
    }
    return checked;
}

void benchBars(const QTemporaryDir& folder)
{
    const auto database = open(folder, u"bars.db"_s);
    const std::vector<std::string> tickers = tickerNames();
    std::mt19937 random(1);
    const double stored = secondsOf([&] {
        for (const std::string& ticker : tickers) {
            const CheckedBars bars = someBars(random);
            const BarsToStore one{ticker, {}, &bars, DataSource::Csv, "bench.csv"};
            stopOn(!BarStore(*database).putBars({&one, 1}).ok(), "storing bars");
        }
    });
    std::vector<Result<StoredBars>> all;
    const double before = residentMegabytes();
    const std::clock_t from = std::clock();
    const double loaded = secondsOf([&] { all = BarStore(*database).loadMany(tickers).value(); });
    const double processor = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
    const double memory = residentMegabytes() - before;
    std::size_t bars = 0;
    for (const auto& one : all)
        bars += one->bars.size();
    const double copied = secondsOf([&] {
        std::vector<Bars> copies;
        copies.reserve(all.size());
        for (const auto& one : all)
            copies.push_back(one->bars);
        stopOn(copies.empty(), "copying");
    });
    std::printf("making and storing bars     %7.2f s   %8.0f bars/s\n", stored,
                static_cast<double>(bars) / stored);
    std::printf("loading %zu bars       %7.1f ms  %8.0f bars/ms  memcpy of them %5.1f ms   ratio %.1f\n",
                bars, loaded * 1e3, static_cast<double>(bars) / loaded / 1e3, copied * 1e3, loaded / copied);
    std::printf("  processor time %.1f ms, %.0f MB more in memory\n", processor * 1e3, memory);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    benchResults(folder);
    benchBars(folder);
    return 0;
}
