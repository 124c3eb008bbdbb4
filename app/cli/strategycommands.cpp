// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/texttable.h"
#include "base/numbertext.h"
#include "engine/filterrules.h"
#include "engine/registry.h"
#include "jobs/strategyfields.h"
#include "jobs/strategyjson.h"
#include "jobs/strategyservice.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Exit printDocument(const Context& context, const char* key, const Strategy& strategy)
{
    JsonWriter json;
    json.beginObject().key(key);
    writeStrategy(json, strategy);
    json.endObject();
    return context.print(json.take() + '\n');
}

QString fieldLines(const Strategy& strategy)
{
    Strategy copy = strategy; // fields point to what can be changed
    QString text;
    std::optional<FieldGroup> group;
    for (const StrategyField& field : strategyFields(copy)) {
        if (group != field.group)
            text += u'\n' + utf8(fieldGroupName(field.group)) + u'\n';
        group = field.group;
        text += QStringLiteral("  ") + utf8(field.key).leftJustified(22) +
                utf8(numberText(field.value())).rightJustified(8) + QStringLiteral("   [") +
                utf8(numberText(field.least)) + QStringLiteral("..") + utf8(numberText(field.most)) +
                QStringLiteral("]\n");
    }
    return text;
}

QString filterLines(const Strategy& strategy)
{
    QString text = u'\n' + say(QT_TRANSLATE_NOOP("cli", "A Buy stands only if every line holds:")) + u'\n';
    for (std::size_t g = 0; g < strategy.entryFilters.size(); ++g) {
        const FilterGroup& group = strategy.entryFilters[g];
        QStringList conditions;
        for (const FilterCondition& condition : group.conditions)
            conditions.append(utf8(filterText(condition)));
        text += say(QT_TRANSLATE_NOOP("cli", "  filter%1: %2 of: %3"))
                    .arg(g + 1)
                    .arg(group.needed)
                    .arg(conditions.join(QStringLiteral("; "))) +
                u'\n';
    }
    return strategy.entryFilters.empty() ? QString() : text;
}

QString titleOf(const Strategy& strategy)
{
    const QString facts = isBuiltIn(strategy) ? say(QT_TRANSLATE_NOOP("cli", "built in, read-only"))
                                              : say(QT_TRANSLATE_NOOP("cli", "revision %1, id %2"))
                                                    .arg(strategy.revision)
                                                    .arg(utf8(strategy.id));
    return utf8(strategy.name) + QStringLiteral(" (") + facts + QStringLiteral(")\n");
}

Exit printStrategy(const Context& context, const Strategy& strategy)
{
    if (context.json())
        return printDocument(context, "strategy", strategy);
    return context.print(titleOf(strategy) + fieldLines(strategy) + filterLines(strategy));
}

std::vector<std::pair<std::string, std::string>> typedChanges(const Typed& typed)
{
    std::vector<std::pair<std::string, std::string>> changes;
    for (const std::string& text : typed.values("set")) {
        const std::size_t sign = text.find('=');
        if (sign != std::string::npos)
            changes.emplace_back(text.substr(0, sign), text.substr(sign + 1));
    }
    return changes;
}

std::optional<int> typedRevision(const Typed& typed)
{
    const std::optional<double> number = typed.number("revision");
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// The answer of one call of the service.
template<class F>
auto ask(Context& context, F call) -> decltype(Context::wait(call(std::declval<StrategyService&>())))
{
    const Result<Store*> store = context.store();
    if (!store)
        return store.error();
    StrategyService service(**store);
    return Context::wait(call(service));
}

} // namespace

QString strategyKeys()
{
    Strategy example = builtInStrategies().front();
    QString text = say(QT_TRANSLATE_NOOP("cli", "Keys of --set, as in 'strategy show --json':")) + u'\n' +
                   QStringLiteral("  name\n");
    std::optional<FieldGroup> group;
    for (const StrategyField& field : strategyFields(example)) {
        if (field.group == FieldGroup::Filter)
            break;
        if (group != field.group)
            text += QStringLiteral("  ") + utf8(fieldGroupName(field.group)) + QStringLiteral(":\n");
        group = field.group;
        text += QStringLiteral("    ") + utf8(field.key) + QStringLiteral(" [") +
                utf8(numberText(field.least)) + QStringLiteral("..") + utf8(numberText(field.most)) +
                QStringLiteral("]\n");
    }
    return text +
           say(QT_TRANSLATE_NOOP("cli", "  entry_filters: filter1_needed, filter2_1_low, filter2_1_high and "
                                        "so on; 'strategy show' lists those\n  of a strategy.")) +
           u'\n';
}

void checkStrategyEdit(Context& context, std::vector<Violation>& violations)
{
    const auto add = [&](const char* field, const QString& message, ViolationType type) {
        violations.push_back({field, message.toStdString(), type});
    };
    if (!context.typed().has("set"))
        add("set", say(QT_TRANSLATE_NOOP("cli", "say what to change: --set key=value")),
            ViolationType::Required);
    if (!context.typed().has("revision"))
        add("revision",
            say(QT_TRANSLATE_NOOP("cli", "name the revision that 'strategy show' gave: --revision N")),
            ViolationType::Required);
    for (const std::string& text : context.typed().values("set")) {
        if (!text.empty() && (text.find('=') == std::string::npos || text.front() == '='))
            add("set", say(QT_TRANSLATE_NOOP("cli", "must look like key=value, not '%1'")).arg(utf8(text)),
                ViolationType::Pattern);
    }
}

Exit strategyList(Context& context)
{
    const auto all = ask(context, [](StrategyService& service) { return service.list(); });
    if (!all)
        return context.fail(all.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("strategies").beginArray();
        for (const Strategy& strategy : *all)
            writeStrategy(json, strategy);
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Name"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Kind"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Revision")), TextTable::Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Id"))}});
    for (const Strategy& strategy : *all)
        table.addRow({utf8(strategy.name),
                      isBuiltIn(strategy) ? say(QT_TRANSLATE_NOOP("cli", "built in"))
                                          : say(QT_TRANSLATE_NOOP("cli", "own")),
                      QString::number(strategy.revision), utf8(strategy.id)});
    return context.print(table.text());
}

Exit strategyShow(Context& context)
{
    const auto found =
        ask(context, [&](StrategyService& service) { return service.find(utf8(context.argument(0))); });
    return found ? printStrategy(context, *found) : context.fail(found.error());
}

Exit strategyCopy(Context& context)
{
    const auto made = ask(context, [&](StrategyService& service) {
        return service.copy(utf8(context.argument(0)), utf8(context.argument(1)));
    });
    return made ? printStrategy(context, *made) : context.fail(made.error());
}

Exit strategyEdit(Context& context)
{
    const auto changed = ask(context, [&](StrategyService& service) {
        return service.edit(
            {context.argument(0), typedRevision(context.typed()).value_or(0), typedChanges(context.typed())});
    });
    return changed ? printStrategy(context, *changed) : context.fail(changed.error());
}

Exit strategyDelete(Context& context)
{
    const auto gone = ask(context, [&](StrategyService& service) {
        return service.remove(utf8(context.argument(0)), typedRevision(context.typed()));
    });
    if (!gone)
        return context.fail(gone.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("deleted").beginObject().key("id").value(gone->id);
        json.key("name").value(gone->name).key("revision").value(gone->revision).endObject().endObject();
        return context.print(json.take() + '\n');
    }
    return context.print(
        say(QT_TRANSLATE_NOOP("cli", "Deleted %1; its results stay.")).arg(utf8(gone->name)) + u'\n');
}

} // namespace tt::cli
