// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/disk.h"

#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

namespace tt {

std::optional<std::int64_t> freeDiskBytes(const std::string& path)
{
    std::error_code failed;
    const std::filesystem::space_info space = std::filesystem::space(path, failed);
    if (failed)
        return std::nullopt;
    return static_cast<std::int64_t>(space.available);
}

std::string_view networkDiskOf([[maybe_unused]] const std::string& path)
{
#ifdef __linux__
    struct Kind
    {
        unsigned magic; // statfs(2)
        std::string_view name;
    };
    static constexpr Kind kinds[] = {{0x6969, "NFS"},     {0xff534d42, "CIFS"}, {0xfe534d42, "SMB"},
                                     {0x517b, "SMB"},     {0x5346414f, "AFS"},  {0x73757245, "Coda"},
                                     {0x00c36400, "Ceph"}};
    struct statfs found = {};
    if (::statfs(path.c_str(), &found) != 0)
        return {};
    for (const Kind& kind : kinds) {
        if (kind.magic == static_cast<unsigned>(found.f_type))
            return kind.name;
    }
#endif
    return {};
}

bool syncToDisk(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    return synced;
}

} // namespace tt
