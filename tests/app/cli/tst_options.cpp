// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "jobs/settings.h"

#include <QTest>

#include <set>

using namespace tt;
using namespace tt::cli;

namespace {

Typed parse(std::vector<std::string> arguments)
{
    return parseArguments(arguments);
}

} // namespace

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableIsSound()
    {
        std::set<std::string_view> names;
        for (const OptionInfo& option : optionTable()) {
            QVERIFY(names.insert(option.name).second);
            QCOMPARE(option.value == nullptr, option.type == OptionType::Flag);
            QVERIFY(option.setting.empty() || findSetting(option.setting));
            if (!option.setting.empty() && !option.range.empty())
                QCOMPARE(option.range, findSetting(option.setting)->range);
        }
        for (const std::string_view name : commonOptions())
            QVERIFY(findOption(name));
    }

    void valuesFollowOrAreJoined()
    {
        const Typed typed = parse({"analyze", "--capital", "5", "--risk=1", "A", "--json"});
        QVERIFY(typed.violations.empty());
        QCOMPARE(typed.words, (std::vector<std::string>{"analyze", "A"}));
        QCOMPARE(*typed.number("capital"), 5.0);
        QCOMPARE(*typed.value("risk"), std::string("1"));
        QVERIFY(typed.has("json"));
        QVERIFY(!typed.has("quiet"));
    }

    void aNegativeNumberIsAValueAndAnOptionIsNot()
    {
        QCOMPARE(*parse({"--min-rr", "-1"}).value("min-rr"), std::string("-1"));
        const Typed typed = parse({"--out", "--json"});
        QVERIFY(typed.has("json"));
        QCOMPARE(typed.violations.size(), std::size_t(1));
        QVERIFY(typed.violations[0].type == ViolationType::Required);
    }

    void wordsMayStartWithDashesBehindTheSeparator()
    {
        QCOMPARE(parse({"--", "-A", "--json"}).words, (std::vector<std::string>{"-A", "--json"}));
        QVERIFY(parse({"-h"}).has("help"));
        QCOMPARE(parse({"-x"}).violations[0].field, std::string("x"));
        QCOMPARE(parse({"-json"}).violations.size(), std::size_t(1));
    }

    void onlySomeRepeat()
    {
        QCOMPARE(parse({"--weight", "rsi=1", "--weight", "cci=2"}).values("weight").size(), std::size_t(2));
        const Typed typed = parse({"--risk", "1", "--risk", "2"});
        QVERIFY(typed.violations[0].type == ViolationType::Duplicate);
        QVERIFY(parse({"--json", "--json"}).violations.empty());
        QCOMPARE(parse({"--json=yes"}).violations[0].field, std::string("json"));
    }

    void aNearNameIsProposed()
    {
        const std::string_view known[] = {"analyze", "import", "jobs"};
        QCOMPARE(nearestName("analyse", known), std::string_view("analyze"));
        QCOMPARE(nearestName("job", known), std::string_view("jobs"));
        QCOMPARE(nearestName("download", known), std::string_view());
        QVERIFY(parse({"--capitl", "1"}).violations[0].message.find("--capital") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
