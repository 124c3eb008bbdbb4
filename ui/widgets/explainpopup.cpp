// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/explainpopup.h"

#include "ui/widgets/factgrid.h"

#include <QGridLayout>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kWidth = 360; ///< at 96 dpi

} // namespace

ExplainPopup::ExplainPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_title(new QLabel(this))
    , m_definition(new QLabel(this))
    , m_facts(new QGridLayout)
    , m_footer(new QLabel(this))
{
    setObjectName(u"explainPopup"_s);
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_title->setObjectName(u"explainTitle"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_definition->setObjectName(u"explainDefinition"_s);
    m_footer->setObjectName(u"explainFooter"_s);
    for (QLabel* label : {m_title, m_definition, m_footer}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_facts->setHorizontalSpacing(16);
    m_facts->setVerticalSpacing(3);
    m_facts->setColumnStretch(1, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(14, 12, 14, 12);
    all->setSpacing(8);
    all->addWidget(m_title);
    all->addWidget(m_definition);
    all->addLayout(m_facts);
    all->addWidget(m_footer);
    setFixedWidth(qRound(kWidth * logicalDpiX() / 96.0));
}

void ExplainPopup::clearFacts()
{
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ExplainPopup::showText(const NumberText& text, const QString& footer, const QPoint& at)
{
    m_title->setText(text.title);
    m_definition->setText(text.definition);
    m_footer->setText(footer);
    setLabelTone(m_footer, Tone::Muted);
    clearFacts();
    int row = 0;
    for (const auto& [name, value] : text.facts) {
        auto* right = new QLabel(value, this);
        right->setTextFormat(Qt::PlainText);
        right->setWordWrap(name.isEmpty());
        right->setAlignment((name.isEmpty() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignTop);
        if (!name.isEmpty()) {
            auto* left = new QLabel(name, this);
            left->setTextFormat(Qt::PlainText);
            left->setWordWrap(true);
            setLabelTone(left, Tone::Muted);
            m_facts->addWidget(left, row, 0, Qt::AlignTop);
        }
        m_facts->addWidget(right, row, name.isEmpty() ? 0 : 1, 1, name.isEmpty() ? 2 : 1);
        ++row;
    }
    place(at);
}

void ExplainPopup::showProblem(const QString& sentence, const QPoint& at)
{
    showText({tr("This cannot be explained now"), sentence, {}}, {}, at);
}

/// Left of the number where there is room, never beyond the screen.
void ExplainPopup::place(const QPoint& at)
{
    m_footer->setVisible(!m_footer->text().isEmpty());
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_definition->text());
    resize(width(), layout()->heightForWidth(width()));
    const QRect room = parentWidget()->screen()->availableGeometry();
    const int x = at.x() - width() - 12 >= room.left() ? at.x() - width() - 12 : at.x() + 12;
    const int y =
        std::clamp(at.y() - height() / 3, room.top(), std::max(room.top(), room.bottom() - height()));
    move(std::min(x, room.right() - width()), y);
    show();
}

} // namespace tt
