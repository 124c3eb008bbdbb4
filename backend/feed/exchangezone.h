// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"

#include <QString>
#include <QTimeZone>

#include <optional>

namespace tt {

/// The calendar of an exchange.
class ExchangeZone
{
public:
    ExchangeZone() = default; ///< UTC
    /// By name ("Asia/Kolkata"), or where the system does not know it by its offset from UTC in seconds;
    /// nullopt when neither can be.
    static std::optional<ExchangeZone> of(const QString& name, double offsetSeconds);

    /// The calendar day of a moment (UTC seconds) there; kNoDay when it is not finite or outside the years
    /// 1900 to 2199.
    Day dayOf(double utcSeconds) const;

private:
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace tt
