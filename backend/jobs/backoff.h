// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace tt {

/// How long to wait after the `attempt`-th failure (1, 2, ...): `first` doubled each time, at most `most`, of
/// which a random half is left out so that those who failed together do not come back together. Result:
/// between half of it and all of it.
std::chrono::milliseconds backoff(int attempt, std::chrono::milliseconds first,
                                  std::chrono::milliseconds most);

} // namespace tt
