// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "jobs/resultcolumns.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tt {

/// Builds the text of a CSV file: RFC 4180, CRLF, UTF-8, numbers shortest-exact, undefined cells empty. A
/// text that a spreadsheet would run as a formula (first character = + - @, tab or CR) gets a ' in front.
class CsvWriter
{
public:
    void text(std::string_view value);
    void number(double value); ///< empty when not finite
    void integer(std::int64_t value);
    void flag(bool value); ///< true, false
    void empty();
    void cell(const Cell& value);
    void endRow();

    int rows() const { return m_rows; } ///< ended ones, the header counts
    const std::string& bytes() const { return m_bytes; }
    void clear() { m_bytes.clear(); } ///< drops what was built so far; rows() goes on counting

private:
    void separate();

    std::string m_bytes;
    bool m_first = true;
    int m_rows = 0;
};

/// Writes a whole file or nothing: a temporary file beside the target, flushed to the disk, then renamed. On
/// failure the old file stays and no temporary is left. A device (/dev/stdout) is written directly. Blocking.
/// Errors: FILE_NOT_WRITABLE.
Result<void> writeFileWhole(const std::string& path, std::string_view bytes);

/// Whether writeFileWhole can be expected to work, without touching the target (a temporary file is
/// made beside it and removed): asked before long work starts. Errors: FILE_NOT_WRITABLE.
Result<void> checkWritable(const std::string& path);

} // namespace tt
