// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messagebar.h"

#include "text/errortext.h"
#include "text/palette.h"
#include "ui/widgets/icons.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr std::size_t kMostMessages = 20;

struct KindLook
{
    const char* icon;
    Tone tone;
};

KindLook lookOf(Message::Kind kind)
{
    switch (kind) {
    case Message::Kind::Info:
        return {"info", Tone::Accent};
    case Message::Kind::Warning:
        return {"warning", Tone::Warning};
    case Message::Kind::Error:
        break;
    }
    return {"error", Tone::Down};
}

QToolButton* toolButton(const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
{
    setObjectName(u"messageBar"_s);
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    build();
    hide();
}

void MessageBar::build()
{
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setObjectName(u"messageText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_more = new QLabel(this);
    m_more->setObjectName(u"messageMore"_s);
    m_fold = toolButton(u"messageDetailsButton"_s, this);
    m_fold->setText(tr("Details"));
    m_fold->setCheckable(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy = toolButton(u"messageCopyButton"_s, this);
    m_copy->setText(tr("Copy"));
    m_close = toolButton(u"messageCloseButton"_s, this);
    m_close->setToolTip(tr("Close this message (Esc)"));
    m_close->setAccessibleName(tr("Close this message"));
    m_details = new QPlainTextEdit(this);
    m_details->setObjectName(u"messageDetails"_s);
    m_details->setAccessibleName(tr("Details of the message"));
    m_details->setReadOnly(true);
    m_details->setMaximumHeight(110);

    m_buttons = new QHBoxLayout;
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_icon);
    line->addWidget(m_text, 1);
    line->addWidget(m_more);
    line->addLayout(m_buttons);
    line->addWidget(m_fold);
    line->addWidget(m_copy);
    line->addWidget(m_close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(12, 5, 6, 5);
    all->addLayout(line);
    all->addWidget(m_details);

    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_details->setVisible(open);
        m_copy->setVisible(open);
        m_fold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    });
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_text->text() + u"\n\n"_s + m_details->toPlainText());
    });
    connect(m_close, &QToolButton::clicked, this, &MessageBar::closeCurrent);
}

void MessageBar::add(Message message)
{
    if (!m_messages.empty() && m_messages.back().text == message.text)
        m_messages.pop_back();
    if (m_messages.size() == kMostMessages)
        m_messages.erase(m_messages.begin());
    m_messages.push_back(std::move(message));
    showCurrent();
}

void MessageBar::addError(const Error& error)
{
    add({Message::Kind::Error, errorText(error), errorDetails(error), {}});
}

void MessageBar::closeCurrent()
{
    if (!m_messages.empty())
        m_messages.pop_back();
    showCurrent();
}

QString MessageBar::text() const
{
    return m_messages.empty() ? QString() : m_messages.back().text;
}

void MessageBar::showCurrent()
{
    setVisible(!m_messages.empty());
    if (m_messages.empty())
        return;
    const Message& message = m_messages.back();
    m_text->setText(message.text);
    m_text->setAccessibleName(message.text);
    m_details->setPlainText(message.details);
    m_fold->setChecked(false);
    m_fold->setArrowType(Qt::RightArrow);
    m_fold->setVisible(!message.details.isEmpty());
    m_details->hide();
    m_copy->hide();
    m_more->setVisible(m_messages.size() > 1);
    m_more->setText(tr("+%n more", nullptr, static_cast<int>(m_messages.size()) - 1));
    rebuildButtons(message);
    paintKind(message.kind);
}

void MessageBar::rebuildButtons(const Message& message)
{
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const MessageButton& info : message.buttons) {
        auto* button = new QPushButton(info.text, this);
        button->setObjectName(info.name);
        m_buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, run = info.run] {
            closeCurrent();
            run();
        });
    }
}

void MessageBar::paintKind(Message::Kind kind)
{
    const KindLook look = lookOf(kind);
    const QPalette& base = parentWidget() ? parentWidget()->palette() : palette();
    const QColor tone = toneColor(look.tone, base);
    QPalette own = base;
    own.setColor(QPalette::Window, blend(tone, base.color(QPalette::Window), 0.14));
    own.setColor(QPalette::Button, own.color(QPalette::Window));
    if (own != palette())
        setPalette(own);
    m_icon->setPixmap(linePixmap(QString::fromLatin1(look.icon), tone, 18, devicePixelRatioF()));
    m_close->setIcon(lineIcon(u"close"_s, base));
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ParentChange && !m_messages.empty())
        paintKind(m_messages.back().kind);
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        closeCurrent();
    else
        QFrame::keyPressEvent(event);
}

} // namespace tt
