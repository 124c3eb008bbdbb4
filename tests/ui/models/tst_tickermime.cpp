// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tickermime.h"

#include <QMimeData>
#include <QTest>

#include <memory>

using namespace tt;
using namespace Qt::StringLiterals;

class TestTickerMime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tickersTravel()
    {
        const QStringList tickers = {u"M&M.NS"_s, u"^NSEI"_s, u"BRK-B"_s};
        const std::unique_ptr<QMimeData> data(tickerMime(tickers));
        QVERIFY(hasTickers(*data));
        QCOMPARE(tickersOf(*data), tickers);
        QCOMPARE(tickersIn(data->text()), tickers);
    }
    void textIsReadForTickers()
    {
        QMimeData text;
        text.setText(u"reliance.ns; M&M.NS,\tinfy\n INFY (see page 3) 3MINDIA"_s);
        QVERIFY(!hasTickers(text));
        QCOMPARE(tickersOf(text),
                 (QStringList{u"RELIANCE.NS"_s, u"M&M.NS"_s, u"INFY"_s, u"PAGE"_s, u"3MINDIA"_s}));
        QVERIFY(tickersIn(u"  ,;\n"_s).isEmpty());
        QVERIFY(tickersIn(QString(31, u'A')).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTickerMime)
#include "tst_tickermime.moc"
