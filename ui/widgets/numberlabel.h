// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace tt {

/// A value that can be selected and copied. A clickable one tells a click or Enter, shows by its cursor and
/// an underline that it can be asked, and is reached with Tab.
class NumberLabel : public QLabel
{
    Q_OBJECT

public:
    explicit NumberLabel(QWidget* parent = nullptr);

    void setClickable(bool on);

Q_SIGNALS:
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void underline(bool on);

    bool m_isClickable = false;
};

} // namespace tt
