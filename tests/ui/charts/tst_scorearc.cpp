// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/scorearc.h"

#include "chartfixture.h"
#include "charts/verdictbadge.h"

#include <QDir>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace tt;

class TestScoreArc : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheScore();
    void withoutVerdictThereIsNoScore();
    void badgeNamesVerdictAndDemo();
    void looks();
};

void TestScoreArc::showsTheScore()
{
    ScoreArc arc;
    arc.resize(arc.sizeHint());
    arc.setScore(0.42, Verdict::Buy);
    QVERIFY(arc.accessibleName().contains(u"+0.42"_s));
    const QImage buy = arc.grab().toImage();
    arc.setScore(-0.42, Verdict::Sell);
    QVERIFY(arc.grab().toImage() != buy);
}

void TestScoreArc::withoutVerdictThereIsNoScore()
{
    ScoreArc arc;
    arc.setScore(0, Verdict::NoVerdict);
    QVERIFY(std::isnan(arc.score()));
    arc.setScore(0, Verdict::Hold);
    QCOMPARE(arc.score(), 0.0);
    arc.clear();
    QVERIFY(std::isnan(arc.score()));
}

void TestScoreArc::badgeNamesVerdictAndDemo()
{
    VerdictBadge badge;
    badge.setVerdict(Verdict::StrongBuy, false);
    QVERIFY(badge.accessibleName().contains(u"Strong Buy"_s));
    const int width = badge.sizeHint().width();
    badge.setVerdict(Verdict::StrongBuy, true);
    QVERIFY(badge.accessibleName().contains(u"demo"_s));
    QVERIFY(badge.sizeHint().width() > width);
}

void TestScoreArc::looks()
{
    for (const bool dark : {false, true}) {
        QWidget page;
        if (dark)
            page.setPalette(test::darkPalette());
        page.setAutoFillBackground(true);
        auto* layout = new QVBoxLayout(&page);
        for (const auto& [score, verdict] :
             {std::pair{0.71, Verdict::StrongBuy}, {-0.33, Verdict::Sell}, {0.0, Verdict::NoVerdict}}) {
            auto* badge = new VerdictBadge;
            badge->setVerdict(verdict, score > 0);
            auto* arc = new ScoreArc;
            arc->setScore(score, verdict);
            layout->addWidget(badge);
            layout->addWidget(arc);
        }
        page.resize(340, 620);
        QDir().mkpath(QStringLiteral(TT_GRABS));
        QVERIFY(
            page.grab().save(QStringLiteral(TT_GRABS) + (dark ? u"/arc-dark.png"_s : u"/arc-light.png"_s)));
    }
}

QTEST_MAIN(TestScoreArc)
#include "tst_scorearc.moc"
