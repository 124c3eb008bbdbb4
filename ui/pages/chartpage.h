// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"
#include "jobs/library.h"

#include <QWidget>

#include <functional>
#include <vector>

class QAction;
class QActionGroup;
class QLabel;
class QMenu;
class QSettings;

namespace tt {

class Actions;
class DemoRibbon;
class PriceChart;

/// The price chart with its heading, ranges and what is drawn.
class ChartPage : public QWidget
{
    Q_OBJECT

public:
    explicit ChartPage(Actions& actions, QWidget* parent = nullptr);

    /// `result` may be null: a stock without a result has no plan.
    void setBars(const ChartBars& bars, const ResultRecord* result);
    /// The earlier results of the shown one's strategy, as marks at their last bars.
    void setPast(const std::vector<ResultRecord>& newestFirst, const ResultRecord& shown);
    void clear(const QString& text);
    PriceChart* chart() { return m_chart; }
    bool hasBars() const;
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

Q_SIGNALS:
    void contentChanged(); ///< there is a chart now, or none any more

private:
    void buildRanges(QWidget* bar);
    void buildMenu(QMenu* menu);
    void addSwitch(QMenu* menu, const QString& name, const QString& text, bool on,
                   std::function<void(bool)> apply);

    DemoRibbon* m_ribbon;
    QLabel* m_title;
    QActionGroup* m_ranges;
    std::vector<QAction*> m_switches;
    PriceChart* m_chart;
};

} // namespace tt
