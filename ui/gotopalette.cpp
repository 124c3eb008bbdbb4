// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gotopalette.h"

#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/dialogs/palettedialog.h"
#include "ui/pages/resultspage.h"
#include "ui/pages/screenerpage.h"
#include "ui/pages/strategiespage.h"
#include "ui/widgets/sidebar.h"

#include <QMenu>
#include <QSettings>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr qsizetype kRemembered = 12;

} // namespace

GotoPalette::GotoPalette(const WindowParts& parts, StrategiesPage& strategies, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_strategies(strategies)
{
    connect(parts.actions.at(ActionId::GoTo), &QAction::triggered, this, &GotoPalette::open);
}

void GotoPalette::open()
{
    std::vector<PaletteEntry> entries;
    addLists(entries);
    addCommands(entries);
    addStocks(entries);
    auto* dialog = new PaletteDialog(std::move(entries), m_recent, m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PaletteDialog::used, this, &GotoPalette::remember);
    dialog->open();
}

void GotoPalette::addStocks(std::vector<PaletteEntry>& entries)
{
    for (const ResultRecord* result : m_parts.desk.results().all()) {
        const QString ticker = QString::fromStdString(result->ticker);
        const QString name = QString::fromStdString(result->name);
        entries.push_back({u"stock:"_s + ticker, name.isEmpty() ? ticker : QString(ticker + u"  "_s + name),
                           tr("Stock"), [this, id = result->ticker] { showStock(id); }});
    }
}

void GotoPalette::addLists(std::vector<PaletteEntry>& entries)
{
    for (const Watchlist& list : m_parts.desk.watchlists().all())
        entries.push_back({u"list:"_s + list.id, list.name, tr("List"),
                           [this, id = list.id] { m_parts.sidebar.chooseList(id); }});
    for (const Strategy& strategy : m_parts.desk.strategies().all())
        entries.push_back({u"strategy:"_s + QString::fromStdString(strategy.id),
                           QString::fromStdString(strategy.name), tr("Strategy"), [this, id = strategy.id] {
                               m_parts.sidebar.choose(ListEntry::Kind::Strategies);
                               m_strategies.choose(id);
                           }});
}

void GotoPalette::addCommands(std::vector<PaletteEntry>& entries)
{
    for (QAction* action : m_parts.window->actions()) {
        const bool isHere = action == m_parts.actions.at(ActionId::GoTo);
        if (!action->isEnabled() || action->menu() || isHere)
            continue;
        QString text = action->text();
        text.remove(u'&');
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        entries.push_back({u"command:"_s + action->objectName(),
                           keys.isEmpty() ? text : QString(text + u"   "_s + keys), tr("Command"),
                           [action] { action->trigger(); }});
    }
}

/// In the list that is shown, else in the one that has it.
void GotoPalette::showStock(const std::string& ticker)
{
    const ResultRecord* result = m_parts.desk.results().find(ticker);
    if (!result)
        return;
    if (!m_parts.sidebar.current().isTable() || m_parts.desk.results().rowOf(ticker) < 0)
        m_parts.sidebar.choose(result->isDemo ? ListEntry::Kind::Demo : ListEntry::Kind::All);
    m_parts.screener.table()->choose(ticker);
}

void GotoPalette::remember(const QString& key)
{
    m_recent.removeAll(key);
    m_recent.prepend(key);
    m_recent = m_recent.mid(0, kRemembered);
}

void GotoPalette::saveTo(QSettings& state) const
{
    state.setValue(u"palette/recent"_s, m_recent);
}

void GotoPalette::restoreFrom(const QSettings& state)
{
    m_recent = state.value(u"palette/recent"_s).toStringList().mid(0, kRemembered);
}

} // namespace tt
