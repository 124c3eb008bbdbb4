// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analyzemany.h"

#include "engine/checks.h"
#include "engine/verdict.h"

namespace tt {

std::vector<Result<Analysis>> analyzeMany(std::span<const AnalysisInput> inputs, const AnalysisConfig& config,
                                          const MarketOptions& options)
{
    std::vector<Result<Analysis>> results;
    results.reserve(inputs.size());
    std::vector<const Bars*> usable;
    std::vector<std::size_t> places;
    for (const AnalysisInput& input : inputs) {
        Analysis graded;
        graded.grade = gradeBars(*input.bars, input.findings, input.facts.asOf);
        if (graded.grade == Grade::F) {
            results.emplace_back(tooFewBars(*input.bars));
            continue;
        }
        usable.push_back(input.bars);
        places.push_back(results.size());
        results.emplace_back(std::move(graded));
    }
    evaluateOnce(usable, config.strategy.params, options, [&](std::size_t i, const NewestState& newest) {
        const AnalysisInput& input = inputs[places[i]];
        Analysis& result = results[places[i]].value();
        result = analyzeFrom(newest, result.grade, *input.bars, input.facts, config);
    });
    return results;
}

std::vector<std::vector<Verdict>> judgeMarket(const Market& market, std::span<const Grade> grades,
                                              std::span<const Strategy> strategies)
{
    std::vector<std::vector<Verdict>> verdicts(strategies.size(),
                                               std::vector<Verdict>(market.size(), Verdict::NoVerdict));
    for (std::size_t from = 0, end = 0; from < strategies.size(); from = end) {
        const IndicatorParams& params = strategies[from].params;
        std::vector<VerdictOnly> judges;
        for (; end < strategies.size() && strategies[end].params == params; ++end)
            judges.emplace_back(strategies[end]);
        market.evaluate(params, [&](std::size_t symbol, const NewestState& newest) {
            for (std::size_t i = 0; i < judges.size(); ++i)
                verdicts[from + i][symbol] = capByGrade(judges[i].verdict(newest.values), grades[symbol]);
        });
    }
    return verdicts;
}

} // namespace tt
