// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/downloads.h"

#include "chartanswers.h"
#include "chartserver.h"
#include "ui/dialogs/downloaddialog.h"
#include "windowtest.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

#include <optional>

using namespace tt;
using namespace Qt::StringLiterals;

class DownloadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        m_answering = true;
        m_server = std::make_unique<ChartServer>([this](const QByteArray& path) {
            const QByteArray symbol = symbolOf(path);
            if (!m_answering)
                return QByteArray();
            if (symbol == "BUSY")
                return ChartServer::http(503, "busy", "Retry-After: 3600\r\n");
            return symbol == "NOPE" ? ChartServer::http(404, "{}")
                                    : ChartServer::http(200, chartOf(symbol, 60));
        });
        m_bench = std::make_unique<Bench>(m_dir->path());
        m_bench->settings.override("download.address", m_server->address());
    }
    void cleanup()
    {
        m_bench.reset();
        m_server.reset();
        m_dir.reset();
    }

    void nothingIsSentBeforeItIsAskedFor();
    void barsComeAndFailuresSayWhy();
    void aStoppedDownloadGoesOn();
    void aLongWaitIsSaid();
    void aWatchlistIsDownloaded();

private:
    DownloadDialog* open()
    {
        m_bench->action("actionDownload")->trigger();
        return child<DownloadDialog>(m_bench->window, "downloadDialog");
    }
    QPushButton* button(QDialog* dialog) { return child<QPushButton>(*dialog, "downloadStart"); }
    QString state(QDialog* dialog) { return child<QLabel>(*dialog, "downloadState")->text(); }
    static void choose(QDialog* dialog, const QString& beginning)
    {
        auto* scope = child<QComboBox>(*dialog, "downloadScope");
        QTRY_VERIFY_WITH_TIMEOUT(scope->findText(beginning, Qt::MatchStartsWith) >= 0, kWaitMs);
        scope->setCurrentIndex(scope->findText(beginning, Qt::MatchStartsWith));
    }

    std::optional<QTemporaryDir> m_dir;
    bool m_answering = true;
    std::unique_ptr<ChartServer> m_server;
    std::unique_ptr<Bench> m_bench;
};

void DownloadsTest::nothingIsSentBeforeItIsAskedFor()
{
    QTest::mouseClick(child<QPushButton>(m_bench->window, "startDownload"), Qt::LeftButton);
    auto* dialog = child<DownloadDialog>(m_bench->window, "downloadDialog");
    QVERIFY(dialog->isVisible());
    QVERIFY2(child<QLabel>(*dialog, "downloadTerms")->text().contains(u"127.0.0.1"), "names the server");
    QVERIFY(child<QLabel>(*dialog, "downloadTerms")->text().contains(u"personal use"));
    QVERIFY(!button(dialog)->isEnabled()); // whose?
    child<QLineEdit>(*dialog, "downloadTickers")->setText(u"=x y!"_s);
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(state(dialog).contains(u"Y!"_s), kWaitMs); // which ticker is wrong
    QCOMPARE(m_server->paths().size(), 0);
}

void DownloadsTest::barsComeAndFailuresSayWhy()
{
    DownloadDialog* dialog = open();
    child<QLineEdit>(*dialog, "downloadTickers")->setText(u"m&m.ns, NOPE;tcs.ns"_s);
    QSignalSpy done(&m_bench->desk.downloads(), &Downloads::done);
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    QCOMPARE(button(dialog)->text(), u"&Stop"_s);
    QVERIFY(done.wait(kWaitMs));
    QVERIFY2(state(dialog).contains(u"2 stocks, 120 new bars") && state(dialog).contains(u"1 failed"),
             qPrintable(state(dialog)));
    auto* failures = child<QPlainTextEdit>(*dialog, "downloadFailures");
    QVERIFY(failures->isVisible());
    QVERIFY2(failures->toPlainText().startsWith(u"not found: NOPE"), qPrintable(failures->toPlainText()));
    QCOMPARE(button(dialog)->text(), u"&Download"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->desk.instruments().size(), std::size_t(2), kWaitMs);
    QVERIFY(m_bench->message().contains(u"Stocks downloaded: 2."));
    QVERIFY(m_bench->desk.instruments()[0].source == DataSource::Yahoo);
}

void DownloadsTest::aStoppedDownloadGoesOn()
{
    DownloadDialog* dialog = open();
    m_answering = false;
    child<QLineEdit>(*dialog, "downloadTickers")->setText(u"AAPL"_s);
    QSignalSpy done(&m_bench->desk.downloads(), &Downloads::done);
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->paths().size(), 1, kWaitMs);
    dialog->close();
    QVERIFY(m_bench->desk.downloads().isActive()); // goes on without its dialog
    QCOMPARE(open(), dialog);
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    QVERIFY(done.wait(kWaitMs));
    QVERIFY2(state(dialog).startsWith(u"Stopped: 1 left"), qPrintable(state(dialog)));
    m_answering = true;
    choose(dialog, u"What the last download left (1)"_s);
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    QVERIFY(done.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->desk.instruments().size(), std::size_t(1), kWaitMs);
}

void DownloadsTest::aLongWaitIsSaid()
{
    DownloadDialog* dialog = open();
    child<QLineEdit>(*dialog, "downloadTickers")->setText(u"BUSY"_s);
    QSignalSpy done(&m_bench->desk.downloads(), &Downloads::done);
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    const QString paused = u"Paused: network. It goes on by itself at "_s;
    QTRY_VERIFY_WITH_TIMEOUT(state(dialog).startsWith(paused), kWaitMs);
    Q_EMIT m_bench->desk.downloads().progress(1, 2, u"AAPL"_s); // it was under way
    QVERIFY2(state(dialog).startsWith(paused), qPrintable(state(dialog)));
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    QVERIFY(done.wait(kWaitMs));
    QVERIFY2(state(dialog).startsWith(u"Stopped: 1 left"), qPrintable(state(dialog)));
}

void DownloadsTest::aWatchlistIsDownloaded()
{
    m_bench->desk.watchlists().addTickers(m_bench->desk.watchlists().defaultList()->id,
                                          {u"TCS.NS"_s, u"INFY.NS"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->desk.watchlists().defaultList()->tickers.size(), std::size_t(2),
                              kWaitMs);
    DownloadDialog* dialog = open();
    choose(dialog, u"Default (2)"_s);
    QVERIFY(!child<QLineEdit>(*dialog, "downloadTickers")->isEnabled());
    QSignalSpy done(&m_bench->desk.downloads(), &Downloads::done);
    QTest::mouseClick(button(dialog), Qt::LeftButton);
    QVERIFY(done.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->desk.instruments().size(), std::size_t(2), kWaitMs);
}

QTEST_MAIN(DownloadsTest)
#include "tst_downloads.moc"
