// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterbar.h"

#include "text/format.h"
#include "text/palette.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kRestMs = 60;

} // namespace

FilterBar::FilterBar(const QString& objectName, QWidget* parent)
    : QWidget(parent)
    , m_box(new QLineEdit(this))
    , m_counts(new QLabel(this))
    , m_problem(new QLabel(this))
{
    setObjectName(objectName + u"Bar"_s);
    m_box->setObjectName(objectName);
    m_box->setAccessibleName(tr("Filter"));
    m_box->setClearButtonEnabled(true);
    m_box->installEventFilter(this);
    m_counts->setObjectName(objectName + u"Counts"_s);
    m_counts->setAccessibleName(tr("Rows shown"));
    m_problem->setObjectName(objectName + u"Problem"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();

    auto* line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_box, 1);
    line->addWidget(m_counts);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(8, 6, 8, 6);
    all->setSpacing(4);
    all->addLayout(line);
    all->addWidget(m_problem);

    paintPlaceholder();
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(m_box, &QLineEdit::textChanged, this, [this] { m_rest.start(); });
    connect(&m_rest, &QTimer::timeout, this, [this] { Q_EMIT textEdited(m_box->text()); });
}

void FilterBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintPlaceholder();
}

/// Not every platform's dark palette has a placeholder that can be read.
void FilterBar::paintPlaceholder()
{
    QPalette readable = palette();
    readable.setColor(QPalette::PlaceholderText, toneColor(Tone::Muted, palette()));
    m_box->setPalette(readable);
}

QString FilterBar::text() const
{
    return m_box->text();
}

void FilterBar::setText(const QString& text)
{
    m_box->setText(text);
}

void FilterBar::setPlaceholder(const QString& text)
{
    m_box->setPlaceholderText(text);
}

void FilterBar::setCounts(int shown, int all)
{
    m_counts->setText(tr("%1 of %2").arg(formatCount(shown), formatCount(all)));
}

void FilterBar::setProblem(const QString& sentence)
{
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, toneColor(Tone::Warning, palette()));
    m_problem->setPalette(warning);
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void FilterBar::focusBox()
{
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !m_box->text().isEmpty()) {
            m_box->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tt
