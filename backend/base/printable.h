// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tt {

/// UTF-8 text from a file or the network as people may see it: control characters (C0, DEL, C1), which can
/// command a terminal, become U+FFFD, but for those in `kept`.
std::string printable(std::string_view text, std::string_view kept = {});

} // namespace tt
