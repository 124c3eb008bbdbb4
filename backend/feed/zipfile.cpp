// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/zipfile.h"

#include "feed/inputfile.h"
#include "feed/textfile.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>

namespace tt {

namespace {

namespace fs = std::filesystem;

// Layouts: APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16.
constexpr std::size_t kEndSize = 22, kEntrySize = 46, kLocalSize = 30, kLongestComment = 0xffff;
constexpr std::string_view kEndMark = "PK\x05\x06", kEntryMark = "PK\x01\x02", kLocalMark = "PK\x03\x04";
constexpr std::size_t kMostMembers = 10'000;
constexpr std::uint64_t kLargestDirectory = 16 << 20;
constexpr std::uint16_t kStored = 0, kDeflated = 8, kEncrypted = 1;

Error damaged(const std::string& path)
{
    return wrongFileFormat(path, "is damaged or cut off: get the packed file again.");
}

template<class T>
T number(const char* at)
{
    T value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;)
        value = static_cast<T>(value << 8 | static_cast<unsigned char>(at[i]));
    return value;
}

/// Exactly the bytes at `offset`, or the error of a file that is too short.
Result<ByteBuffer> bytesAt(const InputFile& file, std::uint64_t offset, std::uint64_t count)
{
    if (offset > file.size() || count > file.size() - offset)
        return damaged(file.path());
    ByteBuffer buffer = makeBuffer(static_cast<std::size_t>(count));
    const Result<std::size_t> got = file.read(offset, buffer.bytes.get(), buffer.size);
    if (!got)
        return got.error();
    return *got == buffer.size ? Result<ByteBuffer>(std::move(buffer)) : damaged(file.path());
}

struct Directory
{
    std::uint64_t offset = 0, size = 0;
    std::size_t members = 0;
};

Result<Directory> findDirectory(const InputFile& file)
{
    const std::uint64_t tailSize = std::min<std::uint64_t>(file.size(), kEndSize + kLongestComment);
    const Result<ByteBuffer> tail = bytesAt(file, file.size() - tailSize, tailSize);
    if (!tail)
        return tail.error();
    const std::size_t at = tail->view().rfind(kEndMark);
    if (at == std::string_view::npos || at + kEndSize > tail->size)
        return damaged(file.path());
    const char* end = tail->bytes.get() + at;
    const auto disk = number<std::uint16_t>(end + 4), members = number<std::uint16_t>(end + 10);
    const auto size = number<std::uint32_t>(end + 12), offset = number<std::uint32_t>(end + 16);
    if (disk != 0 || members == 0xffff || offset == 0xffffffff)
        return wrongFileFormat(file.path(), "is a zip file of several parts or above 4 GB: unpack it first.");
    if (members > kMostMembers || size > kLargestDirectory)
        return wrongFileFormat(file.path(), "holds more than 10,000 files: unpack it first.");
    return Directory{offset, size, members};
}

Result<std::vector<ZipMember>> readDirectory(const InputFile& file)
{
    const Result<Directory> directory = findDirectory(file);
    if (!directory)
        return directory.error();
    const Result<ByteBuffer> bytes = bytesAt(file, directory->offset, directory->size);
    if (!bytes)
        return bytes.error();
    std::vector<ZipMember> members;
    std::string_view left = bytes->view();
    std::uint64_t packed = 0;
    for (std::size_t i = 0; i < directory->members; ++i) {
        if (left.size() < kEntrySize || !left.starts_with(kEntryMark))
            return damaged(file.path());
        const char* at = left.data();
        const std::size_t name = number<std::uint16_t>(at + 28);
        const std::size_t more = number<std::uint16_t>(at + 30) + std::size_t(number<std::uint16_t>(at + 32));
        if (left.size() - kEntrySize < name + more)
            return damaged(file.path());
        ZipMember member;
        member.flags = number<std::uint16_t>(at + 8);
        member.method = number<std::uint16_t>(at + 10);
        member.crc = number<std::uint32_t>(at + 16);
        member.packedSize = number<std::uint32_t>(at + 20);
        member.size = number<std::uint32_t>(at + 24);
        member.headerOffset = number<std::uint32_t>(at + 42);
        member.name = left.substr(kEntrySize, name);
        left.remove_prefix(kEntrySize + name + more);
        packed += member.packedSize;
        if (packed > file.size())
            return damaged(file.path());
        if (!member.name.ends_with('/'))
            members.push_back(std::move(member));
    }
    return members;
}

Result<ByteBuffer> readMember(const InputFile& file, const ZipMember& member, const std::string& path)
{
    if ((member.flags & kEncrypted) != 0)
        return wrongFileFormat(path, "is locked with a password: unpack it first.");
    if (member.method != kStored && member.method != kDeflated)
        return wrongFileFormat(path, "is packed in another way than deflate: unpack it first.");
    const Result<ByteBuffer> local = bytesAt(file, member.headerOffset, kLocalSize);
    if (!local)
        return local.error();
    if (!local->view().starts_with(kLocalMark))
        return damaged(path);
    const std::uint64_t data = member.headerOffset + kLocalSize +
                               number<std::uint16_t>(local->bytes.get() + 26) +
                               number<std::uint16_t>(local->bytes.get() + 28);
    if (member.packedSize > kMaxPriceFileBytes)
        return wrongFileFormat(path, "is larger than 1 GB: split it into smaller files.");
    Result<ByteBuffer> packed = bytesAt(file, data, member.packedSize);
    if (!packed)
        return packed;
    if (member.method == kDeflated)
        return unpackDeflated(packed->view(), member.size, member.crc, path);
    const bool whole = member.size == member.packedSize && crcOf(packed->view()) == member.crc;
    return whole ? std::move(packed) : damaged(path);
}

} // namespace

bool isZip(std::string_view bytes)
{
    return bytes.starts_with(kLocalMark) || bytes.starts_with(kEndMark);
}

bool hasZipEnding(std::string_view path)
{
    constexpr std::string_view kEnding = ".zip";
    if (path.size() < kEnding.size())
        return false;
    path.remove_prefix(path.size() - kEnding.size());
    return std::equal(path.begin(), path.end(), kEnding.begin(),
                      [](unsigned char a, char b) { return std::tolower(a) == b; });
}

std::optional<ZipPath> splitZipPath(const std::string& path)
{
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
        const std::string front = path.substr(0, slash);
        std::error_code ignored;
        if (hasZipEnding(front) && fs::is_regular_file(front, ignored))
            return ZipPath{front, path.substr(slash + 1)};
    }
    return std::nullopt;
}

Result<std::vector<ZipMember>> zipMembers(const std::string& path)
{
    const Result<InputFile> file = InputFile::open(path);
    if (!file)
        return file.error();
    return readDirectory(*file);
}

Result<ByteBuffer> readZipMember(const ZipPath& path)
{
    const std::string whole = path.zip + '/' + path.member;
    const Result<InputFile> file = InputFile::open(path.zip);
    if (!file)
        return file.error();
    const Result<std::vector<ZipMember>> members = readDirectory(*file);
    if (!members)
        return members.error();
    const auto found = std::find_if(members->begin(), members->end(),
                                    [&](const ZipMember& member) { return member.name == path.member; });
    if (found == members->end())
        return unreadableFile(whole, "is not in the zip file: look at what it holds.");
    return readMember(*file, *found, whole);
}

} // namespace tt
