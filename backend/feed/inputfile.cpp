// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/inputfile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tt {

Error unreadableFile(const std::string& path, std::string_view what)
{
    return makeError(ErrorCode::FileUnreadable, "'" + path + "' " + std::string(what)).with("path", path);
}

Error wrongFileFormat(const std::string& path, std::string_view what)
{
    return makeError(ErrorCode::FileFormat, "'" + path + "' " + std::string(what)).with("path", path);
}

Error fileError(const std::string& path, int systemError)
{
    if (systemError == ENOENT || systemError == ENOTDIR)
        return unreadableFile(
            path, "does not exist: give the path of a price file or of a folder with price files.");
    if (systemError == EACCES || systemError == EPERM)
        return unreadableFile(path,
                              "may not be read: change its permissions or copy it to a folder of yours.");
    return unreadableFile(path, "cannot be read (" + std::string(std::strerror(systemError)) +
                                    "): check the disk.");
}

InputFile::InputFile(std::string path, int descriptor, std::uint64_t size)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
    , m_size(size)
{
}

InputFile::InputFile(InputFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_size(other.m_size)
{
}

InputFile& InputFile::operator=(InputFile&& other) noexcept
{
    m_path.swap(other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    return *this;
}

InputFile::~InputFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<InputFile> InputFile::open(const std::string& path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0)
        return fileError(path, errno);
    if (S_ISDIR(info.st_mode))
        return unreadableFile(path, "is a folder: give one of its files, or import the folder.");
    if (!S_ISREG(info.st_mode))
        return unreadableFile(path, "is not a file: give a price file.");
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fileError(path, errno);
    return InputFile(path, descriptor, static_cast<std::uint64_t>(info.st_size));
}

Result<std::size_t> InputFile::read(std::uint64_t offset, char* to, std::size_t count) const
{
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got = ::pread(m_descriptor, to + have, count - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fileError(m_path, errno);
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    return have;
}

} // namespace tt
