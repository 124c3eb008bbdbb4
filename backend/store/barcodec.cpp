// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/barcodec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <utility>

namespace tt {

namespace {

static_assert(std::endian::native == std::endian::little, "blobs are little-endian");
// The byte of a source is its place in the enum: it may grow at its end alone.
static_assert(static_cast<int>(DataSource::Demo) == 0 && static_cast<int>(DataSource::Nse) == 4);

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kNone = 0, kDoubles = 9;
constexpr std::array<double, 8> kPowers = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
constexpr double kLargest = std::numeric_limits<std::int32_t>::max();

class Writer
{
public:
    template<class T>
    void put(T value)
    {
        std::memcpy(grow(sizeof value), &value, sizeof value);
    }
    /// Room for so many bytes more.
    char* grow(std::size_t bytes)
    {
        const qsizetype before = m_blob.size();
        m_blob.resize(before + static_cast<qsizetype>(bytes));
        return m_blob.data() + before;
    }
    void reserve(std::size_t bytes) { m_blob.reserve(static_cast<qsizetype>(bytes)); }
    QByteArray take() { return std::move(m_blob); }

private:
    QByteArray m_blob;
};

class Reader
{
public:
    explicit Reader(QByteArrayView blob)
        : m_at(blob.data())
        , m_left(static_cast<std::size_t>(blob.size()))
    {
    }

    bool ok() const { return m_ok; }
    bool done() const { return m_ok && m_left == 0; }
    void fail() { m_ok = false; }

    /// The next bytes, nullptr when there are not so many.
    const char* bytes(std::size_t count)
    {
        m_ok = m_ok && count <= m_left;
        if (!m_ok)
            return nullptr;
        m_left -= count;
        return std::exchange(m_at, m_at + count);
    }
    template<class T>
    T value()
    {
        T number{};
        if (const char* from = bytes(sizeof number))
            std::memcpy(&number, from, sizeof number);
        return number;
    }

private:
    const char* m_at;
    std::size_t m_left;
    bool m_ok = true;
};

bool isWhole(double value, std::size_t power)
{
    const double scaled = value * kPowers[power];
    if (!(std::abs(scaled) <= kLargest))
        return false;
    const double back = static_cast<std::int32_t>(std::nearbyint(scaled)) / kPowers[power];
    return std::bit_cast<std::uint64_t>(back) == std::bit_cast<std::uint64_t>(value);
}

/// The smallest power of ten that makes every value a whole number; none: kPowers.size(). What is whole at
/// one power is whole at the next, so one pass is enough, with the range looked at once more at the end.
std::size_t commonPower(std::span<const double> values)
{
    std::size_t power = 0;
    double largest = 0;
    for (const double value : values) {
        while (power < kPowers.size() && !isWhole(value, power))
            ++power;
        if (power == kPowers.size())
            return power;
        largest = std::max(largest, std::abs(value));
    }
    return largest * kPowers[power] <= kLargest ? power : kPowers.size();
}

void writeColumn(Writer& out, std::span<const double> values)
{
    bool none = true;
    for (const double value : values)
        none = none && std::isnan(value);
    if (none) {
        out.put(kNone);
        return;
    }
    const std::size_t power = commonPower(values);
    if (power == kPowers.size()) {
        out.put(kDoubles);
        std::memcpy(out.grow(values.size_bytes()), values.data(), values.size_bytes());
        return;
    }
    out.put(static_cast<std::uint8_t>(power + 1));
    char* to = out.grow(values.size() * sizeof(std::int32_t));
    for (const double value : values) {
        const auto whole = static_cast<std::int32_t>(std::nearbyint(value * kPowers[power]));
        std::memcpy(to, &whole, sizeof whole);
        to += sizeof whole;
    }
}

void writeSources(Writer& out, const std::vector<DataSource>& sources)
{
    bool equal = true;
    for (const DataSource source : sources)
        equal = equal && source == sources.front();
    out.put(static_cast<std::uint8_t>(equal ? 0 : 1));
    const std::size_t count = equal ? 1 : sources.size();
    std::memcpy(out.grow(count), sources.data(), count);
}

/// Appends a column to `out`, or passes over it.
void readColumn(Reader& in, std::size_t count, std::vector<double>* out)
{
    const auto coding = in.value<std::uint8_t>();
    if (coding > kDoubles)
        in.fail();
    const std::size_t width = coding == kNone      ? 0
                              : coding == kDoubles ? sizeof(double)
                                                   : sizeof(std::int32_t);
    const char* from = in.bytes(count * width);
    if (!in.ok() || !out)
        return;
    const std::size_t start = out->size();
    out->resize(start + count, std::numeric_limits<double>::quiet_NaN());
    double* to = out->data() + start;
    if (coding == kDoubles)
        std::memcpy(to, from, count * width);
    if (coding == kNone || coding == kDoubles)
        return;
    const double power = kPowers[coding - 1U];
    for (std::size_t i = 0; i < count; ++i) {
        std::int32_t whole;
        std::memcpy(&whole, from + i * sizeof whole, sizeof whole);
        to[i] = whole / power;
    }
}

void readSources(Reader& in, std::size_t count, std::vector<DataSource>* out)
{
    const bool each = in.value<std::uint8_t>() != 0;
    const char* from = in.bytes(each ? count : 1);
    if (!in.ok() || !out)
        return;
    for (std::size_t i = 0; i < count; ++i) {
        const auto byte = static_cast<std::uint8_t>(from[each ? i : 0]);
        if (byte > static_cast<std::uint8_t>(DataSource::Nse))
            in.fail();
        out->push_back(static_cast<DataSource>(byte));
    }
}

void readDates(Reader& in, std::size_t count, std::vector<Day>& out)
{
    Day day = in.value<Day>();
    const char* steps = in.bytes((count - 1) * sizeof(std::uint16_t));
    if (!in.ok())
        return;
    out.push_back(day);
    for (std::size_t i = 0; i + 1 < count; ++i) {
        std::uint16_t step;
        std::memcpy(&step, steps + i * sizeof step, sizeof step);
        day += step;
        out.push_back(day);
    }
}

bool decode(QByteArrayView blob, Bars& bars, std::vector<double>* adjusted, std::vector<DataSource>* sources)
{
    Reader in(blob);
    const char* magic = in.bytes(3);
    if (!magic || std::memcmp(magic, "TTB", 3) != 0 || in.value<std::uint8_t>() != kVersion)
        return false;
    const auto count = in.value<std::uint32_t>();
    if (count == 0 || count > static_cast<std::size_t>(blob.size()))
        return false;
    readDates(in, count, bars.date);
    for (std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
        readColumn(in, count, column);
    readColumn(in, count, adjusted);
    readSources(in, count, sources);
    return in.done();
}

} // namespace

QByteArray encodeBars(const BarChunk& chunk)
{
    const Bars& bars = chunk.bars;
    Writer out;
    out.reserve(32 + chunk.size() * 30);
    for (const char c : {'T', 'T', 'B'})
        out.put(c);
    out.put(kVersion);
    out.put(static_cast<std::uint32_t>(chunk.size()));
    out.put(bars.date.front());
    char* to = out.grow((chunk.size() - 1) * sizeof(std::uint16_t));
    for (std::size_t i = 1; i < chunk.size(); ++i) {
        const auto step = static_cast<std::uint16_t>(bars.date[i] - bars.date[i - 1]);
        std::memcpy(to, &step, sizeof step);
        to += sizeof step;
    }
    for (const std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
        writeColumn(out, *column);
    writeColumn(out, chunk.adjustedClose);
    writeSources(out, chunk.source);
    return out.take();
}

bool decodeBars(QByteArrayView blob, BarChunk& out)
{
    return decode(blob, out.bars, &out.adjustedClose, &out.source);
}

bool decodeBars(QByteArrayView blob, Bars& out)
{
    return decode(blob, out, nullptr, nullptr);
}

std::int64_t barChecksum(QByteArrayView blob)
{
    // Eight bytes a step: the whole market is read through this.
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15ULL;
    std::uint64_t sum = static_cast<std::uint64_t>(blob.size()) * factor;
    const char* at = blob.data();
    qsizetype left = blob.size();
    while (left > 0) {
        std::uint64_t word = 0;
        const qsizetype width = std::min<qsizetype>(left, sizeof word);
        std::memcpy(&word, at, static_cast<std::size_t>(width));
        sum = std::rotl(sum ^ word, 29) * factor;
        at += width;
        left -= width;
    }
    return std::bit_cast<std::int64_t>(sum ^ (sum >> 32));
}

} // namespace tt
