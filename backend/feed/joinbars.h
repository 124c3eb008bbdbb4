// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/pricefile.h"

#include <span>
#include <vector>

namespace tt {

/// Joins what several files hold of one ticker, given in the order of the files. Of one date the first bar
/// stays; an equal one is a duplicate, a different one is quarantined (`duplicate_date`). The newest part
/// that has a name, ISIN or currency gives it. `parts` must not be empty.
InstrumentBars joinInstrument(std::vector<InstrumentBars> parts);

/// All instruments of several files, by ticker, each once.
std::vector<InstrumentBars> joinInstruments(std::vector<PriceFile> files);

} // namespace tt
