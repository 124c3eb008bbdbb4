// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/logreader.h"

#include <QByteArrayView>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr qint64 kMostBytes = 8'000'000; ///< of one file; the rotation keeps them smaller

std::optional<LogLine> parsed(QByteArrayView text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toByteArray()).object();
    const std::optional<LogLevel> level = logLevelFromName(json["level"_L1].toString().toStdString());
    if (!level)
        return std::nullopt;
    const auto field = [&json](QLatin1StringView key) { return json[key].toString().toStdString(); };
    return LogLine{field("time"_L1),  *level, field("module"_L1), field("message"_L1), field("job_id"_L1),
                   field("ticker"_L1)};
}

/// The lines of one file from its end, until there are enough.
Result<void> readFile(const QString& path, std::size_t most, std::vector<LogLine>& lines)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::FileUnreadable, "The log cannot be read: check the rights of its file")
            .with("path", path.toStdString());
    if (file.size() > kMostBytes)
        file.seek(file.size() - kMostBytes);
    const QByteArray bytes = file.readAll();
    qsizetype end = bytes.size();
    while (end > 0 && lines.size() < most) {
        const qsizetype begin = end < 2 ? 0 : bytes.lastIndexOf('\n', end - 2) + 1;
        if (std::optional<LogLine> line = parsed(QByteArrayView(bytes).sliced(begin, end - begin)))
            lines.push_back(std::move(*line));
        end = begin;
    }
    return {};
}

} // namespace

Result<std::vector<LogLine>> readLog(const QString& dataDir, std::size_t most)
{
    std::vector<LogLine> lines;
    const QString newest = dataDir + u"/logs/thetool.log"_s;
    for (int number = 0; lines.size() < most; ++number) {
        const QString path = number == 0 ? newest : newest + u'.' + QString::number(number);
        if (!QFile::exists(path))
            break;
        if (Result<void> done = readFile(path, most, lines); !done)
            return done.error();
    }
    return lines;
}

} // namespace tt
