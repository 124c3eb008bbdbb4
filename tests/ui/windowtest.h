// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/analysisservice.h"
#include "jobs/importservice.h"
#include "jobs/library.h"
#include "jobs/settings.h"
#include "jobs/strategyservice.h"
#include "store/store.h"
#include "ui/desk.h"
#include "ui/dialogs/filedialogs.h"
#include "ui/mainwindow.h"
#include "ui/widgets/messagebar.h"

#include <QAction>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>
#include <QWidget>

#include <cmath>
#include <memory>

namespace tt {

/// Answers every question for a file at once with what the test has set; an empty answer is Cancel.
class FakeFiles : public FileDialogs
{
public:
    QStringList files;
    QString folder, target;
    QString shownFolder;
    int asked = 0;

    void openFiles(QWidget*, std::function<void(const QStringList&)> chosen) override
    {
        ++asked;
        if (!files.isEmpty())
            chosen(files);
    }
    void openFolder(QWidget*, std::function<void(const QString&)> chosen) override
    {
        ++asked;
        if (!folder.isEmpty())
            chosen(folder);
    }
    void saveCsv(QWidget*, const QString&, const QString&,
                 std::function<void(const QString&)> chosen) override
    {
        ++asked;
        if (!target.isEmpty())
            chosen(target);
    }
    void savePicture(QWidget*, const QString&, std::function<void(const QString&)> chosen) override
    {
        ++asked;
        if (!target.isEmpty())
            chosen(target);
    }
    void showFolder(const QString& path) override { shownFolder = path; }
};

template<class T>
T* child(QObject& parent, const char* name)
{
    T* found = parent.findChild<T*>(QString::fromLatin1(name));
    if (!found)
        qFatal("no child %s", name);
    return found;
}

/// Daily bars of one stock as a CSV file: a slow wave around `level`.
inline void writePrices(const QString& path, double level, int bars)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Date,Open,High,Low,Close,Volume\n");
    QDate date(2023, 1, 2);
    for (int i = 0; i < bars; ++i) {
        while (date.dayOfWeek() > 5)
            date = date.addDays(1);
        const double close = std::round((level + 10 * std::sin(i / 9.0) + i * 0.02) * 100) / 100;
        const QString line = QStringLiteral("%1,%2,%3,%4,%5,%6\n")
                                 .arg(date.toString(Qt::ISODate))
                                 .arg(close - 0.5)
                                 .arg(close + 1)
                                 .arg(close - 1.5)
                                 .arg(close)
                                 .arg(10'000 + i * 7);
        file.write(line.toLatin1());
        date = date.addDays(1);
    }
}

inline constexpr int kWaitMs = 20'000;

/// A window over real services and a real store in a folder of its own.
struct Bench
{
    explicit Bench(const QString& dataDir)
        : store(Store::open(dataDir).value())
        , library(*store)
        , imports(*store, systemClock())
        , strategies(*store)
        , analysis(*store, systemClock())
        , settings([](std::string_view) { return std::optional<std::string>(); })
        , desk(Services{analysis, imports, library, strategies, *store, settings, systemClock()})
        , window(dataDir + QStringLiteral("/window.ini"), files)
    {
        window.show();
        QSignalSpy loaded(&desk, &Desk::loaded);
        window.bind(desk, store->databasePath());
        QVERIFY(loaded.wait(kWaitMs));
        QTRY_VERIFY_WITH_TIMEOUT(desk.watchlists().defaultList(), kWaitMs);
    }

    QTableView* table() { return child<QTableView>(window, "resultsTable"); }
    int rows() { return table()->model()->rowCount(); }
    QString message() { return child<MessageBar>(window, "messageBar")->text(); }
    QAction* action(const char* name) { return child<QAction>(window, name); }
    QWidget* page() { return child<QStackedWidget>(window, "pages")->currentWidget(); }

    void runDemo(int count)
    {
        QSignalSpy ended(&desk, &Desk::jobEnded);
        AnalysisRequest request;
        request.source = RequestSource::Demo;
        request.selection = Selection::All;
        request.demoCount = count;
        desk.start(request);
        QVERIFY(ended.wait(kWaitMs));
        QTRY_COMPARE_WITH_TIMEOUT(desk.results().total(), count, kWaitMs);
        action("actionShowDemo")->trigger();
        QCOMPARE(rows(), count);
    }

    std::unique_ptr<Store> store;
    Library library;
    ImportService imports;
    StrategyService strategies;
    AnalysisService analysis;
    Settings settings;
    Desk desk;
    FakeFiles files;
    MainWindow window;
};

} // namespace tt
