// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resultsmodel.h"

#include "resultfixture.h"
#include "text/format.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace tt;

namespace {

constexpr int kVerdict = static_cast<int>(ResultsColumn::Verdict);
constexpr int kScore = static_cast<int>(ResultsColumn::Score);
constexpr int kEntry = static_cast<int>(ResultsColumn::Entry);
constexpr int kTicker = static_cast<int>(ResultsColumn::Ticker);

ResultRecord result(const std::string& ticker, Verdict verdict, double score, std::int64_t atMs = 1)
{
    std::mt19937 random(1);
    ResultRecord record = test::randomResult(ticker, random, atMs);
    record.analysis.verdict = verdict;
    record.analysis.score = score;
    return record;
}

QStringList shownTickers(const ResultsModel& model)
{
    QStringList tickers;
    for (int row = 0; row < model.rowCount(); ++row)
        tickers << QString::fromStdString(model.record(row).ticker);
    return tickers;
}

ResultsModel::Chunk fiveVerdicts()
{
    return test::chunkOf({result("A.NS", Verdict::Hold, 0.1), result("B.NS", Verdict::NoVerdict, 0.9),
                          result("C.NS", Verdict::StrongBuy, 0.8), result("D.NS", Verdict::Sell, -0.4),
                          result("E.NS", Verdict::Buy, 0.3)});
}

} // namespace

class TestResultsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalRowsStandByEvidenceThenName();
    void verdictsSortByStrength();
    void undefinedIsLastInEitherDirection();
    void secondColumnDecidesAmongEquals();
    void newerResultReplacesOlder();
    void selectionStaysOverEverything();
    void filterAndListRestrict();
    void wrongFilterChangesNothing();
    void cellsTellEverything();
    void randomOperationsKeepTheModelSound();
};

void TestResultsModel::equalRowsStandByEvidenceThenName()
{
    const auto equal = [](const char* ticker, double evidence) {
        ResultRecord record = result(ticker, Verdict::StrongBuy, 1);
        record.analysis.evidence = evidence;
        return record;
    };
    ResultsModel model;
    model.sort(kVerdict, Qt::DescendingOrder);
    model.upsert(
        test::chunkOf({equal("C.NS", 0.3), equal("B.NS", 0.2), equal("A.NS", 0.3), equal("D.NS", 0.4)}));
    const QStringList wanted = {u"D.NS"_s, u"A.NS"_s, u"C.NS"_s, u"B.NS"_s};
    QCOMPARE(shownTickers(model), wanted);
    model.sort(kScore, Qt::AscendingOrder); // all rows at once, instead of one by one
    QCOMPARE(shownTickers(model), wanted);
}

void TestResultsModel::verdictsSortByStrength()
{
    ResultsModel model;
    model.upsert(fiveVerdicts());
    model.sort(kVerdict, Qt::DescendingOrder);
    QCOMPARE(shownTickers(model), (QStringList{u"C.NS"_s, u"E.NS"_s, u"A.NS"_s, u"D.NS"_s, u"B.NS"_s}));
    model.sort(kVerdict, Qt::AscendingOrder);
    QCOMPARE(shownTickers(model), (QStringList{u"D.NS"_s, u"A.NS"_s, u"E.NS"_s, u"C.NS"_s, u"B.NS"_s}));
    model.upsert(test::chunkOf({result("F.NS", Verdict::StrongSell, -0.9)}));
    QCOMPARE(model.rowOf("F.NS"), 0);
    QCOMPARE(model.sortColumn(), kVerdict);
}

void TestResultsModel::undefinedIsLastInEitherDirection()
{
    ResultRecord bare = result("BARE.NS", Verdict::Buy, 0.3);
    bare.analysis.plan.reset();
    ResultRecord planned = result("PLAN.NS", Verdict::Buy, 0.3);
    planned.analysis.plan.emplace();
    planned.analysis.plan->entry = 5;
    ResultsModel model;
    model.upsert(test::chunkOf({bare, planned}));
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        model.sort(kEntry, order);
        QCOMPARE(model.rowOf("BARE.NS"), 1);
    }
    QCOMPARE(model.index(1, kEntry).data().toString(), undefinedText());
    QVERIFY(!model.index(1, kEntry).data(SortRole).isValid());
}

void TestResultsModel::secondColumnDecidesAmongEquals()
{
    ResultsModel model;
    model.upsert(test::chunkOf({result("A.NS", Verdict::Buy, 0.3), result("B.NS", Verdict::Buy, 0.5),
                                result("C.NS", Verdict::Sell, -0.3)}));
    model.sort(kScore, Qt::DescendingOrder);
    model.sort(kVerdict, Qt::DescendingOrder);
    QCOMPARE(shownTickers(model), (QStringList{u"B.NS"_s, u"A.NS"_s, u"C.NS"_s}));
}

void TestResultsModel::newerResultReplacesOlder()
{
    ResultsModel model;
    model.upsert(test::chunkOf({result("A.NS", Verdict::Buy, 0.3, 100)}));
    model.upsert(test::chunkOf({result("A.NS", Verdict::Sell, -0.3, 50)}));
    QCOMPARE(model.record(0).analysis.verdict, Verdict::Buy);
    model.upsert(
        test::chunkOf({result("A.NS", Verdict::Hold, 0, 100), result("A.NS", Verdict::Sell, -0.5, 200)}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.find("A.NS")->analysis.verdict, Verdict::Sell);
    QVERIFY(!model.find("B.NS"));
}

void TestResultsModel::selectionStaysOverEverything()
{
    ResultsModel model;
    QItemSelectionModel selection(&model);
    model.upsert(fiveVerdicts());
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    selection.setCurrentIndex(model.index(model.rowOf("E.NS"), 0),
                              QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const auto stays = [&] {
        return selection.currentIndex().row() == model.rowOf("E.NS") &&
               selection.selectedRows().size() == 1 &&
               selection.selectedRows().front().row() == model.rowOf("E.NS");
    };
    model.sort(kVerdict, Qt::DescendingOrder);
    QVERIFY(stays());
    model.upsert(test::chunkOf(
        {result("0.NS", Verdict::StrongBuy, 0.9), result("E.NS", Verdict::StrongSell, -0.9, 9)}));
    QVERIFY(stays());
    QVERIFY(model.setFilterText(u"verdict:sell"_s));
    QVERIFY(stays());
    QVERIFY(model.setFilterText({}));
    QVERIFY(stays());
    model.setTickers(std::unordered_set<std::string>{"E.NS", "A.NS"});
    QVERIFY(stays());
    model.setTickers(std::nullopt);
    model.remove({"A.NS", "C.NS"});
    QVERIFY(stays());
    QCOMPARE(resets.count(), 0);
}

void TestResultsModel::filterAndListRestrict()
{
    ResultsModel model;
    QSignalSpy counts(&model, &ResultsModel::countsChanged);
    model.upsert(fiveVerdicts());
    QVERIFY(model.setFilterText(u"verdict:buy"_s));
    QCOMPARE(shownTickers(model), (QStringList{u"C.NS"_s, u"E.NS"_s}));
    model.setTickers(std::unordered_set<std::string>{"E.NS", "A.NS", "UNKNOWN.NS"});
    QCOMPARE(shownTickers(model), QStringList{u"E.NS"_s});
    QCOMPARE(model.total(), 5);
    QCOMPARE(model.totalInList(), 2);
    model.upsert(test::chunkOf({result("UNKNOWN.NS", Verdict::Buy, 0.4), result("X.NS", Verdict::Buy, 0.4)}));
    QCOMPARE(shownTickers(model), (QStringList{u"E.NS"_s, u"UNKNOWN.NS"_s}));
    // A new result that no longer fits leaves the table.
    model.upsert(test::chunkOf({result("E.NS", Verdict::Hold, 0.1, 9)}));
    QCOMPARE(shownTickers(model), QStringList{u"UNKNOWN.NS"_s});
    QCOMPARE(model.rowOf("E.NS"), -1);
    QCOMPARE(counts.count(), 5);
    QCOMPARE(model.shown().size(), std::size_t{1});
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.total(), 0);
}

void TestResultsModel::wrongFilterChangesNothing()
{
    ResultsModel model;
    model.upsert(fiveVerdicts());
    QVERIFY(model.setFilterText(u"verdict:hold"_s));
    QVERIFY(!model.setFilterText(u"colour:red"_s));
    QCOMPARE(shownTickers(model), QStringList{u"A.NS"_s});
}

void TestResultsModel::cellsTellEverything()
{
    ResultsModel model;
    ResultRecord record = result("A.NS", Verdict::StrongSell, -0.7);
    record.isDemo = true;
    record.analysis.close = 1234567.5;
    model.upsert(test::chunkOf({record}));
    const auto text = [&](ResultsColumn column, int role = Qt::DisplayRole) {
        return model.index(0, static_cast<int>(column)).data(role).toString();
    };
    QCOMPARE(text(ResultsColumn::Verdict), u"▼▼ Strong Sell"_s);
    QCOMPARE(text(ResultsColumn::Score), u"-0.70"_s);
    QCOMPARE(text(ResultsColumn::Close), u"12,34,567.50"_s);
    QCOMPARE(text(ResultsColumn::Demo), u"DEMO"_s);
    QCOMPARE(text(ResultsColumn::Verdict, Qt::AccessibleTextRole), u"Verdict: ▼▼ Strong Sell"_s);
    QCOMPARE(model.index(0, 0).data(TickerRole).toString(), u"A.NS"_s);
    QVERIFY(model.index(0, 0).data(DemoRole).toBool());
    QCOMPARE(model.index(0, static_cast<int>(ResultsColumn::Votes)).data(VotesRole).toByteArray().size(), 13);
    QCOMPARE(model.index(0, kScore).data(SortRole).toDouble(), -0.7);
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(model.index(0, column).data(ToneRole).isValid());
    }
    QCOMPARE(model.tsv({0}).count(u'\t'), 2 * (model.columnCount() - 1));
    QVERIFY(!model.index(0, 0).data(Qt::TextAlignmentRole).isNull());
    QVERIFY(!model.data(model.index(5, 0)).isValid());
}

/// After each step the rows are exactly the records that fit, in the order that the columns ask for.
static void checkAgainst(const ResultsModel& model, const std::map<std::string, ResultRecord>& expected,
                         const QString& filterText,
                         const std::optional<std::unordered_set<std::string>>& list)
{
    const Result<FilterExpression> filter = FilterExpression::parse(filterText.toStdString());
    std::set<std::string> wanted;
    for (const auto& [ticker, record] : expected) {
        if ((!list || list->contains(ticker)) &&
            filter->matches(record, FilterExpression::haystackOf(record)))
            wanted.insert(ticker);
    }
    QCOMPARE(static_cast<std::size_t>(model.rowCount()), wanted.size());
    bool undefinedSeen = false;
    QVariant previous;
    for (int row = 0; row < model.rowCount(); ++row) {
        const std::string& ticker = model.record(row).ticker;
        QVERIFY(wanted.contains(ticker));
        QCOMPARE(model.record(row).id, expected.at(ticker).id);
        QCOMPARE(model.rowOf(ticker), row);
        if (model.sortColumn() < 0 || model.sortColumn() == kTicker)
            continue;
        const QVariant key = model.index(row, model.sortColumn()).data(SortRole);
        if (!key.isValid()) {
            undefinedSeen = true;
            continue;
        }
        QVERIFY(!undefinedSeen);
        if (previous.isValid())
            QVERIFY(model.sortOrder() == Qt::AscendingOrder ? previous.toDouble() <= key.toDouble()
                                                            : previous.toDouble() >= key.toDouble());
        previous = key;
    }
}

void TestResultsModel::randomOperationsKeepTheModelSound()
{
    const unsigned seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    ResultsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::map<std::string, ResultRecord> expected;
    QString filter;
    std::optional<std::unordered_set<std::string>> list;
    const auto anyTicker = [&] { return "T" + std::to_string(random() % 120) + ".NS"; };
    const QStringList filters = {{}, u"verdict:buy"_s, u"score>0 rsi<60"_s, u"t1"_s, u"grade:A -demo:yes"_s};
    constexpr int columns[] = {kVerdict, kScore, kEntry, kTicker};
    QPersistentModelIndex pinned;
    std::string pinnedTicker;
    for (int step = 0; step < 300; ++step) {
        switch (random() % 6) {
        case 0:
        case 1: {
            std::vector<ResultRecord> records;
            for (unsigned i = 0; i < random() % 40; ++i)
                records.push_back(test::randomResult(anyTicker(), random, step));
            for (const ResultRecord& record : records)
                expected.insert_or_assign(record.ticker, record);
            model.upsert(test::chunkOf(std::move(records)));
            break;
        }
        case 2:
            model.sort(columns[random() % 4], random() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        case 3:
            filter = filters[static_cast<qsizetype>(random() % 5)];
            QVERIFY(model.setFilterText(filter));
            break;
        case 4:
            list.reset();
            if (random() % 2) {
                list.emplace();
                for (int i = 0; i < 50; ++i)
                    list->insert(anyTicker());
            }
            model.setTickers(list);
            break;
        default: {
            const std::vector<std::string> gone = {anyTicker(), anyTicker()};
            for (const std::string& ticker : gone)
                expected.erase(ticker);
            model.remove(gone);
        }
        }
        checkAgainst(model, expected, filter, list);
        if (QTest::currentTestFailed())
            return;
        if (pinned.isValid())
            QCOMPARE(model.record(pinned.row()).ticker, pinnedTicker);
        else if (model.rowCount() > 0) {
            pinned = model.index(static_cast<int>(random() % static_cast<unsigned>(model.rowCount())), 2);
            pinnedTicker = model.record(pinned.row()).ticker;
        }
    }
}

QTEST_MAIN(TestResultsModel)
#include "tst_resultsmodel.moc"
