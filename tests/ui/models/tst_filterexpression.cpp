// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filterexpression.h"

#include <gtest/gtest.h>

using namespace tt;

namespace {

ResultRecord sample()
{
    ResultRecord record;
    record.ticker = "TATAMOTORS.NS";
    record.name = "Tata Motors Limited";
    record.strategyName = "Trend Following";
    record.isDemo = false;
    record.source = DataSource::Stored;
    Analysis& a = record.analysis;
    a.verdict = Verdict::StrongBuy;
    a.signal = Signal::Buy;
    a.score = 0.72;
    a.evidence = 0.4;
    a.grade = Grade::B;
    a.close = 612.5;
    a.bars = 500;
    a.votes[indexOf(IndicatorId::Rsi)].value = 34.5;
    a.planStatus = PlanStatus::RejectedRr;
    a.plan.emplace();
    a.plan->rewardRisk = 1.2;
    return record;
}

bool matches(const std::string& text, const ResultRecord& record = sample())
{
    const Result<FilterExpression> filter = FilterExpression::parse(text);
    EXPECT_TRUE(filter.ok()) << text << ": " << (filter.ok() ? "" : filter.error().message);
    return filter.ok() && filter->matches(record, FilterExpression::haystackOf(record));
}

TEST(FilterExpression, WordsAreFoundInTickerNameAndVerdict)
{
    EXPECT_TRUE(matches(""));
    EXPECT_TRUE(matches("  "));
    EXPECT_TRUE(matches("tata"));
    EXPECT_TRUE(matches("MOTORS limited"));
    EXPECT_TRUE(matches("\"tata motors\""));
    EXPECT_TRUE(matches("strong"));
    EXPECT_FALSE(matches("tata steel"));
    EXPECT_FALSE(matches("\"motors tata\""));
    EXPECT_TRUE(matches("-steel"));
    EXPECT_FALSE(matches("-tata"));
}

TEST(FilterExpression, FieldsAreCompared)
{
    const std::vector<std::pair<std::string, bool>> cases = {
        {"verdict:buy", true},
        {"verdict=buy", false},
        {"verdict:strong-buy", true},
        {"verdict:hold,buy", true},
        {"verdict:sell", false},
        {"verdict!=sell", true},
        {"-verdict:buy", false},
        {"signal:buy", true},
        {"score>0.7", true},
        {"score>0.72", false},
        {"score>=0.72", true},
        {"score<-0.2", false},
        {"rsi<35", true},
        {"rsi<=34.5", true},
        {"rsi>35", false},
        {"rsi!=10", true},
        {"grade:A,B", true},
        {"grade:a", false},
        {"demo:no", true},
        {"demo:yes", false},
        {"plan:rejected_rr", true},
        {"rr<1.5", true},
        {"strategy:trend", true},
        {"source:stored", true},
        {"ticker:tata", true},
        {"bars=500", true},
        {"verdict:buy score>0.4 rsi<35 grade:B", true},
        {"verdict:buy score>0.4 rsi<30 grade:B", false},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(matches(text), expected) << text;
}

TEST(FilterExpression, UndefinedFulfilsNothing)
{
    ResultRecord record = sample();
    record.analysis.votes[indexOf(IndicatorId::Rsi)].value = kUndefined;
    record.analysis.plan.reset();
    record.analysis.verdict = Verdict::NoVerdict;
    for (const char* text : {"rsi<35", "rsi>35", "rsi=35", "rsi!=35", "rr>0", "rr<=0", "score<2", "entry>0"})
        EXPECT_FALSE(matches(text, record)) << text;
    EXPECT_TRUE(matches("verdict:noverdict", record));
}

TEST(FilterExpression, FaultsAreSentencesThatNameTheTerm)
{
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"colour:red", "colour"},   {"score>high", "number"}, {"score>", "needs a value"},
        {"verdict:maybe", "maybe"}, {"verdict>buy", ":"},     {"grade:Z", "a b c"},
        {"\"tata", "quotation"},    {"demo:perhaps", "yes"},  {"grade:A,", "grade"},
    };
    for (const auto& [text, word] : cases) {
        const Result<FilterExpression> filter = FilterExpression::parse(text);
        ASSERT_FALSE(filter.ok()) << text;
        EXPECT_EQ(filter.error().code, ErrorCode::ValidationError);
        EXPECT_NE(filter.error().message.find(word), std::string::npos) << filter.error().message;
        EXPECT_EQ(filter.error().message.back(), '.') << filter.error().message;
    }
}

} // namespace
