// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/readcorrections.h"

#include <QTest>

using namespace tt;

class TestReadCorrections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textGoesThereAndBack()
    {
        ReadCorrection correction;
        correction.dateOrder = DateOrder::MonthDayYear;
        correction.delimiter = '\t';
        correction.columns = {{ColumnRole::Close, "Adj Close"}, {ColumnRole::AdjustedClose, "7"}};
        const ReadCorrection again = correctionFromJson(correctionToJson(correction));
        QVERIFY(again.dateOrder == correction.dateOrder);
        QVERIFY(again.delimiter == correction.delimiter);
        QCOMPARE(again.columns.size(), 2u);
        QVERIFY(again.columns[1].role == ColumnRole::AdjustedClose);
        QCOMPARE(again.columns[0].column, std::string("Adj Close"));
        QCOMPARE(correctionText(again),
                 std::string("--date-format MDY --delimiter tab --column \"close=Adj Close\" "
                             "--column \"adjusted close=7\""));
        QVERIFY(ReadCorrection().empty());
        QCOMPARE(correctionText({}), std::string());
    }

    void whatIsNotUnderstoodCorrectsNothing()
    {
        for (const char* text : {"", "[]", "{\"date_format\":\"ABC\",\"delimiter\":\";\"}",
                                 "{\"columns\":[\"shoe=1\"]}", "{\"columns\":7}"})
            QVERIFY2(correctionFromJson(text).empty(), text);
    }

    void everyFaultIsNamed()
    {
        std::vector<Violation> violations;
        readOptionsOf({"XYZ", "ab", {"shoe=Close", "close="}, "S"}, violations);
        QStringList fields;
        for (const Violation& one : violations)
            fields += QString::fromStdString(one.field);
        QCOMPARE(fields.join(u' '), QStringLiteral("date-format delimiter column column"));
    }
};

QTEST_GUILESS_MAIN(TestReadCorrections)
#include "tst_readcorrections.moc"
