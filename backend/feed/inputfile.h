// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tt {

/// A regular file open for reading, closed with the object.
class InputFile
{
public:
    /// Errors: FILE_UNREADABLE (missing, a folder, a device, no permission).
    static Result<InputFile> open(const std::string& path);
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    ~InputFile();

    const std::string& path() const { return m_path; }
    std::uint64_t size() const { return m_size; } ///< when it was opened
    /// Reads up to `count` bytes at `offset` into `to`; fewer come only at the end of the file.
    Result<std::size_t> read(std::uint64_t offset, char* to, std::size_t count) const;

private:
    InputFile(std::string path, int descriptor, std::uint64_t size);

    std::string m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// A sentence about a file, with its path: "'a.csv' is empty."
Error unreadableFile(const std::string& path, std::string_view what);
Error wrongFileFormat(const std::string& path, std::string_view what);
/// What to do about a failed system call on `path`.
Error fileError(const std::string& path, int systemError);

} // namespace tt
