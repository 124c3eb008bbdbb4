// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/pricechart.h"

#include "chartfixture.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace tt;

namespace {

/// Pixels that are nearer to `color` than `near` in every channel.
int countColor(const QImage& image, const QColor& color, int near = 6)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - color.red()) <= near &&
                     std::abs(pixel.green() - color.green()) <= near &&
                     std::abs(pixel.blue() - color.blue()) <= near;
        }
    }
    return count;
}

void grab(PriceChart& chart, const QString& name)
{
    QDir().mkpath(QStringLiteral(TT_GRABS));
    QVERIFY(chart.image(1).save(QStringLiteral(TT_GRABS) + u"/chart-"_s + name + u".png"_s));
}

void showAt(PriceChart& chart, int width, int height)
{
    chart.resize(width, height);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
}

void press(PriceChart& chart, Qt::Key key)
{
    QTest::keyClick(&chart, key);
}

} // namespace

class TestPriceChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsEverythingThatIsAsked();
    void rangesShowCalendarMonths();
    void wheelZoomsAtTheCursor();
    void dragPans();
    void keysMoveBarByBar();
    void crosshairIsReadOut();
    void adjustedPricesAreMarked();
    void demoDataIsMarked();
    void emptyChartSaysWhatToDo();
    void savesPictures();
    void looks_data();
    void looks();
};

void TestPriceChart::drawsEverythingThatIsAsked()
{
    PriceChart chart;
    chart.setContent(test::contentOf(test::walk(400, 1), "TEST.NS"));
    showAt(chart, 900, 560);
    const ChartColors colors = ChartColors::of(chart.palette());
    const auto pixels = [&](const QColor& color) { return countColor(chart.image(1), color); };
    QVERIFY(pixels(colors.up) > 300);
    QVERIFY(pixels(colors.down) > 300);
    QVERIFY(pixels(colors.fast) > 60);

    const int withEma = pixels(colors.fast);
    chart.setStudyVisible(PriceChart::Study::Ema, false);
    QVERIFY(pixels(colors.fast) < withEma / 4);

    const QImage withBands = chart.image(1);
    chart.setStudyVisible(PriceChart::Study::Bollinger, false);
    QVERIFY(chart.image(1) != withBands);
    const QImage withLevels = chart.image(1);
    chart.setStudyVisible(PriceChart::Study::PlanLevels, false);
    QVERIFY(chart.image(1) != withLevels);
    for (const auto study : {PriceChart::Study::Psar, PriceChart::Study::Supertrend}) {
        const QImage before = chart.image(1);
        chart.setStudyVisible(study, true);
        QVERIFY(chart.isStudyVisible(study));
        QVERIFY(chart.image(1) != before);
    }
    for (const auto pane : {PriceChart::Pane::Rsi, PriceChart::Pane::Macd, PriceChart::Pane::Volume}) {
        const QImage before = chart.image(1);
        chart.setPaneVisible(pane, !chart.isPaneVisible(pane));
        QVERIFY(chart.image(1) != before);
    }
    for (const auto style : {PriceChart::Style::Bars, PriceChart::Style::Line}) {
        const QImage before = chart.image(1);
        chart.setStyle(style);
        QVERIFY(chart.image(1) != before);
    }
    const QImage linear = chart.image(1);
    chart.setLogScale(true);
    QVERIFY(chart.image(1) != linear);
}

void TestPriceChart::rangesShowCalendarMonths()
{
    PriceChart chart;
    chart.setContent(test::contentOf(test::walk(2000, 2), "TEST"));
    showAt(chart, 900, 560);
    chart.setRange(PriceChart::Range::Month1);
    QVERIFY(std::abs(chart.window().span() - 22) < 3);
    chart.setRange(PriceChart::Range::Year1);
    QVERIFY(std::abs(chart.window().span() - 268) < 5);
    chart.setRange(PriceChart::Range::All);
    QCOMPARE(chart.window().firstBar(), std::size_t{0});
    QCOMPARE(chart.window().lastBar(), std::size_t{2000});
    // Another ticker keeps the range.
    chart.setRange(PriceChart::Range::Month3);
    const double span = chart.window().span();
    chart.setContent(test::contentOf(test::walk(1500, 3), "OTHER"));
    QVERIFY(std::abs(chart.window().span() - span) < 4);
}

void TestPriceChart::wheelZoomsAtTheCursor()
{
    PriceChart chart;
    chart.setContent(test::contentOf(test::walk(2000, 4), "TEST"));
    showAt(chart, 900, 560);
    QSignalSpy left(&chart, &PriceChart::rangeLeft);
    const QPointF at(400, 200);
    QTest::mouseMove(chart.viewport(), at.toPoint());
    const auto bar = chart.crosshairBar();
    QVERIFY(bar);
    const double before = chart.window().span();
    QWheelEvent wheel(at, chart.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(chart.viewport(), &wheel);
    QVERIFY(std::abs(chart.window().span() - before / 1.44) < 1e-6);
    QTest::mouseMove(chart.viewport(), at.toPoint() + QPoint(1, 0));
    QVERIFY(std::abs(static_cast<double>(*chart.crosshairBar()) - static_cast<double>(*bar)) <= 1);
    QCOMPARE(left.count(), 1);
}

void TestPriceChart::dragPans()
{
    PriceChart chart;
    chart.setContent(test::contentOf(test::walk(2000, 5), "TEST"));
    showAt(chart, 900, 560);
    const double first = chart.window().first();
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, {300, 200});
    QTest::mouseMove(chart.viewport(), {500, 200});
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, {500, 200});
    QVERIFY(chart.window().first() < first - 10);
    const double after = chart.window().first();
    QTest::mouseMove(chart.viewport(), {300, 200});
    QCOMPARE(chart.window().first(), after);
}

void TestPriceChart::keysMoveBarByBar()
{
    PriceChart chart;
    chart.setContent(test::contentOf(test::walk(500, 6), "TEST"));
    showAt(chart, 900, 560);
    press(chart, Qt::Key_Left);
    QCOMPARE(*chart.crosshairBar(), std::size_t{499});
    press(chart, Qt::Key_Left);
    QCOMPARE(*chart.crosshairBar(), std::size_t{498});
    press(chart, Qt::Key_Right);
    press(chart, Qt::Key_Right);
    QCOMPARE(*chart.crosshairBar(), std::size_t{499});
    press(chart, Qt::Key_Home);
    QCOMPARE(chart.window().firstBar(), std::size_t{0});
    press(chart, Qt::Key_End);
    QVERIFY(chart.window().atEnd());
    const double span = chart.window().span();
    press(chart, Qt::Key_Plus);
    QVERIFY(chart.window().span() < span);
    press(chart, Qt::Key_Minus);
    QVERIFY(std::abs(chart.window().span() - span) < 1e-6);
    press(chart, Qt::Key_Escape);
    QVERIFY(!chart.crosshairBar());
}

void TestPriceChart::crosshairIsReadOut()
{
    PriceChart chart;
    ChartContent content = test::contentOf(test::walk(300, 7), "TEST.NS");
    content.bars.close[250] = content.bars.high[250] = 123456.5;
    chart.setContent(std::move(content));
    QSignalSpy moved(&chart, &PriceChart::crosshairMoved);
    chart.setCrosshairBar(250);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(moved[0][0].toInt(), 250);
    QVERIFY2(chart.accessibleDescription().contains(u"close 1,23,456.50"_s),
             qPrintable(chart.accessibleDescription()));
    QVERIFY(chart.accessibleName().contains(u"TEST.NS"_s));
    chart.setCrosshairBar(300);
    QVERIFY(!chart.crosshairBar());
    QVERIFY(chart.accessibleDescription().isEmpty());
}

void TestPriceChart::adjustedPricesAreMarked()
{
    PriceChart chart;
    ChartContent content = test::contentOf(test::walk(300, 8), "TEST.NS");
    chart.setContent(content);
    showAt(chart, 900, 560);
    const QImage plain = chart.image(1);
    content.bars.splits = 1;
    chart.setContent(content);
    QVERIFY(chart.image(1) != plain);
    chart.setCrosshairBar(250);
    QVERIFY(chart.accessibleDescription().endsWith(u"adjusted for splits"_s));
    content.bars.splits = 0;
    chart.setContent(content);
    chart.setCrosshairBar(250);
    QVERIFY(!chart.accessibleDescription().contains(u"adjusted"_s));
}

void TestPriceChart::demoDataIsMarked()
{
    PriceChart chart;
    ChartContent content = test::contentOf(test::walk(300, 8), "DEMO0001.NS");
    chart.setContent(content);
    showAt(chart, 900, 560);
    const QImage plain = chart.image(1);
    content.isDemo = true;
    chart.setContent(content);
    QVERIFY(chart.image(1) != plain);
    const ChartColors colors = ChartColors::of(chart.palette());
    QVERIFY(countColor(chart.image(1), colors.accent) > countColor(plain, colors.accent));
}

void TestPriceChart::emptyChartSaysWhatToDo()
{
    PriceChart chart;
    showAt(chart, 600, 400);
    QVERIFY(!chart.accessibleDescription().isEmpty());
    chart.clear(u"No bars are stored."_s);
    QCOMPARE(chart.accessibleDescription(), u"No bars are stored."_s);
    grab(chart, u"empty"_s);
    chart.setContent(ChartContent{});
    press(chart, Qt::Key_Left);
    chart.zoom(2);
    chart.pan(5);
    QVERIFY(!chart.crosshairBar());
    for (const int count : {1, 2, 9}) {
        chart.setContent(test::contentOf(test::walk(count, 9), "FEW"));
        press(chart, Qt::Key_Left);
        QCOMPARE(*chart.crosshairBar(), static_cast<std::size_t>(count - 1));
    }
}

void TestPriceChart::savesPictures()
{
    QTemporaryDir folder;
    PriceChart chart;
    chart.setContent(test::contentOf(test::walk(300, 10), "TEST"));
    showAt(chart, 600, 400);
    chart.setCrosshairBar(100);
    const QImage picture = chart.image(2);
    QCOMPARE(picture.size(), QSize(1200, 800));
    QCOMPARE(chart.crosshairBar(), std::optional<std::size_t>(100));
    chart.setCrosshairBar(std::nullopt);
    QCOMPARE(chart.image(2), picture); // the crosshair is not in it
    QVERIFY(chart.svg().contains("<svg"));
}

void TestPriceChart::looks_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("bars");
    for (const bool dark : {false, true}) {
        for (const int bars : {60, 250, 5000})
            QTest::addRow("%s-%d", dark ? "dark" : "light", bars) << dark << bars;
    }
}

/// Pictures for people to look at, of real bars.
void TestPriceChart::looks()
{
    QFETCH(bool, dark);
    QFETCH(int, bars);
    Bars real = test::readBars(TT_SHARED_DATA "/reference/RELIANCE.bars.csv");
    if (real.empty())
        QSKIP("TT_SHARED_DATA is missing");
    PriceChart chart;
    if (dark)
        chart.setPalette(test::darkPalette());
    ChartContent content = test::contentOf(std::move(real), "RELIANCE.NS");
    content.isDemo = bars == 60;
    chart.setContent(std::move(content));
    chart.setPaneVisible(PriceChart::Pane::Rsi, bars == 60);
    chart.setPaneVisible(PriceChart::Pane::Macd, bars == 60);
    chart.setLogScale(bars == 5000);
    showAt(chart, 960, 540);
    chart.zoom(chart.window().span() / bars, 1);
    grab(chart, QString::fromLatin1(QTest::currentDataTag()));
    chart.setCrosshairBar(chart.window().lastBar() - 12);
    QVERIFY(chart.grab().save(QStringLiteral(TT_GRABS) + u"/cross-"_s +
                              QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
}

QTEST_MAIN(TestPriceChart)
#include "tst_pricechart.moc"
