// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/palettemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

PaletteEntry entry(const QString& text)
{
    return {u"k:"_s + text, text, u"Stock"_s, [] {}};
}

} // namespace

class TestPaletteModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lettersAreFoundInTheirOrder()
    {
        QVERIFY(fuzzyScore(u"rel"_s, u"RELIANCE.NS  Reliance Industries"_s));
        QVERIFY(fuzzyScore(u"mm"_s, u"M&M.NS"_s));
        QVERIFY(!fuzzyScore(u"xyz"_s, u"RELIANCE"_s));
        QVERIFY(!fuzzyScore(u"ler"_s, u"REL"_s));
        QVERIFY(*fuzzyScore(u"tcs"_s, u"TCS.NS"_s) > *fuzzyScore(u"tcs"_s, u"Stocks"_s));
        QVERIFY(*fuzzyScore(u"ri"_s, u"Reliance Industries"_s) > *fuzzyScore(u"ri"_s, u"Strict"_s));
        QVERIFY(*fuzzyScore(u"inf"_s, u"INFY"_s) > *fuzzyScore(u"inf"_s, u"INFYLONGER"_s));
    }
    void theBestComeFirstAndTheRecentBeforeThem()
    {
        PaletteModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<PaletteEntry> entries = {entry(u"Stocks"_s), entry(u"TCS.NS"_s), entry(u"TCSX.NS"_s)};
        model.setEntries(entries, {u"k:TCSX.NS"_s});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.row(0).text, u"TCSX.NS"_s);
        model.setTyped(u"tcs"_s);
        QCOMPARE(model.row(0).text, u"TCSX.NS"_s);
        QCOMPARE(model.row(1).text, u"TCS.NS"_s);
        model.setTyped(u"nothing"_s);
        QCOMPARE(model.rowCount(), 0);
    }
    void notMoreThanCanBeReadAreShown()
    {
        PaletteModel model;
        std::vector<PaletteEntry> entries;
        for (int i = 0; i < 500; ++i)
            entries.push_back(entry(u"DEMO%1"_s.arg(i)));
        model.setEntries(std::move(entries), {});
        QCOMPARE(model.rowCount(), PaletteModel::kMostShown);
        model.setTyped(u"demo499"_s);
        QCOMPARE(model.row(0).text, u"DEMO499"_s);
    }
};

QTEST_GUILESS_MAIN(TestPaletteModel)
#include "tst_palettemodel.moc"
