// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/filedialogs.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct DialogText
{
    Q_DECLARE_TR_FUNCTIONS(tt::FileDialogs)
};

QFileDialog* dialog(QWidget* parent, const QString& title, QString& folder)
{
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* made = new QFileDialog(parent, title, folder);
    made->setObjectName(u"fileDialog"_s);
    made->setAttribute(Qt::WA_DeleteOnClose);
    return made;
}

QStringList csvFilters()
{
    return {DialogText::tr("Price files (*.csv *.txt *.tsv *.zip *.gz)"), DialogText::tr("All files (*)")};
}

} // namespace

void SystemFileDialogs::openFiles(QWidget* parent, std::function<void(const QStringList&)> chosen)
{
    QFileDialog* asked = dialog(parent, DialogText::tr("Import price files"), m_folder);
    asked->setFileMode(QFileDialog::ExistingFiles);
    asked->setNameFilters(csvFilters());
    QObject::connect(asked, &QFileDialog::accepted, asked, [this, asked, chosen] {
        m_folder = asked->directory().absolutePath();
        chosen(asked->selectedFiles());
    });
    asked->open();
}

void SystemFileDialogs::openFolder(QWidget* parent, std::function<void(const QString&)> chosen)
{
    QFileDialog* asked = dialog(parent, DialogText::tr("Import a folder of price files"), m_folder);
    asked->setFileMode(QFileDialog::Directory);
    asked->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(asked, &QFileDialog::accepted, asked, [this, asked, chosen] {
        const QString folder = asked->selectedFiles().value(0);
        m_folder = QFileInfo(folder).absolutePath();
        chosen(folder);
    });
    asked->open();
}

void SystemFileDialogs::save(QWidget* parent, const QString& title, const QString& fileName,
                             const QStringList& filters, std::function<void(const QString&)> chosen)
{
    QFileDialog* asked = dialog(parent, title, m_folder);
    asked->setAcceptMode(QFileDialog::AcceptSave);
    asked->setFileMode(QFileDialog::AnyFile);
    asked->setDefaultSuffix(QFileInfo(fileName).suffix());
    asked->setNameFilters(filters);
    asked->selectFile(fileName);
    QObject::connect(asked, &QFileDialog::accepted, asked, [this, asked, chosen] {
        m_folder = asked->directory().absolutePath();
        chosen(asked->selectedFiles().value(0));
    });
    asked->open();
}

void SystemFileDialogs::saveCsv(QWidget* parent, const QString& title, const QString& fileName,
                                std::function<void(const QString&)> chosen)
{
    save(parent, title, fileName, {DialogText::tr("CSV files (*.csv)")}, std::move(chosen));
}

void SystemFileDialogs::savePicture(QWidget* parent, const QString& fileName,
                                    std::function<void(const QString&)> chosen)
{
    save(parent, DialogText::tr("Save the chart"), fileName,
         {DialogText::tr("Pictures (*.png)"), DialogText::tr("Drawings (*.svg)")}, std::move(chosen));
}

void SystemFileDialogs::showFolder(const QString& path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

} // namespace tt
