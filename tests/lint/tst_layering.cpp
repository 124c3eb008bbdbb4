// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every include of the program and fails on an arrow against the picture of ARCHITECTURE.md, on Qt in
// the Qt-free layers, on umbrella headers, and on a source file without its mirrored test.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Layers = std::map<std::string, std::set<std::string>>;

const fs::path kTop = TT_SOURCE_DIR;

Layers readLayers()
{
    Layers layers;
    std::ifstream file(kTop / "tests/lint/layers.txt");
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        std::istringstream words(line.substr(line.find(':') + 1));
        std::set<std::string>& allowed = layers[line.substr(0, line.find(':'))];
        for (std::string word; words >> word;)
            allowed.insert(word);
    }
    return layers;
}

struct Source
{
    fs::path path; ///< from the top
    std::string layer;
    std::vector<std::string> quoted, angled;
};

/// "backend/engine/x.h" -> engine; "ui/models/x.h" -> models; "ui/pages/x.h" -> ui.
std::string layerOf(const fs::path& path, const Layers& layers)
{
    auto part = path.begin();
    const std::string top = part->string();
    const std::string second = (++part)->string();
    if (top == "backend" || (top == "ui" && layers.contains(second)))
        return second;
    return top;
}

std::vector<Source> readSources(const Layers& layers)
{
    static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Source> sources;
    for (const char* top : {"app", "backend", "ui"}) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kTop / top)) {
            if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp")
                continue;
            Source source;
            source.path = fs::relative(entry.path(), kTop);
            source.layer = layerOf(source.path, layers);
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line);) {
                std::smatch match;
                if (std::regex_search(line, match, include))
                    (match[1] == "<" ? source.angled : source.quoted).push_back(match[2]);
            }
            sources.push_back(std::move(source));
        }
    }
    return sources;
}

class Layering : public testing::Test
{
protected:
    const Layers layers = readLayers();
    const std::vector<Source> sources = readSources(layers);
};

TEST_F(Layering, EveryIncludeFollowsThePicture)
{
    ASSERT_GT(sources.size(), 20u);
    for (const Source& source : sources) {
        ASSERT_TRUE(layers.contains(source.layer)) << source.path;
        for (const std::string& name : source.quoted) {
            if (name.find('/') == std::string::npos) {
                EXPECT_TRUE(name.ends_with(".moc") || name.starts_with("moc_"))
                    << source.path << ": " << name;
                continue;
            }
            const std::string target = name.substr(0, name.find('/'));
            EXPECT_TRUE(target == source.layer || layers.at(source.layer).contains(target))
                << source.path << " includes " << name << ": " << source.layer << " may not see " << target;
        }
    }
}

TEST_F(Layering, EngineAndBaseAreFreeOfQt)
{
    for (const Source& source : sources) {
        if (source.layer != "base" && source.layer != "engine")
            continue;
        for (const std::string& name : source.angled)
            EXPECT_FALSE(name.starts_with("Q")) << source.path << ": " << name;
    }
}

TEST_F(Layering, SqlStaysInTheStore)
{
    for (const Source& source : sources) {
        if (source.layer == "store" || source.layer == "sync")
            continue;
        for (const std::string& name : source.angled)
            EXPECT_FALSE(name.starts_with("QSql") || name == "sqlite3.h") << source.path << ": " << name;
    }
}

TEST_F(Layering, NoUmbrellaHeaders)
{
    static const std::regex umbrella("Qt(Widgets|Sql|Core|Gui|Charts|Network|Concurrent|Svg)(/.*)?");
    for (const Source& source : sources) {
        for (const std::string& name : source.angled)
            EXPECT_FALSE(std::regex_match(name, umbrella)) << source.path << ": " << name;
    }
}

struct Cover
{
    std::string source, test;
    bool used = false;
};

std::vector<Cover> readCovers()
{
    std::vector<Cover> covers;
    std::ifstream file(kTop / "tests/lint/covered.txt");
    for (std::string line; std::getline(file, line);) {
        const std::size_t space = line.find(' ');
        if (!line.empty() && line.front() != '#' && space != std::string::npos)
            covers.push_back({line.substr(0, space), line.substr(space + 1)});
    }
    return covers;
}

TEST_F(Layering, EverySourceIsTestedWhereOneLooksForIt)
{
    std::vector<Cover> covers = readCovers();
    for (const Source& source : sources) {
        const std::string path = source.path.string();
        const std::string mirrored =
            "tests/" + source.path.parent_path().string() + "/tst_" + source.path.filename().string();
        if (source.path.extension() != ".cpp" || fs::exists(kTop / mirrored))
            continue;
        bool covered = false;
        for (Cover& cover : covers) {
            const bool matches =
                cover.source.ends_with('/') ? path.starts_with(cover.source) : path == cover.source;
            cover.used = cover.used || matches;
            covered = covered || matches;
        }
        EXPECT_TRUE(covered) << path << " has no test " << mirrored;
    }
    for (const Cover& cover : covers) {
        EXPECT_TRUE(cover.used) << "covered.txt: nothing needs " << cover.source;
        EXPECT_TRUE(fs::exists(kTop / cover.test)) << "covered.txt: there is no " << cover.test;
    }
}

} // namespace
