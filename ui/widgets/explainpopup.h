// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/explaintext.h"

#include <QFrame>

class QGridLayout;
class QLabel;

namespace tt {

/// What a number means and where it comes from, beside the number; Esc or a click elsewhere closes it.
class ExplainPopup : public QFrame
{
    Q_OBJECT

public:
    explicit ExplainPopup(QWidget* parent);

    /// `footer`: where the bars came from. `at`: the middle of the number's left edge, on the screen.
    void showText(const NumberText& text, const QString& footer, const QPoint& at);
    void showProblem(const QString& sentence, const QPoint& at);

private:
    void place(const QPoint& at);
    void clearFacts();

    QLabel* m_title;
    QLabel* m_definition;
    QGridLayout* m_facts;
    QLabel* m_footer;
};

} // namespace tt
