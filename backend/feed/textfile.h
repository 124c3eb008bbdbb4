// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "feed/unpack.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tt {

/// Larger files are refused: lines are counted in 32 bits and the whole file is held in memory.
inline constexpr std::size_t kMaxPriceFileBytes = std::size_t(1) << 30;

/// The bytes of a text file.
class TextFile
{
public:
    explicit TextFile(ByteBuffer buffer)
        : m_buffer(std::move(buffer))
    {
    }

    std::string_view bytes() const { return m_buffer.view(); }
    /// Without the UTF-8 byte order mark.
    std::string_view text() const;
    /// 16 hexadecimal digits over all bytes; equal bytes give equal digits on every machine.
    std::string checksum() const;

private:
    ByteBuffer m_buffer;
};

/// The text for people: at most `atMost` characters; bytes that are no UTF-8 and control characters are
/// replaced.
std::string displayText(std::string_view bytes, std::size_t atMost);

/// Reads a whole regular file, or a member of a zip file ("a.zip/b.csv"), and refuses what is no text. What
/// is packed with gzip, or alone in a zip file, is unpacked; UTF-16 is converted. Errors: FILE_UNREADABLE,
/// FILE_FORMAT (empty, binary, packed twice, damaged, a web page, above kMaxPriceFileBytes).
Result<TextFile> readTextFile(const std::string& path);

/// The file itself, the price files (.csv .txt .tsv) in a zip file, or those of a folder and its subfolders,
/// packed ones (.gz .zip) too, sorted by path; hidden ones are left out, and a subfolder that cannot be
/// opened stands for its files. Errors: FILE_UNREADABLE (missing), FILE_FORMAT (a folder or a zip file
/// without any).
Result<std::vector<std::string>> listPriceFiles(const std::string& path);

/// The checksum of a file as it is now, to see whether it changed. Errors as readTextFile.
Result<std::string> fileChecksum(const std::string& path);

} // namespace tt
