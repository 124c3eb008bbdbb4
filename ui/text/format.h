// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace tt {

/// How the digits left of the point are grouped: 1,234,567 or 12,34,567.
enum class Grouping { Plain, Indian };

/// What an undefined value looks like everywhere: never 0, never empty.
QString undefinedText();

bool isIndianTicker(std::string_view ticker); ///< .NS or .BO
Grouping groupingOf(std::string_view ticker);

/// A plain number; the decimal sign is '.' and the group sign ',' whatever the system's locale is.
QString formatNumber(double value, int decimals, Grouping grouping = Grouping::Plain);
QString formatCount(std::int64_t value, Grouping grouping = Grouping::Plain);
/// "+0.42", "-0.42", "0.00".
QString formatSigned(double value, int decimals);
/// 0.423 -> "42 %"; `decimals` digits after the point.
QString formatPercent(double fraction, int decimals = 0);
/// "+1.25 %" of a fraction.
QString formatChange(double fraction);

/// Two decimals, four below 1; grouped as the ticker's market does.
QString formatPrice(double price, std::string_view ticker);
/// A price or an amount with the rupee sign for .NS and .BO, without a sign elsewhere.
QString formatMoney(double amount, std::string_view ticker);
/// "1.25 cr", "3.40 lakh", "12,345" for Indian tickers; "12.5 M", "3.40 K" elsewhere.
QString formatCompact(double value, std::string_view ticker);

/// "31 Jan 2024", the month in the language of the locale; undefined for kNoDay.
QString formatDay(Day day);
/// "31 Jan 2024 14:05", local time of a UTC stamp; undefined for 0.
QString formatTime(std::int64_t utcMs);
/// "0.8 s", "12 s", "3 min 05 s", "2 h 07 min".
QString formatDuration(double seconds);

} // namespace tt
