// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents.h"

#include "base/clock.h"
#include "engine/registry.h"
#include "jobs/failurereasons.h"
#include "jobs/resultcolumns.h"
#include "text/reasontext.h"

namespace tt::cli {

namespace {

void writeCell(JsonWriter& json, const Cell& cell)
{
    struct Write
    {
        JsonWriter& json;
        void operator()(std::monostate) const { json.null(); }
        void operator()(double number) const { json.value(number); }
        void operator()(std::int64_t number) const { json.value(number); }
        void operator()(bool flag) const { json.value(flag); }
        void operator()(const std::string& text) const { json.value(text); }
    };
    std::visit(Write{json}, cell);
}

void writeVotes(JsonWriter& json, const Analysis& analysis)
{
    json.key("votes").beginArray();
    for (const IndicatorInfo& info : indicatorRegistry()) {
        const Vote& vote = analysis.votes[indexOf(info.id)];
        const bool counts = vote.defined && vote.weight > 0;
        json.beginObject().key("id").value(info.key).key("value").value(vote.value);
        const double none = kUndefined;
        json.key("vote");
        counts ? json.value(vote.vote) : json.null();
        json.key("confidence").value(counts ? vote.confidence : none);
        json.key("weight").value(vote.weight);
        json.key("share").value(counts ? vote.share : none).endObject();
    }
    json.endArray();
}

void writeFlip(JsonWriter& json, const char* key, const std::optional<Flip>& flip)
{
    json.key(key);
    if (!flip) {
        json.null();
        return;
    }
    json.beginObject().key("close").value(flip->close);
    json.key("verdict").value(verdictName(flip->verdict)).endObject();
}

void writeTime(JsonWriter& json, const char* key, std::int64_t utcMs)
{
    json.key(key);
    writeTextOrNull(json, utcMs ? utcText(utcMs) : std::string());
}

void writeJob(JsonWriter& json, const Job& job)
{
    json.beginObject();
    writeJobFacts(json, job);
    json.key("description");
    writeTextOrNull(json, job.description);
    json.key("parent_id");
    writeTextOrNull(json, job.parentId);
    json.key("as_of");
    writeDayOrNull(json, job.asOf);
    json.key("worked_seconds"); // not from start to end: a crash and its resuming may be days apart
    job.workedMs ? json.value(static_cast<double>(*job.workedMs) / 1000) : json.null();
    json.key("configuration");
    job.configJson.empty() ? json.null() : json.raw(job.configJson);
    json.key("error");
    if (job.error) {
        json.beginObject().key("code").value(errorCodeName(job.error->code));
        json.key("message").value(job.error->message).endObject();
    } else {
        json.null();
    }
    json.endObject();
}

void writeFailureReasons(JsonWriter& json, const std::vector<ItemFailure>& failures)
{
    json.key("failure_reasons").beginArray();
    for (const FailureReason& reason : groupFailures(failures)) {
        json.beginObject().key("error_code").value(errorCodeName(reason.code));
        json.key("message").value(reason.message).key("transient").value(reason.transient);
        json.key("count").value(static_cast<std::int64_t>(reason.tickers.size()));
        json.key("tickers").beginArray();
        for (const std::string& ticker : reason.tickers)
            json.value(ticker);
        json.endArray().endObject();
    }
    json.endArray();
}

std::string_view pathOf(const Error& error)
{
    const auto path = std::find_if(error.details.begin(), error.details.end(),
                                   [](const auto& detail) { return detail.first == "path"; });
    return path == error.details.end() ? std::string_view() : std::string_view(path->second);
}

} // namespace

void writeTextOrNull(JsonWriter& json, std::string_view text)
{
    text.empty() ? json.null() : json.value(text);
}

void writeDayOrNull(JsonWriter& json, Day day)
{
    writeTextOrNull(json, dayText(day));
}

void writeReasons(JsonWriter& json, std::span<const Reason> reasons)
{
    json.beginArray();
    for (const Reason& reason : reasons) {
        json.beginObject().key("code").value(reason.code);
        json.key("text").value(reasonSentence(reason).toStdString());
        json.key("value").value(reason.value).endObject();
    }
    json.endArray();
}

void writeFlips(JsonWriter& json, const Analysis& analysis)
{
    json.key("flips").beginObject();
    writeFlip(json, "up", analysis.flipUp);
    writeFlip(json, "down", analysis.flipDown);
    json.endObject();
}

void writeResult(JsonWriter& json, const ResultRecord& result)
{
    json.beginObject();
    for (const ResultColumn& column : resultColumns()) {
        if (column.name == "reasons") { // an array here, codes joined by ; in the CSV
            json.key("reasons");
            writeReasons(json, result.analysis.reasons);
            continue;
        }
        json.key(column.name);
        writeCell(json, column.value(result, column.indicator));
    }
    writeVotes(json, result.analysis);
    writeFlips(json, result.analysis);
    json.endObject();
}

void writeFailure(JsonWriter& json, const ItemFailure& failure)
{
    json.beginObject().key("ticker").value(failure.ticker);
    json.key("error_code").value(errorCodeName(failure.code));
    json.key("message").value(failure.message).key("attempts").value(failure.attempts);
    writeTime(json, "failed_at", failure.failedAtMs);
    json.endObject();
}

void writeJobFacts(JsonWriter& json, const Job& job)
{
    json.key("job_id").value(job.id).key("kind").value(jobKindName(job.kind));
    json.key("status").value(jobStatusName(job.status)).key("strategy").value(job.strategyName);
    json.key("total").value(job.counts.total).key("succeeded").value(job.counts.succeeded);
    json.key("failed").value(job.counts.failed).key("cancelled").value(job.counts.cancelled);
    writeTime(json, "created_at", job.createdAtMs);
    writeTime(json, "started_at", job.startedAtMs);
    writeTime(json, "finished_at", job.finishedAtMs);
}

std::string jobDocument(const Job& job, const std::vector<ResultRecord>& results,
                        const std::vector<ItemFailure>& failures, const std::vector<Error>& leftOut)
{
    JsonWriter json;
    json.beginObject().key("job");
    writeJob(json, job);
    json.key("results").beginArray();
    for (const ResultRecord& result : results)
        writeResult(json, result);
    json.endArray().key("failures").beginArray();
    for (const ItemFailure& failure : failures)
        writeFailure(json, failure);
    json.endArray();
    if (!failures.empty())
        writeFailureReasons(json, failures);
    if (!leftOut.empty()) {
        json.key("left_out").beginArray();
        for (const Error& error : leftOut) {
            json.beginObject().key("path").value(pathOf(error));
            json.key("code").value(errorCodeName(error.code)).key("message").value(error.message).endObject();
        }
        json.endArray();
    }
    json.endObject();
    return json.take() + '\n';
}

} // namespace tt::cli
