// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/disk.h"

#include <filesystem>
#include <system_error>

namespace tt {

std::optional<std::int64_t> freeDiskBytes(const std::string& path)
{
    std::error_code failed;
    const std::filesystem::space_info space = std::filesystem::space(path, failed);
    if (failed)
        return std::nullopt;
    return static_cast<std::int64_t>(space.available);
}

} // namespace tt
