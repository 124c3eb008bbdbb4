// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/exchangezone.h"

#include <QDateTime>

#include <cmath>

namespace tt {

namespace {

constexpr double kFirst = -2'208'988'800, kEnd = 7'258'118'400; // 1900-01-01, 2200-01-01
constexpr double kFarthest = 14 * 3'600;

} // namespace

std::optional<ExchangeZone> ExchangeZone::of(const QString& name, double offsetSeconds)
{
    ExchangeZone zone;
    const QByteArray id = name.toUtf8();
    if (!id.isEmpty() && id.size() < 64 && QTimeZone::isTimeZoneIdAvailable(id))
        zone.m_zone = QTimeZone(id);
    else if (std::isfinite(offsetSeconds) && std::fabs(offsetSeconds) <= kFarthest)
        zone.m_zone = QTimeZone(static_cast<int>(offsetSeconds));
    else
        return std::nullopt;
    return zone.m_zone.isValid() ? std::optional(zone) : std::nullopt;
}

Day ExchangeZone::dayOf(double utcSeconds) const
{
    if (!(utcSeconds >= kFirst && utcSeconds < kEnd))
        return kNoDay;
    const auto seconds = static_cast<qint64>(std::floor(utcSeconds));
    const QDate date = QDateTime::fromSecsSinceEpoch(seconds, m_zone).date();
    return static_cast<Day>(QDate(1970, 1, 1).daysTo(date));
}

} // namespace tt
