// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/errortext.h"

#include "base/clock.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr std::array<const char*, 21> kTitles = {{
    QT_TRANSLATE_NOOP("tt::ErrorText", "The request is not valid"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "Not found"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The file cannot be read"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The file holds no prices"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The file cannot be written"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "Not enough data"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The data is not valid"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The data has changed"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The database is damaged"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The database is newer than this program"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The database is busy"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The disk is full"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The network does not answer"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "Asked too often"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "Refused by the server"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "Sign-in failed"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The connection is not secure"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "The server's database does not fit"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "Not possible now"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "Cancelled"),
    QT_TRANSLATE_NOOP("tt::ErrorText", "A fault of the program"),
}};
static_assert(kTitles.size() == static_cast<std::size_t>(ErrorCode::Internal) + 1);

QString sentence(QString text)
{
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    const QChar last = text.back();
    return last == u'.' || last == u'!' || last == u'?' ? text : text + u'.';
}

} // namespace

QString errorTitle(ErrorCode code)
{
    return QCoreApplication::translate("tt::ErrorText", kTitles[static_cast<std::size_t>(code)]);
}

QString errorText(const Error& error)
{
    QString text = sentence(QString::fromStdString(error.message));
    for (const Violation& violation : error.violations) {
        if (violation.message != error.message)
            text += u"\n• "_s + QString::fromStdString(violation.field) + u": "_s +
                    QString::fromStdString(violation.message);
    }
    return text.isEmpty() ? errorTitle(error.code) + u'.' : text;
}

QString errorDetails(const Error& error)
{
    const std::string_view name = errorCodeName(error.code);
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    if (error.timestampMs != 0)
        text += u"  "_s + QString::fromStdString(utcText(error.timestampMs));
    for (const auto& [key, value] : error.details)
        text += u'\n' + QString::fromStdString(key) + u": "_s + QString::fromStdString(value);
    return text;
}

} // namespace tt
