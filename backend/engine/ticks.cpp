// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ticks.h"

#include <cmath>

namespace tt {

namespace {

struct Band
{
    double upTo; ///< the band holds prices up to here, the first one only below
    double tick;
};
constexpr Band kBands[] = {{250, 0.01}, {1'000, 0.05}, {5'000, 0.10}, {10'000, 0.50}, {20'000, 1}};
constexpr double kTopTick = 5, kOldTick = 0.05, kForeignTick = 0.01;
constexpr Day kLastOldDay = 20'192; // 2025-04-14

/// count * tick as one division of integers wherever the tick has at most six decimals.
double multiple(double count, double tick)
{
    for (double parts = 1; parts <= 1e6; parts *= 10) {
        const double whole = std::round(tick * parts);
        if (whole > 0 && std::fabs(whole - tick * parts) <= 1e-9 * whole)
            return count * whole / parts;
    }
    return count * tick;
}

} // namespace

double marketTick(std::string_view ticker, double price, Day day)
{
    if (!ticker.ends_with(".NS") && !ticker.ends_with(".BO"))
        return kForeignTick;
    if (day <= kLastOldDay)
        return kOldTick;
    if (price < kBands[0].upTo)
        return kBands[0].tick;
    for (const Band& band : kBands) {
        if (price <= band.upTo && band.upTo > kBands[0].upTo)
            return band.tick;
    }
    return kTopTick;
}

double tickBelow(double price, double tick)
{
    return multiple(std::floor(price / tick + 1e-9), tick);
}

double tickAbove(double price, double tick)
{
    return multiple(std::ceil(price / tick - 1e-9), tick);
}

} // namespace tt
