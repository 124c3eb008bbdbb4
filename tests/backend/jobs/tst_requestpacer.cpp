// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/requestpacer.h"

#include <QTest>

using namespace tt;
using namespace std::chrono_literals;

class TestRequestPacer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsAreSpacedAndFew()
    {
        RequestPacer pacer(PacingRules{.mostInFlight = 2, .spacing = 400ms});
        QVERIFY(*pacer.nextStart() <= 1'000);
        pacer.started(1'000);
        const std::int64_t second = *pacer.nextStart();
        QVERIFY(second >= 1'400 && second <= 1'600);
        pacer.started(second);
        QVERIFY(!pacer.nextStart());
        pacer.endedWell();
        QVERIFY(pacer.nextStart());
    }

    void troubleWaitsLongerEachTimeThenPauses()
    {
        RequestPacer pacer(PacingRules{.firstBackoff = 1'000ms,
                                       .mostBackoff = 60'000ms,
                                       .troublesToPause = 3,
                                       .pause = 100'000ms,
                                       .pausesToGiveUp = 2});
        std::int64_t now = 0, before = 0;
        for (int i = 1; i <= 2; ++i) {
            pacer.started(now);
            pacer.endedInTrouble({}, now);
            const std::int64_t wait = *pacer.nextStart() - now;
            QVERIFY(wait >= before);
            before = wait;
            now = *pacer.nextStart();
        }
        pacer.started(now);
        pacer.endedInTrouble({}, now);
        QCOMPARE(*pacer.nextStart(), now + 100'000);
        now = *pacer.nextStart();
        pacer.started(now); // the trial
        QVERIFY(!pacer.nextStart());
        pacer.endedInTrouble({}, now);
        QCOMPARE(*pacer.nextStart(), now + 200'000);
        QVERIFY(!pacer.givesUp());
        now = *pacer.nextStart();
        pacer.started(now);
        pacer.endedInTrouble({}, now);
        QVERIFY(pacer.givesUp());
        pacer.forgive();
        QVERIFY(!pacer.givesUp());
    }

    void theServersWishIsObeyed()
    {
        RequestPacer pacer;
        pacer.started(0);
        pacer.endedInTrouble(500'000, 0);
        QCOMPARE(*pacer.nextStart(), std::int64_t(500'000));
        pacer.started(500'000);
        pacer.endedWell();
        QVERIFY(*pacer.nextStart() < 501'000);
    }
};

QTEST_GUILESS_MAIN(TestRequestPacer)
#include "tst_requestpacer.moc"
