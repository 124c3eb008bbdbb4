// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target over bars: whatever a source delivers, the engine neither crashes nor invents a number.
#include "fuzzbars.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tt::test::checkEngineOn({data, size});
    return 0;
}
