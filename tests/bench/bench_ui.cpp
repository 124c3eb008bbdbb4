// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting and filtering 50,000 rows with the repaint, and panning a chart, each beside an empty repaint.
#include "charts/pricechart.h"
#include "engine/demo.h"
#include "engine/series.h"
#include "models/resultfixture.h"
#include "models/resultsmodel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTableView>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tt;

namespace {

/// Median of `rounds` runs in milliseconds.
double median(int rounds, const std::function<void(int)>& run)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        run(i);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds / 2)];
}

void print(const char* what, double ms, double floor)
{
    std::printf("%-58s %8.2f ms   floor %6.2f ms\n", what, ms, floor);
}

void benchTable()
{
    constexpr int kRows = 50'000;
    std::mt19937 random(1);
    std::vector<ResultRecord> records;
    for (int i = 0; i < kRows; ++i)
        records.push_back(test::randomResult(demoTicker(i), random, i));
    ResultsModel model;
    QTableView view;
    view.setModel(&model);
    view.resize(1200, 700);
    model.upsert(test::chunkOf(std::move(records)));
    view.show();
    const double floor = median(11, [&](int) { view.viewport()->grab(); });
    const int verdict = static_cast<int>(ResultsColumn::Verdict);
    print("sort 50,000 rows by verdict, repaint",
          median(11,
                 [&](int i) {
                     model.sort(verdict, i % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
                     view.viewport()->grab();
                 }),
          floor);
    print("sort 50,000 rows by ticker, repaint",
          median(11,
                 [&](int i) {
                     model.sort(0, i % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
                     view.viewport()->grab();
                 }),
          floor);
    print("filter 50,000 rows (verdict:buy score>0.4) on or off, repaint",
          median(11,
                 [&](int i) {
                     if (!model.setFilterText(i % 2 ? QString() : u"verdict:buy score>0.4"_s))
                         std::abort();
                     view.viewport()->grab();
                 }),
          floor);
}

void benchChart()
{
    PriceChart chart;
    chart.resize(1000, 600);
    chart.setPaneVisible(ChartPane::Rsi, true); // with price and volume four panes
    chart.setPaneVisible(ChartPane::Macd, true);
    chart.show();
    const double floor = median(31, [&](int) { chart.viewport()->grab(); });
    for (const int total : {2'500, 25'000}) {
        ChartContent content;
        content.ticker = demoTicker(0);
        content.bars = demoBars(content.ticker, kDemoSeed, total);
        content.studies = indicatorSeries(content.bars, content.params);
        chart.setContent(std::move(content));
        chart.zoom(chart.window().span() / 240, 1);
        const auto pan = [&](int i) {
            chart.pan(i % 2 ? 5 : -5);
            chart.viewport()->grab();
        };
        print(total == 2'500 ? "pan, 4 panes, 240 of 2,500 bars visible"
                             : "pan, 4 panes, 240 of 25,000 bars visible",
              median(31, pan), floor);
        chart.setRange(PriceChart::Range::All);
        if (total > 2'500)
            print("zoom with all 25,000 bars visible",
                  median(31,
                         [&](int i) {
                             chart.zoom(i % 2 ? 1.01 : 1 / 1.01);
                             chart.viewport()->grab();
                         }),
                  floor);
    }
}

/// What a chosen row costs here once its bars are there: the studies, the chart's frame.
void benchSelection()
{
    PriceChart chart;
    chart.resize(1000, 600);
    chart.show();
    const double floor = median(31, [&](int) { chart.viewport()->grab(); });
    std::vector<Bars> stocks;
    for (int i = 0; i < 8; ++i)
        stocks.push_back(demoBars(demoTicker(i), kDemoSeed, 2'500));
    print("show another stock of 2,500 bars with its studies",
          median(31,
                 [&](int i) {
                     ChartContent content;
                     content.ticker = demoTicker(i % 8);
                     content.bars = stocks[static_cast<std::size_t>(i % 8)];
                     content.studies = indicatorSeries(content.bars, content.params);
                     chart.setContent(std::move(content));
                     chart.viewport()->grab();
                 }),
          floor);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    benchTable();
    benchChart();
    benchSelection();
    return 0;
}
