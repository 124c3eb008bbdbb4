// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/datareport.h"

#include "jobstest.h"
#include "store/actionstore.h"
#include "store/restore.h"

#include <QDir>

#include <algorithm>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr Day kFirst = 19'000;
constexpr int kBars = 120, kSplitAt = 80;

/// A stock that is split 1:5 without anybody saying so.
CheckedBars splitBars()
{
    CheckedBars checked;
    for (int i = 0; i < kBars; ++i) {
        const double close = i < kSplitAt ? 500 : 100;
        checked.bars.append(kFirst + i, close, close + 1, close - 1, close, 1'000);
    }
    return checked;
}

} // namespace

class TestDataReport : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;

    DataReport report() const
    {
        return await(m_store->run(
                         [](Database& database) { return reportData(database, "ACME", kFirst + kBars); }))
            .value();
    }

    static bool namesJump(const DataReport& report)
    {
        return std::any_of(report.reasons.begin(), report.reasons.end(),
                           [](const Reason& reason) { return reason.code == "grade:d_jump"; });
    }

private Q_SLOTS:
    void init()
    {
        m_store.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = Store::open(m_dir->path()).value();
        const CheckedBars bars = splitBars();
        const auto kept = await(m_store->run([&bars](Database& database) {
            const BarsToStore one{"ACME.NS", "", &bars, DataSource::Csv, "a.csv"};
            return BarStore(database).putBars({&one, 1});
        }));
        QVERIFY_RESULT(kept);
    }

    void anUnexplainedJumpIsNamedUntilAnEventExplainsIt()
    {
        const DataReport before = report(); // a bare name finds its .NS
        QCOMPARE(before.stored.instrument.ticker, std::string("ACME.NS"));
        QVERIFY(before.grade == Grade::D);
        QCOMPARE(before.jumps.size(), 1u);
        QCOMPARE(before.jumps[0].day, kFirst + kSplitAt);
        QCOMPARE(before.jumps[0].before, 500.0);
        QVERIFY(namesJump(before));

        const ActionRow split{"ACME.NS", {kFirst + kSplitAt, ActionKind::Split, 5, ActionOrigin::User}};
        QVERIFY_RESULT(await(m_store->run([&](Database& database) {
            return ActionStore(database).put({&split, 1});
        })));
        const DataReport after = report();
        QVERIFY(after.jumps.empty());
        QCOMPARE(after.splits, 1);
        QVERIFY(!namesJump(after));
        QCOMPARE(after.stored.bars.close[0], 500.0); // stored raw
    }

    void deletingMakesABackupThatUndoesIt()
    {
        Library library(*m_store);
        const auto deleted = await(library.deleteData(u"acme"_s));
        QVERIFY_RESULT(deleted);
        QCOMPARE(deleted->removed.bars, kBars);
        QVERIFY(QFile::exists(deleted->backup));
        QCOMPARE_ERROR(await(library.dataReport(u"ACME.NS"_s)), ErrorCode::NotFound);
        m_store.reset();
        QVERIFY_RESULT(restoreDatabase(m_dir->path(), deleted->backup));
        m_store = Store::open(m_dir->path()).value();
        QCOMPARE(report().stored.bars.size(), std::size_t(kBars));
    }

    void withoutABackupNothingIsDeleted()
    {
        // A file stands where the folder of backups should be.
        QFile file(m_dir->filePath(u"backups"_s));
        QDir(file.fileName()).removeRecursively();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Library library(*m_store);
        QVERIFY(!await(library.deleteData(u"ACME.NS"_s)).ok());
        QCOMPARE(report().stored.bars.size(), std::size_t(kBars));
    }

    void anUnknownNameMakesNoBackup()
    {
        Library library(*m_store);
        QCOMPARE_ERROR(await(library.deleteData(u"NONE"_s)), ErrorCode::NotFound);
        QVERIFY(QDir(m_dir->filePath(u"backups"_s)).entryList(QDir::Files).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDataReport)
#include "tst_datareport.moc"
