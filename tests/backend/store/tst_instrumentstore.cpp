// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/instrumentstore.h"

#include "storetest.h"

#include <cmath>

using namespace tt;
using namespace Qt::StringLiterals;

class TestInstrumentStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_db = std::make_unique<TestDatabase>();
        QVERIFY(m_db->open());
    }

    void emptyFactsLeaveWhatIsKnown()
    {
        const Listing listing{"INE009A01021", "EQ", "NSE", "INR"};
        QVERIFY_RESULT(store().put("INFY.NS", "Infosys Limited", listing));
        QVERIFY_RESULT(store().put("infy.ns", {}));
        QVERIFY_RESULT(store().put("INFY.NS", {}, {{}, "BE", {}, {}}));
        const auto found = store().find("Infy.NS");
        QVERIFY_RESULT(found);
        const InstrumentRow& row = **found;
        QCOMPARE(row.ticker, std::string("INFY.NS"));
        QCOMPARE(row.symbol, std::string("INFY"));
        QCOMPARE(row.name, std::string("Infosys Limited"));
        QCOMPARE(row.listing.isin, listing.isin);
        QCOMPARE(row.listing.series, std::string("BE"));
        QCOMPARE(row.listing.exchange, listing.exchange);
        QCOMPARE(row.listing.currency, listing.currency);
        QCOMPARE(row.bars, 0);
        QCOMPARE(store().known()->size(), 1u);
        QVERIFY(store().list()->empty());
    }

    void nothingNewWritesNothing()
    {
        QVERIFY_RESULT(store().put("INFY.NS", "Infosys", {"INE009A01021", {}, {}, {}}));
        const QString before = clock();
        QVERIFY_RESULT(store().put("INFY.NS", "Infosys", {"INE009A01021", {}, {}, {}}));
        QCOMPARE(clock(), before);
        QVERIFY_RESULT(store().put("INFY.NS", "Infosys", {{}, {}, "NSE", {}}));
        QVERIFY(clock() != before);
    }

    void aNameIsResolved()
    {
        using Names = std::vector<std::string>;
        const std::string infosys = store().put("INFY.NS", {}).value();
        QVERIFY_RESULT(store().put("INFY.BO", {}));
        QVERIFY_RESULT(store().put("AAPL", {}));
        QCOMPARE(store().resolve("aapl").value(), Names{"AAPL"});
        QCOMPARE(store().resolve("infy").value(), (Names{"INFY.BO", "INFY.NS"}));
        QCOMPARE(store().resolve("INFY.NS").value(), Names{"INFY.NS"});
        QVERIFY(store().resolve("INFOSYSTCH")->empty());

        QVERIFY_RESULT(store().putAlias(infosys, "INFOSYSTCH.NS", 15'154));
        QVERIFY_RESULT(store().putAlias(infosys, "INFOSYSTCH.NS", 15'154));
        QCOMPARE(store().resolve("infosystch").value(), Names{"INFY.NS"});
        QCOMPARE(store().resolve("INFOSYSTCH.NS").value(), Names{"INFY.NS"});
        // A symbol of today goes before one of the past.
        QVERIFY_RESULT(store().put("INFOSYSTCH.BO", {}));
        QCOMPARE(store().resolve("infosystch").value(), Names{"INFOSYSTCH.BO"});
    }

    void theUsersTick()
    {
        QVERIFY_RESULT(store().put("INFY.NS", {}));
        QVERIFY(std::isnan(tick()));
        QVERIFY_RESULT(store().setTick("infy.ns", 0.25));
        QCOMPARE(tick(), 0.25);
        QVERIFY_RESULT(store().put("INFY.NS", "Infosys"));
        QCOMPARE(tick(), 0.25);
        for (const double wrong : {0.0, -0.05, 1'000.5, double(INFINITY)})
            QCOMPARE_ERROR(store().setTick("INFY.NS", wrong), ErrorCode::ValidationError);
        QCOMPARE_ERROR(store().setTick("TCS.NS", 0.25), ErrorCode::NotFound);
        QVERIFY_RESULT(store().setTick("INFY.NS", NAN));
        QVERIFY(std::isnan(tick()));
    }

private:
    InstrumentStore store() { return InstrumentStore(**m_db, m_clock); }
    double tick() { return (*store().find("INFY.NS"))->userTick; }
    QString clock() { return (*m_db)->scalar(u"SELECT clock FROM instruments"_s).value(); }

    std::unique_ptr<TestDatabase> m_db;
    TickingClock m_clock;
};

QTEST_GUILESS_MAIN(TestInstrumentStore)
#include "tst_instrumentstore.moc"
