// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/palettedialog.h"

#include "ui/widgets/tableview.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

PaletteDialog::PaletteDialog(std::vector<PaletteEntry> entries, const QStringList& recentKeys,
                             QWidget* parent)
    : QDialog(parent)
    , m_box(new QLineEdit(this))
    , m_list(new TableView(u"paletteList"_s, this))
{
    setObjectName(u"paletteDialog"_s);
    setWindowTitle(tr("Go to"));
    m_box->setObjectName(u"paletteBox"_s);
    m_box->setAccessibleName(tr("Stock, list or command"));
    m_box->setPlaceholderText(tr("Stock, list, strategy or command"));
    m_box->installEventFilter(this);
    m_model.setEntries(std::move(entries), recentKeys);
    m_list->setAccessibleName(tr("What fits"));
    m_list->setTable(&m_model, &m_model);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAlternatingRowColors(false);
    m_list->setEmptyText(tr("Nothing fits."));
    m_list->horizontalHeader()->hide();
    m_list->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->setCurrentIndex(m_model.index(0, 0));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(8, 8, 8, 8);
    all->addWidget(m_box);
    all->addWidget(m_list);
    resize(560, 380);
    connect(m_box, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_model.setTyped(typed.trimmed());
        m_list->setCurrentIndex(m_model.index(0, 0));
        m_list->scrollToTop();
    });
    connect(m_box, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QAbstractItemView::clicked, this, &PaletteDialog::choose);
}

void PaletteDialog::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const PaletteEntry entry = m_model.row(index.row());
    Q_EMIT used(entry.key);
    accept();
    entry.run();
}

bool PaletteDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(m_list, event);
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace tt
