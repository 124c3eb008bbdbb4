// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/unpack.h"

#include <cstdlib>

/// Whatever the bytes: no crash, and never more than the packed size allows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view packed(reinterpret_cast<const char*>(data), size);
    const auto unpacked = tt::unpackGzip(packed, "a.gz");
    if (unpacked && unpacked->size > tt::unpackLimit(size))
        std::abort();
    return 0;
}
