// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader of the program's text may rely on: licence line, no leftovers, text for people through tr()
// in ui/ and app/ alone, the caps on the length of files.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kTop = TT_SOURCE_DIR;

void forEachFile(
    std::initializer_list<const char*> folders,
    const std::function<void(const std::string& path, const std::vector<std::string>& lines)>& visit)
{
    for (const char* top : folders) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kTop / top)) {
            if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp")
                continue;
            std::vector<std::string> lines;
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line);)
                lines.push_back(line);
            visit(fs::relative(entry.path(), kTop).string(), lines);
        }
    }
}

void expectNoLine(std::initializer_list<const char*> folders, const std::string& pattern,
                  const std::string& except = {})
{
    const std::regex forbidden(pattern);
    forEachFile(folders, [&](const std::string& path, const std::vector<std::string>& lines) {
        if (!except.empty() && std::regex_search(path, std::regex(except)))
            return;
        for (std::size_t i = 0; i < lines.size(); ++i)
            EXPECT_FALSE(std::regex_search(lines[i], forbidden)) << path << ':' << i + 1 << ": " << lines[i];
    });
}

TEST(Text, EveryFileNamesItsLicence)
{
    forEachFile({"app", "backend", "ui", "tests"},
                [](const std::string& path, const std::vector<std::string>& lines) {
                    ASSERT_FALSE(lines.empty()) << path;
                    EXPECT_EQ(lines.front(), "// SPDX-License-Identifier: GPL-3.0-or-later") << path;
                });
}

TEST(Text, HeadersHavePragmaOnce)
{
    forEachFile({"app", "backend", "ui"}, [](const std::string& path, const std::vector<std::string>& lines) {
        if (path.ends_with(".h")) {
            ASSERT_GT(lines.size(), 1u) << path;
            EXPECT_EQ(lines[1], "#pragma once") << path;
        }
    });
}

TEST(Text, FilesStayShort)
{
    forEachFile({"app", "backend", "ui"}, [](const std::string& path, const std::vector<std::string>& lines) {
        EXPECT_LE(lines.size(), 500u) << path;
    });
}

TEST(Text, NothingIsLeftForLater)
{
    expectNoLine({"app", "backend", "ui"}, R"(\b(TODO|FIXME|XXX|HACK)\b)");
}

TEST(Text, NoNestedEventLoops)
{
    expectNoLine({"app", "backend", "ui"}, R"(processEvents\(|QEventLoop\s+\w)");
}

TEST(Text, TranslationsOnlyWherePeopleRead)
{
    expectNoLine({"backend"}, R"((^|[^\w])(tr|translate)\()");
}

/// Qt sets the user's locale for the process: a German one would write and read decimal commas.
TEST(Text, NumbersDoNotFollowTheLocale)
{
    expectNoLine({"app", "backend", "ui"},
                 R"(printf\(.*%[-+ #0-9.*]*[aefgAEFG]|\b(strto(d|f|ld)|sto(d|f|ld)|atof)\()");
}

TEST(Text, EnvironmentIsReadBySettingsAlone)
{
    expectNoLine({"app", "backend", "ui"}, R"(\b(getenv|qgetenv|qEnvironmentVariable\w*)\()",
                 "^app/environment\\.");
}

TEST(Text, PrintingIsTheCommandLinesAlone)
{
    expectNoLine({"backend", "ui"}, R"(std::(cout|cerr)|[^ns]printf\(|\bqDebug\()");
}

} // namespace
