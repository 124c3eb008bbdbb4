// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/resultstore.h"

#include "resultsample.h"
#include "store/jobstore.h"
#include "store/resultcodec.h"
#include "store/statement.h"
#include "storetest.h"

#include <set>

using namespace tt;
using namespace Qt::StringLiterals;

class TestResultStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void storedReadsBackEqual();
    void headlineIsAllButDetails();
    void latestIsTheNewest();
    void latestComeNewestFirstThenByTicker();
    void demoNeverReplacesAReal();
    void latestOfOneStrategy();
    void newestFirstWithLimit();
    void historyOfATicker();
    void jobsResultsInItsOrder();
    void unknownResult();
    void damagedDetails();
    void detailsRoundTrip();
    void cutDetailsAreRefused();

private:
    /// One job with these results.
    std::string put(const std::vector<ResultRecord>& results);
    ResultRecord sample(const std::string& ticker, std::int64_t atMs, bool demo = false,
                        const std::string& strategy = "1")
    {
        ResultRecord record = sampleResult(m_random, {}, ticker);
        record.analyzedAtMs = atMs;
        record.isDemo = demo;
        record.source = demo ? DataSource::Demo : DataSource::Csv;
        record.strategyId = strategy;
        return record;
    }
    ResultStore store() { return ResultStore(**m_db); }

    std::unique_ptr<TestDatabase> m_db;
    std::mt19937 m_random{7};
};

void TestResultStore::init()
{
    m_db = std::make_unique<TestDatabase>();
    QVERIFY(m_db->open());
}

std::string TestResultStore::put(const std::vector<ResultRecord>& results)
{
    std::vector<std::string> tickers;
    for (const ResultRecord& result : results)
        tickers.push_back(result.ticker);
    Job job;
    job.strategyId = "1";
    job.strategyName = "Balanced";
    job.configJson = "{}";
    JobStore jobs(**m_db);
    const std::string id = jobs.insertJob(job, tickers).value().job.id;
    return jobs.finishItems(id, results, {}).ok() ? id : std::string();
}

void TestResultStore::storedReadsBackEqual()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    m_random.seed(seed);
    std::vector<ResultRecord> results;
    for (int i = 0; i < 200; ++i)
        results.push_back(sampleResult(m_random, {}, "T" + std::to_string(i) + ".NS"));
    const std::string job = put(results);
    const auto read = store().ofJob(job);
    QVERIFY_RESULT(read);
    QCOMPARE(read->size(), results.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        results[i].jobId = job;
        QVERIFY(sameHeadline((*read)[i], results[i]));
        QVERIFY(sameDetails((*read)[i].analysis, results[i].analysis));
    }
    const auto one = store().result(results[17].id);
    QVERIFY_RESULT(one);
    QVERIFY(sameHeadline(*one, results[17]));
    QVERIFY(sameDetails(one->analysis, results[17].analysis));
}

void TestResultStore::headlineIsAllButDetails()
{
    ResultRecord result = sample("A", 10);
    result.jobId = put({result});
    const auto read = store().latest({}, ResultDetail::Headline);
    QVERIFY_RESULT(read);
    QVERIFY(sameHeadline(read->front(), result));
    QVERIFY(read->front().analysis.reasons.empty());
    QVERIFY(!read->front().analysis.flipUp);
}

void TestResultStore::latestIsTheNewest()
{
    const ResultRecord old = sample("A", 10), fresh = sample("A", 30), other = sample("B", 20);
    put({fresh});
    put({old, other}); // stored later, but older
    const auto latest = store().latest();
    QVERIFY_RESULT(latest);
    QCOMPARE(latest->size(), 2u);
    QCOMPARE((*latest)[0].id, fresh.id);
    QCOMPARE((*latest)[1].id, other.id);
    const ResultRecord again = sample("B", 40);
    put({again});
    QCOMPARE(store().latest()->front().id, again.id);
    QCOMPARE(store().latest()->size(), 2u);
}

void TestResultStore::latestComeNewestFirstThenByTicker()
{
    put({sample("B", 20), sample("D", 10), sample("A", 20), sample("E", 30)});
    put({sample("C", 20), sample("D", 5)});
    for (const char* strategy : {"", "1"}) {
        const auto latest = store().latest(strategy);
        QVERIFY_RESULT(latest);
        std::string order;
        for (const ResultRecord& result : *latest)
            order += result.ticker;
        QCOMPARE(order, std::string("EABCD"));
    }
}

void TestResultStore::demoNeverReplacesAReal()
{
    const ResultRecord real = sample("A", 10), demo = sample("A", 99, true), alone = sample("D", 5, true);
    put({real});
    put({demo, alone});
    for (const char* strategy : {"", "1"}) {
        const auto latest = store().latest(strategy);
        QCOMPARE(latest->size(), 2u);
        QCOMPARE((*latest)[0].id, real.id);
        QCOMPARE((*latest)[1].id, alone.id);
    }
}

void TestResultStore::latestOfOneStrategy()
{
    const ResultRecord one = sample("A", 10), two = sample("A", 20, false, "2"), three = sample("B", 5);
    put({one});
    put({two, three});
    const auto first = store().latest("1");
    QCOMPARE(first->size(), 2u);
    QCOMPARE((*first)[0].id, one.id);
    QCOMPARE((*first)[1].id, three.id);
    QCOMPARE(store().latest("2")->front().id, two.id);
    QCOMPARE(store().latest()->front().id, two.id);
    QCOMPARE(store().latest()->size(), 2u);
    QVERIFY(store().latest("3")->empty());
}

void TestResultStore::newestFirstWithLimit()
{
    put({sample("A", 10), sample("B", 30)});
    put({sample("A", 20, false, "2"), sample("C", 40)});
    const auto newest = store().newest({}, 3);
    QCOMPARE(newest->size(), 3u);
    QCOMPARE((*newest)[0].ticker, std::string("C"));
    QCOMPARE((*newest)[1].ticker, std::string("B"));
    QCOMPARE((*newest)[2].ticker, std::string("A"));
    QCOMPARE(store().newest("2", 9)->size(), 1u);
}

void TestResultStore::historyOfATicker()
{
    put({sample("A", 10), sample("B", 30)});
    put({sample("A", 20)});
    const auto history = store().ofTicker("A", 9, ResultDetail::Headline);
    QCOMPARE(history->size(), 2u);
    QCOMPARE((*history)[0].analyzedAtMs, 20);
    QCOMPARE(store().ofTicker("A", 1)->size(), 1u);
}

void TestResultStore::jobsResultsInItsOrder()
{
    const std::string job = put({sample("C", 30), sample("A", 20), sample("B", 10)});
    const auto results = store().ofJob(job);
    QCOMPARE((*results)[0].ticker, std::string("C"));
    QCOMPARE((*results)[2].ticker, std::string("B"));
    QVERIFY(store().ofJob("nope")->empty());
}

void TestResultStore::unknownResult()
{
    QCOMPARE_ERROR(store().result("nope"), ErrorCode::NotFound);
}

void TestResultStore::damagedDetails()
{
    const ResultRecord result = sample("A", 1);
    put({result});
    QVERIFY_RESULT(m_db->database->exec(u"UPDATE analysis_results SET details = '{\"v\":1}'"_s));
    QCOMPARE_ERROR(store().result(result.id), ErrorCode::StorageCorrupt);
    QVERIFY_RESULT(store().latest({}, ResultDetail::Headline));
}

void TestResultStore::detailsRoundTrip()
{
    for (int i = 0; i < 500; ++i) {
        const Analysis analysis = sampleResult(m_random, {}, "A").analysis;
        Analysis read;
        const std::string json = encodeDetails(analysis);
        QVERIFY(decodeDetails(json, read));
        QVERIFY(sameDetails(read, analysis));
        QVERIFY(json.size() < 3'000);
    }
}

void TestResultStore::cutDetailsAreRefused()
{
    const std::string json = encodeDetails(sampleResult(m_random, {}, "A").analysis);
    for (std::size_t length = 0; length < json.size(); ++length) {
        Analysis read;
        QVERIFY(!decodeDetails(json.substr(0, length), read));
    }
    Analysis read;
    QVERIFY(!decodeDetails(json + " ", read));
}

QTEST_GUILESS_MAIN(TestResultStore)
#include "tst_resultstore.moc"
