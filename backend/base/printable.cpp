// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.h"

namespace tt {

std::string printable(std::string_view text, std::string_view kept)
{
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (byte == 0xc2 && next >= 0x80 && next < 0xa0) { // C1, in two bytes
            out += replacement;
            ++i;
        } else if ((byte < 0x20 || byte == 0x7f) && kept.find(text[i]) == std::string_view::npos) {
            out += replacement;
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace tt
