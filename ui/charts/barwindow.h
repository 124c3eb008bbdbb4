// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tt {

/// Which bars a chart shows: `first` and `span` in bars, fractions allowed; bar i covers i..i+1. It never
/// shows fewer than kLeast bars nor anything left of the first bar or right of the last (but a margin).
class BarWindow
{
public:
    static constexpr double kLeast = 10;

    void setCount(std::size_t bars);
    std::size_t count() const { return m_count; }

    double first() const { return m_first; }
    double span() const { return m_span; }
    double end() const { return m_first + m_span; }
    std::size_t firstBar() const; ///< first bar that is at least partly visible
    std::size_t lastBar() const;  ///< one past the last visible one

    void showLast(double bars);
    void showAll();
    void pan(double bars);
    /// `factor` above 1 shows fewer bars; the bar at `anchor` (0 left edge, 1 right edge) stays where it is.
    void zoom(double factor, double anchor);
    void toStart();
    void toEnd();
    /// Moves just as far as needed to show the bar.
    void reveal(std::size_t bar);

    bool atEnd() const; ///< the newest bar is visible

private:
    double margin() const; ///< empty room right of the newest bar
    void clamp();

    std::size_t m_count = 0;
    double m_first = 0;
    double m_span = 1;
};

} // namespace tt
