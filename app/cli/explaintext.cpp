// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explaintext.h"

#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "base/numbertext.h"
#include "engine/filterrules.h"
#include "engine/registry.h"
#include "text/format.h"
#include "text/reasontext.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString exact(double value)
{
    return std::isfinite(value) ? utf8(numberText(value)) : undefinedText();
}

QString line(const QString& text)
{
    return text + u'\n';
}

QString heading(const char* text)
{
    return u'\n' + say(text) + u'\n';
}

QString titleLines(const Explanation& explained, const SourceBars& source, const JobPlan& plan)
{
    const Analysis& analysis = explained.analysis;
    QString text = utf8(source.ticker);
    if (!source.name.empty())
        text += QStringLiteral(", ") + utf8(source.name);
    text += u'\n';
    text += line(say(QT_TRANSLATE_NOOP("cli", "%1 bars from %2 to %3, source %4%5; judged on %6"))
                     .arg(formatCount(analysis.bars), utf8(dayText(analysis.firstBar)),
                          utf8(dayText(analysis.lastBar)), utf8(dataSourceName(source.source)),
                          source.isDemo ? say(QT_TRANSLATE_NOOP("cli", " (made-up prices)")) : QString(),
                          utf8(dayText(plan.asOf))));
    if (explained.splits > 0)
        text += line(say(QT_TRANSLATE_NOOP("cli", "Adjusted for splits: %1 before the last bar"))
                         .arg(explained.splits));
    return text + line(say(QT_TRANSLATE_NOOP("cli", "Strategy %1, revision %2; last close %3"))
                           .arg(utf8(plan.config.strategy.name))
                           .arg(plan.config.strategy.revision)
                           .arg(formatPrice(analysis.close, source.ticker)));
}

QString parametersOf(const IndicatorInfo& info, const IndicatorParams& params)
{
    QStringList all;
    for (const ParamInfo& param : info.params)
        all.append(utf8(param.name) + u'=' +
                   exact(param.period ? params.*param.period : params.*param.factor));
    return all.isEmpty() ? say(QT_TRANSLATE_NOOP("cli", "none")) : all.join(QStringLiteral(", "));
}

QString indicatorLines(const IndicatorInfo& info, const Explanation& explained, const JobPlan& plan)
{
    const Analysis& analysis = explained.analysis;
    const Vote& vote = analysis.votes[indexOf(info.id)];
    const bool counts = vote.defined && vote.weight > 0;
    QStringList values;
    for (const auto& outputs : {info.outputs, info.reads}) {
        for (const OutputInfo& output : outputs)
            values.append(utf8(output.column) + u'=' + exact(analysis.values.*output.member));
    }
    QString text = line(QStringLiteral("%1 (%2, %3)")
                            .arg(utf8(info.name), utf8(info.key), utf8(categoryName(info.category))));
    text += line(QStringLiteral("  ") + utf8(info.help));
    text += line(say(QT_TRANSLATE_NOOP("cli", "  parameters: %1; bars used: %2"))
                     .arg(parametersOf(info, plan.config.strategy.params),
                          formatCount(explained.barsUsed[indexOf(info.id)])));
    text += line(say(QT_TRANSLATE_NOOP("cli", "  values: %1")).arg(values.join(QStringLiteral(", "))));
    if (!info.votes)
        return text + line(say(QT_TRANSLATE_NOOP("cli", "  measures only: it never votes")));
    return text + line(say(QT_TRANSLATE_NOOP(
                               "cli", "  value %1, vote %2, confidence %3, weight %4, share of the score %5"))
                           .arg(exact(vote.value), voteText(vote),
                                counts ? formatNumber(vote.confidence, 4) : undefinedText(),
                                exact(vote.weight), counts ? formatSigned(vote.share, 4) : undefinedText()));
}

QString scoreLines(const Explanation& explained)
{
    const Analysis& analysis = explained.analysis;
    QString text = heading(QT_TRANSLATE_NOOP("cli", "SCORE AND VERDICT"));
    text +=
        line(say(QT_TRANSLATE_NOOP("cli", "Score %1 = sum of vote x confidence x weight / sum of confidence "
                                          "x weight, over the voters; the shares add up to it"))
                 .arg(formatSigned(analysis.score, 4)));
    text +=
        line(say(QT_TRANSLATE_NOOP("cli", "Evidence %1 = sum of the voters' confidence x weight / sum of the "
                                          "weights of all defined indicators"))
                 .arg(formatNumber(analysis.evidence, 4)));
    text += line(
        say(QT_TRANSLATE_NOOP("cli", "%1 of %2 indicators in use are defined; %3 vote, from %4 categories"))
            .arg(explained.defined)
            .arg(explained.enabled)
            .arg(explained.voters)
            .arg(explained.categories));
    text +=
        line(say(QT_TRANSLATE_NOOP("cli", "By score and evidence: %1; after the entry filter: %2; after the "
                                          "data grade: %3"))
                 .arg(verdictText(explained.byScore), verdictText(explained.afterFilter),
                      verdictText(analysis.verdict)));
    for (const Reason& reason : analysis.reasons)
        text += line(QStringLiteral("  - ") + reasonSentence(reason));
    return text;
}

QString filterLines(const Explanation& explained)
{
    QString text = heading(QT_TRANSLATE_NOOP("cli", "ENTRY FILTER (a Buy needs every group)"));
    for (const ExplainedGroup& group : explained.filters) {
        text += line(say(QT_TRANSLATE_NOOP("cli", "%1 of %2 must hold, %3 do: %4"))
                         .arg(group.needed)
                         .arg(group.conditions.size())
                         .arg(group.holding)
                         .arg(group.holding >= group.needed ? say(QT_TRANSLATE_NOOP("cli", "passed"))
                                                            : say(QT_TRANSLATE_NOOP("cli", "failed"))));
        for (const auto& [condition, holds] : group.conditions)
            text += line(QStringLiteral("  [%1] %2")
                             .arg(QLatin1Char(holds ? 'x' : ' '))
                             .arg(utf8(filterText(condition))));
    }
    return explained.filters.empty() ? QString() : text;
}

QString planLines(const Explanation& explained, const SourceBars& source)
{
    const Analysis& analysis = explained.analysis;
    QString text = heading(QT_TRANSLATE_NOOP("cli", "TRADE PLAN"));
    text += line(planStatusText(analysis.planStatus) + QStringLiteral(": ") +
                 planStatusHint(analysis.planStatus));
    if (!explained.plan)
        return text;
    const TradePlan& plan = *analysis.plan;
    const ExplainedPlan& why = *explained.plan;
    text += line(say(QT_TRANSLATE_NOOP("cli", "%1 at %2, stop %3, target %4, reward:risk %5"))
                     .arg(plan.isShort ? say(QT_TRANSLATE_NOOP("cli", "Sell short"))
                                       : say(QT_TRANSLATE_NOOP("cli", "Buy")),
                          exact(plan.entry), exact(plan.stop), exact(plan.target),
                          formatNumber(plan.rewardRisk, 2)));
    text += line(
        say(QT_TRANSLATE_NOOP("cli", "Stop at %1 % of the entry (the ATR asks for %2 %), in ticks of %3, %4"))
            .arg(formatNumber(why.stopPct, 2), formatNumber(why.atrStopPct, 2), exact(plan.tick),
                 why.userTick ? say(QT_TRANSLATE_NOOP("cli", "the user's own"))
                              : say(QT_TRANSLATE_NOOP("cli", "by the market's table"))));
    text += line(say(QT_TRANSLATE_NOOP("cli", "%1 shares: the risk allows %2, the largest position %3; %4"))
                     .arg(exact(plan.shares), exact(why.sharesByRisk), exact(why.sharesByPosition),
                          sizeBoundText(plan.bound)));
    return text +
           line(say(QT_TRANSLATE_NOOP("cli",
                                      "Capital %1, at risk %2, reward %3; %4 of the mean daily traded value"))
                    .arg(formatMoney(plan.capitalRequired, source.ticker),
                         formatMoney(plan.valueAtRisk, source.ticker),
                         formatMoney(plan.reward, source.ticker), formatPercent(plan.tradedValueShare, 3)));
}

QString gradeLines(const Explanation& explained)
{
    QString text = heading(QT_TRANSLATE_NOOP("cli", "DATA"));
    for (const Reason& reason : explained.gradeReasons)
        text += line(reasonSentence(reason));
    for (const Finding& finding : explained.findings)
        text += line(
            QStringLiteral("  - %1 %2: %3 (%4)")
                .arg(utf8(dayText(finding.date)),
                     finding.line ? say(QT_TRANSLATE_NOOP("cli", "line %1")).arg(finding.line) : QString(),
                     findingText(finding.rule), utf8(finding.values)));
    return text;
}

} // namespace

QString explanationText(const Explanation& explained, const SourceBars& source, const JobPlan& plan)
{
    const Analysis& analysis = explained.analysis;
    QString text = titleLines(explained, source, plan) + heading(QT_TRANSLATE_NOOP("cli", "INDICATORS"));
    for (const IndicatorInfo& info : indicatorRegistry())
        text += indicatorLines(info, explained, plan);
    text += scoreLines(explained) + filterLines(explained);
    text += heading(QT_TRANSLATE_NOOP("cli", "WHAT WOULD CHANGE IT"));
    for (const QString& flip : flipTexts(analysis, source.ticker))
        text += line(flip);
    return text + planLines(explained, source) + gradeLines(explained);
}

} // namespace tt::cli
