// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before the C library: lets the writes to the database's files fail after a number of them.
//   TT_FAIL_AFTER=N   the N-th write or sync and all later ones fail
//   TT_FAIL_ERRNO=N   how (28: no space, 5: input/output error)
//   TT_FAIL_ONCE=1    only the N-th fails
//   TT_FAIL_READS=1   reads count and fail as well
//   TT_FAIL_COUNT=F   at the end F has how many there were and how many of them failed
//   TT_FILE_SYSTEM=N  what statfs says of every place (26985: NFS)
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include <sys/vfs.h>
#include <unistd.h>

namespace {

long numberOf(const char* name, long otherwise)
{
    const char* text = std::getenv(name);
    return text ? std::atol(text) : otherwise;
}

std::atomic<long> s_count = 0, s_failed = 0;

/// Says what happened when the process ends.
struct Report
{
    ~Report()
    {
        const char* const path = std::getenv("TT_FAIL_COUNT");
        std::FILE* const file = path ? std::fopen(path, "w") : nullptr;
        if (!file)
            return;
        std::fprintf(file, "%ld %ld\n", s_count.load(), s_failed.load());
        std::fclose(file);
    }
};
const Report s_report;

bool isDatabase(int file)
{
    char path[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path - 1);
    if (length <= 0)
        return false;
    path[length] = 0;
    return std::strstr(path, "thetool.db") != nullptr;
}

bool fails(int file)
{
    static const long after = numberOf("TT_FAIL_AFTER", 0);
    static const int code = static_cast<int>(numberOf("TT_FAIL_ERRNO", EIO));
    static const bool once = numberOf("TT_FAIL_ONCE", 0) != 0;
    if (after <= 0 || !isDatabase(file))
        return false;
    const long number = ++s_count;
    if (once ? number != after : number < after)
        return false;
    ++s_failed;
    errno = code;
    return true;
}

bool readFails(int file)
{
    static const bool counts = numberOf("TT_FAIL_READS", 0) != 0;
    return counts && fails(file);
}

template<class F>
F real(const char* name)
{
    return reinterpret_cast<F>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t count)
{
    static const auto next = real<ssize_t (*)(int, const void*, size_t)>("write");
    return fails(file) ? -1 : next(file, bytes, count);
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at)
{
    static const auto next = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return fails(file) ? -1 : next(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at)
{
    static const auto next = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return fails(file) ? -1 : next(file, bytes, count, at);
}

ssize_t pread(int file, void* bytes, size_t count, off_t at)
{
    static const auto next = real<ssize_t (*)(int, void*, size_t, off_t)>("pread");
    return readFails(file) ? -1 : next(file, bytes, count, at);
}

ssize_t pread64(int file, void* bytes, size_t count, off64_t at)
{
    static const auto next = real<ssize_t (*)(int, void*, size_t, off64_t)>("pread64");
    return readFails(file) ? -1 : next(file, bytes, count, at);
}

int statfs(const char* path, struct statfs* found)
{
    static const auto next = real<int (*)(const char*, struct statfs*)>("statfs");
    static const long kind = numberOf("TT_FILE_SYSTEM", 0);
    const int result = next(path, found);
    if (result == 0 && kind != 0)
        found->f_type = kind;
    return result;
}

int fsync(int file)
{
    static const auto next = real<int (*)(int)>("fsync");
    return fails(file) ? -1 : next(file);
}

int fdatasync(int file)
{
    static const auto next = real<int (*)(int)>("fdatasync");
    return fails(file) ? -1 : next(file);
}

} // extern "C"
