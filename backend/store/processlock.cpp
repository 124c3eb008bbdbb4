// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/processlock.h"

#include "base/id.h"
#include "store/busywait.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSysInfo>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcWait, "tt.wait")

constexpr auto kEnding = ".lock"_L1;
constexpr int kSweepMs = 5'000;

Error lockError(const QString& path)
{
    return makeError(
               ErrorCode::FileNotWritable,
               u"The file %1 cannot be written: allow writing to the data folder, or choose another one"_s
                   .arg(path)
                   .toStdString())
        .with("errno", std::to_string(errno));
}

/// The file may have been removed by a sweep between opening and locking; a lock on a file without a name
/// protects nobody.
bool hasName(int file, const QByteArray& path)
{
    struct stat opened = {}, named = {};
    return ::fstat(file, &opened) == 0 && ::stat(path.constData(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

enum class LockTry : std::uint8_t { Taken, Busy, Failed };

LockTry tryLock(const QString& path, int flags, int& file)
{
    const QByteArray name = QFile::encodeName(path);
    file = ::open(name.constData(), flags | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return LockTry::Failed;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0 && hasName(file, name))
        return LockTry::Taken;
    ::close(std::exchange(file, -1));
    return LockTry::Busy;
}

/// True when the process behind the lock file is gone; its file is then removed.
bool sweep(const QString& path)
{
    int file = -1;
    const LockTry outcome = tryLock(path, 0, file);
    if (outcome == LockTry::Failed)
        return errno == ENOENT;
    if (outcome == LockTry::Busy)
        return false;
    QFile::remove(path);
    ::close(file);
    return true;
}

void pause(int ms)
{
    const timespec time{0, ms * 1'000'000L};
    ::nanosleep(&time, nullptr);
}

std::string readMachineId()
{
    QByteArray id = QSysInfo::machineUniqueId();
    if (id.isEmpty())
        id = QSysInfo::machineHostName().toUtf8();
    std::string text;
    for (const char c : id) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        text += plain ? c : '_';
    }
    return text.empty() ? std::string("local") : text;
}

} // namespace

std::string machineId()
{
    static const std::string id = readMachineId(); // a file: every row that is written names the machine
    return id;
}

Result<std::unique_ptr<ProcessLock>> ProcessLock::take(const QString& dataDir)
{
    const QString folder = dataDir + u"/locks"_s;
    if (!QDir().mkpath(folder))
        return lockError(folder);
    for (const QString& entry : QDir(folder).entryList({u"*"_s + kEnding}, QDir::Files))
        sweep(folder + u'/' + entry);

    const std::string owner = machineId() + '-' + std::to_string(::getpid()) + '-' + newId().substr(0, 8);
    const QString path = folder + u'/' + QString::fromStdString(owner) + kEnding;
    int file = -1;
    QElapsedTimer timer;
    timer.start();
    // Another process's sweep may hold the new file for a moment, or take it away, and sleep over it.
    for (LockTry outcome = LockTry::Busy; outcome != LockTry::Taken;) {
        outcome = tryLock(path, O_CREAT, file);
        if (outcome == LockTry::Failed || (outcome == LockTry::Busy && timer.hasExpired(kSweepMs)))
            return lockError(path);
        if (outcome == LockTry::Busy)
            pause(1);
    }
    return std::unique_ptr<ProcessLock>(new ProcessLock(folder, owner, file));
}

ProcessLock::ProcessLock(QString folder, std::string owner, int file)
    : m_folder(std::move(folder))
    , m_owner(std::move(owner))
    , m_file(file)
{
}

ProcessLock::~ProcessLock()
{
    QFile::remove(m_folder + u'/' + QString::fromStdString(m_owner) + kEnding);
    ::close(m_file);
}

bool ProcessLock::isAnyAlive(const QString& dataDir)
{
    const QString folder = dataDir + u"/locks"_s;
    const QStringList entries = QDir(folder).entryList({u"*"_s + kEnding}, QDir::Files);
    return !std::ranges::all_of(entries, [&](const QString& entry) { return sweep(folder + u'/' + entry); });
}

bool ProcessLock::isAlive(const std::string& owner) const
{
    if (owner == m_owner)
        return true;
    if (!owner.empty() && owner.rfind(machineId() + '-', 0) != 0)
        return true;
    if (owner.empty() || owner.find('/') != std::string::npos)
        return false;
    return !sweep(m_folder + u'/' + QString::fromStdString(owner) + kEnding);
}

Result<FolderLock> FolderLock::take(const QString& path, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    for (bool isSaid = false;;) {
        int file = -1;
        const LockTry outcome = tryLock(path, O_CREAT, file);
        if (outcome == LockTry::Taken)
            return FolderLock(file);
        if (outcome == LockTry::Failed)
            return lockError(path);
        if (timer.hasExpired(timeoutMs)) {
            return makeError(ErrorCode::StorageBusy,
                             "Another program is preparing the database: wait for it or close it")
                .with("file", path.toStdString());
        }
        if (!isSaid && timer.hasExpired(std::chrono::milliseconds(kLongWait).count())) {
            qCWarning(lcWait, "Another program is preparing the database: waiting for it");
            isSaid = true;
        }
        pause(5);
    }
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
{
}

FolderLock::~FolderLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

} // namespace tt
