// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's thread is away from its event loop while a whole market is analysed.
#include "windowtest.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <vector>

using namespace tt;

namespace {

double threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// A timer that is due every millisecond: what lies between two of its ticks is how long the event loop was
/// away, by the clock and by the thread's own processor time. The second is what the program takes; the first
/// also holds what other programs took on a busy machine.
class HoldMeter : public QObject
{
public:
    HoldMeter()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double cpu = threadCpuMs();
            wallMs.push_back(static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
            cpuMs.push_back(cpu - m_cpu);
            m_cpu = cpu;
            m_clock.start();
        });
        m_clock.start();
        m_cpu = threadCpuMs();
        m_timer.start(1);
    }

    std::vector<double> wallMs, cpuMs;

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_cpu = 0;
};

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

double worst(const std::vector<double>& values)
{
    return *std::max_element(values.begin(), values.end());
}

} // namespace

class TestEventLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isHeldShortlyDuringAWholeMarketRun()
    {
        QTemporaryDir folder;
        Bench bench(folder.path());
        HoldMeter meter;
        bench.runDemo(2'200);
        QVERIFY(meter.wallMs.size() > 20);
        qInfo("held: median %.2f ms, worst %.2f ms; processor time: median %.2f ms, worst %.2f ms; %zu times",
              median(meter.wallMs), worst(meter.wallMs), median(meter.cpuMs), worst(meter.cpuMs),
              meter.wallMs.size());
        QVERIFY(median(meter.wallMs) < 16);
        QVERIFY(worst(meter.cpuMs) < 50);
    }
};

QTEST_MAIN(TestEventLoop)
#include "tst_eventloop.moc"
