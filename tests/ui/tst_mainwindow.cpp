// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "charts/pricechart.h"
#include "charts/verdictbadge.h"
#include "models/resultscolumn.h"
#include "store/store.h"
#include "ui/desk.h"
#include "ui/dialogs/rundialog.h"
#include "ui/widgets/historystrip.h"
#include "ui/widgets/messagebar.h"
#include "windowtest.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

#include <algorithm>
#include <optional>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        QVERIFY(m_dir->isValid());
        m_bench = std::make_unique<Bench>(m_dir->path());
    }
    void cleanup()
    {
        m_bench.reset();
        m_dir.reset();
    }

    void anEmptyStoreOffersDemoDataAndTheDemoFillsTheTable();
    void aRowShowsItsChartAndItsReport();
    void theNewestSelectionWins();
    void theFilterNarrowsAndSaysWhatIsWrong();
    void verdictsSortByStrength();
    void aJobIsCancelled();
    void aFolderIsImportedAndAnalyzed();
    void anImportIsSeenAndCorrectedFirst();
    void aMissingFileIsSaidInTheMessageBar();
    void theTableIsExported();
    void theDefaultWatchlistTakesAndGivesBack();
    void rowsAreCopiedForASpreadsheet();
    void aNumberIsExplained();
    void theRunsOfAStockStandInItsReport();
    void theChartIsSavedAndCopied();
    void theRunDialogSaysWhatWillRun();
    void sortAndFilterAreRemembered();
    void everyActionHasANameAndEveryShortcutIsUnique();

private:
    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Bench> m_bench;
};

void MainWindowTest::anEmptyStoreOffersDemoDataAndTheDemoFillsTheTable()
{
    Bench& bench = *m_bench;
    QCOMPARE(bench.page()->objectName(), u"startPage"_s);
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    QTest::mouseClick(child<QPushButton>(bench.window, "startDemo"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(bench.page()->objectName(), u"screenerPage"_s, kWaitMs);
    QTRY_VERIFY_WITH_TIMEOUT(bench.rows() > 0, kWaitMs);
    QVERIFY(ended.count() > 0 || ended.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(bench.rows(), 2'200, kWaitMs);
    QCOMPARE(child<QLabel>(bench.window, "filterBoxCounts")->text(), u"2,200 of 2,200"_s);
    QVERIFY(child<QWidget>(bench.window, "jobStrip")->isHidden());
}

void MainWindowTest::aRowShowsItsChartAndItsReport()
{
    Bench& bench = *m_bench;
    bench.runDemo(20);
    auto* chart = child<PriceChart>(bench.window, "priceChart");
    for (const int row : {7, 3}) {
        bench.table()->setCurrentIndex(bench.table()->model()->index(row, 0));
        const ResultRecord& record = bench.desk.results().record(row);
        QCOMPARE(child<QLabel>(bench.window, "reportTicker")->text(), QString::fromStdString(record.ticker));
        QCOMPARE(child<VerdictBadge>(bench.window, "verdictBadge")->verdict(), record.analysis.verdict);
        QTRY_COMPARE_WITH_TIMEOUT(chart->content().ticker, record.ticker, kWaitMs);
        QCOMPARE(chart->content().bars.size(), std::size_t{500});
        QCOMPARE(chart->content().studies.size(), std::size_t{500});
        QVERIFY(!child<QWidget>(bench.window, "chartRibbon")->isHidden());
    }
    QTest::keyClick(bench.table(), Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(chart->content().ticker, bench.desk.results().record(4).ticker, kWaitMs);
}

void MainWindowTest::theNewestSelectionWins()
{
    Bench& bench = *m_bench;
    bench.runDemo(20);
    QSignalSpy bars(&bench.desk, &Desk::barsReady);
    for (int row = 1; row < 15; ++row)
        bench.table()->setCurrentIndex(bench.table()->model()->index(row, 0));
    QVERIFY(bars.wait(kWaitMs));
    const std::string last = bench.desk.results().record(14).ticker;
    QCOMPARE(child<PriceChart>(bench.window, "priceChart")->content().ticker, last);
    QCOMPARE(bars.count(), 1);
    QCOMPARE(bars.front().front().toString().toStdString(), last);
}

void MainWindowTest::theFilterNarrowsAndSaysWhatIsWrong()
{
    Bench& bench = *m_bench;
    bench.runDemo(30);
    auto* box = child<QLineEdit>(bench.window, "filterBox");
    auto* problem = child<QLabel>(bench.window, "filterBoxProblem");
    box->setFocus();
    QTest::keyClicks(box, u"demo0007"_s);
    QTRY_COMPARE(bench.rows(), 1);
    QCOMPARE(child<QLabel>(bench.window, "filterBoxCounts")->text(), u"1 of 30"_s);
    QVERIFY(problem->isHidden());
    box->setText(u"score>abc"_s);
    QTRY_VERIFY(!problem->isHidden());
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_COMPARE(bench.rows(), 30);
    QVERIFY(problem->isHidden());
}

void MainWindowTest::verdictsSortByStrength()
{
    Bench& bench = *m_bench;
    bench.runDemo(200);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        bench.table()->sortByColumn(static_cast<int>(ResultsColumn::Verdict), order);
        std::vector<int> strengths;
        for (int row = 0; row < bench.rows(); ++row) {
            const Verdict verdict = bench.desk.results().record(row).analysis.verdict;
            if (verdict != Verdict::NoVerdict)
                strengths.push_back(static_cast<int>(verdict));
        }
        QVERIFY(strengths.front() != strengths.back());
        QVERIFY(order == Qt::AscendingOrder ? std::is_sorted(strengths.begin(), strengths.end())
                                            : std::is_sorted(strengths.rbegin(), strengths.rend()));
    }
}

void MainWindowTest::aJobIsCancelled()
{
    Bench& bench = *m_bench;
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    request.demoCount = 20'000;
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    bench.desk.start(request);
    auto* strip = child<QWidget>(bench.window, "jobStrip");
    QTRY_VERIFY_WITH_TIMEOUT(!strip->isHidden() && bench.desk.results().total() > 0, kWaitMs);
    QTest::mouseClick(child<QToolButton>(bench.window, "jobStripCancel"), Qt::LeftButton);
    QVERIFY(ended.wait(kWaitMs));
    const Job job = bench.desk.jobs().row(0);
    QCOMPARE(job.status, JobStatus::Cancelled);
    QVERIFY(job.counts.cancelled > 0);
    QCOMPARE(job.counts.remaining(), 0);
    QVERIFY(strip->isHidden());
    QCOMPARE(bench.desk.results().total(), job.counts.succeeded);
}

void MainWindowTest::aFolderIsImportedAndAnalyzed()
{
    Bench& bench = *m_bench;
    QDir folder(m_dir->filePath(u"prices"_s));
    QVERIFY(folder.mkpath(u"."_s));
    for (const char* name : {"AAA", "BBB", "CCC"})
        writePrices(folder.filePath(QString::fromLatin1(name) + u".csv"_s), 100 + name[0], 300);
    bench.files.folder = folder.path();
    QSignalSpy imported(&bench.desk, &Desk::imported);
    bench.action("actionImportFolder")->trigger();
    QVERIFY(imported.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(bench.desk.instruments().size(), std::size_t{3}, kWaitMs);
    QVERIFY2(bench.message().contains(u"3"), qPrintable(bench.message()));
    QCOMPARE(child<QTableView>(bench.window, "stocksTable")->model()->rowCount(), 3);
    QCOMPARE(child<QTableView>(bench.window, "importedFilesTable")->model()->rowCount(), 3);
    auto* stocks = child<QTableView>(bench.window, "stocksTable");
    stocks->setCurrentIndex(stocks->model()->index(1, 0));
    auto* summary = child<QLabel>(bench.window, "stockSummary");
    QTRY_VERIFY_WITH_TIMEOUT(summary->text().startsWith(u"BBB"), kWaitMs);
    QVERIFY2(summary->text().contains(u"300"), qPrintable(summary->text()));

    AnalysisRequest request;
    request.selection = Selection::All;
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    bench.desk.start(request);
    QVERIFY(ended.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(bench.rows(), 3, kWaitMs);
    QCOMPARE(bench.page()->objectName(), u"screenerPage"_s);
    QTRY_COMPARE_WITH_TIMEOUT(child<PriceChart>(bench.window, "priceChart")->content().bars.size(),
                              std::size_t{300}, kWaitMs);
    QVERIFY(child<QWidget>(bench.window, "chartRibbon")->isHidden());
}

void MainWindowTest::anImportIsSeenAndCorrectedFirst()
{
    Bench& bench = *m_bench;
    QFile file(m_dir->filePath(u"ABC.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Date,Open,High,Low,Close,Volume\n"); // day and month cannot be told apart
    for (int day = 1; day <= 9; ++day)
        file.write(u"0%1/03/2023,10,11,9,10.5,%1000\n"_s.arg(day).toLatin1());
    file.close();
    bench.files.files = {file.fileName()};
    bench.action("actionImportPreview")->trigger();
    auto* dialog = child<QDialog>(bench.window, "importDialog");
    auto* summary = child<QLabel>(*dialog, "previewSummary");
    auto* import = child<QPushButton>(*dialog, "previewImport");
    auto* rows = child<QTableView>(*dialog, "previewTable")->model();
    QTRY_VERIFY_WITH_TIMEOUT(!summary->text().isEmpty(), kWaitMs);
    QVERIFY2(!import->isEnabled(), qPrintable(summary->text()));
    child<QComboBox>(*dialog, "previewDateOrder")->setCurrentIndex(1);
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), kWaitMs);
    QCOMPARE(rows->rowCount(), static_cast<int>(kPreviewRows));
    QCOMPARE(rows->index(1, 1).data().toString(), u"02 Mar 2023"_s);
    QVERIFY(bench.desk.instruments().empty()); // nothing is stored yet
    auto* symbol = child<QLineEdit>(*dialog, "previewSymbol");
    symbol->setText(u"xyz"_s);
    QTest::keyClick(symbol, Qt::Key_Tab);
    Q_EMIT symbol->editingFinished();
    QTRY_VERIFY_WITH_TIMEOUT(rows->index(0, 0).data().toString().startsWith(u"XYZ") && import->isEnabled(),
                             kWaitMs);
    QSignalSpy imported(&bench.desk, &Desk::imported);
    QTest::mouseClick(import, Qt::LeftButton);
    QVERIFY(imported.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(bench.desk.instruments().size(), std::size_t{1}, kWaitMs);
    QVERIFY(QString::fromStdString(bench.desk.instruments().front().ticker).startsWith(u"XYZ"));
    QCOMPARE(bench.desk.instruments().front().bars, 9);
}

void MainWindowTest::aMissingFileIsSaidInTheMessageBar()
{
    Bench& bench = *m_bench;
    bench.files.files = {m_dir->filePath(u"missing.csv"_s)};
    bench.action("actionImportFiles")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.message().isEmpty(), kWaitMs);
    auto* bar = child<MessageBar>(bench.window, "messageBar");
    QVERIFY(!bar->isHidden());
    QTRY_COMPARE(bench.page()->objectName(), u"startPage"_s);
    QVERIFY(child<QWidget>(bench.window, "jobStrip")->isHidden());
    QTest::mouseClick(child<QToolButton>(bench.window, "messageCloseButton"), Qt::LeftButton);
    QVERIFY(bar->isHidden());
}

void MainWindowTest::theTableIsExported()
{
    Bench& bench = *m_bench;
    bench.runDemo(12);
    bench.files.target = m_dir->filePath(u"out.csv"_s);
    QSignalSpy exported(&bench.desk, &Desk::exported);
    bench.action("actionExportTable")->trigger();
    QVERIFY(exported.wait(kWaitMs));
    QFile file(bench.files.target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), qsizetype{14}); // header, rows, nothing after the last CRLF
    QVERIFY(lines.front().startsWith("ticker,symbol,name,verdict"));
    QVERIFY(lines.at(1).startsWith(QByteArray::fromStdString(bench.desk.results().record(0).ticker)));
    QVERIFY(bench.message().contains(bench.files.target));
    QTest::mouseClick(child<QPushButton>(bench.window, "messageOpenFolder"), Qt::LeftButton);
    QCOMPARE(bench.files.shownFolder, m_dir->path());

    bench.files.target = m_dir->filePath(u"none/out.csv"_s);
    bench.action("actionExportTable")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.message().contains(u"Wrote"), kWaitMs);
}

void MainWindowTest::theDefaultWatchlistTakesAndGivesBack()
{
    Bench& bench = *m_bench;
    bench.runDemo(10);
    bench.table()->selectRow(2);
    const std::string ticker = bench.desk.results().record(2).ticker;
    Watchlists& lists = bench.desk.watchlists();
    bench.action("actionAddToDefault")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(lists.defaultList()->tickers.contains(ticker), kWaitMs);
    bench.action("actionShowDefault")->trigger();
    QTRY_COMPARE(bench.rows(), 1);
    QCOMPARE(bench.desk.results().record(0).ticker, ticker);
    bench.table()->selectRow(0);
    bench.action("actionRemoveFromList")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(bench.rows(), 0, kWaitMs);
    QVERIFY(!lists.defaultList()->tickers.contains(ticker));
}

void MainWindowTest::rowsAreCopiedForASpreadsheet()
{
    Bench& bench = *m_bench;
    bench.runDemo(5);
    bench.table()->selectAll();
    bench.action("actionCopyRows")->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype{6});
    QCOMPARE(lines.front().count(u'\t'), lines.back().count(u'\t'));
}

void MainWindowTest::aNumberIsExplained()
{
    Bench& bench = *m_bench;
    bench.runDemo(5);
    auto* popup = child<QWidget>(bench.window, "explainPopup");
    QVERIFY(popup->isHidden());
    QTest::mouseClick(child<QLabel>(bench.window, "fact_evidence"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(popup->isVisible(), kWaitMs);
    QCOMPARE(child<QLabel>(*popup, "explainTitle")->text(), u"Evidence"_s);
    QVERIFY(child<QLabel>(*popup, "explainFooter")->text().contains(u"500"));
    QTest::keyClick(popup, Qt::Key_Escape);
    QVERIFY(popup->isHidden());
    auto* votes = child<QTableView>(bench.window, "votesView");
    votes->setCurrentIndex(votes->model()->index(1, 0));
    QTest::keyClick(votes, Qt::Key_Return);
    QVERIFY(popup->isVisible()); // known by now
    QVERIFY(child<QLabel>(*popup, "explainTitle")->text().contains(u"Convergence"));
    QStringList values;
    for (const QLabel* label : popup->findChildren<QLabel*>())
        values += label->text();
    QVERIFY2(values.contains(u"12"_s) && values.contains(u"26"_s), qPrintable(values.join(u'|')));
    popup->hide();
}

void MainWindowTest::theRunsOfAStockStandInItsReport()
{
    Bench& bench = *m_bench;
    bench.runDemo(3);
    auto* strip = child<HistoryStrip>(bench.window, "historyStrip");
    QTRY_COMPARE_WITH_TIMEOUT(strip->count(), 1, kWaitMs);
    bench.table()->selectAll();
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    bench.action("actionAnalyzeAgain")->trigger();
    QVERIFY(ended.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(strip->count(), 2, kWaitMs);
    QVERIFY(strip->markedText().startsWith(u"Runs: 2"));
    QTest::keyClick(strip, Qt::Key_Left);
    QCOMPARE(strip->marked(), 1);
    QVERIFY(strip->markedText().contains(u"Balanced"));
    QTest::keyClick(strip, Qt::Key_Left);
    QTest::keyClick(strip, Qt::Key_Left);
    QCOMPARE(strip->marked(), 0);
}

void MainWindowTest::theChartIsSavedAndCopied()
{
    Bench& bench = *m_bench;
    QVERIFY(!bench.action("actionSaveChart")->isEnabled());
    bench.runDemo(3);
    QTRY_VERIFY_WITH_TIMEOUT(bench.action("actionSaveChart")->isEnabled(), kWaitMs);
    for (const QString& name : {u"chart.png"_s, u"chart.svg"_s}) {
        bench.files.target = m_dir->filePath(name);
        bench.action("actionSaveChart")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(bench.message().contains(name), kWaitMs);
        QFile file(bench.files.target);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(name.endsWith(u"svg"_s) ? bytes.contains("<svg") : bytes.startsWith("\x89PNG"));
    }
    bench.files.target = m_dir->filePath(u"none/chart.png"_s);
    bench.action("actionSaveChart")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.message().contains(u"Wrote"), kWaitMs);
    bench.action("actionCopyChart")->trigger();
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
}

void MainWindowTest::theRunDialogSaysWhatWillRun()
{
    Bench& bench = *m_bench;
    bench.action("actionAnalyze")->trigger();
    auto* dialog = child<RunDialog>(bench.window, "runDialog");
    QVERIFY(dialog->isVisible());
    auto* sentence = child<QLabel>(*dialog, "runSentence");
    QVERIFY2(sentence->text().contains(u"2,200"), qPrintable(sentence->text()));
    child<QSpinBox>(*dialog, "runDemoCount")->setValue(40);
    QVERIFY2(sentence->text().contains(u"40 made-up"), qPrintable(sentence->text()));
    auto* preset = child<QComboBox>(*dialog, "runPreset");
    preset->setCurrentIndex(0);
    Q_EMIT preset->activated(0);
    QCOMPARE(child<QDoubleSpinBox>(*dialog, "runRisk")->value(), 0.5);
    QCOMPARE(child<QDoubleSpinBox>(*dialog, "runLimit")->value(), 10.0);
    auto* scope = child<QComboBox>(*dialog, "runScope");
    const int demoScope = scope->currentIndex();
    scope->setCurrentIndex(scope->count() - 1); // files, none chosen yet
    QVERIFY(!child<QPushButton>(*dialog, "runStart")->isEnabled());
    scope->setCurrentIndex(demoScope);
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    QTest::mouseClick(child<QPushButton>(*dialog, "runStart"), Qt::LeftButton);
    QVERIFY(ended.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(bench.rows(), 40, kWaitMs);
}

void MainWindowTest::sortAndFilterAreRemembered()
{
    m_bench->runDemo(10);
    const int column = static_cast<int>(ResultsColumn::Close);
    m_bench->table()->sortByColumn(column, Qt::AscendingOrder);
    m_bench->table()->setColumnHidden(static_cast<int>(ResultsColumn::Evidence), true);
    child<QLineEdit>(m_bench->window, "filterBox")->setText(u"demo"_s);
    m_bench->window.close();
    m_bench.reset();
    m_bench = std::make_unique<Bench>(m_dir->path());
    QCOMPARE(m_bench->desk.results().sortColumn(), column);
    QCOMPARE(m_bench->desk.results().sortOrder(), Qt::AscendingOrder);
    QVERIFY(m_bench->table()->isColumnHidden(static_cast<int>(ResultsColumn::Evidence)));
    QCOMPARE(child<QLineEdit>(m_bench->window, "filterBox")->text(), u"demo"_s);
    QCOMPARE(m_bench->rows(), 10);
}

void MainWindowTest::everyActionHasANameAndEveryShortcutIsUnique()
{
    QStringList shortcuts;
    for (const QAction* action : m_bench->window.actions()) {
        QVERIFY(action->objectName().startsWith(u"action"));
        QVERIFY(!action->statusTip().isEmpty());
        if (!action->shortcut().isEmpty())
            shortcuts += action->shortcut().toString();
    }
    QVERIFY(shortcuts.size() > 10);
    QCOMPARE(shortcuts.removeDuplicates(), qsizetype{0});
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
