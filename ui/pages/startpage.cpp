// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/startpage.h"

#include "text/palette.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kIconSize = 36;
constexpr int kCardWidth = 230;

QLabel* wrapped(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

StartPage::StartPage(QAction* demo, QAction* importFiles, QAction* download, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(u"startPage"_s);
    auto* title = new QLabel(tr("No prices yet"), this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setBold(true);
    title->setFont(large);
    auto* text = wrapped(tr("Every stock gets a verdict from twelve indicators and, for a Buy, a trade plan "
                            "with entry, stop, target and size. Choose where the prices come from."),
                         this);
    text->setMaximumWidth(3 * kCardWidth + 32);

    auto* ways = new QHBoxLayout;
    ways->setSpacing(16);
    ways->addWidget(way(demo, u"startDemo"_s, u"demo"_s, tr("Try with demo data"),
                        tr("2,200 made-up stocks, analyzed in a second or two. Nothing is downloaded, and "
                           "demo results are always marked.")));
    ways->addWidget(way(importFiles, u"startImportFiles"_s, u"import"_s, tr("Import files"),
                        tr("CSV files with daily prices, one stock or many in a file; Ctrl+Shift+O takes a "
                           "whole folder. What cannot be used is reported line by line.")));
    ways->addWidget(way(download, u"startDownload"_s, u"download"_s, tr("Download quotes"),
                        tr("Daily prices of the stocks you name, for your personal use. Nothing is sent "
                           "before you say so.")));

    auto* column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(12);
    column->addLayout(ways);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addLayout(column);
    middle->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(24, 24, 24, 24);
    all->addStretch(2);
    all->addLayout(middle);
    all->addStretch(3);
    drawIcons();
}

QWidget* StartPage::way(QAction* action, const QString& name, const QString& icon, const QString& title,
                        const QString& text)
{
    auto* card = new QFrame(this);
    card->setFrameShape(QFrame::StyledPanel);
    card->setAutoFillBackground(true);
    card->setBackgroundRole(QPalette::Base);
    card->setFixedWidth(kCardWidth);
    auto* picture = new QLabel(card);
    m_icons.emplace_back(picture, icon);
    auto* button = new QPushButton(title, card);
    button->setObjectName(name);
    button->setAccessibleDescription(text);
    button->setMinimumHeight(34);
    button->setAutoDefault(true);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(18, 18, 18, 18);
    column->setSpacing(10);
    column->addWidget(picture);
    column->addWidget(wrapped(text, card));
    column->addStretch(1);
    column->addWidget(button);
    if (!m_first) {
        m_first = button;
        button->setDefault(true);
    }
    return card;
}

void StartPage::drawIcons()
{
    for (const auto& [label, icon] : m_icons)
        label->setPixmap(
            linePixmap(icon, toneColor(Tone::Accent, palette()), kIconSize, devicePixelRatioF()));
}

void StartPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawIcons();
}

void StartPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    drawIcons();
    m_first->setFocus(Qt::OtherFocusReason);
}

} // namespace tt
