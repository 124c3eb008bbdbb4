// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/imports.h"

#include "text/format.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/dialogs/downloaddialog.h"
#include "ui/dialogs/filedialogs.h"
#include "ui/dialogs/importdialog.h"
#include "ui/pages/datapage.h"
#include "ui/widgets/jobstrip.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sidebar.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tt {

Imports::Imports(const WindowParts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(parts.actions.at(ActionId::ImportFiles), &QAction::triggered, this, [this] {
        m_parts.files.openFiles(m_parts.window,
                                [this](const QStringList& paths) { m_parts.desk.importPaths(paths); });
    });
    connect(parts.actions.at(ActionId::ImportFolder), &QAction::triggered, this, [this] {
        m_parts.files.openFolder(m_parts.window,
                                 [this](const QString& path) { m_parts.desk.importPaths({path}); });
    });
    connect(parts.actions.at(ActionId::ImportPreview), &QAction::triggered, this, [this] {
        m_parts.files.openFiles(m_parts.window, [this](const QStringList& paths) { preview(paths); });
    });
    connect(parts.actions.at(ActionId::Download), &QAction::triggered, this, &Imports::askDownload);
    connect(&parts.desk.downloads(), &Downloads::done, this, &Imports::onDownloaded);
    connect(&parts.desk, &Desk::importProgress, this, [this](int done, int total, const QString& file) {
        m_parts.strip.showImport(done, total, QDir(file).dirName());
        Q_EMIT stateChanged();
    });
    connect(&parts.desk, &Desk::imported, this, &Imports::onImported);
}

void Imports::preview(const QStringList& paths)
{
    auto* dialog = new ImportDialog(m_parts.desk, paths, m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::importAsked, &m_parts.desk, &Desk::importPaths);
    dialog->open();
}

/// One dialog for the window's life: closed and opened again it still shows a download that goes on.
void Imports::askDownload()
{
    if (!m_download)
        m_download = new DownloadDialog(m_parts.desk, m_parts.window);
    m_download->show();
    m_download->raise();
    m_download->activateWindow();
}

void Imports::onDownloaded(const DownloadReport& report)
{
    if (report.done.empty())
        return; // the dialog says why
    Message message;
    message.kind = report.failed.empty() ? Message::Kind::Info : Message::Kind::Warning;
    message.text =
        tr("Stocks downloaded: %1.").arg(formatCount(static_cast<std::int64_t>(report.done.size())));
    if (!report.failed.empty()) {
        message.text +=
            u' ' + tr("Failed: %1.").arg(formatCount(static_cast<std::int64_t>(report.failed.size())));
        message.buttons.push_back({u"messageShowDownload"_s, tr("Show why"), [this] { askDownload(); }});
    }
    message.buttons.push_back({u"messageAnalyzeStored"_s, tr("Analyze…"), [this] { Q_EMIT analyzeAsked(); }});
    m_parts.messages.add(std::move(message));
    Q_EMIT stateChanged();
}

void Imports::onImported(const ImportReport& report)
{
    if (!m_parts.desk.isBusy())
        m_parts.strip.finish();
    m_parts.data.showReport(report);
    const auto refused = std::count_if(report.files.begin(), report.files.end(),
                                       [](const ImportedFile& file) { return file.error.has_value(); });
    Message message;
    message.kind = refused > 0 ? Message::Kind::Warning : Message::Kind::Info;
    message.text = tr("Stocks imported: %1.").arg(formatCount(report.instruments));
    if (refused > 0)
        message.text +=
            u' ' + tr("Files that could not be read: %1; the report says why.").arg(formatCount(refused));
    message.buttons.push_back({u"messageShowReport"_s, tr("Show report"),
                               [this] { m_parts.sidebar.choose(ListEntry::Kind::Data); }});
    if (report.instruments > 0)
        message.buttons.push_back(
            {u"messageAnalyzeStored"_s, tr("Analyze…"), [this] { Q_EMIT analyzeAsked(); }});
    m_parts.messages.add(std::move(message));
    Q_EMIT stateChanged();
}

} // namespace tt
