// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <zlib.h>

namespace tt::test {

/// Deflated by zlib; window bits 31 make gzip, -15 the bare stream of a zip member.
inline QByteArray deflated(const QByteArray& bytes, int windowBits)
{
    z_stream stream = {};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))) + 64,
                      Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

inline QByteArray gzipped(const QByteArray& bytes)
{
    return deflated(bytes, 31);
}

struct ZipEntry
{
    QByteArray name, bytes;
    std::uint16_t method = 8, flags = 0;
    std::int64_t claimedSize = -1; ///< -1: the true one
};

inline void putNumber(QByteArray& to, std::uint64_t value, int width)
{
    for (int i = 0; i < width; ++i, value >>= 8)
        to.append(static_cast<char>(value & 0xff));
}

/// A zip file by the layouts of APPNOTE.TXT, without any library for it.
inline QByteArray zipped(const QList<ZipEntry>& entries)
{
    QByteArray file, directory;
    for (const ZipEntry& entry : entries) {
        const QByteArray packed = entry.method == 8 ? deflated(entry.bytes, -15) : entry.bytes;
        const auto size = static_cast<std::uint64_t>(
            entry.claimedSize >= 0 ? entry.claimedSize : static_cast<std::int64_t>(entry.bytes.size()));
        QByteArray common;
        putNumber(common, 20, 2);
        putNumber(common, entry.flags, 2);
        putNumber(common, entry.method, 2);
        putNumber(common, 0, 4);
        putNumber(common,
                  crc32(0, reinterpret_cast<const Bytef*>(entry.bytes.data()),
                        static_cast<uInt>(entry.bytes.size())),
                  4);
        putNumber(common, static_cast<std::uint64_t>(packed.size()), 4);
        putNumber(common, size, 4);
        putNumber(common, static_cast<std::uint64_t>(entry.name.size()), 2);
        putNumber(common, 0, 2);
        directory += "PK\x01\x02";
        putNumber(directory, 20, 2);
        directory += common;
        putNumber(directory, 0, 10);
        putNumber(directory, static_cast<std::uint64_t>(file.size()), 4);
        directory += entry.name;
        file += "PK\x03\x04" + common + entry.name + packed;
    }
    QByteArray end("PK\x05\x06");
    putNumber(end, 0, 4);
    putNumber(end, static_cast<std::uint64_t>(entries.size()), 2);
    putNumber(end, static_cast<std::uint64_t>(entries.size()), 2);
    putNumber(end, static_cast<std::uint64_t>(directory.size()), 4);
    putNumber(end, static_cast<std::uint64_t>(file.size()), 4);
    putNumber(end, 0, 2);
    return file + directory + end;
}

} // namespace tt::test
