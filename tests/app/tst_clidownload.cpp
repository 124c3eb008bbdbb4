// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads by the command line, from a server on this machine.
#include "../backend/jobs/chartanswers.h"
#include "../backend/jobs/chartserver.h"
#include "clirunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60'000; ///< ms; far beyond what anything takes here

void sendSignal(const QProcess& process, int signal)
{
    ::kill(static_cast<pid_t>(process.processId()), signal);
}

/// The server lives in this thread: its events go on while the program runs.
CliRun finishServed(QProcess& process)
{
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, kPatience))
        return {-2, {}, "timed out"};
    return finishCli(process);
}

} // namespace

class TestCliDownload : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ChartServer> m_server;
    ChartServer::Answer m_answer;

    QString data() const { return m_dir->filePath(u"data"_s); }
    CliRun run(const char* line) const { return finishServed(*startCli(data(), typed(line))); }
    QStringList stored() const
    {
        QStringList tickers;
        const QJsonObject document = runCli(data(), typed("instruments --json")).json();
        for (const QJsonValue& one : document[u"instruments"_s].toArray()) {
            if (one[u"bars"_s].toInt() > 0)
                tickers.append(one[u"ticker"_s].toString());
        }
        return tickers;
    }
    QStringList askedFrom(qsizetype first) const
    {
        QStringList tickers;
        for (const QByteArray& path : m_server->paths().mid(first))
            tickers.append(QString::fromLatin1(symbolOf(path)));
        return tickers;
    }
    static QByteArray good(const QByteArray& path)
    {
        return ChartServer::http(200, chartOf(symbolOf(path), 30));
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_answer = good;
        m_server = std::make_unique<ChartServer>([this](const QByteArray& path) { return m_answer(path); });
        const QString address = QString::fromStdString(m_server->address());
        QCOMPARE(runCli(data(), {u"settings"_s, u"set"_s, u"download.address"_s, address}).exit, 0);
    }

    void barsComeFromTheAddressOfTheSetting()
    {
        const CliRun loaded = run("download m&m.ns AAPL --json");
        QCOMPARE(loaded.exit, 0);
        QCOMPARE(askedFrom(0), (QStringList{u"M&M.NS"_s, u"AAPL"_s}));
        const QJsonArray downloads = loaded.json()[u"downloads"_s].toArray();
        QCOMPARE(downloads.size(), 2);
        QCOMPARE(downloads[0][u"added"_s].toInt(), 30);
        QCOMPARE(stored(), (QStringList{u"AAPL"_s, u"M&M.NS"_s}));
    }

    void nothingLeftToResumeIsSaid()
    {
        const CliRun resumed = run("download --resume");
        QCOMPARE(resumed.exit, 0);
        QCOMPARE(resumed.out, QByteArray("Nothing is left to resume: every download has ended.\n"));
        QVERIFY(m_server->paths().isEmpty());
    }

    void aKilledDownloadGoesOnWithWhatWasLeft()
    {
        int asked = 0;
        m_answer = [&](const QByteArray& path) { return ++asked <= 2 ? good(path) : QByteArray(); };
        const auto process = startCli(data(), typed("download A B C D E"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->paths().size(), 4, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!stored().isEmpty(), kPatience);
        sendSignal(*process, SIGKILL);
        QCOMPARE(finishServed(*process).exit, -1);
        QStringList left{u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s};
        for (const QString& ticker : stored())
            left.removeOne(ticker);
        m_answer = good;
        const qsizetype before = m_server->paths().size();
        const CliRun resumed = run("download --resume");
        QCOMPARE(resumed.exit, 0);
        QStringList rest = askedFrom(before);
        rest.sort(); // two are in flight
        QCOMPARE(rest, left);
        QCOMPARE(stored().size(), 5);
    }

    void aRemovedSplitIsDownloadedAway()
    {
        m_answer = [](const QByteArray& path) {
            return ChartServer::http(
                200,
                chartOf(symbolOf(path), 30,
                        R"("events":{"splits":{"1":{"date":1704810600,"numerator":2,"denominator":1}}},)"));
        };
        QCOMPARE(run("download AAPL").exit, 0);
        const CliRun removed = run("event remove AAPL 2024-01-09 split");
        QVERIFY2(removed.out.contains("download the stock again"), removed.out.constData());
        QCOMPARE(run("data check AAPL --json").json()[u"unexplained_jumps"_s].toArray().size(), 1);
        const CliRun again = run("download AAPL --json");
        QCOMPARE(again.json()[u"downloads"_s].toArray().at(0)[u"replaced"_s].toInt(), 7); // before the split
        QVERIFY(m_server->paths().at(1).contains("period1=0&"));
        QVERIFY(run("data check AAPL --json").json()[u"unexplained_jumps"_s].toArray().isEmpty());
        QVERIFY(run("event list AAPL --json").json()[u"events"_s].toArray().isEmpty());
    }

    void aLongWaitIsSaid()
    {
        m_answer = [](const QByteArray&) { return ChartServer::http(503, "busy", "Retry-After: 3600\r\n"); };
        const auto process = startCli(data(), typed("download AAPL"));
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += process->readAllStandardError()).endsWith(".\n"), kPatience);
        QVERIFY2(said.startsWith("Paused (network); it goes on by itself at "), said.constData());
        sendSignal(*process, SIGINT);
        QCOMPARE(finishServed(*process).exit, 130);
        QCOMPARE(m_server->paths().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCliDownload)
#include "tst_clidownload.moc"
