// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/barstore.h"

#include "base/numbertext.h"
#include "store/statement.h"
#include "storetest.h"

#include <QFile>
#include <QRegularExpression>

#include <cmath>
#include <limits>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

Day day(int y, int m, int d)
{
    return *dayFromCivil({y, m, d});
}

CheckedBars series(Day first, int count, double price)
{
    CheckedBars checked;
    for (int i = 0; i < count; ++i)
        checked.bars.append(first + i, price, price + 1, price - 1, price + 0.25 * i, 1'000 + i);
    checked.adjustedClose.assign(static_cast<std::size_t>(count), std::numeric_limits<double>::quiet_NaN());
    checked.rows = checked.accepted = count;
    return checked;
}

BarsToStore toStore(const CheckedBars& bars, std::string ticker = "TCS.NS",
                    DataSource source = DataSource::Csv, std::string file = "a.csv")
{
    return {std::move(ticker), {}, &bars, source, std::move(file)};
}

} // namespace

class TestBarStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void storedReadsBackEqual();
    void yearBoundaries();
    void newestImportWins();
    void sameImportChangesNothing();
    void gapsAreFilledInOrder();
    void unknownTicker();
    void loadManyAnswersEachTicker();
    void damagedChunkIsOneTickersError();
    void findingsFollowTheirFile();
    void goodBarSettlesAFinding();
    void oneTransactionAFile();
    void severalPartsAsIfOneByOne();
    void instrumentsListed();
    void typedNames();
    void realFile();

private:
    StoredCount put(const BarsToStore& bars)
    {
        const auto counts = BarStore(**m_db).putBars({&bars, 1});
        return counts ? counts->front() : StoredCount{};
    }
    StoredBars load(const std::string& ticker = "TCS.NS") { return BarStore(**m_db).load(ticker).value(); }

    std::unique_ptr<TestDatabase> m_db;
};

void TestBarStore::init()
{
    m_db = std::make_unique<TestDatabase>();
    QVERIFY(m_db->open());
}

void TestBarStore::storedReadsBackEqual()
{
    const CheckedBars bars = series(day(2023, 3, 1), 100, 3'456.7);
    const StoredCount count = put({"M&M.NS", "Mahindra & Mahindra", &bars, DataSource::Nse, "f"});
    QCOMPARE(count.added, 100);
    QCOMPARE(count.replaced + count.unchanged, 0);
    const StoredBars read = load("m&m.ns");
    QCOMPARE(read.instrument.ticker, std::string("M&M.NS"));
    QCOMPARE(read.instrument.symbol, std::string("M&M"));
    QCOMPARE(read.instrument.name, std::string("Mahindra & Mahindra"));
    QCOMPARE(read.instrument.id, instrumentId("M&M.NS"));
    QVERIFY(read.instrument.source == DataSource::Nse);
    QCOMPARE(read.instrument.bars, 100);
    QCOMPARE(read.bars.date, bars.bars.date);
    QCOMPARE(read.bars.open, bars.bars.open);
    QCOMPARE(read.bars.high, bars.bars.high);
    QCOMPARE(read.bars.low, bars.bars.low);
    QCOMPARE(read.bars.close, bars.bars.close);
    QCOMPARE(read.bars.volume, bars.bars.volume);
    QCOMPARE(read.bars.lastFactor, 1.0);
}

void TestBarStore::yearBoundaries()
{
    const CheckedBars bars = series(day(2019, 12, 30), 733, 50); // up to 2021-12-31
    QCOMPARE(put(toStore(bars)).added, 733);
    Statement chunks(**m_db, u"SELECT year, bars, first_day, last_day FROM bar_chunks ORDER BY year"_s);
    const auto rows = chunks.rows([](Statement& r) {
        return std::to_string(r.number(0)) + ' ' + std::to_string(r.number(1)) + ' ' + dayText(r.day(2)) +
               ' ' + dayText(r.day(3));
    });
    QCOMPARE(*rows,
             (std::vector<std::string>{"2019 2 2019-12-30 2019-12-31", "2020 366 2020-01-01 2020-12-31",
                                       "2021 365 2021-01-01 2021-12-31"}));
    QCOMPARE(load().bars.date, bars.bars.date);
}

void TestBarStore::newestImportWins()
{
    put(toStore(series(day(2024, 1, 1), 10, 100)));
    CheckedBars later = series(day(2024, 1, 6), 10, 200);
    later.bars.volume[0] = std::numeric_limits<double>::quiet_NaN();
    const StoredCount count = put(toStore(later, "TCS.NS", DataSource::Yahoo, "b.csv"));
    QCOMPARE(count.added, 5);
    QCOMPARE(count.replaced, 5);
    QCOMPARE(count.unchanged, 0);
    QCOMPARE(count.replacedBars.size(), 5u);
    QCOMPARE(count.replacedBars[0].date, day(2024, 1, 6));
    QVERIFY(count.replacedBars[0].rule == FindingRule::Replaced);
    QCOMPARE(count.replacedBars[0].values, std::string("100 101 99 101.25 1005"));
    const StoredBars read = load();
    QCOMPARE(read.bars.size(), 15u);
    QCOMPARE(read.bars.open[4], 100.0);
    QCOMPARE(read.bars.open[5], 200.0);
    QVERIFY(std::isnan(read.bars.volume[5]));
    QVERIFY(read.instrument.source == DataSource::Yahoo);
}

void TestBarStore::sameImportChangesNothing()
{
    const CheckedBars bars = series(day(2024, 1, 1), 10, 100);
    put(toStore(bars));
    const QString before = m_db->database->scalar(u"SELECT fetched_at FROM bar_chunks"_s).value();
    const StoredCount count = put(toStore(bars));
    QCOMPARE(count.unchanged, 10);
    QCOMPARE(count.added + count.replaced, 0);
    QCOMPARE(m_db->database->scalar(u"SELECT fetched_at FROM bar_chunks"_s).value(), before);
}

void TestBarStore::gapsAreFilledInOrder()
{
    put(toStore(series(day(2024, 1, 1), 3, 100)));
    put(toStore(series(day(2024, 1, 10), 3, 100)));
    put(toStore(series(day(2024, 1, 4), 6, 100)));
    const std::vector<Day> dates = load().bars.date;
    QCOMPARE(dates.size(), 12u);
    for (std::size_t i = 1; i < dates.size(); ++i)
        QCOMPARE(dates[i], dates[i - 1] + 1);
}

void TestBarStore::unknownTicker()
{
    QCOMPARE_ERROR(BarStore(**m_db).load("NOPE.NS"), ErrorCode::NotFound);
    QVERIFY_RESULT(InstrumentStore(**m_db).put("EMPTY.NS", ""));
    QCOMPARE_ERROR(BarStore(**m_db).load("EMPTY.NS"), ErrorCode::NotFound);
}

void TestBarStore::loadManyAnswersEachTicker()
{
    const CheckedBars a = series(day(2024, 1, 1), 10, 100), b = series(day(2023, 1, 1), 400, 50);
    put(toStore(a, "A"));
    put(toStore(b, "B"));
    const std::vector<std::string> tickers = {"B", "MISSING", "A"};
    const auto all = BarStore(**m_db).loadMany(tickers);
    QVERIFY_RESULT(all);
    QCOMPARE(all->size(), 3u);
    QCOMPARE((*all)[0]->bars.close, b.bars.close);
    QCOMPARE_ERROR((*all)[1], ErrorCode::NotFound);
    QCOMPARE((*all)[2]->bars.close, a.bars.close);
}

void TestBarStore::damagedChunkIsOneTickersError()
{
    put(toStore(series(day(2024, 1, 1), 10, 100), "A"));
    put(toStore(series(day(2024, 1, 1), 10, 100), "B"));
    Statement damage(**m_db, u"UPDATE bar_chunks SET data = CAST(substr(data, 1, 40) || x'7f' || "
                             u"substr(data, 42) AS BLOB) WHERE instrument_id = ?"_s);
    QCOMPARE(damage.bind(instrumentId("A")).change().value(), 1);
    const std::vector<std::string> tickers = {"A", "B"};
    const auto all = BarStore(**m_db).loadMany(tickers);
    QCOMPARE_ERROR((*all)[0], ErrorCode::StorageCorrupt);
    QVERIFY_RESULT((*all)[1]);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"damaged bars are replaced"_s));
    QCOMPARE(put(toStore(series(day(2024, 1, 1), 10, 100), "A")).added, 10);
    QCOMPARE(load("A").bars.size(), 10u);
}

void TestBarStore::findingsFollowTheirFile()
{
    CheckedBars first = series(day(2024, 1, 1), 3, 100);
    first.findings = {{day(2024, 2, 1), 7, FindingRule::RangeBroken, "1,2,3"},
                      {kNoDay, 9, FindingRule::FieldCount, "x"}};
    put(toStore(first, "A", DataSource::Csv, "one.csv"));
    CheckedBars second = series(day(2024, 1, 1), 3, 100);
    second.findings = {{day(2024, 3, 1), 2, FindingRule::NegativeVolume, "-5"}};
    put(toStore(second, "A", DataSource::Csv, "two.csv"));
    QCOMPARE(load("A").findings.size(), 3u);
    first.findings.pop_back();
    put(toStore(first, "A", DataSource::Csv, "one.csv"));
    const std::vector<Finding> found = load("A").findings;
    QCOMPARE(found.size(), 2u);
    QVERIFY(found[1].rule == FindingRule::RangeBroken);
    QCOMPARE(found[1].date, day(2024, 2, 1));
    QCOMPARE(found[1].line, 7);
    QCOMPARE(found[1].values, std::string("1,2,3"));
}

void TestBarStore::goodBarSettlesAFinding()
{
    CheckedBars bad = series(day(2024, 1, 1), 3, 100);
    bad.findings = {{day(2024, 1, 5), 7, FindingRule::MissingPrice, "null"}};
    put(toStore(bad, "A", DataSource::Csv, "one.csv"));
    QCOMPARE(load("A").findings.size(), 1u);
    put(toStore(series(day(2024, 1, 5), 1, 100), "A", DataSource::Csv, "two.csv"));
    QVERIFY(load("A").findings.empty());
}

void TestBarStore::oneTransactionAFile()
{
    const CheckedBars bars = series(day(2024, 1, 1), 10, 100);
    const std::vector<BarsToStore> file = {toStore(bars, "A"), toStore(bars, std::string(33, 'X'))};
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"CHECK constraint failed"_s));
    QVERIFY(!BarStore(**m_db).putBars(file).ok());
    QCOMPARE_ERROR(BarStore(**m_db).load("A"), ErrorCode::NotFound);
    QVERIFY(InstrumentStore(**m_db).list()->empty());
}

void TestBarStore::severalPartsAsIfOneByOne()
{
    // A month of day files out of order, with a correction of one day and a finding that a later file
    // settles.
    std::vector<CheckedBars> days;
    for (const int offset : {3, 1, 2, 2, 400, 0, 5})
        days.push_back(series(day(2023, 12, 29) + offset, 1, 100 + static_cast<double>(days.size())));
    days[1].findings.push_back({day(2023, 12, 29), 7, FindingRule::RangeBroken, "bad"});
    std::vector<BarsToStore> parts;
    for (std::size_t i = 0; i < days.size(); ++i) {
        parts.push_back(toStore(days[i], "TCS.NS", DataSource::Nse, std::to_string(i) + ".csv"));
        parts.push_back(toStore(days[i], "INFY.NS", DataSource::Csv, std::to_string(i) + ".csv"));
    }
    std::vector<StoredCount> single;
    for (const BarsToStore& part : parts)
        single.push_back(put(part));
    const StoredBars expected = load();
    init();
    const auto together = BarStore(**m_db).putBars(parts).value();
    QCOMPARE(together.size(), single.size());
    for (std::size_t i = 0; i < single.size(); ++i) {
        QCOMPARE(together[i].ticker, single[i].ticker);
        QCOMPARE(together[i].added, single[i].added);
        QCOMPARE(together[i].replaced, single[i].replaced);
        QCOMPARE(together[i].unchanged, single[i].unchanged);
        QCOMPARE(together[i].replacedBars.size(), single[i].replacedBars.size());
    }
    QCOMPARE(together[6].replaced, 1);
    for (const char* ticker : {"TCS.NS", "INFY.NS"}) {
        const StoredBars stored = load(ticker);
        QCOMPARE(stored.bars.date, expected.bars.date);
        QCOMPARE(stored.bars.close, expected.bars.close);
        QVERIFY(stored.findings.empty());
    }
    QCOMPARE(expected.bars.size(), std::size_t(6));
}

void TestBarStore::instrumentsListed()
{
    put(toStore(series(day(2022, 12, 30), 10, 100), "B.NS", DataSource::Nse));
    put(toStore(series(day(2024, 1, 1), 5, 100), "A.BO", DataSource::Csv));
    QVERIFY_RESULT(InstrumentStore(**m_db).put("NOBARS.NS", "No bars"));
    const auto list = InstrumentStore(**m_db).list();
    QVERIFY_RESULT(list);
    QCOMPARE(list->size(), 2u);
    QCOMPARE((*list)[0].ticker, std::string("A.BO"));
    QCOMPARE((*list)[0].symbol, std::string("A"));
    QCOMPARE((*list)[1].bars, 10);
    QCOMPARE((*list)[1].firstBar, day(2022, 12, 30));
    QCOMPARE((*list)[1].lastBar, day(2023, 1, 8));
    QVERIFY((*list)[1].source == DataSource::Nse);
    const auto none = InstrumentStore(**m_db).find("NOBARS.NS");
    QCOMPARE((*none)->bars, 0);
    QCOMPARE((*none)->lastBar, kNoDay);
    QVERIFY(std::isnan((*none)->userTick));
}

void TestBarStore::typedNames()
{
    InstrumentStore store(**m_db);
    for (const char* ticker : {"TCS.NS", "TCS.BO", "INFY.NS", "AAPL"})
        QVERIFY_RESULT(store.put(ticker, ""));
    QCOMPARE(*store.resolve("aapl"), std::vector<std::string>{"AAPL"});
    QCOMPARE(*store.resolve("INFY"), std::vector<std::string>{"INFY.NS"});
    QCOMPARE(*store.resolve("infy.ns"), std::vector<std::string>{"INFY.NS"});
    QCOMPARE(*store.resolve("TCS"), (std::vector<std::string>{"TCS.BO", "TCS.NS"}));
    QVERIFY(store.resolve("NOPE")->empty());
    QVERIFY_RESULT(store.put("INFY.NS", "Infosys"));
    QVERIFY_RESULT(store.put("INFY.NS", ""));
    QCOMPARE((*store.find("INFY.NS"))->name, std::string("Infosys"));
}

void TestBarStore::realFile()
{
    const QString folder = QStringLiteral(TT_SHARED_DATA) + u"/ohlcv/sp500_per_symbol"_s;
    const QStringList files = QDir(folder).entryList({u"*.csv"_s}, QDir::Files, QDir::Name);
    if (files.isEmpty())
        QSKIP("TT_SHARED_DATA is missing");
    QFile file(folder + u'/' + files.first());
    QVERIFY(file.open(QIODevice::ReadOnly));
    CheckedBars checked;
    file.readLine();
    while (!file.atEnd()) {
        const QList<QByteArray> cells = file.readLine().trimmed().split(',');
        const auto date = dayFromText(cells.value(0).left(10).toStdString());
        if (!date || cells.size() < 6 || (!checked.bars.empty() && *date <= checked.bars.date.back()))
            continue;
        const auto cell = [&](qsizetype i) {
            return numberFromText(cells[i].toStdString()).value_or(std::numeric_limits<double>::quiet_NaN());
        };
        checked.bars.append(*date, cell(1), cell(2), cell(3), cell(4), cell(5));
    }
    QVERIFY(checked.bars.size() > 100);
    QCOMPARE(put(toStore(checked, "REAL")).added, static_cast<int>(checked.bars.size()));
    const StoredBars read = load("REAL");
    QCOMPARE(read.bars.date, checked.bars.date);
    QCOMPARE(read.bars.open, checked.bars.open);
    QCOMPARE(read.bars.close, checked.bars.close);
    QCOMPARE(read.bars.volume, checked.bars.volume);
}

QTEST_GUILESS_MAIN(TestBarStore)
#include "tst_barstore.moc"
