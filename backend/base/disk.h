// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tt {

/// Bytes that this user may still write on the disk of an existing folder or file; none: the system does not
/// say.
std::optional<std::int64_t> freeDiskBytes(const std::string& path);

} // namespace tt
