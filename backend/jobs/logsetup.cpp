// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/logsetup.h"

#include "base/clock.h"
#include "base/jsonwriter.h"
#include "base/logcontext.h"
#include "base/printable.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <array>
#include <atomic>
#include <cstdio>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::string_view, 4> kLevels = {"error", "warning", "info", "debug"};

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

/// "tt.store" is the module "store"; Qt's own categories keep their names.
std::string_view moduleOf(const QMessageLogContext& context)
{
    std::string_view name = context.category ? context.category : "default";
    if (name.starts_with("tt."))
        name.remove_prefix(3);
    return name;
}

struct Line
{
    LogLevel level;
    std::string_view module, message;
};

std::string jsonLine(const Line& line)
{
    const LogContext& context = currentLogContext();
    JsonWriter json;
    json.beginObject().key("time").value(utcText(systemClock().nowMs()));
    json.key("level").value(kLevels[static_cast<std::size_t>(line.level)]);
    json.key("module").value(line.module).key("message").value(line.message);
    const std::pair<std::string_view, const std::string*> ids[] = {
        {"job_id", &context.jobId}, {"ticker", &context.ticker}, {"request_id", &context.requestId}};
    for (const auto& [key, id] : ids) {
        if (!id->empty())
            json.key(key).value(*id);
    }
    return json.endObject().take() + '\n';
}

std::string humanLine(const Line& line)
{
    std::string text(kLevels[static_cast<std::size_t>(line.level)]);
    text += ": ";
    if (!currentLogContext().ticker.empty())
        text += currentLogContext().ticker + ": ";
    return text.append(printable(line.message, "\n\t")) + '\n';
}

void writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written <= 0)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// The rotated file. Other processes may append and rotate at the same time: a line is one write to a file
/// opened for appending, and who rotates holds a lock.
class LogFile
{
public:
    LogFile(const QString& folder, std::int64_t maxBytes, int kept)
        : m_folder(folder)
        , m_path(folder + u"/thetool.log"_s)
        , m_maxBytes(maxBytes)
        , m_kept(kept)
    {
        QDir().mkpath(folder);
    }
    ~LogFile() { close(); }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    bool write(const std::string& line)
    {
        if (!isCurrent() && !open())
            return false;
        if (m_size > 0 && m_size + static_cast<std::int64_t>(line.size()) > m_maxBytes) {
            rotate();
            if (!open())
                return false;
        }
        return ::write(m_file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    }

private:
    /// The open file still has the name; also learns its size.
    bool isCurrent()
    {
        struct stat named = {}, opened = {};
        if (m_file < 0 || ::stat(QFile::encodeName(m_path).constData(), &named) != 0 ||
            ::fstat(m_file, &opened) != 0)
            return false;
        m_size = opened.st_size;
        return named.st_ino == opened.st_ino && named.st_dev == opened.st_dev;
    }

    bool open()
    {
        close();
        m_file =
            ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        return isCurrent();
    }

    void close()
    {
        if (m_file >= 0)
            ::close(std::exchange(m_file, -1));
    }

    QString numbered(int number) const { return m_path + u'.' + QString::number(number); }

    void rotate()
    {
        const QByteArray lockPath = QFile::encodeName(m_folder + u"/rotate.lock"_s);
        const int lock = ::open(lockPath.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock < 0)
            return;
        ::flock(lock, LOCK_EX);
        // Another process may have rotated while this one waited.
        if (isCurrent()) {
            QFile::remove(numbered(m_kept));
            for (int number = m_kept - 1; number >= 1; --number)
                QFile::rename(numbered(number), numbered(number + 1));
            QFile::rename(m_path, numbered(1));
        }
        ::close(lock);
    }

    QString m_folder, m_path;
    std::int64_t m_maxBytes;
    int m_kept;
    int m_file = -1;
    std::int64_t m_size = 0;
};

} // namespace

std::optional<LogLevel> logLevelFromName(std::string_view name)
{
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        if (kLevels[i] == name)
            return static_cast<LogLevel>(i);
    }
    return std::nullopt;
}

class LogSetup::Private
{
public:
    explicit Private(const LogOptions& options)
        : m_options(options)
    {
        if (!options.dataDir.isEmpty())
            m_file = std::make_unique<LogFile>(options.dataDir + u"/logs"_s, options.maxBytes, options.kept);
    }

    void write(const Line& line)
    {
        const std::lock_guard lock(m_mutex);
        if (m_file && line.level <= m_options.fileLevel && !m_file->write(jsonLine(line)) && !m_complained) {
            m_complained = true;
            writeAll(STDERR_FILENO, "warning: the log file cannot be written\n");
        }
        if (line.level <= terminalLevel(line.module))
            writeAll(STDERR_FILENO, humanLine(line));
    }

    /// A statement that fails comes back as an error, and its sentence is what a user reads.
    LogLevel terminalLevel(std::string_view module) const
    {
        const bool asksForLess = m_options.terminalLevel < LogLevel::Info;
        return module == "store" && asksForLess ? LogLevel::Error : m_options.terminalLevel;
    }

    static void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
    {
        const std::string text = message.toStdString();
        if (Private* current = s_current.load())
            current->write({levelOf(type), moduleOf(context), text});
    }

    static inline std::atomic<Private*> s_current = nullptr;
    QtMessageHandler m_before = nullptr;

private:
    LogOptions m_options;
    std::mutex m_mutex;
    std::unique_ptr<LogFile> m_file;
    bool m_complained = false;
};

LogSetup::LogSetup(const LogOptions& options)
    : d(std::make_unique<Private>(options))
{
    // What is wanted decides the level, not Qt's default of leaving out debug lines.
    const bool debug = std::max(options.fileLevel, options.terminalLevel) == LogLevel::Debug;
    QLoggingCategory::setFilterRules(debug ? u"tt.*.debug=true"_s : u"tt.*.debug=false"_s);
    Private::s_current = d.get();
    d->m_before = qInstallMessageHandler(&Private::handle);
}

LogSetup::~LogSetup()
{
    qInstallMessageHandler(d->m_before);
    Private::s_current = nullptr;
}

} // namespace tt
