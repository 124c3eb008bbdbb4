// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/textfile.h"

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
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace tt {

namespace {

namespace fs = std::filesystem;

class Descriptor
{
public:
    explicit Descriptor(int value)
        : m_value(value)
    {
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int value() const { return m_value; }

private:
    int m_value;
};

Error unreadable(const std::string& path, std::string_view what)
{
    return makeError(ErrorCode::FileUnreadable, "'" + path + "' " + std::string(what)).with("path", path);
}

Error wrongFormat(const std::string& path, std::string_view what)
{
    return makeError(ErrorCode::FileFormat, "'" + path + "' " + std::string(what)).with("path", path);
}

Error openError(const std::string& path, int error)
{
    if (error == ENOENT || error == ENOTDIR)
        return unreadable(path,
                          "does not exist: give the path of a price file or of a folder with price files.");
    if (error == EACCES || error == EPERM)
        return unreadable(path, "may not be read: change its permissions or copy it to a folder of yours.");
    return unreadable(path, "cannot be read (" + std::string(std::strerror(error)) + "): check the disk.");
}

struct Magic
{
    std::string_view bytes;
    std::string_view what;
};
constexpr std::array<Magic, 6> kForeign = {{
    {"PK\x03\x04", "is a packed file or a spreadsheet: unpack it, or save the sheet as CSV."},
    {"\x1f\x8b", "is packed: unpack it first."},
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
        return "is empty.";
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

Result<TextFile> readBytes(const std::string& path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0)
        return openError(path, errno);
    if (S_ISDIR(info.st_mode))
        return unreadable(path, "is a folder: give one of its files, or import the folder.");
    if (!S_ISREG(info.st_mode))
        return unreadable(path, "is not a file: give a price file.");
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.value() < 0)
        return openError(path, errno);
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size > kMaxPriceFileBytes)
        return wrongFormat(path, "is larger than 1 GB: split it into smaller files.");
    auto bytes = std::make_unique_for_overwrite<char[]>(size);
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(file.value(), bytes.get() + have, size - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return openError(path, errno);
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    return TextFile(std::move(bytes), have);
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
    auto copy = std::make_unique_for_overwrite<char[]>(size);
    std::copy(utf8.begin(), utf8.end(), copy.get());
    return TextFile(std::move(copy), size);
}

bool hasPriceEnding(const fs::path& path)
{
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending == ".csv" || ending == ".txt" || ending == ".tsv";
}

bool isHidden(const fs::path& path)
{
    return path.filename().native().starts_with('.');
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
    const char* at = m_bytes.get();
    std::size_t left = m_size;
    const auto mix = [](std::uint64_t lane, std::uint64_t word) {
        return std::rotl((lane ^ word) * kOdd, 29);
    };
    for (; left >= 32; at += 32, left -= 32) {
        std::array<std::uint64_t, 4> words;
        std::memcpy(words.data(), at, 32);
        for (std::size_t i = 0; i < 4; ++i)
            lanes[i] = mix(lanes[i], words[i]);
    }
    std::uint64_t sum = m_size;
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
    return text.left(static_cast<qsizetype>(atMost)).toStdString();
}

Result<TextFile> readTextFile(const std::string& path)
{
    Result<TextFile> file = readBytes(path);
    if (!file)
        return file;
    if (isUtf16(file->bytes()))
        file = fromUtf16(file->bytes());
    if (const std::string_view why = notText(file->text()); !why.empty())
        return wrongFormat(path, why);
    return file;
}

Result<std::vector<std::string>> listPriceFiles(const std::string& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
        return openError(path, error ? error.value() : ENOENT);
    if (!fs::is_directory(status))
        return std::vector<std::string>{path};

    std::vector<std::string> files;
    fs::recursive_directory_iterator entry(path, error);
    if (error)
        return openError(path, error.value());
    for (; entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (isHidden(entry->path()))
            entry.disable_recursion_pending();
        else if (hasPriceEnding(entry->path()) && entry->is_regular_file(ignored))
            files.push_back(entry->path().string());
        // An unreadable subfolder ends neither the walk nor the import.
    }
    if (files.empty())
        return wrongFormat(path,
                           "holds no price file: give a folder with .csv, .txt or .tsv files of daily bars.");
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
