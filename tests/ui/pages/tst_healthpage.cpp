// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/healthpage.h"

#include "windowtest.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace tt;
using namespace Qt::StringLiterals;

class HealthPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksAndLogAreShown()
    {
        const QTemporaryDir folder;
        LogOptions options;
        options.dataDir = folder.path();
        options.terminalLevel = LogLevel::Error;
        const LogSetup log(options);
        Bench bench(folder.path());
        bench.runDemo(3);
        qWarning("a thing to find");
        bench.action("actionShowHealth")->trigger();
        QCOMPARE(bench.page()->objectName(), u"healthPage"_s);
        auto* checks = child<QTableView>(bench.window, "healthTable");
        auto* lines = child<QTableView>(bench.window, "logTable");
        const QAbstractItemModelTester first(checks->model()), second(lines->model());
        QTRY_VERIFY_WITH_TIMEOUT(checks->model()->rowCount() >= 4, kWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(lines->model()->rowCount() >= 2, kWaitMs);
        QVERIFY(!child<QLabel>(bench.window, "healthState")->text().isEmpty());
        const int all = lines->model()->rowCount();
        child<QLineEdit>(bench.window, "logFilter")->setText(u"to find"_s);
        QTRY_COMPARE(lines->model()->rowCount(), 1);
        child<QLineEdit>(bench.window, "logFilter")->clear();
        QTRY_COMPARE(lines->model()->rowCount(), all);
        child<QComboBox>(bench.window, "logLevel")->setCurrentIndex(static_cast<int>(LogLevel::Warning));
        QVERIFY(lines->model()->rowCount() < all && lines->model()->rowCount() > 0);
    }
};

QTEST_MAIN(HealthPageTest)
#include "tst_healthpage.moc"
