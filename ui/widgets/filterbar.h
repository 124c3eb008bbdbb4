// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace tt {

/// The filter box of a table with "n of m" beside it and, below, what is wrong with the filter. Typing is
/// answered after a short rest.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(const QString& objectName, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    void setPlaceholder(const QString& text);
    void setCounts(int shown, int all);
    void setProblem(const QString& sentence); ///< empty: the filter is right
    void focusBox();

Q_SIGNALS:
    void textEdited(const QString& text);
    /// Down or Enter: the user goes on to the table.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintPlaceholder();

    QLineEdit* m_box;
    QLabel* m_counts;
    QLabel* m_problem;
    QTimer m_rest;
};

} // namespace tt
