// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/textfile.h"

#include "base/printable.h"
#include "feed/inputfile.h"
#include "feed/zipfile.h"

#include <QByteArray>
#include <QString>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <utility>

namespace tt {

namespace {

namespace fs = std::filesystem;

struct Magic
{
    std::string_view bytes;
    std::string_view what;
};
constexpr std::array<Magic, 6> kForeign = {{
    {"PK\x03\x04", "is a packed file within a file, or a spreadsheet: unpack it, or save the sheet as CSV."},
    {"\x1f\x8b", "is packed twice: unpack it first."},
    {"%PDF", "is a PDF document: save the prices as CSV."},
    {"\xd0\xcf\x11\xe0", "is a spreadsheet: save the sheet as CSV."},
    {"SQLite format 3", "is a database, not a price file: export its prices as CSV."},
    {"BZh", "is packed: unpack it first."},
}};

bool looksLikeHtml(std::string_view text)
{
    std::string head;
    for (char c : text.substr(0, 256)) {
        if (!std::isspace(static_cast<unsigned char>(c)))
            head += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml");
}

/// Why the bytes are no text; empty when they are.
std::string_view notText(std::string_view bytes)
{
    if (bytes.empty())
        return "is empty: choose another file.";
    for (const Magic& magic : kForeign) {
        if (bytes.starts_with(magic.bytes))
            return magic.what;
    }
    const std::string_view head = bytes.substr(0, 4096);
    const auto control = std::count_if(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 32 && byte != '\t' && byte != '\n' && byte != '\r' && byte != 26;
    });
    if (head.find('\0') != std::string_view::npos || control > 8)
        return "holds binary data, not text: give a CSV file of daily bars.";
    if (looksLikeHtml(bytes))
        return "is a web page, not a price file: download the prices as CSV.";
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return "holds only blank lines.";
    return {};
}

bool endsIn(const fs::path& path, std::initializer_list<std::string_view> endings)
{
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool isHidden(const fs::path& path)
{
    return path.filename().native().starts_with('.');
}

/// The paths of the price files in a zip file; never empty.
Result<std::vector<std::string>> listZip(const std::string& path)
{
    const Result<std::vector<ZipMember>> members = zipMembers(path);
    if (!members)
        return members.error();
    std::vector<std::string> files;
    for (const ZipMember& member : *members) {
        const fs::path name(member.name);
        if (!isHidden(name) && !member.name.starts_with("__MACOSX/") &&
            endsIn(name, {".csv", ".txt", ".tsv"}))
            files.push_back(path + '/' + member.name);
    }
    if (files.empty())
        return wrongFileFormat(path, "is a packed file without a .csv, .txt or .tsv file, or a spreadsheet: "
                                     "save the sheet as CSV.");
    std::sort(files.begin(), files.end());
    return files;
}

/// A zip file that cannot be listed stays as it is: reading it says why.
void addFile(const fs::path& path, std::vector<std::string>& files)
{
    Result<std::vector<std::string>> inside = std::vector{path.string()};
    if (hasZipEnding(path.native()))
        inside = listZip(path.string());
    if (inside)
        files.insert(files.end(), inside->begin(), inside->end());
    else
        files.push_back(path.string());
}

bool isClosedFolder(const fs::directory_entry& entry)
{
    std::error_code error;
    if (entry.is_symlink(error) || !entry.is_directory(error))
        return false;
    const fs::directory_iterator first(entry.path(), error);
    return static_cast<bool>(error);
}

/// A zip file with one file of prices is read as that file, whatever its own name is.
Result<ByteBuffer> readOnlyMember(const std::string& path)
{
    const Result<std::vector<std::string>> members = listZip(path);
    if (!members)
        return members.error();
    if (members->size() > 1)
        return wrongFileFormat(path, "holds several files: let its name end in .zip.");
    return readZipMember({path, members->front().substr(path.size() + 1)});
}

Result<ByteBuffer> readBytes(const std::string& path)
{
    if (const std::optional<ZipPath> inside = splitZipPath(path))
        return readZipMember(*inside);
    const Result<InputFile> file = InputFile::open(path);
    if (!file)
        return file.error();
    if (file->size() > kMaxPriceFileBytes)
        return wrongFileFormat(path, "is larger than 1 GB: split it into smaller files.");
    ByteBuffer bytes = makeBuffer(static_cast<std::size_t>(file->size()));
    const Result<std::size_t> got = file->read(0, bytes.bytes.get(), bytes.size);
    if (!got)
        return got.error();
    bytes.size = *got;
    if (isGzip(bytes.view()))
        return unpackGzip(bytes.view(), path);
    return isZip(bytes.view()) ? readOnlyMember(path) : std::move(bytes);
}

bool isUtf16(std::string_view bytes)
{
    return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
}

TextFile fromUtf16(std::string_view bytes)
{
    QStringDecoder decode(QStringDecoder::Utf16);
    const QString text = decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    const QByteArray utf8 = text.toUtf8();
    const auto size = static_cast<std::size_t>(utf8.size());
    ByteBuffer copy = makeBuffer(size);
    std::copy(utf8.begin(), utf8.end(), copy.bytes.get());
    return TextFile(std::move(copy));
}

} // namespace

std::string_view TextFile::text() const
{
    std::string_view text = bytes();
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    return text;
}

// Four independent multiply-rotate lanes, folded at the end: a change detector, no defence against intent.
std::string TextFile::checksum() const
{
    constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15u;
    std::array<std::uint64_t, 4> lanes = {1, 2, 3, 4};
    const char* at = m_buffer.bytes.get();
    std::size_t left = m_buffer.size;
    const auto mix = [](std::uint64_t lane, std::uint64_t word) {
        return std::rotl((lane ^ word) * kOdd, 29);
    };
    for (; left >= 32; at += 32, left -= 32) {
        std::array<std::uint64_t, 4> words;
        std::memcpy(words.data(), at, 32);
        for (std::size_t i = 0; i < 4; ++i)
            lanes[i] = mix(lanes[i], words[i]);
    }
    std::uint64_t sum = m_buffer.size;
    for (; left > 0; ++at, --left)
        sum = mix(sum, static_cast<unsigned char>(*at));
    for (const std::uint64_t lane : lanes)
        sum = mix(sum, lane);
    sum ^= sum >> 32;
    std::string hex(16, '0');
    for (std::size_t i = 16; i-- > 0; sum >>= 4)
        hex[i] = "0123456789abcdef"[sum & 15];
    return hex;
}

std::string displayText(std::string_view bytes, std::size_t atMost)
{
    const std::string_view head = bytes.substr(0, atMost * 4);
    const QString text = QString::fromUtf8(head.data(), static_cast<qsizetype>(head.size()));
    return printable(text.left(static_cast<qsizetype>(atMost)).toStdString());
}

Result<TextFile> readTextFile(const std::string& path)
{
    Result<ByteBuffer> bytes = readBytes(path);
    if (!bytes)
        return bytes.error();
    TextFile file(std::move(*bytes));
    if (isUtf16(file.bytes()))
        file = fromUtf16(file.bytes());
    if (const std::string_view why = notText(file.text()); !why.empty())
        return wrongFileFormat(path, why);
    return file;
}

Result<std::vector<std::string>> listPriceFiles(const std::string& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status) && splitZipPath(path))
        return std::vector<std::string>{path};
    if (!fs::exists(status))
        return fileError(path, error ? error.value() : ENOENT);
    if (!fs::is_directory(status))
        return hasZipEnding(path) ? listZip(path) : std::vector<std::string>{path};

    std::vector<std::string> files;
    fs::recursive_directory_iterator entry(path, error);
    if (error)
        return fileError(path, error.value());
    for (; entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (isHidden(entry->path())) {
            entry.disable_recursion_pending();
        } else if (isClosedFolder(*entry)) {
            // To step into it would end the walk. Reading it says why.
            entry.disable_recursion_pending();
            files.push_back(entry->path().string());
        } else if (endsIn(entry->path(), {".csv", ".txt", ".tsv", ".gz", ".zip"}) &&
                   entry->is_regular_file(ignored)) {
            addFile(entry->path(), files);
        }
    }
    if (files.empty())
        return wrongFileFormat(
            path,
            "holds no price file: give a folder with .csv, .txt or .tsv files of daily bars, packed or not.");
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::string> fileChecksum(const std::string& path)
{
    const Result<TextFile> file = readTextFile(path);
    if (!file)
        return file.error();
    return file->checksum();
}

} // namespace tt
