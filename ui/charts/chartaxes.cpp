// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartaxes.h"

#include "charts/chartscene.h"
#include "charts/panespec.h"
#include "text/format.h"
#include "text/palette.h"

#include <QCategoryAxis>
#include <QChart>
#include <QFontMetricsF>
#include <QLegend>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

/// Pixels between two labels of prices.
constexpr double kLabelRoom = 46;

QString dateText(const DateTick& tick)
{
    const CivilDate date = civilFromDay(tick.day);
    switch (tick.kind) {
    case DateTick::Kind::OfDay:
        return QString::number(date.day) + u' ' +
               QLocale().standaloneMonthName(date.month, QLocale::ShortFormat);
    case DateTick::Kind::OfMonth:
        return QLocale().standaloneMonthName(date.month, QLocale::ShortFormat);
    case DateTick::Kind::OfYear:
        break;
    }
    return QString::number(date.year);
}

struct PaneTicks
{
    std::vector<double> values;
    int decimals = 0;
    bool isCompact = false;
};

PaneTicks studyTicks(const PaneSpec& spec, const PaneBox& pane)
{
    PaneTicks ticks;
    ticks.isCompact = spec.isCompact;
    if (!spec.hasGuides)
        ticks.values = linearTicks(pane.range.low, pane.range.high - pane.range.span() * 0.25, 2);
    else if (spec.guideLow < spec.guideHigh)
        ticks.values = {spec.guideLow, spec.guideHigh};
    else
        ticks.values = {spec.guideLow};
    ticks.decimals = tickDecimals(ticks.values);
    return ticks;
}

PaneTicks ticksOf(const ChartScene& scene, const PaneBox& pane)
{
    const double height = (pane.bottom - pane.top) * std::max(1.0, scene.plot.height());
    const int wanted = std::clamp(static_cast<int>(height / kLabelRoom), 2, 14);
    PaneTicks ticks;
    switch (pane.pane) {
    case ChartPane::Price:
        ticks.values = pane.isLog ? logTicks(pane.range.low, pane.range.high, wanted)
                                  : linearTicks(pane.range.low, pane.range.high, wanted);
        ticks.decimals = tickDecimals(ticks.values);
        break;
    case ChartPane::Volume:
        ticks.values = linearTicks(pane.range.low, pane.range.high * 0.85, 2);
        std::erase_if(ticks.values, [](double value) { return value <= 0; });
        ticks.isCompact = true;
        break;
    default:
        ticks = studyTicks(*paneSpec(pane.pane), pane);
    }
    return ticks;
}

} // namespace

ChartAxes::ChartAxes(QChart* chart)
    : m_values(new QCategoryAxis)
    , m_dates(new QCategoryAxis)
{
    for (QCategoryAxis* axis : {m_values, m_dates}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setStartValue(-1e6);
        axis->setTruncateLabels(false);
    }
    m_values->setRange(0, 1);
    chart->addAxis(m_dates, Qt::AlignBottom);
    chart->addAxis(m_values, Qt::AlignRight);
    chart->legend()->hide();
    chart->setAnimationOptions(QChart::NoAnimation);
}

void ChartAxes::applyLook(const ChartScene& scene)
{
    for (QCategoryAxis* axis : {m_values, m_dates}) {
        axis->setLabelsFont(scene.font);
        axis->setLabelsColor(scene.colors.muted);
        axis->setGridLineColor(scene.colors.grid);
        axis->setLinePen(QPen(blend(scene.colors.text, scene.colors.background, 0.25), 1));
    }
}

void ChartAxes::update(const ChartScene& scene)
{
    const bool isEmpty = scene.content.bars.empty();
    for (QCategoryAxis* axis : {m_values, m_dates})
        axis->setVisible(!isEmpty);
    if (isEmpty)
        return;
    m_dates->setRange(scene.window.first(), scene.window.end());
    put(m_values, m_shownValues, valueLabels(scene));
    put(m_dates, m_shownDates, dateLabels(scene));
}

ChartAxes::Labels ChartAxes::valueLabels(const ChartScene& scene)
{
    Labels labels;
    for (const PaneBox& pane : scene.panes) {
        const PaneTicks ticks = ticksOf(scene, pane);
        for (const double value : ticks.values) {
            const double y = pane.yOf(value);
            if (pane.contains(y))
                labels.push_back({1 - y, ticks.isCompact ? formatCompact(value, scene.content.ticker)
                                                         : formatNumber(value, ticks.decimals,
                                                                        groupingOf(scene.content.ticker))});
        }
    }
    std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.at < b.at; });
    return labels;
}

ChartAxes::Labels ChartAxes::dateLabels(const ChartScene& scene)
{
    const double room = QFontMetricsF(scene.font).horizontalAdvance(u"00 Mmm"_s) + 10;
    const double perBar = std::max(1.0, scene.plot.width()) / scene.window.span();
    Labels labels;
    for (const DateTick& tick :
         dateTicks(scene.content.bars.date, scene.window.firstBar(), scene.window.lastBar(), room / perBar))
        labels.push_back({static_cast<double>(tick.bar) + 0.5, dateText(tick)});
    return labels;
}

void ChartAxes::put(QCategoryAxis* axis, Labels& shown, Labels wanted)
{
    if (wanted == shown)
        return;
    for (const QString& label : axis->categoriesLabels())
        axis->remove(label);
    QStringList used;
    for (const Label& label : wanted) {
        QString text = label.text;
        // Categories must differ: a second "Jan" gets an invisible sign.
        while (used.contains(text))
            text += QChar(0x200B);
        used << text;
        axis->append(text, label.at);
    }
    shown = std::move(wanted);
}

} // namespace tt
