// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/resulttable.h"
#include "app/cli/texttable.h"
#include "jobs/resultsdiff.h"
#include "text/format.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

struct Run
{
    Job job;
    std::vector<ResultRecord> results;
};

Result<Run> loadRun(Context& context, const std::string& id)
{
    const Result<Job> job = Context::wait(context.library().job(utf8(id)));
    if (!job)
        return job.error();
    auto results = Context::wait(context.library().resultsOfJob(utf8(job->id)));
    if (!results)
        return results.error();
    noteDeleted(*job, results->size());
    return Run{*job, std::move(*results)};
}

std::string_view verdictBefore(const ResultChange& change)
{
    return change.move == ResultMove::New ? std::string_view() : verdictName(change.before);
}

std::string_view verdictAfter(const ResultChange& change)
{
    return change.move == ResultMove::Gone ? std::string_view() : verdictName(change.after);
}

std::string document(const Run& before, const Run& after, const ResultsDiff& diff)
{
    JsonWriter json;
    json.beginObject().key("before").value(before.job.id).key("after").value(after.job.id);
    json.key("in_both").value(diff.both).key("data_changed").value(diff.dataChanged);
    json.key("strategy_changed").value(!diff.options.empty()).key("rules_changed").value(diff.rulesChanged);
    json.key("option_changes").beginArray();
    for (const OptionChange& change : diff.options) {
        json.beginObject().key("option").value(change.option).key("before");
        writeTextOrNull(json, change.before);
        json.key("after");
        writeTextOrNull(json, change.after);
        json.endObject();
    }
    json.endArray();
    json.key("changes").beginArray();
    for (const ResultChange& change : diff.changes) {
        json.beginObject().key("ticker").value(change.ticker);
        json.key("change").value(resultMoveName(change.move)).key("verdict_before");
        writeTextOrNull(json, verdictBefore(change));
        json.key("verdict_after");
        writeTextOrNull(json, verdictAfter(change));
        json.key("score_before").value(change.scoreBefore).key("score_after").value(change.scoreAfter);
        json.key("data_changed").value(change.dataChanged).endObject();
    }
    json.endArray().endObject();
    return json.take() + '\n';
}

/// "yes (capital 100000 -> 50000)", "no"
QString optionsText(const std::vector<OptionChange>& changes)
{
    if (changes.empty())
        return say(QT_TRANSLATE_NOOP("cli", "no"));
    const auto value = [](const std::string& text) {
        return text.empty() ? say(QT_TRANSLATE_NOOP("cli", "none")) : utf8(text);
    };
    QStringList texts;
    for (const OptionChange& change : changes)
        texts +=
            utf8(change.option) + u' ' + value(change.before) + QStringLiteral(" -> ") + value(change.after);
    return say(QT_TRANSLATE_NOOP("cli", "yes (%1)")).arg(texts.join(QStringLiteral(", ")));
}

QString table(const ResultsDiff& diff)
{
    TextTable rows({{say(QT_TRANSLATE_NOOP("cli", "Ticker"))},
                    {say(QT_TRANSLATE_NOOP("cli", "Change"))},
                    {say(QT_TRANSLATE_NOOP("cli", "Before"))},
                    {say(QT_TRANSLATE_NOOP("cli", "After"))},
                    {say(QT_TRANSLATE_NOOP("cli", "Score")), TextTable::Side::Right},
                    {say(QT_TRANSLATE_NOOP("cli", "Now")), TextTable::Side::Right},
                    {say(QT_TRANSLATE_NOOP("cli", "Data"))}});
    for (const ResultChange& change : diff.changes)
        rows.addRow({utf8(change.ticker), utf8(resultMoveName(change.move)), utf8(verdictBefore(change)),
                     utf8(verdictAfter(change)), formatSigned(change.scoreBefore, 2),
                     formatSigned(change.scoreAfter, 2),
                     change.dataChanged ? say(QT_TRANSLATE_NOOP("cli", "changed")) : QString()});
    const QString rules =
        say(diff.rulesChanged ? QT_TRANSLATE_NOOP("cli", "yes") : QT_TRANSLATE_NOOP("cli", "no"));
    return rows.text() +
           say(QT_TRANSLATE_NOOP("cli",
                                 "In both runs: %1 tickers, %2 with other data. Strategy or options changed: "
                                 "%3. Engine or rules changed: %4."))
               .arg(formatCount(diff.both), formatCount(diff.dataChanged), optionsText(diff.options), rules) +
           u'\n';
}

} // namespace

Exit resultsDiff(Context& context)
{
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const Result<Run> before = loadRun(context, context.argument(0));
    if (!before)
        return context.fail(before.error());
    const Result<Run> after = loadRun(context, context.argument(1));
    if (!after)
        return context.fail(after.error());
    const ResultsDiff diff = diffResults(before->job, before->results, after->job, after->results);
    return context.json() ? context.print(document(*before, *after, diff)) : context.print(table(diff));
}

} // namespace tt::cli
