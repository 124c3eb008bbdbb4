// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/findings.h"

#include "app/cli/documents.h"
#include "app/cli/output.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace tt::cli {

namespace {

constexpr std::size_t kMostShown = 25;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString findingLine(const ImportFinding& found)
{
    QStringList parts;
    for (const std::string& part : {found.ticker, dayText(found.finding.date)}) {
        if (!part.empty())
            parts.append(utf8(part));
    }
    if (found.finding.line > 0)
        parts.append(say(QT_TRANSLATE_NOOP("cli", "line %1")).arg(found.finding.line));
    parts.append(utf8(found.finding.values));
    return QStringLiteral("  ") + parts.join(QStringLiteral(", ")) + u'\n';
}

} // namespace

void writeFindings(JsonWriter& json, std::span<const ImportFinding> findings)
{
    json.key("findings").beginArray();
    for (const ImportFinding& found : findings) {
        json.beginObject().key("ticker");
        writeTextOrNull(json, found.ticker);
        json.key("date");
        writeDayOrNull(json, found.finding.date);
        json.key("line");
        found.finding.line > 0 ? json.value(found.finding.line) : json.null();
        json.key("rule").value(findingRuleName(found.finding.rule));
        json.key("values").value(found.finding.values).endObject();
    }
    json.endArray();
}

QString findingText(std::span<const ImportFinding> findings)
{
    std::map<FindingRule, std::vector<const ImportFinding*>> byRule;
    for (const ImportFinding& found : findings)
        byRule[found.finding.rule].push_back(&found);
    QString text;
    for (const auto& [rule, all] : byRule) {
        text += QStringLiteral("%1: %2\n")
                    .arg(utf8(findingRuleName(rule)), formatCount(static_cast<std::int64_t>(all.size())));
        for (std::size_t i = 0; i < std::min(all.size(), kMostShown); ++i)
            text += findingLine(*all[i]);
        if (all.size() > kMostShown)
            text += say(QT_TRANSLATE_NOOP("cli", "  ... and %1 more: --json has them all"))
                        .arg(formatCount(static_cast<std::int64_t>(all.size() - kMostShown))) +
                    u'\n';
    }
    return text;
}

} // namespace tt::cli
