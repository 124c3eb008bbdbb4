// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id.h"

#include <gtest/gtest.h>

#include <set>

namespace tt {

TEST(Id, IsALowerCaseVersionFourUuidAndNeverTheSame)
{
    std::set<std::string> seen;
    for (int i = 0; i < 10'000; ++i) {
        const std::string id = newId();
        ASSERT_TRUE(isId(id)) << id;
        ASSERT_EQ(id[14], '4');
        ASSERT_NE(std::string("89ab").find(id[19]), std::string::npos);
        ASSERT_EQ(id.find_first_of("ABCDEF{}"), std::string::npos);
        ASSERT_TRUE(seen.insert(id).second);
    }
}

TEST(Id, TimedIdsSortByTheirTime)
{
    // The instant and the leading digits of the example in RFC 9562, appendix A.6.
    EXPECT_EQ(newTimedId(0x017F22E279B0).substr(0, 15), "017f22e2-79b0-7");
    std::set<std::string> seen;
    for (std::int64_t ms :
         {std::int64_t{0}, std::int64_t{1'700'000'000'000}, std::int64_t{1'700'000'000'001}}) {
        const std::string last = seen.empty() ? std::string() : *seen.rbegin();
        for (int i = 0; i < 1'000; ++i) {
            const std::string id = newTimedId(ms);
            ASSERT_TRUE(isId(id)) << id;
            ASSERT_NE(std::string("89ab").find(id[19]), std::string::npos);
            ASSERT_GT(id, last);
            ASSERT_TRUE(seen.insert(id).second);
        }
    }
}

TEST(Id, RefusesOtherTexts)
{
    for (const char* text :
         {"", "1234", "{0b7e4f6c-8d3a-4a52-9f0e-3b1f2c4d5e6f}", "0b7e4f6c-8d3a-4a52-9f0e-3b1f2c4d5e6",
          "0b7e4f6c-8d3a-4a52-9f0e-3b1f2c4d5e6g", "0b7e4f6c08d3a-4a52-9f0e-3b1f2c4d5e6f"})
        EXPECT_FALSE(isId(text)) << text;
    EXPECT_TRUE(isId("0B7E4F6C-8D3A-4A52-9F0E-3B1F2C4D5E6F"));
}

} // namespace tt
