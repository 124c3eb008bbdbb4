// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

inline bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

inline std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Walks the lines of a text without copying; "\n", "\r\n" and, in a text without any "\n", "\r" end a line.
class LineCursor
{
public:
    LineCursor(std::string_view text, char lineEnd, int firstLine = 1)
        : m_at(text.data())
        , m_end(text.data() + text.size())
        , m_lineEnd(lineEnd)
        , m_next(firstLine)
    {
    }

    bool next()
    {
        if (m_at == m_end)
            return false;
        const auto left = static_cast<std::size_t>(m_end - m_at);
        const auto* stop = static_cast<const char*>(std::memchr(m_at, m_lineEnd, left));
        const char* end = stop ? stop : m_end;
        m_line = {m_at, static_cast<std::size_t>(end - m_at)};
        if (!m_line.empty() && m_line.back() == '\r')
            m_line.remove_suffix(1);
        m_at = stop ? stop + 1 : m_end;
        m_ended = stop != nullptr;
        m_number = m_next++;
        return true;
    }

    std::string_view line() const { return m_line; }
    int number() const { return m_number; } ///< 1-based
    bool ended() const { return m_ended; }  ///< false: the text stops within this line
    const char* rest() const { return m_at; }

private:
    const char* m_at;
    const char* m_end;
    char m_lineEnd;
    int m_next;
    std::string_view m_line;
    int m_number = 0;
    bool m_ended = false;
};

inline char lineEndOf(std::string_view text)
{
    return text.find('\n') != std::string_view::npos ? '\n' : '\r';
}

/// Takes the field at `position` (before `end`), trimmed and without its quotes, and moves on to the next
/// one: behind the delimiter, or to `end` + 1 after the last field. A quote left open ends with the line, so
/// that one bad line cannot swallow the next. A field with doubled quotes is
/// given as `scratch`, any other as a part of the line.
inline std::string_view takeField(const char*& position, const char* end, char delimiter,
                                  std::string& scratch)
{
    const char* at = position;
    while (at != end && isBlank(*at) && *at != delimiter)
        ++at;
    if (at == end || *at != '"') {
        const auto* stop =
            static_cast<const char*>(std::memchr(at, delimiter, static_cast<std::size_t>(end - at)));
        if (!stop)
            stop = end;
        position = stop + 1;
        return trimmed({at, static_cast<std::size_t>(stop - at)});
    }
    const char* const begin = ++at;
    bool doubled = false;
    for (; at != end; ++at) {
        if (*at != '"')
            continue;
        if (at + 1 == end || at[1] != '"')
            break;
        doubled = true;
        ++at;
    }
    std::string_view field = trimmed({begin, static_cast<std::size_t>(at - begin)});
    if (doubled) {
        scratch.clear();
        for (std::size_t i = 0; i < field.size(); ++i) {
            scratch += field[i];
            i += field[i] == '"' ? 1 : 0;
        }
        field = scratch;
    }
    const auto* stop =
        static_cast<const char*>(std::memchr(at, delimiter, static_cast<std::size_t>(end - at)));
    position = (stop ? stop : end) + 1;
    return field;
}

/// A text cell as it was before a spreadsheet-safe export put ' before = + - @ tab or CR.
inline std::string_view unescapedCell(std::string_view cell)
{
    constexpr std::string_view kRisky = "=+-@\t\r";
    if (cell.size() >= 2 && cell.front() == '\'' && kRisky.find(cell[1]) != std::string_view::npos)
        cell.remove_prefix(1);
    return cell;
}

/// All fields of a line; a field with doubled quotes comes out empty. For recognition, not for the rows.
inline std::vector<std::string_view> splitFields(std::string_view line, char delimiter,
                                                 std::size_t atMost = 256)
{
    std::vector<std::string_view> fields;
    std::string scratch;
    const char* position = line.data();
    const char* const end = position + line.size();
    while (position <= end && fields.size() < atMost) {
        const std::string_view field = takeField(position, end, delimiter, scratch);
        fields.push_back(field.data() == scratch.data() ? std::string_view{} : field);
    }
    return fields;
}

} // namespace tt
