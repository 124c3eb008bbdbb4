// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "feed/unpack.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// One file inside a zip file, as its directory describes it; nothing of it is trusted before it is read.
struct ZipMember
{
    std::string name; ///< with its folders: "2024/eq.csv"
    std::uint16_t method = 0, flags = 0;
    std::uint32_t crc = 0;
    std::uint64_t packedSize = 0, size = 0, headerOffset = 0;
};

bool isZip(std::string_view bytes);
/// "a.zip", in any case.
bool hasZipEnding(std::string_view path);

/// "folder/a.zip/inside/b.csv" taken apart at the first part that is a zip file on the disk; nullopt when no
/// part is.
struct ZipPath
{
    std::string zip, member;
};
std::optional<ZipPath> splitZipPath(const std::string& path);

/// The files of a zip file, in the order of its directory, folders left out. At most 10,000; together their
/// packed bytes must fit into the file, so that overlapping ones cannot multiply.
/// Errors: FILE_UNREADABLE, FILE_FORMAT (no zip, damaged, of several parts, too many members).
Result<std::vector<ZipMember>> zipMembers(const std::string& path);

/// One member, unpacked and checked. Errors: those of zipMembers; FILE_FORMAT (no such member, a password,
/// another packing than deflate, above unpackLimit).
Result<ByteBuffer> readZipMember(const ZipPath& path);

} // namespace tt
