// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/strategyfields.h"
#include "jobs/strategypreview.h"

#include <QWidget>

#include <array>

class QLabel;
class QSlider;

namespace tt {

/// A slider for one number of a strategy, and below it what the market's verdicts come to with that number:
/// a bar of their shares and how many there are of each, beside how many there were.
class WhatIf : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIf(QWidget* parent = nullptr);

    /// The number that the slider moves; a strategy that cannot be edited has none.
    void showField(const QString& name, const StrategyField& field);
    void showNoField(const QString& why);
    /// `against`: whose verdicts it is compared with; empty: nobody's.
    void showPreview(const StrategyPreview& preview, const QString& against);
    void showWaiting();
    void showFailure(const QString& sentence);

Q_SIGNALS:
    void moved(double value);

private:
    void onSlider(int position);

    class ShareBar;
    QLabel* m_name;
    QSlider* m_slider;
    QLabel* m_value;
    QLabel* m_counts;
    ShareBar* m_bar;
    double m_least = 0, m_step = 1;
};

} // namespace tt
