// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/explaintext.h"

#include "engine/filterrules.h"
#include "engine/registry.h"
#include "text/format.h"
#include "text/reasontext.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct ExplainText
{
    Q_DECLARE_TR_FUNCTIONS(tt::ExplainText)
};

/// What every explanation is made from.
struct Source
{
    const Explanation& explained;
    const AnalysisConfig& config;
    std::string_view ticker;

    const Analysis& analysis() const { return explained.analysis; }
    const RiskProfile& risk() const { return config.strategy.risk; }
    QString price(double value) const { return formatPrice(value, ticker); }
    QString money(double value) const { return formatMoney(value, ticker); }
};

QString utf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString plain(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 10) : undefinedText();
}

QString percent(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 6) + u" %"_s : undefinedText();
}

NumberText indicator(const Source& source, IndicatorId id)
{
    const IndicatorInfo& info = indicatorInfo(id);
    const Vote& vote = source.analysis().votes[indexOf(id)];
    const bool counts = vote.defined && vote.weight > 0;
    NumberText text{utf(info.name), utf(info.help), {}};
    for (const ParamInfo& param : info.params) {
        const IndicatorParams& params = source.config.strategy.params;
        text.facts.emplace_back(utf(param.name).replace(u'_', u' '),
                                plain(param.period ? params.*param.period : params.*param.factor));
    }
    for (const auto& outputs : {info.outputs, info.reads}) {
        for (const OutputInfo& output : outputs)
            text.facts.emplace_back(utf(output.column).replace(u'_', u' '),
                                    plain(source.analysis().values.*output.member));
    }
    text.facts.emplace_back(ExplainText::tr("Bars used"),
                            formatCount(source.explained.barsUsed[indexOf(id)]));
    if (!info.votes)
        return text;
    text.facts.emplace_back(ExplainText::tr("Vote"), voteMark(vote) + u' ' + voteText(vote));
    text.facts.emplace_back(ExplainText::tr("Confidence"),
                            counts ? formatNumber(vote.confidence, 4) : undefinedText());
    text.facts.emplace_back(ExplainText::tr("Weight"), plain(vote.weight));
    text.facts.emplace_back(ExplainText::tr("Share of the score"),
                            counts ? formatSigned(vote.share, 4) : undefinedText());
    return text;
}

NumberText verdict(const Source& source)
{
    const Explanation& explained = source.explained;
    NumberText text{ExplainText::tr("Verdict"),
                    ExplainText::tr("Score and evidence name a verdict; the strategy's entry filter and the "
                                    "grade of the data can lower it."),
                    {{ExplainText::tr("By score and evidence"), verdictText(explained.byScore)},
                     {ExplainText::tr("After the entry filter"), verdictText(explained.afterFilter)},
                     {ExplainText::tr("After the data grade"), verdictText(source.analysis().verdict)}}};
    int number = 1;
    for (const ExplainedGroup& group : explained.filters) {
        const QString state =
            group.holding >= group.needed ? ExplainText::tr("passed") : ExplainText::tr("failed");
        text.facts.emplace_back(ExplainText::tr("Filter group %1").arg(number++),
                                ExplainText::tr("%1 of %2 hold, %3 needed: %4")
                                    .arg(group.holding)
                                    .arg(group.conditions.size())
                                    .arg(group.needed)
                                    .arg(state));
        for (const auto& [condition, holds] : group.conditions)
            text.facts.emplace_back(u"   "_s + utf(filterText(condition)), holds ? u"✓"_s : u"✗"_s);
    }
    return text;
}

NumberText score(const Source& source)
{
    const Explanation& explained = source.explained;
    return {
        ExplainText::tr("Score"),
        ExplainText::tr("Sum of vote × confidence × weight, divided by the sum of confidence × weight, over "
                        "the indicators that vote Buy or Sell. Their shares add up to it. Buy from +0.2, "
                        "Strong Buy from +0.6; the same below zero for Sell."),
        {{ExplainText::tr("Score"), formatSigned(source.analysis().score, 4)},
         {ExplainText::tr("Voting Buy or Sell"), formatCount(explained.voters)},
         {ExplainText::tr("From categories"), formatCount(explained.categories)},
         {ExplainText::tr("Defined"),
          ExplainText::tr("%1 of %2 in use").arg(explained.defined).arg(explained.enabled)}}};
}

NumberText evidence(const Source& source)
{
    return {
        ExplainText::tr("Evidence"),
        ExplainText::tr("Sum of confidence × weight of the votes, divided by the sum of the weights of all "
                        "defined indicators: how much of what could speak does. A Buy needs 0.10, a Strong "
                        "Buy 0.25."),
        {{ExplainText::tr("Evidence"), formatNumber(source.analysis().evidence, 4)}}};
}

NumberText grade(const Source& source)
{
    NumberText text{ExplainText::tr("Data grade"), gradeHint(source.analysis().grade), {}};
    for (const Reason& reason : source.explained.gradeReasons)
        text.facts.emplace_back(QString(), reasonSentence(reason));
    text.facts.emplace_back(ExplainText::tr("Findings that count"),
                            formatCount(static_cast<std::int64_t>(source.explained.findings.size())));
    return text;
}

NumberText stop(const Source& source, const TradePlan& plan, const ExplainedPlan& why)
{
    return {
        ExplainText::tr("Stop"),
        ExplainText::tr("Where the plan is given up: the ATR's distance, but not nearer than the narrowest "
                        "and not farther than the widest stop of the strategy, moved to a whole tick."),
        {{ExplainText::tr("Stop"), source.price(plan.stop)},
         {ExplainText::tr("Distance taken"), percent(why.stopPct)},
         {ExplainText::tr("ATR asks for"),
          ExplainText::tr("%1 (%2 × ATR)").arg(percent(why.atrStopPct), plain(source.risk().atrMultiple))},
         {ExplainText::tr("Narrowest, widest"),
          ExplainText::tr("%1, %2").arg(percent(source.risk().stopPct),
                                        percent(source.risk().widestStopPct))},
         {ExplainText::tr("Tick"),
          ExplainText::tr("%1, %2").arg(plain(plan.tick), why.userTick
                                                              ? ExplainText::tr("your own")
                                                              : ExplainText::tr("by the market's table"))}}};
}

NumberText shares(const Source& source, const TradePlan& plan, const ExplainedPlan& why)
{
    return {
        ExplainText::tr("Shares"),
        ExplainText::tr("The smaller of two numbers: what the risk of a trade allows, and what the largest "
                        "position allows."),
        {{ExplainText::tr("Shares"), formatNumber(plan.shares, 0, groupingOf(source.ticker))},
         {ExplainText::tr("The risk allows"), formatNumber(why.sharesByRisk, 0, groupingOf(source.ticker))},
         {ExplainText::tr("The position allows"),
          formatNumber(why.sharesByPosition, 0, groupingOf(source.ticker))},
         {ExplainText::tr("Capital"), source.money(source.config.capital)},
         {ExplainText::tr("Risk of a trade"), percent(source.config.riskPct)},
         {ExplainText::tr("Largest position"), percent(source.config.positionLimitPct)}}};
}

NumberText planned(const Source& source, ReportNumber number)
{
    const TradePlan& plan = *source.analysis().plan;
    const ExplainedPlan& why = *source.explained.plan;
    switch (number) {
    case ReportNumber::Entry:
        return {ExplainText::tr("Entry"),
                ExplainText::tr("The last close; the order is for the next open."),
                {{ExplainText::tr("Entry"), source.price(plan.entry)},
                 {ExplainText::tr("Last bar"), formatDay(source.analysis().lastBar)}}};
    case ReportNumber::Stop:
        return stop(source, plan, why);
    case ReportNumber::Target:
        return {ExplainText::tr("Target"),
                ExplainText::tr("The entry moved by the strategy's target, on a whole tick."),
                {{ExplainText::tr("Target"), source.price(plan.target)},
                 {ExplainText::tr("Strategy's target"), percent(source.risk().targetPct)},
                 {ExplainText::tr("Tick"), plain(plan.tick)}}};
    case ReportNumber::RewardRisk:
        return {ExplainText::tr("Reward : risk"),
                ExplainText::tr("Distance to the target divided by the distance to the stop."),
                {{ExplainText::tr("Reward : risk"), formatNumber(plan.rewardRisk, 4)},
                 {ExplainText::tr("Least asked for"), plain(source.config.minRewardRisk)}}};
    case ReportNumber::Shares:
        return shares(source, plan, why);
    case ReportNumber::Capital:
        return {ExplainText::tr("Capital needed"),
                ExplainText::tr("Shares × entry."),
                {{ExplainText::tr("Capital needed"), source.money(plan.capitalRequired)}}};
    case ReportNumber::ValueAtRisk:
        return {
            ExplainText::tr("Value at risk"),
            ExplainText::tr("Shares × distance from entry to stop: the loss at the stop, without costs and "
                            "gaps."),
            {{ExplainText::tr("Value at risk"), source.money(plan.valueAtRisk)}}};
    case ReportNumber::Reward:
        return {ExplainText::tr("Reward at target"),
                ExplainText::tr("Shares × distance from entry to target, without costs."),
                {{ExplainText::tr("Reward at target"), source.money(plan.reward)}}};
    default:
        return {
            ExplainText::tr("Of daily trading"),
            ExplainText::tr("Capital needed divided by the mean traded value (close × volume) of the last 20 "
                            "bars."),
            {{ExplainText::tr("Part"), formatPercent(plan.tradedValueShare, 4)}}};
    }
}

} // namespace

NumberText explainNumber(ReportNumber number, IndicatorId id, const Explanation& explained,
                         const AnalysisConfig& config, std::string_view ticker)
{
    const Source source{explained, config, ticker};
    switch (number) {
    case ReportNumber::Verdict:
        return verdict(source);
    case ReportNumber::Score:
        return score(source);
    case ReportNumber::Evidence:
        return evidence(source);
    case ReportNumber::Grade:
        return grade(source);
    case ReportNumber::Indicator:
        return indicator(source, id);
    case ReportNumber::Close:
        break;
    default:
        if (explained.plan)
            return planned(source, number);
    }
    return {ExplainText::tr("Close"),
            ExplainText::tr("The last bar's closing price."),
            {{ExplainText::tr("Close"), source.price(explained.analysis.close)},
             {ExplainText::tr("Last bar"), formatDay(explained.analysis.lastBar)}}};
}

} // namespace tt
