// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.h"

#include <gtest/gtest.h>

namespace tt {

TEST(Printable, LeavesTextAlone)
{
    for (const char* text :
         {"", "M&M.NS 1,23,456.50", "\xe0\xa4\x9f\xe0\xa4\xbe \xf0\x9f\x93\x88", "\xc2\xa0\xc3\x80"})
        EXPECT_EQ(printable(text), text);
}

TEST(Printable, ReplacesWhatCommandsATerminal)
{
    const std::string mark = "\xef\xbf\xbd";
    EXPECT_EQ(printable("a\x1b[2Jb"), "a" + mark + "[2Jb");
    EXPECT_EQ(printable("\x7f\r\n\t"), mark + mark + mark + mark);
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m"),
              mark + "31m");
    EXPECT_EQ(printable(std::string_view("\0x", 2)), mark + "x");
    EXPECT_EQ(printable("cut \xc2"), "cut \xc2");
}

TEST(Printable, KeepsWhatIsAskedFor)
{
    EXPECT_EQ(printable("a\tb\n\x1b", "\n\t"), "a\tb\n\xef\xbf\xbd");
}

} // namespace tt
