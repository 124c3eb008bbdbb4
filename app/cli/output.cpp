// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "base/printable.h"

#include <QCoreApplication>

#include <cstdio>
#include <iterator>
#include <unistd.h>

namespace tt::cli {

namespace {

struct ExitRow
{
    ErrorCode code;
    Exit exit;
};

// Every code has its row.
constexpr ExitRow kExits[] = {
    {ErrorCode::ValidationError, Exit::BadRequest}, {ErrorCode::NotFound, Exit::BadRequest},
    {ErrorCode::Conflict, Exit::BadRequest},        {ErrorCode::FileUnreadable, Exit::BadFile},
    {ErrorCode::FileFormat, Exit::BadFile},         {ErrorCode::FileNotWritable, Exit::BadFile},
    {ErrorCode::DataInsufficient, Exit::BadFile},   {ErrorCode::DataInvalid, Exit::BadFile},
    {ErrorCode::DataChanged, Exit::BadFile},        {ErrorCode::StorageCorrupt, Exit::Database},
    {ErrorCode::StorageNewer, Exit::Database},      {ErrorCode::StorageBusy, Exit::Database},
    {ErrorCode::StorageFull, Exit::Database},       {ErrorCode::Network, Exit::Network},
    {ErrorCode::RateLimited, Exit::Network},        {ErrorCode::Refused, Exit::Network},
    {ErrorCode::RemoteAuth, Exit::Network},         {ErrorCode::RemoteTls, Exit::Network},
    {ErrorCode::RemoteSchema, Exit::Network},       {ErrorCode::Cancelled, Exit::Interrupted},
    {ErrorCode::Internal, Exit::Database},
};

/// What files and the network hold must not command the terminal.
std::string harmless(const QString& text)
{
    return printable(text.toStdString(), "\n\t");
}

} // namespace

Exit exitOf(ErrorCode code)
{
    for (const ExitRow& row : kExits) {
        if (row.code == code)
            return row.exit;
    }
    return Exit::Database;
}

QString say(const char* text)
{
    return QCoreApplication::translate("cli", text);
}

bool print(std::string_view text)
{
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return std::fflush(stdout) == 0 && written;
}

bool print(const QString& text)
{
    return print(std::string_view(harmless(text)));
}

void note(const QString& text)
{
    const std::string line = harmless(text) + '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

Exit printError(const Error& error, bool asJson)
{
    if (asJson) {
        print(errorToJson(error) + '\n');
        return exitOf(error.code);
    }
    note(say(QT_TRANSLATE_NOOP("cli", "thetool-cli: %1 (%2)"))
             .arg(QString::fromStdString(error.message),
                  QString::fromUtf8(errorCodeName(error.code).data(),
                                    static_cast<qsizetype>(errorCodeName(error.code).size()))));
    for (const Violation& violation : error.violations)
        note(QStringLiteral("  %1: %2")
                 .arg(QString::fromStdString(violation.field), QString::fromStdString(violation.message)));
    return exitOf(error.code);
}

void endLoop(Exit exit)
{
    QCoreApplication* application = QCoreApplication::instance();
    QMetaObject::invokeMethod(
        application, [exit] { QCoreApplication::exit(static_cast<int>(exit)); }, Qt::QueuedConnection);
}

ProgressLine::ProgressLine(bool wanted)
    : m_wanted(wanted && isatty(STDERR_FILENO))
{
}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show(const QString& text)
{
    if (!m_wanted)
        return;
    const std::string line = "\r\x1b[K" + harmless(text);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
    m_shown = true;
}

void ProgressLine::clear()
{
    if (!m_shown)
        return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    m_shown = false;
}

} // namespace tt::cli
