// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include "storetest.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <stdexcept>

using namespace tt;
using namespace Qt::StringLiterals;

class TestStoreThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void runsOnOneOtherThread();
    void keepsTheOrder();
    void destructorDrains();
    void failureToOpenIsReported();
    void errorsComeBack();
    void exceptionsBecomeErrors();
    void cancelledWorkIsSkipped();
    void logContextTravels();
    void callsFromManyThreads();

private:
    std::unique_ptr<StoreThread> start()
    {
        auto thread = StoreThread::start([this] { return Database::open(m_folder->filePath(u"a.db"_s)); });
        return thread ? std::move(*thread) : nullptr;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStoreThread::runsOnOneOtherThread()
{
    auto store = start();
    const auto id = [](Database&) -> Result<std::thread::id> { return std::this_thread::get_id(); };
    const std::thread::id first = store->run(id).result().value();
    QVERIFY(first != std::this_thread::get_id());
    QVERIFY(store->run(id).result().value() == first);
}

void TestStoreThread::keepsTheOrder()
{
    auto store = start();
    std::vector<int> seen;
    QFuture<Result<void>> last;
    for (int i = 0; i < 500; ++i) {
        last = store->run([&seen, i](Database&) -> Result<void> {
            seen.push_back(i);
            return {};
        });
    }
    QVERIFY_RESULT(last.result());
    QCOMPARE(seen.size(), 500u);
    QVERIFY(std::ranges::is_sorted(seen));
}

void TestStoreThread::destructorDrains()
{
    auto store = start();
    QVERIFY_RESULT(store->run([](Database& db) { return db.exec(u"CREATE TABLE t (x)"_s); }).result());
    QFuture<Result<void>> last;
    for (int i = 0; i < 200; ++i)
        last = store->run([](Database& db) { return db.exec(u"INSERT INTO t VALUES (1)"_s); });
    store.reset();
    QVERIFY(last.isFinished());
    auto database = Database::open(m_folder->filePath(u"a.db"_s)).value();
    QCOMPARE(database->scalar(u"SELECT COUNT(*) FROM t"_s).value(), u"200"_s);
}

void TestStoreThread::failureToOpenIsReported()
{
    const auto thread = StoreThread::start([]() -> Result<std::unique_ptr<Database>> {
        return makeError(ErrorCode::StorageNewer, "made by a newer program");
    });
    QCOMPARE_ERROR(thread, ErrorCode::StorageNewer);
}

void TestStoreThread::errorsComeBack()
{
    auto store = start();
    const auto failed =
        store->run([](Database&) -> Result<int> { return makeError(ErrorCode::NotFound, "nothing there"); });
    QCOMPARE_ERROR(failed.result(), ErrorCode::NotFound);
}

void TestStoreThread::exceptionsBecomeErrors()
{
    auto store = start();
    const auto failed = store->run([](Database&) -> Result<int> { throw std::runtime_error("boom"); });
    const Result<int> result = failed.result();
    QCOMPARE_ERROR(result, ErrorCode::Internal);
    QCOMPARE(result.error().details.front().second, std::string("boom"));
    QVERIFY_RESULT(store->run([](Database&) -> Result<void> { return {}; }).result());
}

void TestStoreThread::cancelledWorkIsSkipped()
{
    auto store = start();
    std::promise<void> gate;
    std::shared_future<void> opened = gate.get_future().share();
    store->run([opened](Database&) -> Result<void> {
        opened.wait();
        return {};
    });
    std::atomic<bool> ran = false;
    auto skipped = store->run([&ran](Database&) -> Result<void> {
        ran = true;
        return {};
    });
    skipped.cancel();
    gate.set_value();
    store.reset();
    QVERIFY(skipped.isFinished());
    QVERIFY(!ran);
}

void TestStoreThread::logContextTravels()
{
    auto store = start();
    const LogScope scope({"request-7", "job-3", {}});
    const auto seen =
        store->run([](Database&) -> Result<LogContext> { return currentLogContext(); }).result();
    QCOMPARE(seen->requestId, std::string("request-7"));
    QCOMPARE(seen->jobId, std::string("job-3"));
}

void TestStoreThread::callsFromManyThreads()
{
    auto store = start();
    QVERIFY_RESULT(store->run([](Database& db) { return db.exec(u"CREATE TABLE t (x)"_s); }).result());
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i) {
                if (!store->run([](Database& db) { return db.exec(u"INSERT INTO t VALUES (1)"_s); }).result())
                    ++failures;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(failures.load(), 0);
    const auto count =
        store->run([](Database& db) { return db.scalar(u"SELECT COUNT(*) FROM t"_s); }).result();
    QCOMPARE(count.value(), u"200"_s);
}

QTEST_GUILESS_MAIN(TestStoreThread)
#include "tst_storethread.moc"
