// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barwindow.h"

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

constexpr double kMarginPart = 0.03; ///< of the span

} // namespace

void BarWindow::setCount(std::size_t bars)
{
    m_count = bars;
    clamp();
}

double BarWindow::margin() const
{
    return std::max(1.0, m_span * kMarginPart);
}

std::size_t BarWindow::firstBar() const
{
    return static_cast<std::size_t>(std::clamp(std::floor(m_first), 0.0, static_cast<double>(m_count)));
}

std::size_t BarWindow::lastBar() const
{
    return static_cast<std::size_t>(std::clamp(std::ceil(end()), 0.0, static_cast<double>(m_count)));
}

void BarWindow::showLast(double bars)
{
    m_span = std::max(kLeast, bars) / (1 - kMarginPart);
    toEnd();
}

void BarWindow::showAll()
{
    showLast(static_cast<double>(m_count));
}

void BarWindow::pan(double bars)
{
    m_first += bars;
    clamp();
}

void BarWindow::zoom(double factor, double anchor)
{
    const double pinned = m_first + anchor * m_span;
    const double widest = std::max(kLeast, static_cast<double>(m_count)) / (1 - kMarginPart);
    m_span = std::clamp(m_span / factor, kLeast, widest);
    m_first = pinned - anchor * m_span;
    clamp();
}

void BarWindow::toStart()
{
    m_first = 0;
    clamp();
}

void BarWindow::toEnd()
{
    m_first = static_cast<double>(m_count) + margin() - m_span;
    clamp();
}

void BarWindow::reveal(std::size_t bar)
{
    const auto at = static_cast<double>(bar);
    if (at < m_first)
        m_first = at;
    else if (at + 1 > end())
        m_first = at + 1 - m_span;
    clamp();
}

bool BarWindow::atEnd() const
{
    return end() >= static_cast<double>(m_count);
}

void BarWindow::clamp()
{
    m_span = std::max(m_span, kLeast);
    const double last = static_cast<double>(m_count) + margin() - m_span;
    // Fewer bars than the window holds stand at its right end.
    m_first = last < 0 ? last : std::clamp(m_first, 0.0, last);
}

} // namespace tt
