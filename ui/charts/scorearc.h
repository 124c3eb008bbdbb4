// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <QWidget>

namespace tt {

/// The score as a half circle from -1 to +1 with the cut-offs 0.2 and 0.6 drawn, the number below. No
/// verdict: no needle and "–".
class ScoreArc : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreArc(QWidget* parent = nullptr);

    void setScore(double score, Verdict verdict);
    void clear();
    double score() const { return m_score; } ///< NaN: none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_score = kUndefined;
    Verdict m_verdict = Verdict::NoVerdict;
};

} // namespace tt
