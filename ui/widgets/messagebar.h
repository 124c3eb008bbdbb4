// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace tt {

struct MessageButton
{
    QString name, text;
    std::function<void()> run; ///< the message is closed first
};

struct Message
{
    enum class Kind { Info, Warning, Error };
    Kind kind = Kind::Info;
    QString text;    ///< what happened and what to do
    QString details; ///< behind the fold; empty: no fold
    std::vector<MessageButton> buttons;
};

/// Messages inside the window, one at a time, the newest first; never a box of their own. Details open below
/// the sentence and can be copied.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void add(Message message);
    void addError(const Error& error);
    void closeCurrent();
    bool isEmpty() const { return m_messages.empty(); }
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void showCurrent();
    void rebuildButtons(const Message& message);
    void paintKind(Message::Kind kind);

    std::vector<Message> m_messages; ///< the last is shown
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_more = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QToolButton* m_fold = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_close = nullptr;
    QPlainTextEdit* m_details = nullptr;
};

} // namespace tt
