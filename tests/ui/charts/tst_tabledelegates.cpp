// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/tabledelegates.h"

#include "text/palette.h"
#include "text/tableroles.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tt;

class TestTableDelegates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void votesAreDistinct();
    void toneColorsTheText();

private:
    static QImage draw(const QAbstractItemDelegate& delegate, const QStandardItemModel& model);
};

QImage TestTableDelegates::draw(const QAbstractItemDelegate& delegate, const QStandardItemModel& model)
{
    QImage image(140, 24, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.palette.setColor(QPalette::Base, Qt::white);
    delegate.paint(&painter, option, model.index(0, 0));
    return image;
}

void TestTableDelegates::votesAreDistinct()
{
    QStandardItemModel model(1, 1);
    const VoteStripDelegate delegate;
    QList<QImage> pictures;
    for (const QByteArray votes : {"+", "-", "0", "x", " "}) {
        model.setData(model.index(0, 0), votes, VotesRole);
        // Shape alone tells them apart.
        const QImage picture = draw(delegate, model).convertToFormat(QImage::Format_Grayscale8);
        QVERIFY(!pictures.contains(picture));
        pictures << picture;
    }
    model.setData(model.index(0, 0), QByteArray(13, '+'), VotesRole);
    QVERIFY(delegate.sizeHint({}, model.index(0, 0)).width() >= 13 * 8);
}

void TestTableDelegates::toneColorsTheText()
{
    QStandardItemModel model(1, 1);
    const ToneDelegate delegate;
    model.setData(model.index(0, 0), u"████"_s, Qt::DisplayRole);
    const QImage plain = draw(delegate, model);
    model.setData(model.index(0, 0), static_cast<int>(Tone::Up), ToneRole);
    const QImage up = draw(delegate, model);
    QVERIFY(up != plain);
    model.setData(model.index(0, 0), static_cast<int>(Tone::Down), ToneRole);
    QVERIFY(draw(delegate, model) != up);
    const QImage bare = draw(delegate, model);
    model.setData(model.index(0, 0), 0.5, FractionRole);
    QVERIFY(draw(delegate, model) != bare);
}

QTEST_MAIN(TestTableDelegates)
#include "tst_tabledelegates.moc"
