// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tt {

/// Bytes on the heap; new ones are not set to zero.
struct ByteBuffer
{
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;

    std::string_view view() const { return {bytes.get(), size}; }
};
ByteBuffer makeBuffer(std::size_t size);

/// Price tables pack to a third or a thirtieth; what grows more than this, beyond the first megabyte, is
/// made to fill the memory.
inline constexpr std::uint64_t kMaxUnpackRatio = 200;
inline constexpr std::uint64_t kFreeUnpackBytes = 1 << 20;

/// The most that `packed` bytes may unpack to, and never above kMaxPriceFileBytes.
std::uint64_t unpackLimit(std::uint64_t packed);

/// CRC-32 as zip and gzip use it.
std::uint32_t crcOf(std::string_view bytes);

bool isGzip(std::string_view bytes);

/// All members of a gzip file, joined; what follows the last one is ignored, as gunzip does. Nothing above
/// unpackLimit is ever held. Errors (with `path`): FILE_FORMAT (damaged, cut off, above the limit).
Result<ByteBuffer> unpackGzip(std::string_view packed, const std::string& path);

/// The deflated data of one member of a zip file that must give `size` bytes with this CRC.
Result<ByteBuffer> unpackDeflated(std::string_view packed, std::uint64_t size, std::uint32_t crc,
                                  const std::string& path);

} // namespace tt
