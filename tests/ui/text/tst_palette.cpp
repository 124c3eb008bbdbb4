// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/palette.h"

#include <QTest>

using namespace tt;

class TestPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyToneIsReadable();
    void darkIsTold();
    void contrastIsThatOfTheStandard();
};

void TestPalette::everyToneIsReadable()
{
    for (int tone = 0; tone <= static_cast<int>(Tone::Accent); ++tone) {
        for (const QColor& paper : {QColor(255, 255, 255), QColor(247, 247, 247), QColor(0xef, 0xf0, 0xf1)})
            QVERIFY2(contrastRatio(toneColor(static_cast<Tone>(tone), false), paper) >= 4.5,
                     qPrintable(paper.name()));
        for (const QColor& paper : {QColor(0x17, 0x1a, 0x1e), QColor(0x2a, 0x2e, 0x32), QColor(0, 0, 0)})
            QVERIFY2(contrastRatio(toneColor(static_cast<Tone>(tone), true), paper) >= 4.5,
                     qPrintable(paper.name()));
    }
}

void TestPalette::darkIsTold()
{
    QPalette palette;
    palette.setColor(QPalette::Base, QColor(0x2a, 0x2e, 0x32));
    QVERIFY(isDark(palette));
    QCOMPARE(toneColor(Tone::Up, palette), toneColor(Tone::Up, true));
    palette.setColor(QPalette::Base, Qt::white);
    QVERIFY(!isDark(palette));
}

void TestPalette::contrastIsThatOfTheStandard()
{
    QVERIFY(std::abs(contrastRatio(Qt::black, Qt::white) - 21) < 1e-9);
    QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.001);
    QCOMPARE(blend(Qt::black, Qt::white, 0), QColor(Qt::white));
    QCOMPARE(blend(Qt::black, Qt::white, 1), QColor(Qt::black));
}

QTEST_GUILESS_MAIN(TestPalette)
#include "tst_palette.moc"
