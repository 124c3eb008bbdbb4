// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/factgrid.h"

#include "ui/widgets/numberlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace tt {

void setLabelTone(QLabel* label, Tone tone)
{
    const QPalette base = label->parentWidget() ? label->parentWidget()->palette() : label->palette();
    QPalette own = base;
    own.setColor(QPalette::WindowText,
                 tone == Tone::Normal ? base.color(QPalette::WindowText) : toneColor(tone, base));
    label->setForegroundRole(QPalette::WindowText); // on a base too
    label->setPalette(own);
}

FactGrid::FactGrid(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(1, 1);
}

void FactGrid::addRow(const QString& key, const QString& name)
{
    auto* left = new QLabel(name, this);
    auto* right = new NumberLabel(this);
    right->setObjectName(u"fact_"_s + key);
    right->setAccessibleName(name);
    right->setAlignment(Qt::AlignRight | Qt::AlignTop);
    right->setWordWrap(true);
    left->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    const int row = m_grid->rowCount();
    m_grid->addWidget(left, row, 0);
    m_grid->addWidget(right, row, 1);
    m_rows.insert(key, {left, right, Tone::Normal});
    setLabelTone(left, Tone::Muted);
}

void FactGrid::setValue(const QString& key, const QString& value, Tone tone, const QString& hint)
{
    const auto row = m_rows.find(key);
    Q_ASSERT(row != m_rows.end());
    row->tone = tone;
    row->value->setText(value);
    row->value->setToolTip(hint);
    row->name->setToolTip(hint);
    row->name->setVisible(!value.isEmpty());
    row->value->setVisible(!value.isEmpty());
    setLabelTone(row->value, tone);
}

QString FactGrid::value(const QString& key) const
{
    return m_rows.value(key).value->text();
}

void FactGrid::setClickable(const QString& key)
{
    NumberLabel* label = m_rows.value(key).value;
    label->setClickable(true);
    connect(label, &NumberLabel::clicked, this, [this, key, label] { Q_EMIT clicked(key, label); });
}

void FactGrid::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintTones();
}

void FactGrid::paintTones()
{
    for (const Row& row : std::as_const(m_rows)) {
        setLabelTone(row.name, Tone::Muted);
        setLabelTone(row.value, row.tone);
    }
}

} // namespace tt
