// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/reasontext.h"

#include "engine/reasons.h"
#include "text/format.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

#include <optional>
#include <string>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct ReasonText
{
    Q_DECLARE_TR_FUNCTIONS(tt::ReasonText)
};

} // namespace

QString reasonSentence(const Reason& reason)
{
    const ReasonInfo* info = findReason(reason.code);
    if (!info)
        return QString::fromStdString(reason.code);
    const std::string source(info->text);
    const QString text = QCoreApplication::translate("tt::Reasons", source.c_str());
    if (!text.contains(u"%1"_s))
        return text;
    return text.arg(info->isSigned ? formatSigned(reason.value, info->decimals)
                                   : formatNumber(reason.value, info->decimals));
}

QStringList flipTexts(const Analysis& analysis, std::string_view ticker)
{
    QStringList texts;
    for (const bool up : {true, false}) {
        const std::optional<Flip>& flip = up ? analysis.flipUp : analysis.flipDown;
        if (!flip)
            texts += up ? ReasonText::tr("No higher close within 15 % changes the verdict.")
                        : ReasonText::tr("No lower close within 15 % changes the verdict.");
        else if (flip->close == analysis.close)
            return {ReasonText::tr("The same close again, %1, makes it %2.")
                        .arg(formatMoney(flip->close, ticker), verdictText(flip->verdict))};
        else
            texts += ReasonText::tr("A next close of %1 (%2) makes it %3.")
                         .arg(formatMoney(flip->close, ticker),
                              formatChange(flip->close / analysis.close - 1), verdictText(flip->verdict));
    }
    return texts;
}

} // namespace tt
