// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tt {

/// Appends one JSON document to a string, compact, UTF-8, without an intermediate tree (the bulk path writes
/// thousands of documents a second). Commas are set here; the caller keeps begin/end balanced. Undefined
/// doubles (NaN, infinite) become null; others are written shortest-exact. Bytes that are not UTF-8 are
/// replaced by U+FFFD.
class JsonWriter
{
public:
    JsonWriter& beginObject() { return open('{'); }
    JsonWriter& endObject() { return close('}'); }
    JsonWriter& beginArray() { return open('['); }
    JsonWriter& endArray() { return close(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(double number);
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
    JsonWriter& value(bool flag);
    JsonWriter& null();
    /// A finished JSON document as it is.
    JsonWriter& raw(std::string_view json);

    const std::string& text() const { return m_text; }
    std::string take() { return std::move(m_text); }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void separate();
    void quote(std::string_view text);

    std::string m_text;
    bool m_first = true;
};

} // namespace tt
