// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/strategiespage.h"

#include "charts/pricechart.h"
#include "ui/dialogs/rundialog.h"
#include "windowtest.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>

#include <optional>

using namespace tt;
using namespace Qt::StringLiterals;

class StrategiesPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        m_bench = std::make_unique<Bench>(m_dir->path());
        m_bench->action("actionShowStrategies")->trigger();
        QCOMPARE(m_bench->page()->objectName(), u"strategiesPage"_s);
    }
    void cleanup()
    {
        m_bench.reset();
        m_dir.reset();
    }

    void builtInOnesAreReadAndCompared();
    void aCopyIsEditedSavedAndUsed();
    void whatIsWrongIsSaidAndNotSaved();
    void anotherRevisionIsNotOverwrittenUnasked();
    void aStrategyIsDeletedAfterAQuestion();
    void aSliderShowsWhatTheMarketSays();

private:
    QTableView* list() { return child<QTableView>(m_bench->window, "strategiesTable"); }
    QTableView* numbers() { return child<QTableView>(m_bench->window, "strategyNumbers"); }
    QPushButton* button(const char* name) { return child<QPushButton>(m_bench->window, name); }
    QLabel* problem() { return child<QLabel>(m_bench->window, "strategyProblem"); }

    QModelIndex field(const QString& key, int column = StrategyFieldsModel::Value)
    {
        QAbstractItemModel* model = numbers()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, StrategyFieldsModel::Key).data().toString() == key)
                return model->index(row, column);
        }
        return {};
    }
    void copyTo(const QString& name)
    {
        const int before = list()->model()->rowCount();
        QTest::mouseClick(button("strategyCopy"), Qt::LeftButton);
        auto* dialog = child<QDialog>(m_bench->window, "nameDialog");
        child<QLineEdit>(*dialog, "nameBox")->setText(name);
        QTest::mouseClick(child<QPushButton>(*dialog, "nameOk"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), before + 1, kWaitMs);
        QTRY_COMPARE(child<QLineEdit>(m_bench->window, "strategyName")->text(), name);
    }
    const Strategy* own(const std::string& name)
    {
        for (const Strategy& each : m_bench->desk.strategies().all()) {
            if (each.name == name)
                return &each;
        }
        return nullptr;
    }

    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Bench> m_bench;
};

void StrategiesPageTest::builtInOnesAreReadAndCompared()
{
    const QAbstractItemModelTester tester(numbers()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(list()->model()->rowCount(), 5);
    QVERIFY(field(u"rsi_period"_s).isValid());
    QVERIFY(!(numbers()->model()->flags(field(u"rsi_period"_s)) & Qt::ItemIsEditable));
    QVERIFY(!button("strategySave")->isEnabled());
    QVERIFY(!button("strategyDelete")->isEnabled());
    auto* compare = child<QComboBox>(m_bench->window, "strategyCompare");
    QVERIFY(field(u"trend"_s, StrategyFieldsModel::Other).data().toString().isEmpty());
    compare->setCurrentIndex(2);
    Q_EMIT compare->activated(2);
    bool anyOther = false;
    for (int row = 0; row < numbers()->model()->rowCount(); ++row)
        anyOther =
            anyOther ||
            numbers()->model()->index(row, StrategyFieldsModel::Other).data().toString().startsWith(u"≠");
    QVERIFY(anyOther);
    for (int row = 0; row < 5; ++row) {
        list()->selectRow(row);
        for (int i = 0; i < numbers()->model()->rowCount(); ++i)
            QVERIFY(
                !numbers()->model()->index(i, StrategyFieldsModel::Number).data().toString().contains(u"%1"));
    }
}

void StrategiesPageTest::aCopyIsEditedSavedAndUsed()
{
    copyTo(u"Mine"_s);
    QVERIFY(numbers()->model()->setData(field(u"ema_fast"_s), u"21"_s));
    QVERIFY(numbers()->model()->setData(field(u"target_pct"_s), u"6.5"_s));
    QVERIFY(list()->currentIndex().siblingAtColumn(0).data().toString().contains(u"•"));
    QVERIFY(button("strategySave")->isEnabled());
    QTest::mouseClick(button("strategySave"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(own("Mine") && own("Mine")->revision == 2, kWaitMs);
    QCOMPARE(own("Mine")->params.emaFast, 21);
    QCOMPARE(own("Mine")->risk.targetPct, 6.5);
    QVERIFY(!button("strategySave")->isEnabled());

    m_bench->action("actionAnalyze")->trigger();
    auto* dialog = child<RunDialog>(m_bench->window, "runDialog");
    auto* strategies = child<QComboBox>(*dialog, "runStrategy");
    QCOMPARE(strategies->count(), 6);
    strategies->setCurrentIndex(5);
    Q_EMIT strategies->activated(5);
    child<QSpinBox>(*dialog, "runDemoCount")->setValue(3);
    QVERIFY2(child<QLabel>(*dialog, "runSentence")->text().contains(u"Mine"),
             qPrintable(child<QLabel>(*dialog, "runSentence")->text()));
    QSignalSpy ended(&m_bench->desk, &Desk::jobEnded);
    QTest::mouseClick(child<QPushButton>(*dialog, "runStart"), Qt::LeftButton);
    QVERIFY(ended.wait(kWaitMs));
    m_bench->action("actionShowDemo")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->rows(), 3, kWaitMs);
    QCOMPARE(m_bench->desk.results().record(0).strategyName, std::string("Mine"));
    auto* chart = child<PriceChart>(m_bench->window, "priceChart");
    QTRY_COMPARE_WITH_TIMEOUT(chart->content().bars.size(), std::size_t{500}, kWaitMs);
    QCOMPARE(chart->content().params.emaFast, 21);
}

void StrategiesPageTest::whatIsWrongIsSaidAndNotSaved()
{
    copyTo(u"Mine"_s);
    QVERIFY(!numbers()->model()->setData(field(u"ema_fast"_s), u"twenty"_s));
    QVERIFY(!numbers()->model()->setData(field(u"ema_fast"_s), u"20.5"_s));
    QVERIFY(numbers()->model()->setData(field(u"ema_fast"_s), u"300"_s)); // not below the slow one
    QVERIFY(!problem()->isHidden());
    QVERIFY(!button("strategySave")->isEnabled());
    list()->selectRow(0);
    list()->selectRow(5);
    QCOMPARE(field(u"ema_fast"_s).data().toString(), u"300"_s); // the edit was kept
    QTest::mouseClick(button("strategyRevert"), Qt::LeftButton);
    QCOMPARE(field(u"ema_fast"_s).data().toString(), u"50"_s);
    QVERIFY(problem()->isHidden());
}

void StrategiesPageTest::anotherRevisionIsNotOverwrittenUnasked()
{
    copyTo(u"Mine"_s);
    QVERIFY(numbers()->model()->setData(field(u"cci_period"_s), u"30"_s));
    Strategy theirs = *own("Mine");
    theirs.params.cci = 40;
    QFuture<Result<Strategy>> saved = m_bench->strategies.save(theirs);
    saved.waitForFinished();
    QVERIFY(saved.result().ok());
    QTest::mouseClick(button("strategySave"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!button("strategyKeepMine")->isHidden(), kWaitMs);
    QCOMPARE(own("Mine")->params.cci, 40);
    QCOMPARE(field(u"cci_period"_s).data().toString(), u"30"_s);
    QTest::mouseClick(button("strategyKeepMine"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(own("Mine")->params.cci, 30, kWaitMs);
    QCOMPARE(own("Mine")->revision, 3);
    QTRY_VERIFY(problem()->isHidden());
}

void StrategiesPageTest::aStrategyIsDeletedAfterAQuestion()
{
    copyTo(u"Mine"_s);
    QTest::mouseClick(button("strategyDelete"), Qt::LeftButton);
    auto* box = child<QMessageBox>(m_bench->window, "deleteStrategyBox");
    QTest::mouseClick(child<QPushButton>(*box, "deleteStrategyYes"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 5, kWaitMs);
}

void StrategiesPageTest::aSliderShowsWhatTheMarketSays()
{
    auto* counts = child<QLabel>(m_bench->window, "whatIfCounts");
    auto* slider = child<QSlider>(m_bench->window, "whatIfSlider");
    QTRY_VERIFY_WITH_TIMEOUT(counts->text().contains(u"2,200 made-up stocks"), kWaitMs);
    QVERIFY(!slider->isEnabled()); // a built-in strategy
    copyTo(u"Mine"_s);
    numbers()->setCurrentIndex(field(u"rsi_period"_s));
    QVERIFY(slider->isEnabled());
    QCOMPARE(slider->value() + 2, 14); // from 2 on
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(field(u"rsi_period"_s).data().toString(), u"15"_s);
    QVERIFY(button("strategySave")->isEnabled());
    numbers()->setCurrentIndex(field(u"trend"_s));
    slider->setValue(slider->minimum());
    QCOMPARE(field(u"trend"_s).data().toString(), u"0"_s);
    QTRY_VERIFY_WITH_TIMEOUT(counts->text().contains(u"differ from those of the saved strategy"), kWaitMs);
    const QString edited = counts->text();
    QVERIFY2(edited.contains(u"(+") && edited.contains(u"(−"), qPrintable(edited));
    QVERIFY(numbers()->model()->setData(field(u"trend"_s), u"11"_s)); // outside its limits
    QVERIFY2(counts->text().contains(u"Not judged"), qPrintable(counts->text()));
    QTest::mouseClick(button("strategyRevert"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(counts->text().contains(u"2,200") && !counts->text().contains(u"differ"),
                             kWaitMs);
}

QTEST_MAIN(StrategiesPageTest)
#include "tst_strategiespage.moc"
