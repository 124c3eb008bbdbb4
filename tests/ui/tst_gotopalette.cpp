// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gotopalette.h"

#include "windowtest.h"

#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>

#include <optional>

using namespace tt;
using namespace Qt::StringLiterals;

class GotoPaletteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        m_bench = std::make_unique<Bench>(m_dir->path());
        m_bench->runDemo(40);
    }
    void cleanup()
    {
        m_bench.reset();
        m_dir.reset();
    }

    void aStockIsGoneTo();
    void aCompanyIsFoundByItsName();
    void pagesAndCommandsAreReachedAndRemembered();
    void arrowsChooseWhileTyping();

private:
    QLineEdit* open()
    {
        m_bench->action("actionGoTo")->trigger();
        return child<QLineEdit>(m_bench->window, "paletteBox");
    }
    QAbstractItemModel* found() { return child<QTableView>(m_bench->window, "paletteList")->model(); }

    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Bench> m_bench;
};

void GotoPaletteTest::aStockIsGoneTo()
{
    const std::string ticker = m_bench->desk.results().record(31).ticker;
    child<QLineEdit>(m_bench->window, "filterBox")->setText(u"nothing passes this"_s);
    QTRY_COMPARE(m_bench->rows(), 0);
    m_bench->action("actionShowJobs")->trigger();
    QLineEdit* box = open();
    QTest::keyClicks(box, QString::fromStdString(ticker));
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(m_bench->page()->objectName(), u"screenerPage"_s);
    QCOMPARE(child<QLabel>(m_bench->window, "reportTicker")->text(), QString::fromStdString(ticker));
    QCOMPARE(m_bench->rows(), 40); // the filter that hid it is gone
}

void GotoPaletteTest::aCompanyIsFoundByItsName()
{
    const QString name = QString::fromStdString(m_bench->desk.results().record(17).name);
    QTest::keyClicks(open(), name.toLower());
    QVERIFY2(found()->index(0, 0).data().toString().endsWith(name), qPrintable(name));
    QTest::keyClicks(child<QLineEdit>(m_bench->window, "paletteBox"), u" of nowhere"_s);
    QCOMPARE(found()->rowCount(), 0);
}

void GotoPaletteTest::pagesAndCommandsAreReachedAndRemembered()
{
    QLineEdit* box = open();
    QTest::keyClicks(box, u"trend follow"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(m_bench->page()->objectName(), u"strategiesPage"_s);
    QCOMPARE(child<QLineEdit>(m_bench->window, "strategyName")->text(), u"Trend Following"_s);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    open();
    QCOMPARE(found()->index(0, 0).data().toString(), u"Trend Following"_s);
}

void GotoPaletteTest::arrowsChooseWhileTyping()
{
    QLineEdit* box = open();
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(child<QTableView>(m_bench->window, "paletteList")->currentIndex().row(), 2);
    QTest::keyClicks(box, u"zzzz"_s);
    QCOMPARE(found()->rowCount(), 0);
    QTest::keyClick(box, Qt::Key_Return); // nothing to go to
    QVERIFY(box->isVisible());
}

QTEST_MAIN(GotoPaletteTest)
#include "tst_gotopalette.moc"
