// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer where there is none: runs a target over the seeds of a folder, over changed copies
// of them and over random bytes, some seconds long.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> readSeeds(const std::filesystem::path& folder)
{
    std::vector<Bytes> seeds;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return seeds;
}

/// Up to four small changes: a byte set, a stretch removed, doubled, or put elsewhere.
void change(Bytes& bytes, std::mt19937& random)
{
    const unsigned changes = 1 + random() % 4;
    for (unsigned i = 0; i < changes && !bytes.empty(); ++i) {
        const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(random() % bytes.size());
        const auto left = static_cast<std::size_t>(bytes.end() - at);
        const auto until = at + static_cast<std::ptrdiff_t>(1 + random() % std::min<std::size_t>(left, 40));
        const Bytes part(at, until);
        switch (random() % 4) {
        case 0:
            *at = static_cast<std::uint8_t>(random());
            break;
        case 1:
            bytes.erase(at, until);
            break;
        case 2:
            bytes.insert(at, part.begin(), part.end());
            break;
        default:
            bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(random() % bytes.size()), part.begin(),
                         part.end());
        }
    }
}

const Bytes* g_current = nullptr; ///< what the target is at work on

/// A target aborts when a rule is broken: the bytes that broke it are shown.
void showCurrent(int)
{
    std::fputs("broken by: ", stdout);
    for (const std::uint8_t byte : *g_current)
        byte >= 32 && byte < 127 ? std::printf("%c", byte) : std::printf("\\x%02x", byte);
    std::fputs("\n", stdout);
    std::fflush(stdout);
}

void run(const Bytes& bytes)
{
    g_current = &bytes;
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s SEED_FOLDER SECONDS\n", argv[0]);
        return 2;
    }
    const std::vector<Bytes> seeds = readSeeds(argv[1]);
    if (seeds.empty()) {
        std::fprintf(stderr, "no seeds in %s\n", argv[1]);
        return 2;
    }
    std::signal(SIGABRT, showCurrent);
    for (const Bytes& seed : seeds)
        run(seed);
    const unsigned seed = std::random_device()();
    std::printf("seed %u\n", seed);
    std::fflush(stdout);
    std::mt19937 random(seed);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[2]));
    long runs = 0;
    for (; std::chrono::steady_clock::now() < end; ++runs) {
        Bytes bytes = seeds[random() % seeds.size()];
        if (random() % 8 == 0) {
            bytes.resize(random() % 300);
            for (std::uint8_t& byte : bytes)
                byte = static_cast<std::uint8_t>(random());
        } else {
            change(bytes, random);
        }
        run(bytes);
    }
    std::printf("%ld inputs\n", runs);
    return 0;
}
