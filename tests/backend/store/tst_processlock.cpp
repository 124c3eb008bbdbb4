// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/processlock.h"

#include "storetest.h"

#include <QDir>
#include <QFile>

#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace tt;
using namespace Qt::StringLiterals;

class TestProcessLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownIsAlive();
    void anotherOfThisProcessIsAliveUntilReleased();
    void killedProcessIsDead();
    void otherMachinesAreLeftAlone();
    void unknownOwnersAreDead();
    void deadFilesAreRemoved();
    void sweepsOfOthersAreWaitedFor();
    void folderLockIsExclusive();
    void unwritableFolder();
};

void TestProcessLock::ownIsAlive()
{
    QTemporaryDir folder;
    auto lock = ProcessLock::take(folder.path());
    QVERIFY_RESULT(lock);
    QVERIFY((*lock)->isAlive((*lock)->owner()));
    QVERIFY((*lock)->owner().starts_with(machineId() + '-' + std::to_string(::getpid()) + '-'));
}

void TestProcessLock::anotherOfThisProcessIsAliveUntilReleased()
{
    QTemporaryDir folder;
    auto mine = ProcessLock::take(folder.path());
    auto other = ProcessLock::take(folder.path());
    QVERIFY_RESULT(other);
    const std::string owner = (*other)->owner();
    QVERIFY(owner != (*mine)->owner());
    QVERIFY((*mine)->isAlive(owner));
    QVERIFY((*mine)->isAlive(owner)); // asking does not take it away
    other.value().reset();
    QVERIFY(!(*mine)->isAlive(owner));
}

void TestProcessLock::killedProcessIsDead()
{
    QTemporaryDir folder;
    int pipeEnds[2];
    QVERIFY(::pipe(pipeEnds) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        auto lock = ProcessLock::take(folder.path());
        const std::string owner = lock ? (*lock)->owner() : "failed";
        (void)!::write(pipeEnds[1], owner.data(), owner.size());
        ::close(pipeEnds[1]);
        ::pause();
        ::_exit(0);
    }
    ::close(pipeEnds[1]);
    char text[256];
    const ssize_t length = ::read(pipeEnds[0], text, sizeof text);
    QVERIFY(length > 10);
    const std::string owner(text, static_cast<std::size_t>(length));
    auto lock = ProcessLock::take(folder.path());
    QVERIFY((*lock)->isAlive(owner));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    QVERIFY(!(*lock)->isAlive(owner));
    QVERIFY(!(*lock)->isAlive(owner)); // its file is gone by now
}

void TestProcessLock::otherMachinesAreLeftAlone()
{
    QTemporaryDir folder;
    auto lock = ProcessLock::take(folder.path());
    QVERIFY((*lock)->isAlive("another0machine-12-abcdef01"));
}

void TestProcessLock::unknownOwnersAreDead()
{
    QTemporaryDir folder;
    auto lock = ProcessLock::take(folder.path());
    QVERIFY(!(*lock)->isAlive(""));
    QVERIFY(!(*lock)->isAlive(machineId() + "-1-00000000"));
    QVERIFY(!(*lock)->isAlive(machineId() + "-../../etc/passwd"));
}

void TestProcessLock::deadFilesAreRemoved()
{
    QTemporaryDir folder;
    QVERIFY(QDir().mkdir(folder.filePath(u"locks"_s)));
    QFile stale(folder.filePath(u"locks/gone-1-00000000.lock"_s));
    QVERIFY(stale.open(QIODevice::WriteOnly));
    stale.close();
    QVERIFY_RESULT(ProcessLock::take(folder.path()));
    QVERIFY(QDir(folder.filePath(u"locks"_s)).entryList(QDir::Files).isEmpty());
}

/// Whoever looks for dead processes holds each file for a moment, also one that was just made.
void TestProcessLock::sweepsOfOthersAreWaitedFor()
{
    QTemporaryDir folder;
    std::atomic<bool> isOver = false;
    std::vector<std::jthread> sweepers;
    for (int i = 0; i < 8; ++i)
        sweepers.emplace_back([&] {
            while (!isOver)
                ProcessLock::isAnyAlive(folder.path());
        });
    int failed = 0;
    for (int i = 0; i < 300; ++i)
        failed += ProcessLock::take(folder.path()).ok() ? 0 : 1;
    isOver = true;
    QCOMPARE(failed, 0);
}

void TestProcessLock::folderLockIsExclusive()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"open"_s);
    {
        auto held = FolderLock::take(path, 0);
        QVERIFY_RESULT(held);
        QCOMPARE_ERROR(FolderLock::take(path, 20), ErrorCode::StorageBusy);
    }
    QVERIFY_RESULT(FolderLock::take(path, 0));
}

void TestProcessLock::unwritableFolder()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"locks"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE_ERROR(ProcessLock::take(folder.path()), ErrorCode::FileNotWritable);
}

QTEST_GUILESS_MAIN(TestProcessLock)
#include "tst_processlock.moc"
