// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>

namespace tt {

inline constexpr std::int64_t kDayMs = 86'400'000;
inline constexpr std::int64_t kFirst = 1'704'205'800; // 2024-01-02 09:30 in New York

/// `days` daily bars from 2024-01-02 on, close 10, 11, ...
inline QByteArray chartOf(const QByteArray& symbol, int days, const QByteArray& events = {})
{
    QByteArray times, prices, volumes;
    for (int i = 0; i < days; ++i) {
        const QByteArray comma = i ? "," : "";
        times += comma + QByteArray::number(kFirst + i * kDayMs / 1000);
        prices += comma + QByteArray::number(10 + i);
        volumes += comma + "100";
    }
    return R"({"chart":{"result":[{"meta":{"symbol":")" + symbol +
           R"(","currency":"USD","dataGranularity":"1d","exchangeTimezoneName":"America/New_York"},"timestamp":[)" +
           times + "]," + events + R"("indicators":{"quote":[{"open":[)" + prices + R"(],"high":[)" + prices +
           R"(],"low":[)" + prices + R"(],"close":[)" + prices + R"(],"volume":[)" + volumes + "]}]}}]}}";
}

inline QByteArray symbolOf(const QByteArray& path)
{
    return QByteArray::fromPercentEncoding(path.mid(path.lastIndexOf('/') + 1).split('?').front());
}

} // namespace tt
