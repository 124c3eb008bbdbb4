// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace tt::test {

/// A file of this process alone, with the bytes as its whole content; each call replaces the one before.
inline std::string scratchFile(const std::string& name, const std::uint8_t* data, std::size_t size)
{
    struct Folder
    {
        Folder()
        {
            std::string pattern = (std::filesystem::temp_directory_path() / "fuzz-XXXXXX").string();
            if (!mkdtemp(pattern.data()))
                std::abort();
            path = pattern;
        }
        ~Folder() { std::filesystem::remove_all(path); }
        std::filesystem::path path;
    };
    static const Folder folder;
    const std::filesystem::path path = folder.path / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    return path.string();
}

} // namespace tt::test
