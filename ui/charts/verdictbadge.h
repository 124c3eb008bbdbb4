// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <QWidget>

namespace tt {

/// The verdict as a large mark and word on a tinted plate; a "DEMO DATA" ribbon beside it where it applies.
class VerdictBadge : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictBadge(QWidget* parent = nullptr);

    void setVerdict(Verdict verdict, bool isDemo);
    Verdict verdict() const { return m_verdict; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked(); ///< or Enter

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString demoText() const;
    QFont largeFont() const;

    Verdict m_verdict = Verdict::NoVerdict;
    bool m_isDemo = false;
};

} // namespace tt
