// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/demo.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tt {

namespace {

// Only + - * / and sqrt below, and floor of small numbers: exact or correctly rounded on every machine. No
// library function whose last bit differs between systems.

constexpr Day kFirstDay = 18'995; // Monday 2022-01-03
constexpr double kTick = 0.05;

/// SplitMix64 (Steele, Lea and Flood 2014).
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }

    std::uint64_t next()
    {
        m_state += 0x9E37'79B9'7F4A'7C15u;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9u;
        z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBu;
        return z ^ (z >> 31);
    }
    /// [0, 1)
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// Mean 0, deviation 1, never beyond 3: the sum of three uniforms, centred and scaled (Irwin-Hall).
    double bell() { return (uniform() + uniform() + uniform() - 1.5) * 2; }

private:
    std::uint64_t m_state;
};

/// FNV-1a, 64 bits.
std::uint64_t hashOf(std::string_view text, std::uint32_t seed)
{
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325u;
    const auto add = [&](unsigned char byte) { hash = (hash ^ byte) * 0x100'0000'01B3u; };
    for (char c : text)
        add(static_cast<unsigned char>(c));
    for (int shift = 0; shift < 32; shift += 8)
        add(static_cast<unsigned char>(seed >> shift));
    return hash;
}

double onTick(double price)
{
    return std::max(1.0, std::floor(price / kTick + 0.5)) / 20;
}

/// A stretch of days with one drift and one volatility.
struct Regime
{
    int daysLeft = 0;
    double drift = 0, volatility = 0;
};

Regime nextRegime(Random& random, double calm)
{
    const double kind = random.uniform();
    Regime regime;
    regime.daysLeft = 25 + static_cast<int>(random.uniform() * 95);
    regime.volatility = calm * (0.6 + 1.3 * random.uniform());
    if (kind < 0.38)
        regime.drift = 0.05 + 0.15 * random.uniform(); // rising, in units of the volatility
    else if (kind < 0.62)
        regime.drift = -0.05 - 0.16 * random.uniform();
    regime.drift *= regime.volatility;
    return regime;
}

struct DayShape
{
    double open, high, low, close;
};

DayShape nextDay(Random& random, const Regime& regime, double before)
{
    const double gap =
        random.uniform() < 0.015 ? 0.03 * random.bell() : 0.15 * regime.volatility * random.bell();
    const double move = regime.drift + regime.volatility * random.bell();
    const double open = onTick(before * (1 + gap)), close = onTick(before * (1 + gap + move));
    const double above = 0.5 * regime.volatility * random.uniform(),
                 below = 0.5 * regime.volatility * random.uniform();
    const double top = std::max(open, close), bottom = std::min(open, close);
    return {open, std::max(top, onTick(top * (1 + above))), std::min(bottom, onTick(bottom * (1 - below))),
            close};
}

// Coined words, so that no name is a company's.
constexpr std::string_view kFirst[] = {"Arvanto", "Belorin", "Cadrish", "Dhavoro",  "Elvanti",  "Farozen",
                                       "Ghanoli", "Harvexa", "Ilvasto", "Jorvani",  "Kelmora",  "Luvanti",
                                       "Mirzano", "Navroli", "Orbanix", "Pravoda",  "Quelsha",  "Rovanta",
                                       "Shubexo", "Tarvolo", "Udvanto", "Velmira",  "Wazorin",  "Xelanto",
                                       "Yarvoni", "Zintara", "Bhuvexa", "Chandoro", "Krivanta", "Samvoli"};
constexpr std::string_view kSecond[] = {
    "Agro",     "Alloys",      "Auto Parts", "Cables",      "Cement",  "Ceramics", "Chemicals",
    "Dairy",    "Electricals", "Energy",     "Engineering", "Fabrics", "Finance",  "Foods",
    "Forgings", "Glass",       "Infra",      "Logistics",   "Motors",  "Paper",    "Pharma",
    "Power",    "Shipping",    "Software",   "Steel",       "Textiles"};
constexpr std::string_view kThird[] = {"Limited", "Industries", "India"};

} // namespace

Bars demoBars(std::string_view ticker, std::uint32_t seed, int count)
{
    Random random(hashOf(ticker, seed));
    // Between 20 and about 4,000, more of the small ones.
    const double scale = random.uniform();
    double close = onTick(20 + 3'980 * scale * scale * scale);
    const double calm = 0.006 + 0.010 * random.uniform();
    const double usualVolume = 5'000 + 2'000'000 * random.uniform() * random.uniform();

    Bars bars;
    bars.reserve(static_cast<std::size_t>(std::max(0, count)));
    Regime regime;
    Day day = kFirstDay;
    for (int i = 0; i < count; ++i) {
        if (regime.daysLeft-- <= 0)
            regime = nextRegime(random, calm);
        const DayShape shape = nextDay(random, regime, close);
        const double spread = (shape.high - shape.low) / shape.close / calm;
        const double volume = std::floor(usualVolume * (0.35 + 0.4 * random.uniform() + 0.35 * spread));
        bars.append(day, shape.open, shape.high, shape.low, shape.close, volume);
        close = shape.close;
        day += weekday(day) == 4 ? 3 : 1;
    }
    return bars;
}

std::string demoTicker(int index)
{
    std::string digits = std::to_string(index + 1);
    if (digits.size() < 4)
        digits.insert(0, 4 - digits.size(), '0');
    return "DEMO" + digits + ".NS";
}

int demoIndex(std::string_view ticker)
{
    if (!ticker.starts_with("DEMO") || !ticker.ends_with(".NS"))
        return -1;
    const std::string_view digits = ticker.substr(4, ticker.size() - 7);
    int number = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (end.ec != std::errc() || end.ptr != digits.data() + digits.size() || number < 1)
        return -1;
    return demoTicker(number - 1) == ticker ? number - 1 : -1;
}

std::string demoName(std::string_view ticker)
{
    const int index = demoIndex(ticker);
    if (index < 0)
        return {};
    const std::size_t at = static_cast<std::size_t>(index);
    const std::size_t firsts = std::size(kFirst), seconds = std::size(kSecond), thirds = std::size(kThird);
    // A walk that visits every combination before one repeats.
    const std::size_t place = at * 787 % (firsts * seconds * thirds);
    std::string name;
    name += kFirst[place % firsts];
    name += ' ';
    name += kSecond[place / firsts % seconds];
    name += ' ';
    name += kThird[place / firsts / seconds];
    return name;
}

} // namespace tt
