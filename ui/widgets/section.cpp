// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/section.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace tt {

Section::Section(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(title, this))
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto* line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(3);
    all->addWidget(m_title);
    all->addWidget(line);
    all->addSpacing(2);
    all->addWidget(content);
}

} // namespace tt
