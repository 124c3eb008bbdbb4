// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/listedits.h"

#include "jobs/barssource.h"
#include "models/tickermime.h"
#include "store/watchliststore.h"
#include "text/format.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/dialogs/namedialog.h"
#include "ui/pages/resultspage.h"
#include "ui/pages/screenerpage.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusline.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

bool isDefault(const Watchlist& list)
{
    return list.id == QLatin1StringView(kDefaultWatchlistId.data(), kDefaultWatchlistId.size());
}

} // namespace

ListEdits::ListEdits(const WindowParts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    connectActions();
    connectLists();
    connectScreens();
}

void ListEdits::connectActions()
{
    const auto on = [this](ActionId id, auto slot) {
        connect(m_parts.actions.at(id), &QAction::triggered, this, slot);
    };
    on(ActionId::NewList, [this] { askNew({}); });
    on(ActionId::SaveScreen, [this] { askSaveScreen(); });
    on(ActionId::RenameList, [this] { askRename(); });
    on(ActionId::DeleteList, [this] { removeList(); });
    on(ActionId::MoveListUp, [this] { moveList(-1); });
    on(ActionId::MoveListDown, [this] { moveList(1); });
    on(ActionId::PasteTickers, [this] { pasteTickers(); });
    on(ActionId::AddToDefault, [this] {
        if (const Watchlist* list = m_parts.desk.watchlists().defaultList())
            m_parts.desk.watchlists().addTickers(list->id, selected());
    });
    on(ActionId::RemoveFromList, [this] {
        if (const Watchlist* list = shownList())
            m_parts.desk.watchlists().removeTickers(list->id, selected());
    });
    auto* menu = new QMenu(m_parts.window);
    menu->setObjectName(u"addToListMenu"_s);
    m_parts.actions.at(ActionId::AddToList)->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &ListEdits::fillAddMenu);
    m_parts.sidebar.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&m_parts.sidebar, &QWidget::customContextMenuRequested, this, &ListEdits::showSidebarMenu);
}

void ListEdits::connectLists()
{
    Watchlists& lists = m_parts.desk.watchlists();
    connect(&m_parts.sidebar, &Sidebar::dropped, &lists, &Watchlists::addTickers);
    connect(&lists, &Watchlists::created, this, [this](const QString& id) {
        if (!m_forNewList.isEmpty())
            m_parts.desk.watchlists().addTickers(id, std::exchange(m_forNewList, {}));
        m_parts.sidebar.chooseList(id);
    });
    connect(&lists, &Watchlists::removed, this, [this](const QString& id, const QString& name, int items) {
        m_parts.messages.add(
            {Message::Kind::Info,
             tr("Deleted the watchlist %1 (stocks: %2).").arg(name, formatCount(items)),
             {},
             {{u"messageUndo"_s, tr("Undo"), [this, id] { m_parts.desk.watchlists().bringBack(id); }}}});
    });
    connect(&lists, &Watchlists::edited, this, [this](const QString& name, int count, bool added) {
        const QString text = added ? tr("Added to %1: %2") : tr("Removed from %1: %2");
        m_parts.status.showMessage(text.arg(name, formatCount(count)), kStatusMs);
    });
}

void ListEdits::connectScreens()
{
    Screens& screens = m_parts.desk.screens();
    connect(&screens, &Screens::saved, this, [this](const QString& id) { m_parts.sidebar.chooseList(id); });
    connect(&screens, &Screens::removed, this, [this](const QString& id, const QString& name) {
        m_parts.messages.add(
            {Message::Kind::Info,
             tr("Deleted the screen %1.").arg(name),
             {},
             {{u"messageUndo"_s, tr("Undo"), [this, id] { m_parts.desk.screens().bringBack(id); }}}});
    });
}

const SavedScreen* ListEdits::shownScreen() const
{
    const ListEntry& shown = m_parts.sidebar.current();
    return shown.kind == ListEntry::Kind::Screen ? m_parts.desk.screens().find(shown.id) : nullptr;
}

const Watchlist* ListEdits::shownList() const
{
    const ListEntry& shown = m_parts.sidebar.current();
    return shown.kind == ListEntry::Kind::Watchlist ? m_parts.desk.watchlists().find(shown.id) : nullptr;
}

QStringList ListEdits::selected() const
{
    return m_parts.screener.table()->selectedTickers();
}

void ListEdits::updateActions()
{
    const Watchlist* list = shownList();
    const bool chosen = m_parts.screener.isVisible() && !selected().isEmpty();
    const auto enable = [this](ActionId id, bool on) { m_parts.actions.at(id)->setEnabled(on); };
    enable(ActionId::NewList, true);
    const bool isOwn = (list && !isDefault(*list)) || shownScreen();
    enable(ActionId::SaveScreen, m_parts.screener.isVisible());
    enable(ActionId::RenameList, isOwn);
    enable(ActionId::DeleteList, isOwn);
    enable(ActionId::MoveListUp, placeAfterMove(-1) >= 0);
    enable(ActionId::MoveListDown, placeAfterMove(1) >= 0);
    enable(ActionId::PasteTickers, list != nullptr);
    enable(ActionId::AddToDefault, chosen);
    enable(ActionId::AddToList, chosen);
    enable(ActionId::RemoveFromList, chosen && list);
}

void ListEdits::askName(const QString& title, const QString& name, std::function<void(const QString&)> chosen)
{
    auto* dialog = new NameDialog(title, name, m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NameDialog::chosen, this, std::move(chosen));
    dialog->open();
}

void ListEdits::askNew(const QStringList& tickers)
{
    askName(tr("New watchlist"), {}, [this, tickers](const QString& name) {
        m_forNewList = tickers;
        m_parts.desk.watchlists().create(name);
    });
}

void ListEdits::askRename()
{
    const ListEntry shown = m_parts.sidebar.current();
    const bool isScreen = shownScreen() != nullptr;
    askName(
        tr("Rename %1").arg(shown.name), shown.name, [this, isScreen, id = shown.id](const QString& name) {
            isScreen ? m_parts.desk.screens().rename(id, name) : m_parts.desk.watchlists().rename(id, name);
        });
}

void ListEdits::removeList()
{
    const QString id = m_parts.sidebar.current().id;
    shownScreen() ? m_parts.desk.screens().remove(id) : m_parts.desk.watchlists().remove(id);
}

/// The name of the shown screen is offered: under it the screen is replaced.
void ListEdits::askSaveScreen()
{
    const SavedScreen* shown = shownScreen();
    const QString name = shown ? QString::fromStdString(shown->name) : QString();
    askName(tr("Save filter, columns and order as"), name, [this](const QString& typed) {
        m_parts.desk.screens().save(m_parts.screener.table()->screen(typed));
    });
}

int ListEdits::placeAfterMove(int by) const
{
    const Watchlist* list = shownList();
    if (!list || isDefault(*list))
        return -1;
    const std::vector<Watchlist>& all = m_parts.desk.watchlists().all();
    const auto place = static_cast<int>(list - all.data()) + by;
    return place >= 1 && place < static_cast<int>(all.size()) ? place : -1; // Default stays the first
}

void ListEdits::moveList(int by)
{
    const int place = placeAfterMove(by);
    if (place < 0)
        return;
    QStringList ids;
    for (const Watchlist& each : m_parts.desk.watchlists().all())
        ids += each.id;
    ids.move(place - by, place);
    m_parts.desk.watchlists().reorder(ids);
}

void ListEdits::pasteTickers()
{
    const Watchlist* list = shownList();
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!list || !data)
        return;
    const QStringList tickers = tickersOf(*data);
    if (tickers.isEmpty())
        m_parts.status.showMessage(tr("There is no ticker on the clipboard."), kStatusMs);
    else
        addTyped(list->id, tickers);
}

/// A bare name is the stock of an exchange in India where that one is known.
void ListEdits::addTyped(const QString& listId, const QStringList& typed)
{
    const Desk& desk = m_parts.desk;
    QStringList tickers;
    for (const QString& each : typed)
        tickers += QString::fromStdString(resolveTyped(
            each.toStdString(), [&desk](const std::string& ticker) { return desk.knows(ticker); }));
    m_parts.desk.watchlists().addTickers(listId, tickers);
}

void ListEdits::fillAddMenu()
{
    QMenu* menu = m_parts.actions.at(ActionId::AddToList)->menu();
    menu->clear();
    for (const Watchlist& list : m_parts.desk.watchlists().all()) {
        QString name = list.name;
        QAction* action = menu->addAction(name.replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this,
                [this, id = list.id] { m_parts.desk.watchlists().addTickers(id, selected()); });
    }
    menu->addSeparator();
    QAction* made = menu->addAction(tr("&New list…"));
    made->setObjectName(u"addToNewList"_s);
    connect(made, &QAction::triggered, this, [this] { askNew(selected()); });
}

void ListEdits::showSidebarMenu(const QPoint& at)
{
    auto* menu = new QMenu(m_parts.window);
    menu->setObjectName(u"sidebarMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ActionId id : {ActionId::NewList, ActionId::RenameList, ActionId::DeleteList,
                              ActionId::MoveListUp, ActionId::MoveListDown, ActionId::PasteTickers})
        menu->addAction(m_parts.actions.at(id));
    menu->popup(m_parts.sidebar.viewport()->mapToGlobal(at));
}

} // namespace tt
