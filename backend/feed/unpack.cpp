// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/unpack.h"

#include "feed/inputfile.h"
#include "feed/textfile.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>
#include <zlib.h>

namespace tt {

namespace {

constexpr int kRawDeflate = -MAX_WBITS, kGzip = MAX_WBITS + 16;
constexpr std::size_t kFirstBuffer = 1 << 16;

/// One zlib stream, ended with the object.
class Inflater
{
public:
    explicit Inflater(int windowBits) { m_ready = inflateInit2(&m_stream, windowBits) == Z_OK; }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    bool ready() const { return m_ready; }
    void setInput(std::string_view bytes)
    {
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        m_stream.avail_in = static_cast<uInt>(bytes.size());
    }
    std::string_view rest() const
    {
        return {reinterpret_cast<const char*>(m_stream.next_in), m_stream.avail_in};
    }
    /// Fills `to`; gives zlib's code and the bytes written.
    std::pair<int, std::size_t> step(char* to, std::size_t room)
    {
        const auto width = static_cast<uInt>(std::min<std::size_t>(room, 1U << 30));
        m_stream.next_out = reinterpret_cast<Bytef*>(to);
        m_stream.avail_out = width;
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        return {code, width - m_stream.avail_out};
    }
    bool restart() { return inflateReset(&m_stream) == Z_OK; }

private:
    z_stream m_stream = {};
    bool m_ready = false;
};

Error damaged(const std::string& path)
{
    return wrongFileFormat(path, "is damaged or cut off: get the packed file again.");
}

Error tooLarge(const std::string& path)
{
    return wrongFileFormat(path, "unpacks to far more than prices can: unpack it yourself and look at it.");
}

/// Twice the room, never above `limit`.
void grow(ByteBuffer& buffer, std::size_t used, std::uint64_t limit)
{
    ByteBuffer larger = makeBuffer(std::min<std::size_t>(std::max(kFirstBuffer, buffer.size * 2), limit));
    std::memcpy(larger.bytes.get(), buffer.bytes.get(), used);
    buffer = std::move(larger);
}

} // namespace

ByteBuffer makeBuffer(std::size_t size)
{
    return {std::make_unique_for_overwrite<char[]>(size), size};
}

std::uint64_t unpackLimit(std::uint64_t packed)
{
    const std::uint64_t limit =
        packed > kMaxPriceFileBytes ? kMaxPriceFileBytes : packed * kMaxUnpackRatio + kFreeUnpackBytes;
    return std::min<std::uint64_t>(limit, kMaxPriceFileBytes);
}

std::uint32_t crcOf(std::string_view bytes)
{
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

bool isGzip(std::string_view bytes)
{
    return bytes.starts_with("\x1f\x8b");
}

Result<ByteBuffer> unpackGzip(std::string_view packed, const std::string& path)
{
    if (packed.size() > std::numeric_limits<uInt>::max())
        return tooLarge(path);
    Inflater inflater(kGzip);
    if (!inflater.ready())
        return damaged(path);
    const std::uint64_t limit = unpackLimit(packed.size());
    ByteBuffer text = makeBuffer(std::min<std::size_t>(std::max(kFirstBuffer, packed.size() * 4), limit));
    std::size_t used = 0;
    inflater.setInput(packed);
    while (true) {
        if (used == text.size) {
            if (used == limit)
                return tooLarge(path);
            grow(text, used, limit);
        }
        const auto [code, wrote] = inflater.step(text.bytes.get() + used, text.size - used);
        used += wrote;
        if (code == Z_STREAM_END) {
            if (!isGzip(inflater.rest()))
                break;
            if (!inflater.restart())
                return damaged(path);
        } else if (code != Z_OK) {
            return damaged(path);
        }
    }
    text.size = used;
    return text;
}

Result<ByteBuffer> unpackDeflated(std::string_view packed, std::uint64_t size, std::uint32_t crc,
                                  const std::string& path)
{
    if (size > unpackLimit(packed.size()))
        return tooLarge(path);
    Inflater inflater(kRawDeflate);
    if (!inflater.ready())
        return damaged(path);
    ByteBuffer text = makeBuffer(static_cast<std::size_t>(size) + 1); // one more: a longer stream shows
    inflater.setInput(packed);
    std::size_t used = 0;
    int code = Z_OK;
    while (code == Z_OK && used < text.size) {
        const auto [now, wrote] = inflater.step(text.bytes.get() + used, text.size - used);
        code = now;
        used += wrote;
    }
    text.size = used;
    if (code != Z_STREAM_END || used != size || crcOf(text.view()) != crc)
        return damaged(path);
    return text;
}

} // namespace tt
