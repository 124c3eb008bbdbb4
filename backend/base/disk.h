// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tt {

/// Bytes that this user may still write on the disk of an existing folder or file; none: the system does not
/// say.
std::optional<std::int64_t> freeDiskBytes(const std::string& path);

/// "NFS" and the like when an existing folder or file lies on another machine; empty on a local disk, and
/// where the system does not say.
std::string_view networkDiskOf(const std::string& path);

/// Writes what the system holds back of an existing file or folder to its disk; false when the disk refuses.
bool syncToDisk(const std::string& path);

} // namespace tt
