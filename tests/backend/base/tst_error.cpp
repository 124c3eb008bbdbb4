// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <gtest/gtest.h>

#include <set>

namespace tt {

TEST(Error, EveryCodeHasItsOwnNameAndReadsBack)
{
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        EXPECT_TRUE(names.insert(errorCodeName(code)).second);
        EXPECT_EQ(errorCodeFromName(errorCodeName(code)), code);
    }
    EXPECT_EQ(errorCodeFromName("nonsense"), std::nullopt);
}

TEST(Error, JsonIsTheContract)
{
    Error error = validationError({{"capital", "must be above 0", ViolationType::Range}});
    error.timestampMs = 1'795'422'600'123;
    EXPECT_EQ(
        errorToJson(error),
        R"({"error":{"code":"VALIDATION_ERROR","message":"Request validation failed",)"
        R"("details":{"validation_errors":[{"field":"capital","message":"must be above 0","type":"range"}]},)"
        R"("timestamp":"2026-11-23T08:30:00.123Z"}})");
}

TEST(Error, DetailsAreNamedFacts)
{
    Error error = makeError(ErrorCode::FileUnreadable, "m").with("path", "/a\"b");
    error.timestampMs = 0;
    EXPECT_EQ(errorToJson(error),
              R"({"error":{"code":"FILE_UNREADABLE","message":"m","details":{"path":"/a\"b"},)"
              R"("timestamp":"1970-01-01T00:00:00.000Z"}})");
}

} // namespace tt
