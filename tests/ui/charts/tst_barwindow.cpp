// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barwindow.h"

#include <gtest/gtest.h>

#include <random>

using tt::BarWindow;

TEST(BarWindow, ShowsTheNewestBarsWithRoomBeside)
{
    BarWindow window;
    window.setCount(1000);
    window.showLast(250);
    EXPECT_EQ(window.lastBar(), 1000u);
    EXPECT_NEAR(static_cast<double>(window.firstBar()), 750, 1.5);
    EXPECT_GT(window.end(), 1000);
    EXPECT_TRUE(window.atEnd());
}

TEST(BarWindow, ZoomKeepsTheBarAtTheAnchor)
{
    BarWindow window;
    window.setCount(1000);
    window.showLast(300);
    window.pan(-200);
    const double pinned = window.first() + 0.3 * window.span();
    window.zoom(1.7, 0.3);
    EXPECT_NEAR(window.first() + 0.3 * window.span(), pinned, 1e-9);
}

TEST(BarWindow, FewBarsStandAtTheRight)
{
    BarWindow window;
    window.setCount(3);
    window.showAll();
    EXPECT_EQ(window.firstBar(), 0u);
    EXPECT_EQ(window.lastBar(), 3u);
    EXPECT_LT(window.first(), 0);
}

TEST(BarWindow, NeverLeavesTheBars)
{
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> unit;
    for (int round = 0; round < 200; ++round) {
        BarWindow window;
        const std::size_t count = random() % 3000;
        window.setCount(count);
        for (int step = 0; step < 50; ++step) {
            switch (random() % 6) {
            case 0:
                window.zoom(0.1 + 4 * unit(random), unit(random));
                break;
            case 1:
                window.pan((unit(random) - 0.5) * 5000);
                break;
            case 2:
                window.showLast(unit(random) * 4000);
                break;
            case 3:
                window.toStart();
                break;
            case 4:
                if (count > 0) {
                    const std::size_t bar = random() % count;
                    window.reveal(bar);
                    ASSERT_LE(window.first(), static_cast<double>(bar));
                    ASSERT_GE(window.end(), static_cast<double>(bar) + 1 - 1e-9);
                }
                break;
            default:
                window.showAll();
            }
            ASSERT_LE(window.firstBar(), window.lastBar());
            ASSERT_LE(window.lastBar(), count);
            ASSERT_GE(window.span(), BarWindow::kLeast);
            ASSERT_TRUE(count == 0 || window.firstBar() < window.lastBar());
        }
    }
}
