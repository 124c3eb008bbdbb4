// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/bars.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tt {

class Clock;
class Store;

/// What became of one file. rows == accepted + quarantined + duplicates.
struct ImportedFile
{
    std::string path, dialect;
    int rows = 0, accepted = 0, repaired = 0, quarantined = 0, duplicates = 0, instruments = 0;
    std::optional<Error> error; ///< the file gave nothing; the others go on
};

struct ImportFinding
{
    std::string ticker;
    Finding finding;
};

struct ImportReport
{
    std::vector<ImportedFile> files; ///< in the order of the list of files
    std::vector<ImportFinding> findings;
    int instruments = 0; ///< distinct tickers stored
    int replaced = 0;    ///< stored bars whose values were replaced
    double seconds = 0;
    bool cancelled = false;
};

/// Reads files and folders on all cores and stores their bars, one transaction for several small files: a file
/// is stored whole or not at all. Lives in the thread that made it; the destructor cancels and waits.
class ImportService : public QObject
{
    Q_OBJECT

public:
    ImportService(Store& store, const Clock& clock, QObject* parent = nullptr);
    ~ImportService() override;

    /// Errors (of the whole): FILE_UNREADABLE, FILE_FORMAT (no price file in it), STORAGE_*.
    QFuture<Result<ImportReport>> start(QStringList paths);
    void cancel();

Q_SIGNALS:
    void progress(int done, int total, const QString& file);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tt
