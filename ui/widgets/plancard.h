// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"
#include "text/explaintext.h"

#include <QFrame>

#include <array>
#include <string>

class QLabel;

namespace tt {

class FactGrid;
class NumberLabel;

/// The trade plan: entry, stop and target side by side, size and money below; or why there is none.
class PlanCard : public QFrame
{
    Q_OBJECT

public:
    explicit PlanCard(QWidget* parent = nullptr);

    void setAnalysis(const Analysis& analysis, const std::string& ticker);

Q_SIGNALS:
    void asked(tt::ReportNumber number, QWidget* value);

private:
    struct Level
    {
        NumberLabel* price;
        QLabel* distance;
    };
    void buildLevels();
    void setLevel(Level& level, double price, double entry, const std::string& ticker);
    void fillFacts(const TradePlan& plan, const std::string& ticker);
    void showWarning(const TradePlan& plan);

    QLabel* m_status;
    QWidget* m_levels;
    std::array<Level, 3> m_level{};
    FactGrid* m_facts;
    QLabel* m_warning;
};

} // namespace tt
