// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

#include <memory>

namespace tt {

/// What one run of the built program gave.
struct CliRun
{
    int exit = -1;
    QByteArray out, err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QString errorCode() const
    {
        return json()[QStringLiteral("error")].toObject()[QStringLiteral("code")].toString();
    }
    /// "capital range, tickers length", in the order of the error object.
    QString violations() const
    {
        const QJsonObject details =
            json()[QStringLiteral("error")].toObject()[QStringLiteral("details")].toObject();
        QStringList all;
        for (const QJsonValue& one : details[QStringLiteral("validation_errors")].toArray())
            all.append(one[QStringLiteral("field")].toString() + u' ' +
                       one[QStringLiteral("type")].toString());
        return all.join(QStringLiteral(", "));
    }
};

inline std::unique_ptr<QProcess> startCli(const QString& dataDir, const QStringList& arguments,
                                          const QProcessEnvironment& more = {})
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        if (name.startsWith(QStringLiteral("THETOOL_")) || name == QStringLiteral("DISPLAY"))
            environment.remove(name);
    }
    environment.insert(QStringLiteral("THETOOL_DATA_DIR"), dataDir);
    environment.insert(more);
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(TT_CLI), arguments);
    return process;
}

inline CliRun finishCli(QProcess& process)
{
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(50'000)) {
        process.kill();
        process.waitForFinished();
        return {-2, process.readAllStandardOutput(), "timed out"};
    }
    const int exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {exit, process.readAllStandardOutput(), process.readAllStandardError()};
}

inline CliRun runCli(const QString& dataDir, const QStringList& arguments,
                     const QProcessEnvironment& more = {})
{
    return finishCli(*startCli(dataDir, arguments, more));
}

/// "analyze --demo" as it would be typed; no quoting.
inline QStringList typed(const char* line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

inline QByteArray fileContent(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace tt
