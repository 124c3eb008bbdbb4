// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
class QChart;
QT_END_NAMESPACE

namespace tt {

struct ChartScene;

/// The two axes of a price chart. The vertical one runs from 0 (bottom) to 1 over the whole plot area and has
/// labels wherever a pane needs them, so one Qt chart carries all panes; the horizontal one counts bars.
class ChartAxes
{
public:
    explicit ChartAxes(QChart* chart);

    void applyLook(const ChartScene& scene);
    void update(const ChartScene& scene);

private:
    struct Label
    {
        double at;
        QString text;
        bool operator==(const Label&) const = default;
    };
    using Labels = std::vector<Label>;

    static Labels valueLabels(const ChartScene& scene);
    static Labels dateLabels(const ChartScene& scene);
    static void put(QCategoryAxis* axis, Labels& shown, Labels wanted);

    QCategoryAxis* m_values;
    QCategoryAxis* m_dates;
    Labels m_shownValues, m_shownDates;
};

} // namespace tt
