// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonwriter.h"

#include <gtest/gtest.h>

#include <limits>

namespace tt {

TEST(JsonWriter, SetsCommasAndNesting)
{
    JsonWriter json;
    json.beginObject().key("a").value(1).key("b").beginArray().value(true).null().value("x").endArray();
    json.key("c").beginObject().endObject().key("d").raw("[1]").endObject();
    EXPECT_EQ(json.text(), R"({"a":1,"b":[true,null,"x"],"c":{},"d":[1]})");
}

TEST(JsonWriter, UndefinedNumbersAreNull)
{
    JsonWriter json;
    json.beginArray()
        .value(std::numeric_limits<double>::quiet_NaN())
        .value(std::numeric_limits<double>::infinity());
    json.value(0.1).endArray();
    EXPECT_EQ(json.text(), "[null,null,0.1]");
}

TEST(JsonWriter, EscapesControlCharactersAndQuotes)
{
    JsonWriter json;
    json.value(std::string_view("a\"\\\n\t\0z", 7));
    EXPECT_EQ(json.text(), R"("a\"\\\n\u0009\u0000z")");
}

TEST(JsonWriter, ReplacesBytesThatAreNotUtf8)
{
    JsonWriter json;
    json.value("\xE2\x82\xB9|\xFF|\xC0\x80|\xED\xA0\x80|\xF0\x9F");
    EXPECT_EQ(json.text(),
              "\"\xE2\x82\xB9|\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD|"
              "\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

} // namespace tt
