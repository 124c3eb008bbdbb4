// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id.h"

#include <array>
#include <cctype>
#include <random>

namespace tt {

namespace {

using Bytes = std::array<std::uint8_t, 16>;

/// The bytes before `from` are 0.
Bytes randomBytes(std::size_t from)
{
    // The processor's or the kernel's generator. One a thread: making it asks the processor what it is, which
    // a virtual machine answers in tens of microseconds.
    thread_local std::random_device entropy;
    Bytes bytes{};
    std::uint32_t word = 0;
    for (std::size_t i = from; i < bytes.size(); ++i, word >>= 8) {
        if ((i - from) % sizeof word == 0)
            word = entropy();
        bytes[i] = static_cast<std::uint8_t>(word);
    }
    return bytes;
}

std::string textOf(Bytes bytes, unsigned version)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | version << 4);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += kDigits[bytes[i] >> 4];
        text += kDigits[bytes[i] & 15];
    }
    return text;
}

} // namespace

std::string newId()
{
    return textOf(randomBytes(0), 4);
}

std::string newTimedId(std::int64_t utcMs)
{
    constexpr std::size_t timeBytes = 6;
    Bytes bytes = randomBytes(timeBytes);
    for (std::size_t i = 0; i < timeBytes; ++i)
        bytes[i] = static_cast<std::uint8_t>(utcMs >> (8 * (timeBytes - 1 - i)));
    return textOf(bytes, 7);
}

bool isId(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0)
            return false;
    }
    return true;
}

} // namespace tt
