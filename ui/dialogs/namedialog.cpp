// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/namedialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kLongestName = 100;

} // namespace

NameDialog::NameDialog(const QString& title, const QString& name, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(u"nameDialog"_s);
    setWindowTitle(title);
    setMinimumWidth(340);
    auto* box = new QLineEdit(name, this);
    box->setObjectName(u"nameBox"_s);
    box->setMaxLength(kLongestName);
    box->selectAll();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setObjectName(u"nameOk"_s);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"nameCancel"_s);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Name"), box);
    form->addRow(buttons);
    const auto update = [ok, box] { ok->setEnabled(!box->text().trimmed().isEmpty()); };
    update();
    connect(box, &QLineEdit::textChanged, this, update);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, box] {
        Q_EMIT chosen(box->text().trimmed());
        accept();
    });
}

} // namespace tt
