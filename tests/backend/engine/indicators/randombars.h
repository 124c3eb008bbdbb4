// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"
#include "engine/lanekernel.h"
#include "engine/registry.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

/// Random series of every nasty kind, the same for a seed on every machine.
namespace tt::test {

class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed * 0x9e3779b97f4a7c15ULL + 1)
    {
    }

    std::uint64_t next()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return m_state * 0x2545f4914f6cdd1dULL;
    }
    /// 0 <= x < 1
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    int between(int least, int most)
    {
        return least + static_cast<int>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool one(int in) { return between(1, in) == 1; }

private:
    std::uint64_t m_state;
};

/// What a stretch of a random series looks like.
enum class Mood { Walk, Flat, LimitLocked, Spikes, Rising, Falling };

/// Prices on a tick grid, in stretches of a random mood; zero volume now and then, and, where
/// `missingVolume`, single missing ones.
inline Bars randomBars(Dice& dice, int count, bool missingVolume)
{
    const double starts[] = {0.35, 12.4, 250, 3'120.5, 85'000.05};
    const double first = starts[dice.between(0, 4)], tick = first < 1 ? 0.01 : 0.05;
    double close = first;
    Mood mood = Mood::Walk;
    int left = 0;
    Bars bars;
    for (Day day = 0; day < count; ++day) {
        if (left-- == 0) {
            mood = static_cast<Mood>(dice.between(0, 5));
            left = dice.between(1, 60);
        }
        const bool still = mood == Mood::Flat || mood == Mood::LimitLocked;
        const double drift = mood == Mood::Rising ? 0.004 : mood == Mood::Falling ? -0.004 : 0;
        const double before = close;
        if (mood == Mood::LimitLocked && left % 5 == 0)
            close *= 1.05;
        else if (!still)
            close *= 1 + drift + 0.04 * (dice.unit() - 0.5);
        const double spike = mood == Mood::Spikes && dice.one(10) ? (dice.one(2) ? 8 : 0.2) : 1;
        const auto onGrid = [tick](double x) { return std::max(1.0, std::round(x / tick)) * tick; };
        const double c = onGrid(close * spike), o = still ? c : onGrid(before);
        const double h = std::max(o, c) + (still ? 0 : tick * dice.between(0, 6));
        const double l = std::max(tick, std::min(o, c) - (still ? 0 : tick * dice.between(0, 6)));
        double v = dice.one(8) ? 0 : dice.between(1, 5'000'000);
        if (missingVolume && dice.one(30))
            v = std::nan("");
        bars.append(day, o, h, std::min({l, o, c}), c, v);
        close = std::clamp(close, first / 20, first * 20);
    }
    return bars;
}

/// Defaults half of the time.
inline IndicatorParams randomParams(Dice& dice)
{
    IndicatorParams p;
    if (dice.one(2))
        return p;
    for (int* period : {&p.rsi, &p.macdFast, &p.macdSlow, &p.macdSignal, &p.adx, &p.emaFast, &p.emaSlow,
                        &p.supertrend, &p.stochastic, &p.cci, &p.williams, &p.atr, &p.bollinger, &p.cmf})
        *period = dice.between(2, 70);
    p.stochasticSmooth = dice.between(1, 6);
    p.stochasticSignal = dice.between(1, 6);
    p.psarStart = 0.01 * dice.between(1, 5);
    p.psarStep = 0.01 * dice.between(0, 4);
    p.psarMax = 0.1 * dice.between(1, 5);
    p.supertrendFactor = dice.between(1, 5);
    p.bollingerWidth = 0.5 * dice.between(1, 6);
    return p;
}

/// Up to some hundred bars, half of the time about as many as fill whole blocks of the engine.
inline int awkwardLength(Dice& dice)
{
    const int block = static_cast<int>(kBlockBars);
    return dice.one(2) ? dice.between(2, 300) : block * dice.between(1, 3) + dice.between(-2, 2);
}

/// One window or all of them of another length than usual: any length, or around a power of two.
inline IndicatorParams awkwardParams(Dice& dice)
{
    IndicatorParams p;
    const int in = dice.between(1, 12);
    for (const IndicatorInfo& info : indicatorRegistry()) {
        for (const ParamInfo& param : info.params) {
            if (!param.period || !dice.one(in))
                continue;
            const int least = static_cast<int>(param.least), most = static_cast<int>(param.most);
            const int nearPower = (1 << dice.between(0, 8)) + dice.between(-1, 1);
            p.*param.period = std::clamp(dice.one(3) ? dice.between(least, most) : nearPower, least, most);
        }
    }
    return p;
}

/// Volumes are missing where a block ends and the next begins.
inline Bars awkwardBars(Dice& dice)
{
    Bars bars = randomBars(dice, awkwardLength(dice), dice.one(2));
    for (std::size_t end = kBlockBars; end < bars.size(); end += kBlockBars) {
        for (const std::size_t bar : {end - 1, end}) {
            if (dice.one(3))
                bars.volume[bar] = std::nan("");
        }
    }
    return bars;
}

/// The same bars around another price and so many times closer to it.
inline void squeeze(Bars& bars, double price, double closeness)
{
    const double first = bars.close.front();
    for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
        for (double& x : *column)
            x = price * (1 + (x / first - 1) / closeness);
    }
}

} // namespace tt::test
