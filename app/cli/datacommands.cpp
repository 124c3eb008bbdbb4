// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/eventtext.h"
#include "app/cli/texttable.h"
#include "base/numbertext.h"
#include "engine/reasons.h"
#include "jobs/datareport.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

constexpr std::size_t kMostShown = 25;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void writeFinding(JsonWriter& json, const FiledFinding& found)
{
    json.beginObject().key("date");
    writeDayOrNull(json, found.finding.date);
    json.key("line");
    found.finding.line > 0 ? json.value(found.finding.line) : json.null();
    json.key("rule").value(findingRuleName(found.finding.rule)).key("values").value(found.finding.values);
    json.key("file").value(found.file).endObject();
}

std::string document(const DataReport& report)
{
    const InstrumentRow& row = report.stored.instrument;
    JsonWriter json;
    json.beginObject().key("ticker").value(row.ticker).key("name");
    writeTextOrNull(json, row.name);
    json.key("bars").value(row.bars).key("first_bar").value(dayText(row.firstBar));
    json.key("last_bar").value(dayText(row.lastBar)).key("grade").value(gradeName(report.grade));
    json.key("reasons");
    writeReasons(json, report.reasons);
    json.key("sources").beginArray();
    for (const SourceExtent& one : report.stored.sources) {
        json.beginObject().key("data_source").value(dataSourceName(one.source)).key("bars").value(one.bars);
        json.key("first_bar").value(dayText(one.first)).key("last_bar").value(dayText(one.last)).endObject();
    }
    json.endArray().key("adjusted_for_splits").value(report.splits).key("events").beginArray();
    for (const CorporateAction& action : report.stored.actions)
        writeEvent(json, row.ticker, action);
    json.endArray().key("unexplained_jumps").beginArray();
    for (const Jump& jump : report.jumps) {
        json.beginObject().key("date").value(dayText(jump.day)).key("close_before").value(jump.before);
        json.key("close").value(jump.after).endObject();
    }
    json.endArray().key("findings").beginArray();
    for (const FiledFinding& found : report.stored.findings)
        writeFinding(json, found);
    json.endArray().endObject();
    return json.take() + '\n';
}

QString sourceTable(const DataReport& report)
{
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Source"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Bars")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "First bar"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Last bar"))}});
    for (const SourceExtent& one : report.stored.sources)
        table.addRow({utf8(dataSourceName(one.source)), formatCount(one.bars), utf8(dayText(one.first)),
                      utf8(dayText(one.last))});
    return table.text();
}

QString findingTable(const DataReport& report)
{
    const std::vector<FiledFinding>& findings = report.stored.findings;
    if (findings.empty())
        return say(QT_TRANSLATE_NOOP("cli", "No findings: every bar passed its checks.")) + u'\n';
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Finding"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Date"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Line")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "As read"))},
                     {say(QT_TRANSLATE_NOOP("cli", "File"))}});
    const std::size_t shown = std::min(findings.size(), kMostShown);
    for (std::size_t i = 0; i < shown; ++i) {
        const Finding& finding = findings[i].finding;
        table.addRow({utf8(findingRuleName(finding.rule)), utf8(dayText(finding.date)),
                      finding.line > 0 ? QString::number(finding.line) : QString(),
                      shortened(utf8(finding.values), 48), utf8(findings[i].file)});
    }
    QString text = table.text();
    if (findings.size() > shown)
        text += say(QT_TRANSLATE_NOOP("cli", "... and %1 more: --json has them all"))
                    .arg(formatCount(static_cast<std::int64_t>(findings.size() - shown))) +
                u'\n';
    return text;
}

/// A jump on the day of an event comes from it: a split that is wrong, or that the file had applied already.
bool hasEvent(const DataReport& report, Day day)
{
    const std::vector<CorporateAction>& all = report.stored.actions;
    return std::any_of(all.begin(), all.end(), [day](const auto& one) { return one.day == day; });
}

QString jumpText(const DataReport& report)
{
    QString text;
    const std::string& ticker = report.stored.instrument.ticker;
    for (const Jump& jump : report.jumps)
        text +=
            say(hasEvent(report, jump.day)
                    ? QT_TRANSLATE_NOOP("cli", "%1: the close goes from %2 to %3 though an event is known: "
                                               "check its value, or remove it with 'event remove'")
                    : QT_TRANSLATE_NOOP("cli", "%1: the close goes from %2 to %3, and no event explains "
                                               "it: 'event add' tells of a split")) //
                .arg(utf8(dayText(jump.day)), formatPrice(jump.before, ticker),
                     formatPrice(jump.after, ticker)) +
            u'\n';
    return text;
}

QString reportText(const DataReport& report)
{
    const InstrumentRow& row = report.stored.instrument;
    QString text = row.name.empty() ? utf8(row.ticker) : utf8(row.ticker) + u' ' + utf8(row.name);
    text +=
        (row.bars > 0 ? say(QT_TRANSLATE_NOOP("cli", ": %1 bars from %2 to %3, grade %4"))
                            .arg(formatCount(row.bars), utf8(dayText(row.firstBar)),
                                 utf8(dayText(row.lastBar)), utf8(gradeName(report.grade)))
                      : say(QT_TRANSLATE_NOOP("cli", ": no bars, every row that was read was set aside"))) +
        u'\n';
    for (const Reason& reason : report.reasons)
        text += QStringLiteral("  ") + utf8(reasonText(reason)) + u'\n';
    text += u'\n' + sourceTable(report);
    if (report.stored.sources.size() > 1)
        text +=
            say(QT_TRANSLATE_NOOP("cli", "Several sources: of each date the newest import counts.")) + u'\n';
    text += u'\n';
    if (!report.stored.actions.empty()) {
        std::vector<ActionRow> rows;
        for (const CorporateAction& action : report.stored.actions)
            rows.push_back({row.ticker, action});
        text += eventTable(rows);
        if (report.splits > 0)
            text += say(QT_TRANSLATE_NOOP("cli", "Earlier prices are read adjusted for splits.")) + u'\n';
        text += u'\n';
    }
    return text + jumpText(report) + findingTable(report);
}

} // namespace

Exit dataCheck(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const Result<DataReport> report = Context::wait(context.library().dataReport(utf8(context.argument(0))));
    if (!report)
        return context.fail(report.error());
    return context.json() ? context.print(document(*report)) : context.print(reportText(*report));
}

Exit dataDelete(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const Result<DeletedData> deleted =
        Context::wait(context.library().deleteData(utf8(context.argument(0))));
    if (!deleted)
        return context.fail(deleted.error());
    const RemovedData& removed = deleted->removed;
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("ticker").value(removed.ticker).key("bars").value(removed.bars);
        json.key("findings").value(removed.findings).key("first_bar").value(dayText(removed.first));
        json.key("last_bar").value(dayText(removed.last)).key("backup").value(deleted->backup.toStdString());
        json.endObject();
        return context.print(json.take() + '\n');
    }
    return context.print(
        say(QT_TRANSLATE_NOOP("cli",
                              "%1: %2 bars from %3 to %4 are deleted; its events, results and "
                              "places in watchlists stay.\nTo undo it: thetool-cli db restore "
                              "'%5'")) //
            .arg(utf8(removed.ticker), formatCount(removed.bars), utf8(dayText(removed.first)),
                 utf8(dayText(removed.last)), deleted->backup) +
        u'\n');
}

} // namespace tt::cli
