// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/csvwriter.h"

#include "base/disk.h"
#include "base/numbertext.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace tt {

namespace {

constexpr std::string_view kFormulaStarts = "=+-@\t\r";

constexpr std::string_view kDiskFull = "the disk is full";

Error notWritable(const std::string& path, const std::string& why)
{
    return makeError(ErrorCode::FileNotWritable,
                     "Cannot write '" + path + "': " + why +
                         (why == kDiskFull
                              ? ". Make room, or choose a file on another disk."
                              : ". Choose a file in a folder that exists and that you may write to."))
        .with("path", path);
}

bool isSpecial(const QFileInfo& info)
{
    return info.exists() && !info.isFile() && !info.isDir();
}

bool writeAll(QFileDevice& file, std::string_view bytes)
{
    const auto size = static_cast<qint64>(bytes.size());
    return file.write(bytes.data(), size) == size && file.flush();
}

/// A write that was cut short leaves no error number behind: then the free space tells.
std::string whyFailed(const QFileDevice& file, std::string_view bytes)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(file.fileName()).absolutePath());
    const std::optional<std::int64_t> free = freeDiskBytes(folder.toStdString());
    if (free && *free < static_cast<std::int64_t>(bytes.size()))
        return std::string(kDiskFull);
    return file.errorString().toStdString();
}

} // namespace

void CsvWriter::separate()
{
    if (!m_first)
        m_bytes += ',';
    m_first = false;
}

void CsvWriter::text(std::string_view value)
{
    separate();
    const bool formula = !value.empty() && kFormulaStarts.find(value.front()) != std::string_view::npos;
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        if (formula)
            m_bytes += '\'';
        m_bytes += value;
        return;
    }
    m_bytes += formula ? "\"'" : "\"";
    for (const char c : value) {
        if (c == '"')
            m_bytes += '"';
        m_bytes += c;
    }
    m_bytes += '"';
}

void CsvWriter::number(double value)
{
    separate();
    appendNumber(m_bytes, value);
}

void CsvWriter::integer(std::int64_t value)
{
    separate();
    m_bytes += std::to_string(value);
}

void CsvWriter::flag(bool value)
{
    separate();
    m_bytes += value ? "true" : "false";
}

void CsvWriter::empty()
{
    separate();
}

void CsvWriter::cell(const Cell& value)
{
    struct Write
    {
        CsvWriter& csv;
        void operator()(std::monostate) const { csv.empty(); }
        void operator()(double number) const { csv.number(number); }
        void operator()(std::int64_t number) const { csv.integer(number); }
        void operator()(bool flag) const { csv.flag(flag); }
        void operator()(const std::string& text) const { csv.text(text); }
    };
    std::visit(Write{*this}, value);
}

void CsvWriter::endRow()
{
    m_bytes += "\r\n";
    m_first = true;
    ++m_rows;
}

Result<void> checkWritable(const std::string& path)
{
    const QFileInfo info(QString::fromStdString(path));
    const QFileInfo folder(info.absolutePath());
    if (path.empty())
        return notWritable(path, "the name is empty");
    if (info.isDir())
        return notWritable(path, "it is a folder");
    if (!folder.exists())
        return notWritable(path, "its folder does not exist");
    if (!folder.isDir())
        return notWritable(path, "what should be its folder is a file");
    if (info.exists() && !info.isWritable())
        return notWritable(path, "the file is write-protected");
    if (isSpecial(info))
        return {};
    QSaveFile probe(info.filePath()); // only an attempt tells what root, quotas and odd file systems allow
    if (!probe.open(QIODevice::WriteOnly))
        return notWritable(path, probe.errorString().toStdString());
    probe.cancelWriting();
    return {};
}

Result<void> writeFileWhole(const std::string& path, std::string_view bytes)
{
    if (const Result<void> possible = checkWritable(path); !possible)
        return possible;
    const QString name = QString::fromStdString(path);
    if (isSpecial(QFileInfo(name))) {
        QFile device(name);
        if (!device.open(QIODevice::WriteOnly) || !writeAll(device, bytes))
            return notWritable(path, device.errorString().toStdString());
        return {};
    }
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return notWritable(path, file.errorString().toStdString());
    if (!writeAll(file, bytes)) {
        const std::string why = whyFailed(file, bytes);
        file.cancelWriting();
        return notWritable(path, why);
    }
    if (!file.commit())
        return notWritable(path, whyFailed(file, bytes));
    return {};
}

} // namespace tt
