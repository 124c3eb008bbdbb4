// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/settings.h"

#include <QTest>

#include <set>

using namespace tt;

namespace {

Settings withEnvironment(std::map<std::string, std::string, std::less<>> variables)
{
    return Settings([variables = std::move(variables)](std::string_view name) {
        const auto at = variables.find(name);
        return at == variables.end() ? std::nullopt : std::optional(at->second);
    });
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAndVariablesAreUnique();
    void defaultsKeepTheirOwnRules();
    void laterOriginsWin();
    void storedIsIgnoredWhereItCannotBe();
    void limits_data();
    void limits();
    void violationsNameEveryKey();
};

void TestSettings::keysAndVariablesAreUnique()
{
    std::set<std::string_view> keys, variables;
    for (const SettingInfo& setting : settingTable()) {
        QVERIFY(keys.insert(setting.key).second);
        QVERIFY(setting.environment.empty() || variables.insert(setting.environment).second);
        QVERIFY(setting.environment.empty() || setting.environment.starts_with("THETOOL_"));
        QVERIFY(!setting.help.empty());
        QCOMPARE(findSetting(setting.key), &setting);
    }
    QVERIFY(!findSetting("no.such"));
}

void TestSettings::defaultsKeepTheirOwnRules()
{
    for (const SettingInfo& setting : settingTable())
        QVERIFY(!checkSetting(setting, setting.byDefault));
    QVERIFY(withEnvironment({}).violations().empty());
}

void TestSettings::laterOriginsWin()
{
    Settings settings = withEnvironment({});
    QCOMPARE(settings.real("analysis.capital"), 100000.0);
    QVERIFY(settings.origin("analysis.capital") == SettingOrigin::Default);

    settings.setStored({{"analysis.capital", "5000"}, {"unknown.key", "kept"}});
    QCOMPARE(settings.real("analysis.capital"), 5000.0);
    QVERIFY(settings.origin("analysis.capital") == SettingOrigin::Stored);

    settings = withEnvironment({{"THETOOL_CAPITAL", "6000"}});
    settings.setStored({{"analysis.capital", "5000"}});
    QCOMPARE(settings.real("analysis.capital"), 6000.0);
    QVERIFY(settings.origin("analysis.capital") == SettingOrigin::Environment);

    settings.override("analysis.capital", "7000");
    QCOMPARE(settings.integer("analysis.capital"), 7000);
    QVERIFY(settings.origin("analysis.capital") == SettingOrigin::CommandLine);
    QCOMPARE(settingOriginName(SettingOrigin::CommandLine), std::string_view("command line"));
}

void TestSettings::storedIsIgnoredWhereItCannotBe()
{
    Settings settings = withEnvironment({});
    settings.setStored({{"data.dir", "/elsewhere"}});
    QCOMPARE(settings.text("data.dir"), std::string());
}

void TestSettings::limits_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* key, const char* value, bool good) {
        QTest::addRow("%s=%s", key, value) << QString::fromLatin1(key) << QString::fromLatin1(value) << good;
    };
    row("analysis.capital", "0", false);
    row("analysis.capital", "0.01", true);
    row("analysis.capital", "100000000", true);
    row("analysis.capital", "100000000.01", false);
    row("analysis.capital", "", false);
    row("analysis.capital", "nan", false);
    row("analysis.capital", "1,000", false);
    row("analysis.risk", "0.1", true);
    row("analysis.risk", "0.0999", false);
    row("analysis.risk", "10", true);
    row("analysis.risk", "10.001", false);
    row("analysis.position_limit", "", true);
    row("analysis.position_limit", "1", true);
    row("analysis.position_limit", "0.99", false);
    row("analysis.position_limit", "100", true);
    row("analysis.position_limit", "100.5", false);
    row("analysis.min_rr", "0", true);
    row("analysis.min_rr", "-0.1", false);
    row("analysis.min_rr", "10", true);
    row("analysis.min_rr", "10.1", false);
    row("analysis.workers", "1", true);
    row("analysis.workers", "0", false);
    row("analysis.workers", "64", true);
    row("analysis.workers", "65", false);
    row("analysis.workers", "2.0", false);
    row("analysis.allow_short", "true", true);
    row("analysis.allow_short", "yes", false);
    row("log.level", "debug", true);
    row("log.level", "loud", false);
    row("log.level", "", false);
    row("log.level", "error|warning", false);
    row("analysis.strategy", "", false);
}

void TestSettings::limits()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QFETCH(const bool, good);
    const auto violation = checkSetting(*findSetting(key.toStdString()), value.toStdString());
    QCOMPARE(!violation.has_value(), good);
    if (violation)
        QCOMPARE(violation->field, key.toStdString());
}

void TestSettings::violationsNameEveryKey()
{
    const Settings settings = withEnvironment({{"THETOOL_CAPITAL", "-1"}, {"THETOOL_LOG_LEVEL", "loud"}});
    const std::vector<Violation> broken = settings.violations();
    QCOMPARE(broken.size(), std::size_t(2));
    QCOMPARE(broken[0].field, std::string("log.level"));
    QCOMPARE(broken[1].field, std::string("analysis.capital"));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
