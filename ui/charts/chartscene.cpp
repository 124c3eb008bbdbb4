// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartscene.h"

#include "charts/panespec.h"
#include "text/palette.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

using Values = IndicatorValues<double>;

void includeStudies(ValueRange& range, const ChartScene& scene, std::size_t from, std::size_t to,
                    std::initializer_list<double Values::*> members)
{
    if (!scene.hasStudies())
        return;
    for (std::size_t i = from; i < to; ++i) {
        for (const auto member : members)
            range.include(scene.content.studies[i].*member);
    }
}

ValueRange priceSpan(const ChartScene& scene, std::size_t from, std::size_t to)
{
    ValueRange range = priceRange(scene.content.bars, from, to);
    if (scene.shows(ChartStudy::Bollinger))
        includeStudies(range, scene, from, to, {&Values::bollingerUpper, &Values::bollingerLower});
    if (scene.shows(ChartStudy::PlanLevels) && scene.content.plan && scene.window.atEnd()) {
        const TradePlan& plan = *scene.content.plan;
        for (const double price : {plan.entry, plan.stop, plan.target}) {
            if (price > 0)
                range.include(scene.planPrice(price));
        }
    }
    // A lower band at or below zero has no place on a logarithmic axis.
    if (scene.isLog && !(range.low > 0))
        range.low = priceRange(scene.content.bars, from, to).low;
    range = padded(range, 0.05, scene.isLog);
    // Room for the two lines of the legend.
    const double height = std::max(80.0, scene.rectOf(scene.pricePane()).height());
    const double part = std::min(0.4, 2.6 * QFontMetricsF(scene.font).height() / height);
    if (scene.isLog)
        range.high *= std::pow(range.high / range.low, part / (1 - part));
    else
        range.high += range.span() * part / (1 - part);
    return range;
}

/// The pane's fixed limits, else what is visible with its guides.
ValueRange studySpan(const ChartScene& scene, const PaneSpec& spec, std::size_t from, std::size_t to)
{
    if (spec.least < spec.most)
        return {spec.least, spec.most};
    ValueRange range;
    for (const PaneLine& line : spec.lines)
        includeStudies(range, scene, from, to, {line.value});
    if (spec.pane == ChartPane::Macd)
        includeStudies(range, scene, from, to, {&Values::macdHistogram});
    if (spec.hasGuides) {
        range.include(spec.guideLow);
        range.include(spec.guideHigh);
    }
    range = padded(range, 0.08, false);
    range.high += range.span() * 0.25; // room for the legend
    return range;
}

} // namespace

ChartColors ChartColors::of(const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    ChartColors colors;
    colors.background = base;
    colors.text = toneColor(Tone::Normal, palette);
    colors.muted = toneColor(Tone::Muted, palette);
    colors.grid = blend(colors.text, base, 0.10);
    colors.up = toneColor(Tone::Up, palette);
    colors.down = toneColor(Tone::Down, palette);
    colors.neutral = toneColor(Tone::Neutral, palette);
    colors.fast = toneColor(Tone::Accent, palette);
    colors.slow = toneColor(Tone::Warning, palette);
    colors.accent = toneColor(Tone::Accent, palette);
    colors.warning = toneColor(Tone::Warning, palette);
    return colors;
}

const QColor& ChartColors::of(Tone tone) const
{
    switch (tone) {
    case Tone::Up:
        return up;
    case Tone::Down:
        return down;
    case Tone::Warning:
        return slow;
    case Tone::Accent:
        return fast;
    default:
        return muted;
    }
}

const PaneBox* ChartScene::paneAt(double pixelY) const
{
    const double part = (pixelY - plot.top()) / plot.height();
    for (const PaneBox& pane : panes) {
        if (pane.contains(part))
            return &pane;
    }
    return nullptr;
}

void ChartScene::fitRanges()
{
    const std::size_t from = window.firstBar(), to = window.lastBar();
    for (PaneBox& pane : panes) {
        ValueRange range;
        switch (pane.pane) {
        case ChartPane::Price:
            pane.isLog = isLog;
            pane.range = priceSpan(*this, from, to);
            break;
        case ChartPane::Volume:
            range.include(1);
            for (const MergedBar& bar :
                 mergeBars(content.bars, from, to, window.first(), std::max(1e-3, pixelsPerBar())))
                range.include(bar.volume);
            pane.range = {0, range.high * 1.3};
            break;
        default:
            pane.range = studySpan(*this, *paneSpec(pane.pane), from, to);
        }
    }
}

} // namespace tt
