// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/demo.h"

#include "base/numbertext.h"
#include "engine/checks.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace tt {
namespace {

std::uint64_t fingerprint(const Bars& bars)
{
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325u;
    const auto add = [&](const std::string& text) {
        for (char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3u;
    };
    for (std::size_t i = 0; i < bars.size(); ++i) {
        add(dayText(bars.date[i]));
        for (double value : {bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]})
            add(' ' + numberText(value));
    }
    return hash;
}

std::string goldenLine(const std::string& ticker, std::uint32_t seed, int count)
{
    const Bars bars = demoBars(ticker, seed, count);
    std::string line = ticker + ' ' + std::to_string(seed) + ' ' + std::to_string(count);
    for (std::size_t i : {std::size_t{0}, bars.size() - 1}) {
        line += ' ' + dayText(bars.date[i]);
        for (double value : {bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]})
            line += ' ' + numberText(value);
    }
    return line + ' ' + std::to_string(fingerprint(bars));
}

TEST(Demo, IsWhatItAlwaysWas)
{
    // Written once with TT_WRITE_GOLDEN set; a difference breaks what users have seen and is a fault.
    const std::filesystem::path path = std::filesystem::path(TT_FIXTURES) / "engine/demo_golden.txt";
    std::vector<std::string> lines;
    for (const char* ticker : {"DEMO0001.NS", "DEMO0002.NS", "DEMO0777.NS", "DEMO2200.NS", "DEMO99999.NS"}) {
        for (std::uint32_t seed : {1u, 2u, 4'294'967'295u})
            lines.push_back(goldenLine(ticker, seed, seed == 1 ? 5'000 : 500));
    }
    if (std::getenv("TT_WRITE_GOLDEN")) {
        std::ofstream file(path);
        for (const std::string& line : lines)
            file << line << '\n';
    }
    std::ifstream file(path);
    ASSERT_TRUE(file) << path;
    std::size_t read = 0;
    for (std::string line; std::getline(file, line); ++read) {
        ASSERT_LT(read, lines.size());
        EXPECT_EQ(line, lines[read]);
    }
    EXPECT_EQ(read, lines.size());
}

TEST(Demo, ABarIsTheSameWhateverTheLength)
{
    const Bars shorter = demoBars("DEMO0042.NS", 7, 137), longer = demoBars("DEMO0042.NS", 7, 900);
    for (std::size_t i = 0; i < shorter.size(); ++i) {
        ASSERT_EQ(shorter.date[i], longer.date[i]);
        ASSERT_EQ(shorter.open[i], longer.open[i]);
        ASSERT_EQ(shorter.high[i], longer.high[i]);
        ASSERT_EQ(shorter.low[i], longer.low[i]);
        ASSERT_EQ(shorter.close[i], longer.close[i]);
        ASSERT_EQ(shorter.volume[i], longer.volume[i]);
    }
}

TEST(Demo, BarsAreConsistentOnTheTickGridAndOnWeekdays)
{
    for (int index = 0; index < 200; ++index) {
        const Bars bars = demoBars(demoTicker(index), 1, 1'000);
        ASSERT_EQ(bars.size(), 1'000u);
        EXPECT_EQ(dayText(bars.date[0]), "2022-01-03");
        std::vector<RawBar> raw;
        for (std::size_t i = 0; i < bars.size(); ++i) {
            ASSERT_LT(weekday(bars.date[i]), 5);
            for (double price : {bars.open[i], bars.high[i], bars.low[i], bars.close[i]})
                ASSERT_LE(numberText(price).size() - numberText(price).find_last_of('.'), 10u);
            raw.push_back({bars.date[i], bars.open[i], bars.high[i], bars.low[i], bars.close[i],
                           bars.volume[i], kUndefined, 0});
        }
        const CheckedBars checked = checkBars(raw, kNoDay);
        EXPECT_EQ(checked.accepted, 1'000);
        EXPECT_TRUE(checked.findings.empty());
        EXPECT_EQ(gradeBars(bars, {}, bars.date.back()), Grade::A) << demoTicker(index);
    }
}

TEST(Demo, TickersAndNamesOfTheUniverse)
{
    EXPECT_EQ(demoTicker(0), "DEMO0001.NS");
    EXPECT_EQ(demoTicker(9'998), "DEMO9999.NS");
    EXPECT_EQ(demoTicker(9'999), "DEMO10000.NS");
    std::set<std::string> names;
    for (int i = 0; i < kDemoUniverse; ++i) {
        EXPECT_EQ(demoIndex(demoTicker(i)), i);
        EXPECT_TRUE(names.insert(demoName(demoTicker(i))).second) << i;
    }
    for (const char* other : {"DEMO.NS", "DEMO0000.NS", "DEMO00001.NS", "DEMO0001", "TCS.NS", "DEMO-001.NS",
                              "DEMO99999999999.NS"}) {
        EXPECT_EQ(demoIndex(other), -1) << other;
        EXPECT_EQ(demoName(other), "");
    }
}

TEST(Demo, SeedsAndTickersGiveDifferentSeries)
{
    EXPECT_NE(fingerprint(demoBars("DEMO0001.NS", 1, 100)), fingerprint(demoBars("DEMO0001.NS", 2, 100)));
    EXPECT_NE(fingerprint(demoBars("DEMO0001.NS", 1, 100)), fingerprint(demoBars("DEMO0002.NS", 1, 100)));
    EXPECT_TRUE(demoBars("DEMO0001.NS", 1, 0).empty());
}

} // namespace
} // namespace tt
