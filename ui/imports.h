// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/importservice.h"
#include "ui/windowparts.h"

#include <QObject>
#include <QStringList>

namespace tt {

class DownloadDialog;
struct DownloadReport;

/// Brings prices in, from files or the internet, and says what became of them.
class Imports : public QObject
{
    Q_OBJECT

public:
    explicit Imports(const WindowParts& parts, QObject* parent = nullptr);

Q_SIGNALS:
    void stateChanged();
    void analyzeAsked(); ///< the user wants to analyze what was imported

private:
    void preview(const QStringList& paths);
    void askDownload();
    void onDownloaded(const DownloadReport& report);
    void onImported(const ImportReport& report);

    WindowParts m_parts;
    DownloadDialog* m_download = nullptr;
};

} // namespace tt
