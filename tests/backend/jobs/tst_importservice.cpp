// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/importservice.h"

#include "base/clock.h"
#include "store/barstore.h"
#include "store/profilestore.h"
#include "store/statement.h"
#include "store/store.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

/// `count` weekdays from 2023-01-02, a flat price.
QByteArray bars(int count, double close = 100)
{
    QByteArray text = "Date,Open,High,Low,Close,Volume\n";
    const QDate first(2023, 1, 2);
    for (int i = 0; i < count; ++i)
        text += first.addDays(i + i / 5 * 2).toString(Qt::ISODate).toLatin1() + ',' +
                QByteArray::number(close) + ',' + QByteArray::number(close + 1) + ',' +
                QByteArray::number(close - 1) + ',' + QByteArray::number(close) + ",1000\n";
    return text;
}

} // namespace

class TestImportService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_dir->filePath(name));
        if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes);
        return file.fileName();
    }

    /// All that is stored of prices, as text.
    QByteArray everyBar() const
    {
        auto future = m_store->run([](Database& database) -> Result<QByteArray> {
            QByteArray text;
            Statement rows(database,
                           u"SELECT i.ticker, c.year, c.bars, hex(c.data) FROM bar_chunks c "
                           u"JOIN instruments i ON i.id = c.instrument_id ORDER BY i.ticker, c.year"_s);
            const auto read = rows.rows([&](Statement& r) {
                text += (r.text(0) + ' ' + r.text(1) + ' ' + r.text(2) + ' ' + r.text(3) + '\n').c_str();
                return 0;
            });
            return read ? Result<QByteArray>(text) : read.error();
        });
        future.waitForFinished();
        return future.takeResult().value();
    }

    Result<ImportReport> import(const QStringList& paths) const
    {
        ImportService service(*m_store, systemClock());
        auto future = service.start(paths);
        future.waitForFinished();
        return future.takeResult();
    }

    int storedBars(const std::string& ticker) const
    {
        auto future = m_store->run([ticker](Database& database) { return BarStore(database).load(ticker); });
        future.waitForFinished();
        const Result<StoredBars> stored = future.takeResult();
        return stored ? static_cast<int>(stored->bars.size()) : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        Result<std::unique_ptr<Store>> store = Store::open(m_dir->filePath(u"data"_s));
        QVERIFY2(store.ok(), store ? "" : store.error().message.c_str());
        m_store = std::move(*store);
    }
    void cleanup()
    {
        m_store.reset();
        m_dir.reset();
    }

    void storesAFileAndCountsItsRows()
    {
        const QString path =
            write(u"AAA.csv"_s, bars(60) + "2024-01-01,5,4,6,5,1\n2023-01-02,100,101,99,100,1000\n");
        const Result<ImportReport> report = import({path});
        QVERIFY2(report.ok(), report ? "" : report.error().message.c_str());
        QCOMPARE(report->files.size(), std::size_t(1));
        const ImportedFile& file = report->files[0];
        QCOMPARE(file.rows, 62);
        QCOMPARE(file.accepted, 60);
        QCOMPARE(file.quarantined, 1);
        QCOMPARE(file.duplicates, 1);
        QCOMPARE(file.instruments, 1);
        QCOMPARE(report->instruments, 1);
        QCOMPARE(report->findings.size(), std::size_t(1));
        QCOMPARE(report->findings[0].ticker, std::string("AAA"));
        QVERIFY(report->findings[0].finding.rule == FindingRule::RangeBroken);
        QCOMPARE(storedBars("AAA"), 60);
    }

    void aRememberedCorrectionThatIsNotUnderstoodIsLeftAside()
    {
        auto put = m_store->run([](Database& database) {
            return ProfileStore(database).put("date,open,high,low,close,volume", "{\"columns\":[\"x\"]}");
        });
        put.waitForFinished();
        QVERIFY(put.takeResult().ok());
        const Result<ImportReport> report = import({write(u"AAA.csv"_s, bars(60))});
        QVERIFY2(report.ok(), report ? "" : report.error().message.c_str());
        QCOMPARE(report->files[0].accepted, 60);
        QVERIFY(!QString::fromStdString(report->files[0].reasons[0]).startsWith(u"Read as corrected"_s));
        QCOMPARE(report->remembered, 0);
    }

    void readsAFolderInTheOrderOfItsFiles()
    {
        write(u"in/2/BBB.csv"_s, bars(60, 50));
        write(u"in/1/BBB.csv"_s, bars(70, 40));
        write(u"in/CCC.csv"_s, bars(55));
        write(u"in/bad.csv"_s, "no,prices\n1,2\n");
        const Result<ImportReport> report = import({m_dir->filePath(u"in"_s)});
        QVERIFY(report.ok());
        QCOMPARE(report->files.size(), std::size_t(4));
        QVERIFY(std::is_sorted(report->files.begin(), report->files.end(),
                               [](const auto& a, const auto& b) { return a.path < b.path; }));
        QCOMPARE(std::count_if(report->files.begin(), report->files.end(),
                               [](const ImportedFile& file) { return file.error.has_value(); }),
                 1);
        QCOMPARE(report->instruments, 2);
        QCOMPARE(storedBars("BBB"), 70);
        QCOMPARE(report->replaced, 60); // the file of folder 2 came after that of folder 1
    }

    void importingAgainChangesNothing()
    {
        const QString path = write(u"AAA.csv"_s, bars(60));
        QVERIFY(import({path}).ok());
        const Result<ImportReport> again = import({path, path});
        QVERIFY(again.ok());
        QCOMPARE(again->files.size(), std::size_t(1));
        QCOMPARE(again->replaced, 0);
        QVERIFY(again->findings.empty());
        QCOMPARE(storedBars("AAA"), 60);
    }

    void aChangedBarIsReplacedAndReported()
    {
        QVERIFY(import({write(u"AAA.csv"_s, bars(60))}).ok());
        const Result<ImportReport> report = import({write(u"AAA.csv"_s, bars(60, 200))});
        QVERIFY(report.ok());
        QCOMPARE(report->replaced, 60);
        QCOMPARE(report->findings.size(), std::size_t(60));
        QVERIFY(report->findings[0].finding.rule == FindingRule::Replaced);
    }

    void onlyFaultsAreAnError()
    {
        const Result<ImportReport> missing = import({u"/no/such/file.csv"_s});
        QVERIFY(!missing.ok());
        QVERIFY(missing.error().code == ErrorCode::FileUnreadable);
        const Result<ImportReport> rubbish = import({write(u"bad.csv"_s, "a,b\n1,2\n")});
        QVERIFY(!rubbish.ok());
        QVERIFY(rubbish.error().code == ErrorCode::FileFormat);
        const Result<ImportReport> both = import({u"/no/such/file.csv"_s, m_dir->filePath(u"bad.csv"_s)});
        QVERIFY(!both.ok());
        QCOMPARE(both.error().details.size(), std::size_t(2));
    }

    void aBarOfTheFutureIsNoBar()
    {
        const Result<ImportReport> report =
            import({write(u"AAA.csv"_s, bars(60) + "9000-01-01,1,1,1,1,1\n")});
        QVERIFY(report.ok());
        QCOMPARE(report->files[0].quarantined, 1);
        QVERIFY(report->findings[0].finding.rule == FindingRule::AfterAsOf);
    }

    void tellsProgressInItsOwnThread()
    {
        for (int i = 0; i < 20; ++i)
            write(u"many/T%1.csv"_s.arg(i), bars(50));
        ImportService service(*m_store, systemClock());
        QSignalSpy progress(&service, &ImportService::progress);
        auto future = service.start({m_dir->filePath(u"many"_s)});
        QTRY_COMPARE(progress.count(), 20);
        QCOMPARE(progress.last().at(0).toInt(), 20);
        QCOMPARE(progress.last().at(1).toInt(), 20);
        future.waitForFinished();
        QVERIFY(future.result().ok());
    }

    void cancellingKeepsWholeFiles()
    {
        for (int i = 0; i < 100; ++i)
            write(u"many/T%1.csv"_s.arg(i), bars(200));
        ImportService service(*m_store, systemClock());
        connect(&service, &ImportService::progress, &service, [&] { service.cancel(); });
        auto future = service.start({m_dir->filePath(u"many"_s)});
        QTRY_VERIFY(future.isFinished());
        const Result<ImportReport> report = future.takeResult();
        QVERIFY(report.ok());
        QVERIFY(report->cancelled);
        for (const ImportedFile& file : report->files)
            QCOMPARE(storedBars(QFileInfo(QString::fromStdString(file.path)).baseName().toStdString()), 200);
    }

    void realFiles_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("instruments");
        QTest::newRow("nse") << u"nse_kaggle_nifty50"_s << 13;
        QTest::newRow("sp500") << u"sp500_per_symbol"_s << 6;
        QTest::newRow("broad") << u"broad_sp500_one_file"_s << 404;
        QTest::newRow("yahoo") << u"yahoo_csv_new_asc"_s << 2;
    }

    void realFiles()
    {
        QFETCH(const QString, folder);
        QFETCH(const int, instruments);
        const QString path = QStringLiteral(TT_SHARED_DATA "/ohlcv/") + folder;
        if (!QDir(path).exists())
            QSKIP("TT_SHARED_DATA is missing");
        const Result<ImportReport> report = import({path});
        QVERIFY2(report.ok(), report ? "" : report.error().message.c_str());
        QCOMPARE(report->instruments, instruments);
        for (const ImportedFile& file : report->files)
            QCOMPARE(file.accepted + file.quarantined + file.duplicates, file.rows);
    }

    /// A history that grows day by day is the same in whatever order its days come, and however often.
    void dayFilesInAnyOrder()
    {
        const QString folder = QStringLiteral(TT_SHARED_DATA "/ohlcv/nse_sec_bhavdata_full_days/");
        QStringList days = QDir(folder).entryList({u"*.csv"_s}, QDir::Files, QDir::Name);
        if (days.isEmpty())
            QSKIP("TT_SHARED_DATA is missing");
        QCOMPARE(days.size(), 6);
        std::mt19937 random(std::random_device{}());
        const auto seed = random();
        qInfo("seed %u", static_cast<unsigned>(seed));
        random.seed(seed);
        QByteArray inOrder;
        for (int round = 0; round < 3; ++round) {
            cleanup();
            init();
            for (const QString& day : days)
                QVERIFY(import({folder + day}).ok());
            QVERIFY(import({folder + days.front(), folder + days.back()}).ok()); // once more
            const QByteArray now = everyBar();
            QVERIFY(now.size() > 100'000);
            inOrder = round == 0 ? now : inOrder;
            QVERIFY(now == inOrder);
            std::shuffle(days.begin(), days.end(), random);
        }
    }
};

QTEST_GUILESS_MAIN(TestImportService)
#include "tst_importservice.moc"
