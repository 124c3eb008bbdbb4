// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/bars.h"
#include "feed/pricefile.h"

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

/// What an import is asked to do beside its paths.
struct ImportOptions
{
    ReadOptions reading;  ///< the user's corrections; the as-of day is the import's own
    bool preview = false; ///< read and report, store nothing
};

/// A bar as it was understood, for a preview.
struct PreviewRow
{
    std::string ticker;
    Day date = kNoDay;
    double open = kUndefined, high = kUndefined, low = kUndefined, close = kUndefined, volume = kUndefined;
};
inline constexpr std::size_t kPreviewRows = 5;

/// What became of one file. rows == accepted + quarantined + duplicates.
struct ImportedFile
{
    std::string path, dialect;
    std::vector<std::string> reasons; ///< why it was read so, one sentence each
    std::vector<PreviewRow> preview;  ///< of a preview alone: the first bars, at most kPreviewRows
    int rows = 0, accepted = 0, repaired = 0, quarantined = 0, duplicates = 0, instruments = 0;
    bool isRemembered = false;  ///< read as the user corrected an earlier file of the same header
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
    int remembered = 0;  ///< header lines whose correction is now remembered
    double seconds = 0;
    bool cancelled = false;
};

/// Reads files and folders on all cores and stores their bars, one transaction for several small files: a
/// file is stored whole or not at all. Corrections of a layout are remembered for files of the same header
/// (ProfileStore) and used where the user gives none. Lives in the thread that made it; the destructor
/// cancels and waits.
class ImportService : public QObject
{
    Q_OBJECT

public:
    ImportService(Store& store, const Clock& clock, QObject* parent = nullptr);
    ~ImportService() override;

    /// Errors (of the whole): FILE_UNREADABLE, FILE_FORMAT (no price file in it), STORAGE_*.
    /// VALIDATION_ERROR (a correction that does not fit the file).
    QFuture<Result<ImportReport>> start(QStringList paths, ImportOptions options = {});
    void cancel();

Q_SIGNALS:
    void progress(int done, int total, const QString& file);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tt
