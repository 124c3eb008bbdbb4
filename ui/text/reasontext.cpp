// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/reasontext.h"

#include "text/format.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct ReasonText
{
    Q_DECLARE_TR_FUNCTIONS(tt::ReasonText)
};

struct Row
{
    std::string_view code;
    const char* text; ///< %1 is the value
    int decimals;
};

constexpr Row kReasons[] = {
    {"weak_evidence", QT_TRANSLATE_NOOP("tt::ReasonText", "The evidence of %1 is weak."), 2},
};

} // namespace

QString reasonText(const Reason& reason)
{
    for (const Row& row : kReasons) {
        if (row.code == reason.code) {
            const QString text = ReasonText::tr(row.text);
            return text.contains(u"%1") ? text.arg(formatNumber(reason.value, row.decimals)) : text;
        }
    }
    QString text = QString::fromStdString(reason.code).replace(u'_', u' ');
    if (std::isfinite(reason.value))
        text += u" ("_s + formatNumber(reason.value, 2) + u')';
    return text;
}

QString flipText(const std::optional<Flip>& flip, double close, bool up, std::string_view ticker)
{
    if (!flip)
        return up ? ReasonText::tr("No higher close within 15 % changes the verdict.")
                  : ReasonText::tr("No lower close within 15 % changes the verdict.");
    return ReasonText::tr("A next close of %1 (%2) makes it %3.")
        .arg(formatMoney(flip->close, ticker), formatChange(flip->close / close - 1),
             verdictText(flip->verdict));
}

} // namespace tt
