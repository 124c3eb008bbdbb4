// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingspage.h"

#include "store/settingsstore.h"
#include "windowtest.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>

#include <optional>

using namespace tt;
using namespace Qt::StringLiterals;

class SettingsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        m_bench = std::make_unique<Bench>(m_dir->path());
        m_bench->action("actionShowSettings")->trigger();
        QCOMPARE(m_bench->page()->objectName(), u"settingsPage"_s);
    }
    void cleanup()
    {
        m_bench.reset();
        m_dir.reset();
    }

    void everySettingHasItsEditor()
    {
        for (const SettingInfo& setting : settingTable()) {
            const QString name =
                u"setting_"_s + QString::fromUtf8(setting.key.data(), setting.key.size()).replace(u'.', u'_');
            QVERIFY2(m_bench->window.findChild<QWidget*>(name), qPrintable(name));
        }
    }
    void aValueIsKeptAndInForce()
    {
        type("setting_analysis_capital", u"250000"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stored("analysis.capital"), std::string("250000"), kWaitMs);
        QTRY_COMPARE(m_bench->desk.defaults().capital, std::optional(250'000.0));
        type("setting_analysis_capital", u"100000"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stored("analysis.capital"), std::string(), kWaitMs); // the default again
    }
    void aWrongValueIsSaidAndNotKept()
    {
        type("setting_analysis_risk", u"99"_s);
        const QString note = child<QLabel>(m_bench->window, "setting_analysis_risk_note")->text();
        QVERIFY2(note.contains(u"0.1") && note.contains(u"10"), qPrintable(note));
        QCOMPARE(stored("analysis.risk"), std::string());
        QCOMPARE(m_bench->desk.defaults().riskPct, std::optional(2.0));
    }
    void theStrategyIsChosenByName()
    {
        auto* box = child<QComboBox>(m_bench->window, "setting_analysis_strategy");
        QCOMPARE(box->currentText(), u"Balanced"_s);
        box->setCurrentIndex(2);
        Q_EMIT box->activated(2);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->desk.defaults().strategy, std::string("3"), kWaitMs);
        QTRY_COMPARE(box->currentText(), u"Mean Reversion"_s);
    }

private:
    void type(const char* editor, const QString& text)
    {
        auto* box = child<QLineEdit>(m_bench->window, editor);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }
    std::string stored(const std::string& key)
    {
        auto rows = m_bench->store->run([](Database& database) { return SettingsStore(database).all(); });
        rows.waitForFinished();
        const auto all = rows.result().value();
        const auto found = all.find(key);
        return found == all.end() ? std::string() : found->second;
    }

    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Bench> m_bench;
};

QTEST_MAIN(SettingsPageTest)
#include "tst_settingspage.moc"
