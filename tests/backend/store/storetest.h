// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "store/database.h"
#include "store/migrator.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// For tests that start a process: the thread sanitizer of Clang 14 dies of it.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SKIP_UNDER_THREAD_SANITIZER() QSKIP("the thread sanitizer starts no processes")
#endif
#endif
#ifndef SKIP_UNDER_THREAD_SANITIZER
#define SKIP_UNDER_THREAD_SANITIZER() static_cast<void>(0)
#endif

/// Passes when a Result is ok, else fails with its message.
#define QVERIFY_RESULT(result)                                                                               \
    do {                                                                                                     \
        const auto& checkedResult = (result);                                                                \
        QVERIFY2(checkedResult.ok(), checkedResult.ok() ? "" : checkedResult.error().message.c_str());       \
    } while (false)

/// Passes when a Result is an error of this code.
#define QCOMPARE_ERROR(result, expectedCode)                                                                 \
    do {                                                                                                     \
        const auto& checkedResult = (result);                                                                \
        QVERIFY2(!checkedResult.ok(), "an error was expected");                                              \
        QCOMPARE(tt::errorCodeName(checkedResult.error().code), tt::errorCodeName(expectedCode));            \
    } while (false)

namespace tt {

/// Moves one millisecond with every question, so that rows have an order.
class TickingClock : public Clock
{
public:
    std::int64_t nowMs() const override { return ++m_now; }

private:
    mutable std::int64_t m_now = 1'700'000'000'000;
};

/// A migrated database in a folder of its own.
struct TestDatabase
{
    QTemporaryDir folder;
    std::unique_ptr<Database> database;

    QString path() const { return folder.filePath(QStringLiteral("thetool.db")); }
    bool open(const std::vector<MigrationStep>& steps = builtInMigrations())
    {
        Result<std::unique_ptr<Database>> opened = Database::open(path());
        if (!opened)
            return false;
        database = std::move(*opened);
        return migrate(*database, steps, folder.filePath(QStringLiteral("backups"))).ok();
    }
    Database& operator*() { return *database; }
    Database* operator->() { return database.get(); }
};

} // namespace tt
