// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/readoptions.h"

namespace tt::cli {

ReadCorrections correctionsOf(const Typed& typed)
{
    ReadCorrections corrections;
    corrections.dateFormat = typed.value("date-format").value_or(std::string());
    corrections.delimiter = typed.value("delimiter").value_or(std::string());
    corrections.columns = typed.values("column");
    corrections.symbol = typed.value("symbol").value_or(std::string());
    return corrections;
}

} // namespace tt::cli
