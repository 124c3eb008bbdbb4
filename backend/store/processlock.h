// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <memory>
#include <string>

namespace tt {

/// Says which process is alive, without a clock: each holds a lock on <data>/locks/<owner>.lock that the
/// system releases with the process. An owner is "<machine>-<pid>-<start id>".
class ProcessLock
{
public:
    /// Takes this process's lock and removes the files of dead ones. Errors: FILE_NOT_WRITABLE.
    static Result<std::unique_ptr<ProcessLock>> take(const QString& dataDir);
    ~ProcessLock();
    ProcessLock(const ProcessLock&) = delete;
    ProcessLock& operator=(const ProcessLock&) = delete;

    const std::string& owner() const { return m_owner; }
    /// Whether any process of this machine has the folder open.
    static bool isAnyAlive(const QString& dataDir);
    /// False only when the owner is a process of this machine that holds its lock no more; owners of other
    /// machines count as alive. Thread-safe.
    bool isAlive(const std::string& owner) const;

private:
    ProcessLock(QString folder, std::string owner, int file);

    QString m_folder;
    std::string m_owner;
    int m_file;
};

/// Held while a block runs: one process at a time may open and migrate the database.
class FolderLock
{
public:
    /// Waits at most `timeoutMs`. Errors: STORAGE_BUSY, FILE_NOT_WRITABLE.
    static Result<FolderLock> take(const QString& path, int timeoutMs);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int file)
        : m_file(file)
    {
    }
    int m_file;
};

/// The same for every process of this machine: letters, digits and '_'.
std::string machineId();

} // namespace tt
