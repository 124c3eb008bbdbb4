// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/environment.h"
#include "ui/desk.h"
#include "ui/mainwindow.h"
#include "ui/widgets/messagebar.h"

#include "../ui/windowtest.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

Settings settingsFor(const QTemporaryDir& dir)
{
    Settings settings([](std::string_view) { return std::optional<std::string>(); });
    settings.override("data.dir", dir.path().toStdString());
    return settings;
}

bool opens(Application& application, bool demo)
{
    QElapsedTimer timer;
    timer.start();
    QSignalSpy ready(&application, &Application::ready);
    application.open(demo, timer);
    return ready.wait(kWaitMs) && ready.front().front().toBool();
}

} // namespace

class ApplicationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDemoOptionRunsTheDemoAtOnce();
    void aCorruptStoreIsSaidInTheWindow();
    void theLastBackupIsRestoredFromTheWindow();
    void whatKeepsTheFolderClosedIsSaid_data();
    void whatKeepsTheFolderClosedIsSaid();
    void aHeldDatabaseIsSaidInTheStatusLine();
    void closingDuringAJobLeavesItToBeResumed();
    void theSettingsBecomeTheRequest();
    void theLogFileHasInfoAndAbove();
    void whatAnotherProgramWritesIsSeen();
};

void ApplicationTest::theLogFileHasInfoAndAbove()
{
    QTemporaryDir dir;
    const auto levels = [&](const char* level) {
        Settings settings = settingsFor(dir);
        if (level)
            settings.override("log.level", level);
        LogOptions options;
        setLevels(options, settings);
        return std::pair(options.fileLevel, options.terminalLevel);
    };
    QCOMPARE(levels(nullptr), std::pair(LogLevel::Info, LogLevel::Warning));
    QCOMPARE(levels("error"), std::pair(LogLevel::Info, LogLevel::Error));
    QCOMPARE(levels("debug"), std::pair(LogLevel::Debug, LogLevel::Debug));
}

void ApplicationTest::whatAnotherProgramWritesIsSeen()
{
    QTemporaryDir dir;
    FakeFiles files;
    Application application(settingsFor(dir), &files);
    QVERIFY(opens(application, false));
    application.desk()->follow();
    const auto other = Store::open(dir.path()).value();
    AnalysisService analysis(*other, other->clock());
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.demoCount = 3;
    QSignalSpy ended(&analysis, &AnalysisService::jobEnded);
    analysis.start(request);
    QVERIFY(ended.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(application.desk()->demoCount(), 3,
                              kWaitMs); // the window asks every two seconds
    QTRY_COMPARE_WITH_TIMEOUT(application.desk()->jobs().rowCount(), 1, kWaitMs);
}

void ApplicationTest::theDemoOptionRunsTheDemoAtOnce()
{
    QTemporaryDir dir;
    FakeFiles files;
    Application application(settingsFor(dir), &files);
    QVERIFY(opens(application, true));
    QTRY_COMPARE_WITH_TIMEOUT(application.desk()->demoCount(), 2'200, kWaitMs);
}

void ApplicationTest::aCorruptStoreIsSaidInTheWindow()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(u"thetool.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray rubbish = QByteArray("this is no database ").repeated(500);
    file.write(rubbish);
    file.close();
    FakeFiles files;
    Application application(settingsFor(dir), &files);
    QVERIFY(!opens(application, false));
    QVERIFY(!application.window().messages().isHidden());
    QVERIFY(!application.window().messages().text().isEmpty());
    QVERIFY(child<QLabel>(application.window(), "closedPage")->text().contains(dir.path()));
    QVERIFY(!child<QAction>(application.window(), "actionAnalyze")->isEnabled());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), rubbish);
}

void ApplicationTest::theLastBackupIsRestoredFromTheWindow()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"thetool.db"_s), backup = dir.filePath(u"backups/b.db"_s);
    {
        const auto store = Store::open(dir.path()).value();
        auto made = store->run([&](Database& database) { return database.backupTo(backup); });
        made.waitForFinished();
    }
    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::WriteOnly | QIODevice::Truncate));
    damaged.write(QByteArray("this is no database ").repeated(500));
    damaged.close();
    FakeFiles files;
    Application application(settingsFor(dir), &files);
    QVERIFY(!opens(application, false));
    QVERIFY(application.window().messages().text().contains(backup));
    QSignalSpy ready(&application, &Application::ready);
    QTest::mouseClick(child<QPushButton>(application.window(), "messageRestore"), Qt::LeftButton);
    QVERIFY(ready.wait(kWaitMs) && ready.front().front().toBool());
    QVERIFY(application.window().messages().text().contains(u"before-restore"_s));
    QTRY_VERIFY_WITH_TIMEOUT(child<QAction>(application.window(), "actionTryDemo")->isEnabled(), kWaitMs);
}

void ApplicationTest::whatKeepsTheFolderClosedIsSaid_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("says");
    QTest::newRow("newer") << u"newer"_s << u"update the program"_s;
    QTest::newRow("another program's file") << u"foreign"_s << u"choose another data folder"_s;
    QTest::newRow("no folder") << u"file"_s << u"is a file, not a folder"_s;
}

/// Each keeps its file, and opens once the reason is gone.
void ApplicationTest::whatKeepsTheFolderClosedIsSaid()
{
    QFETCH(QString, fault);
    QFETCH(QString, says);
    QTemporaryDir parent;
    const QString folder = parent.filePath(u"data"_s), path = folder + u"/thetool.db"_s;
    if (fault == u"file") {
        QFile file(folder);
        QVERIFY(file.open(QIODevice::WriteOnly));
    } else if (fault == u"newer") {
        const auto store = Store::open(folder).value();
        auto done = store->run([](Database& database) {
            return database.exec(u"INSERT INTO db_version VALUES (999, 'future', 'x', 999, 0)"_s);
        });
        done.waitForFinished();
        QVERIFY(done.result().ok());
    } else {
        QVERIFY(Database::open(path).value()->exec(u"CREATE TABLE theirs (x)"_s).ok());
    }
    FakeFiles files;
    Settings settings([](std::string_view) { return std::optional<std::string>(); });
    settings.override("data.dir", folder.toStdString());
    Application application(settings, &files);
    QVERIFY(!opens(application, false));
    QVERIFY2(application.window().messages().text().contains(says),
             qPrintable(application.window().messages().text()));
    QVERIFY(child<QLabel>(application.window(), "closedPage")->text().contains(folder));
    QFile::remove(fault == u"file" ? folder : path);
    QSignalSpy ready(&application, &Application::ready);
    QTest::mouseClick(child<QPushButton>(application.window(), "messageReopen"), Qt::LeftButton);
    QVERIFY(ready.wait(kWaitMs) && ready.front().front().toBool());
}

void ApplicationTest::aHeldDatabaseIsSaidInTheStatusLine()
{
    QTemporaryDir dir;
    FakeFiles files;
    Application application(settingsFor(dir), &files);
    QVERIFY(opens(application, false));
    auto other = Database::open(dir.filePath(u"thetool.db"_s)).value();
    auto held = Transaction::begin(*other);
    QVERIFY(held.ok());
    application.window().startDemo();
    const QLabel* waiting = child<QLabel>(application.window(), "statusWaiting");
    QVERIFY(waiting->isHidden());
    QTRY_VERIFY_WITH_TIMEOUT(!waiting->isHidden(), kWaitMs);
    QVERIFY(waiting->text().contains(u"another program"_s));
    QVERIFY(held.value().commit().ok());
    QTRY_VERIFY_WITH_TIMEOUT(waiting->isHidden(), kWaitMs);
    QTRY_COMPARE_WITH_TIMEOUT(application.desk()->demoCount(), 2'200, kWaitMs);
}

void ApplicationTest::closingDuringAJobLeavesItToBeResumed()
{
    QTemporaryDir dir;
    FakeFiles files;
    QElapsedTimer closing;
    {
        Application application(settingsFor(dir), &files);
        QVERIFY(opens(application, false));
        AnalysisRequest request;
        request.source = RequestSource::Demo;
        request.selection = Selection::All;
        request.demoCount = 20'000;
        application.desk()->start(request);
        QTRY_VERIFY_WITH_TIMEOUT(application.desk()->results().total() > 0, kWaitMs);
        closing.start();
        application.window().close();
    }
    QVERIFY2(closing.elapsed() < 5'000, qPrintable(QString::number(closing.elapsed())));

    Application again(settingsFor(dir), &files);
    QVERIFY(opens(again, false));
    QTRY_VERIFY_WITH_TIMEOUT(!again.window().messages().text().isEmpty(), kWaitMs);
    QCOMPARE(again.desk()->jobs().row(0).status, JobStatus::Interrupted);
    const int before = again.desk()->results().total();
    QVERIFY(before > 0);
    QTest::mouseClick(child<QPushButton>(again.window(), "messageResume"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(again.desk()->results().total() > before, kWaitMs);
}

void ApplicationTest::theSettingsBecomeTheRequest()
{
    Settings settings([](std::string_view) { return std::optional<std::string>(); });
    settings.override("analysis.capital", "250000");
    settings.override("analysis.allow_short", "true");
    const AnalysisRequest request = requestOf(settings);
    QCOMPARE(request.capital.value(), 250'000.0);
    QVERIFY(request.allowShort);
    QVERIFY(!request.positionLimitPct.has_value());
    QCOMPARE(request.strategy, std::string("1"));
}

QTEST_MAIN(ApplicationTest)
#include "tst_application.moc"
