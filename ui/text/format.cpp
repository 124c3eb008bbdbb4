// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/format.h"

#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct FormatText
{
    Q_DECLARE_TR_FUNCTIONS(tt::Format)
};

struct Unit
{
    double size;
    const char* name;
};

constexpr std::array<Unit, 3> kIndianUnits = {{{1e12, "lakh cr"}, {1e7, "cr"}, {1e5, "lakh"}}};
constexpr std::array<Unit, 4> kPlainUnits = {{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}}};

/// The digits of `text` from `begin` to `end` grouped from the right.
QString grouped(const QString& text, qsizetype begin, qsizetype end, Grouping grouping)
{
    QString out = text;
    qsizetype size = 3;
    for (qsizetype at = end - size; at > begin; at -= size) {
        out.insert(at, u',');
        size = grouping == Grouping::Indian ? 2 : 3;
    }
    return out;
}

template<std::size_t Count>
QString compact(double value, const std::array<Unit, Count>& units, Grouping grouping)
{
    for (const Unit& unit : units) {
        // 0.9999995 of a unit would be printed as the next smaller unit's 1,000.
        if (std::abs(value) < unit.size * 0.999995)
            continue;
        const double scaled = value / unit.size;
        const int decimals = std::abs(scaled) < 10 ? 2 : std::abs(scaled) < 100 ? 1 : 0;
        return formatNumber(scaled, decimals, grouping) + u' ' + QString::fromLatin1(unit.name);
    }
    return formatNumber(value, 0, grouping);
}

} // namespace

QString undefinedText()
{
    return u"\u2013"_s;
}

bool isIndianTicker(std::string_view ticker)
{
    return ticker.ends_with(".NS") || ticker.ends_with(".BO");
}

Grouping groupingOf(std::string_view ticker)
{
    return isIndianTicker(ticker) ? Grouping::Indian : Grouping::Plain;
}

QString formatNumber(double value, int decimals, Grouping grouping)
{
    if (!std::isfinite(value))
        return undefinedText();
    QString text = QString::number(value, 'f', decimals);
    const bool negative = text.startsWith(u'-');
    if (negative && text.count(u'0') + text.count(u'.') + 1 == text.size())
        return text.mid(1); // -0.00
    const qsizetype point = text.indexOf(u'.');
    return grouped(text, negative ? 1 : 0, point < 0 ? text.size() : point, grouping);
}

QString formatCount(std::int64_t value, Grouping grouping)
{
    const QString text = QString::number(value);
    return grouped(text, value < 0 ? 1 : 0, text.size(), grouping);
}

QString formatSigned(double value, int decimals)
{
    const QString text = formatNumber(value, decimals);
    const bool zero = text.count(u'0') + text.count(u'.') == text.size();
    return std::isfinite(value) && value > 0 && !zero ? u'+' + text : text;
}

QString formatPercent(double fraction, int decimals)
{
    return std::isfinite(fraction) ? formatNumber(fraction * 100, decimals) + u" %"_s : undefinedText();
}

QString formatChange(double fraction)
{
    return std::isfinite(fraction) ? formatSigned(fraction * 100, 2) + u" %"_s : undefinedText();
}

QString formatPrice(double price, std::string_view ticker)
{
    const int decimals = std::abs(price) < 1 && price != 0 ? 4 : 2;
    return formatNumber(price, decimals, groupingOf(ticker));
}

QString formatMoney(double amount, std::string_view ticker)
{
    if (!std::isfinite(amount) || !isIndianTicker(ticker))
        return formatPrice(amount, ticker);
    QString text = formatPrice(amount, ticker);
    text.insert(text.startsWith(u'-') ? 1 : 0, QChar(0x20B9));
    return text;
}

QString formatCompact(double value, std::string_view ticker)
{
    if (!std::isfinite(value))
        return undefinedText();
    return isIndianTicker(ticker) ? compact(value, kIndianUnits, Grouping::Indian)
                                  : compact(value, kPlainUnits, Grouping::Plain);
}

QString formatDay(Day day)
{
    if (day == kNoDay)
        return undefinedText();
    const CivilDate date = civilFromDay(day);
    return QLocale().toString(QDate(date.year, date.month, date.day), u"dd MMM yyyy"_s);
}

QString formatTime(std::int64_t utcMs)
{
    if (utcMs == 0)
        return undefinedText();
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(utcMs), u"dd MMM yyyy HH:mm"_s);
}

QString formatDuration(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return undefinedText();
    if (seconds < 9.95)
        return FormatText::tr("%1 s").arg(formatNumber(seconds, 1));
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 60)
        return FormatText::tr("%1 s").arg(whole);
    if (whole < 3600)
        return FormatText::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QChar(u'0'));
    return FormatText::tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QChar(u'0'));
}

} // namespace tt
