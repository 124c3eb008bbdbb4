// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/listedits.h"

#include "models/resultscolumn.h"
#include "models/tickermime.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/tableview.h"
#include "windowtest.h"

#include <QClipboard>
#include <QDragMoveEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>

using namespace tt;
using namespace Qt::StringLiterals;

class ListEditsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        m_bench = std::make_unique<Bench>(m_dir->path());
    }
    void cleanup()
    {
        m_bench.reset();
        m_dir.reset();
    }

    void aListIsMadeRenamedDeletedAndBroughtBack();
    void defaultKeepsItsName();
    void selectedRowsGoIntoANewList();
    void pastedTickersAreResolvedAndRefused();
    void rowsAreDroppedOnAList();
    void aNameThatIsTakenIsSaid();
    void listsAreMovedUpAndDown();
    void aScreenKeepsFilterColumnsAndOrder();
    void aScreenIsRenamedDeletedAndBroughtBack();

private:
    Sidebar& sidebar() { return *child<Sidebar>(m_bench->window, "sidebar"); }
    Watchlists& lists() { return m_bench->desk.watchlists(); }
    const Watchlist* named(const QString& name)
    {
        const auto& all = lists().all();
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const Watchlist& list) { return list.name == name; });
        return found == all.end() ? nullptr : &*found;
    }
    void answerName(const QString& name)
    {
        auto* dialog = child<QDialog>(m_bench->window, "nameDialog");
        child<QLineEdit>(*dialog, "nameBox")->setText(name);
        QTest::mouseClick(child<QPushButton>(*dialog, "nameOk"), Qt::LeftButton);
    }
    QString order()
    {
        QStringList names;
        for (const Watchlist& list : lists().all())
            names += list.name;
        return names.join(u' ');
    }
    void typeFilter(const QString& text)
    {
        auto* box = child<QLineEdit>(m_bench->window, "filterBox");
        box->selectAll();
        QTest::keyClick(box, Qt::Key_Delete);
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }
    void saveScreen(const QString& filter, const QString& name)
    {
        typeFilter(filter);
        m_bench->action("actionSaveScreen")->trigger();
        answerName(name);
        QTRY_VERIFY_WITH_TIMEOUT(sidebar().current().name == name, kWaitMs);
        QVERIFY(sidebar().kind() == ListEntry::Kind::Screen);
    }
    void make(const QString& name)
    {
        m_bench->action("actionNewList")->trigger();
        answerName(name);
        QTRY_VERIFY_WITH_TIMEOUT(sidebar().current().name == name, kWaitMs);
    }

    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Bench> m_bench;
};

void ListEditsTest::aListIsMadeRenamedDeletedAndBroughtBack()
{
    m_bench->runDemo(5);
    make(u"Swing & more"_s);
    QVERIFY(m_bench->action("actionRenameList")->isEnabled());
    m_bench->action("actionRenameList")->trigger();
    answerName(u"  Long  "_s);
    QTRY_VERIFY_WITH_TIMEOUT(named(u"Long"_s), kWaitMs);
    QVERIFY(!named(u"Swing & more"_s));
    QTRY_COMPARE(sidebar().current().name, u"Long"_s);

    m_bench->action("actionDeleteList")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!named(u"Long"_s), kWaitMs);
    QVERIFY2(m_bench->message().contains(u"Long"), qPrintable(m_bench->message()));
    QTest::mouseClick(child<QPushButton>(m_bench->window, "messageUndo"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(named(u"Long"_s), kWaitMs);
    QVERIFY(m_bench->message().isEmpty());
}

void ListEditsTest::defaultKeepsItsName()
{
    m_bench->action("actionShowDefault")->trigger();
    QCOMPARE(sidebar().current().name, u"Default"_s);
    QVERIFY(!m_bench->action("actionRenameList")->isEnabled());
    QVERIFY(!m_bench->action("actionDeleteList")->isEnabled());
    QVERIFY(m_bench->action("actionPasteTickers")->isEnabled());
    m_bench->action("actionShowAll")->trigger();
    QVERIFY(!m_bench->action("actionPasteTickers")->isEnabled());
}

void ListEditsTest::selectedRowsGoIntoANewList()
{
    m_bench->runDemo(6);
    m_bench->table()->selectAll();
    QMenu* menu = m_bench->action("actionAddToList")->menu();
    QVERIFY(menu);
    Q_EMIT menu->aboutToShow();
    child<QAction>(*menu, "addToNewList")->trigger();
    answerName(u"All six"_s);
    QTRY_VERIFY_WITH_TIMEOUT(named(u"All six"_s) && named(u"All six"_s)->tickers.size() == 6, kWaitMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->rows(), 6, kWaitMs);
    QCOMPARE(sidebar().current().name, u"All six"_s);
}

void ListEditsTest::pastedTickersAreResolvedAndRefused()
{
    m_bench->runDemo(3);
    const QString known = QString::fromStdString(m_bench->desk.results().record(0).ticker);
    QVERIFY(known.endsWith(u".NS"_s) || !known.contains(u'.'));
    m_bench->action("actionShowDefault")->trigger();
    QGuiApplication::clipboard()->setText(u"M&M.NS, "_s + known.toLower() + u"\n; ???"_s);
    m_bench->action("actionPasteTickers")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(lists().defaultList()->tickers.size(), std::size_t{2}, kWaitMs);
    QVERIFY(lists().defaultList()->tickers.contains("M&M.NS"));
    QVERIFY(lists().defaultList()->tickers.contains(known.toStdString()));
    QTRY_COMPARE(m_bench->rows(), 1); // the other one has no result yet
}

void ListEditsTest::rowsAreDroppedOnAList()
{
    m_bench->runDemo(4);
    QAbstractItemModel* model = m_bench->table()->model();
    QVERIFY(model->flags(model->index(0, 3)) & Qt::ItemIsDragEnabled);
    const std::unique_ptr<QMimeData> rows(
        model->mimeData({model->index(0, 0), model->index(0, 3), model->index(2, 0)}));
    QCOMPARE(tickersOf(*rows).size(), qsizetype{2});
    const int row = m_bench->desk.lists().rowOf(ListEntry::Kind::Watchlist);
    const QPoint at = sidebar().visualRect(sidebar().model()->index(row, 0)).center();
    QDragEnterEvent enter(at, Qt::CopyAction, rows.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(sidebar().viewport(), &enter);
    QVERIFY(enter.isAccepted());
    const QPoint elsewhere = sidebar().visualRect(sidebar().model()->index(0, 0)).center();
    QDragMoveEvent over(elsewhere, Qt::CopyAction, rows.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(sidebar().viewport(), &over);
    QVERIFY(!over.isAccepted()); // All stocks is no watchlist
    QDragMoveEvent move(at, Qt::CopyAction, rows.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(sidebar().viewport(), &move);
    QVERIFY(move.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, rows.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(sidebar().viewport(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(lists().defaultList()->tickers.size(), std::size_t{2}, kWaitMs);
}

void ListEditsTest::aNameThatIsTakenIsSaid()
{
    m_bench->runDemo(2);
    make(u"Swing"_s);
    m_bench->action("actionNewList")->trigger();
    answerName(u"swing"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_bench->message().isEmpty(), kWaitMs);
    QCOMPARE(lists().all().size(), std::size_t{2});
}

void ListEditsTest::listsAreMovedUpAndDown()
{
    m_bench->runDemo(3);
    make(u"A"_s);
    make(u"B"_s);
    QTRY_COMPARE(order(), u"Default A B"_s);
    QVERIFY(!m_bench->action("actionMoveListDown")->isEnabled());
    m_bench->action("actionMoveListUp")->trigger();
    QTRY_COMPARE(order(), u"Default B A"_s);
    QCOMPARE(sidebar().current().name, u"B"_s);
    QTRY_VERIFY(!m_bench->action("actionMoveListUp")->isEnabled()); // Default stays the first
    m_bench->action("actionMoveListDown")->trigger();
    QTRY_COMPARE(order(), u"Default A B"_s);
    m_bench->action("actionShowDefault")->trigger();
    QVERIFY(!m_bench->action("actionMoveListDown")->isEnabled());
}

void ListEditsTest::aScreenKeepsFilterColumnsAndOrder()
{
    m_bench->runDemo(40);
    auto* table = child<TableView>(m_bench->window, "resultsTable");
    const int all = table->model()->rowCount();
    table->setColumnHidden(static_cast<int>(ResultsColumn::Name), true);
    table->horizontalHeader()->moveSection(table->horizontalHeader()->visualIndex(int(ResultsColumn::Score)),
                                           0);
    table->sortByColumn(static_cast<int>(ResultsColumn::Evidence), Qt::AscendingOrder);
    saveScreen(u"evidence>0.1"_s, u"Convinced"_s);
    QTRY_VERIFY(table->model()->rowCount() < all);
    const int some = table->model()->rowCount();
    QVERIFY(some > 0);

    m_bench->action("actionShowDemo")->trigger();
    typeFilter({});
    table->setColumnHidden(static_cast<int>(ResultsColumn::Name), false);
    table->sortByColumn(static_cast<int>(ResultsColumn::Ticker), Qt::DescendingOrder);
    QTRY_COMPARE(table->model()->rowCount(), all);

    sidebar().chooseList(QString::fromStdString(m_bench->desk.screens().all().front().id));
    QTRY_COMPARE(table->model()->rowCount(), some);
    QVERIFY(table->isColumnHidden(static_cast<int>(ResultsColumn::Name)));
    QCOMPARE(table->horizontalHeader()->visualIndex(static_cast<int>(ResultsColumn::Score)), 0);
    QCOMPARE(m_bench->desk.results().sortColumn(), static_cast<int>(ResultsColumn::Evidence));
    QVERIFY(m_bench->desk.results().sortOrder() == Qt::AscendingOrder);
}

void ListEditsTest::aScreenIsRenamedDeletedAndBroughtBack()
{
    m_bench->runDemo(5);
    saveScreen(u"score>0"_s, u"Up"_s);
    m_bench->action("actionRenameList")->trigger();
    answerName(u"Rising"_s);
    const auto names = [&] {
        QStringList all;
        for (const SavedScreen& screen : m_bench->desk.screens().all())
            all += QString::fromStdString(screen.name);
        return all.join(u' ');
    };
    QTRY_COMPARE(names(), u"Rising"_s);
    QTRY_COMPARE(sidebar().current().name, u"Rising"_s);
    m_bench->action("actionDeleteList")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(names().isEmpty(), kWaitMs);
    QVERIFY2(m_bench->message().contains(u"Rising"), qPrintable(m_bench->message()));
    QTest::mouseClick(child<QPushButton>(m_bench->window, "messageUndo"), Qt::LeftButton);
    QTRY_COMPARE(names(), u"Rising"_s);
}

QTEST_MAIN(ListEditsTest)
#include "tst_listedits.moc"
