// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/bars.h"
#include "engine/resultrecord.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <vector>

namespace tt {

/// The bars of one instrument and one year as they are stored: all columns of one length, dates rising.
struct BarChunk
{
    Bars bars;
    std::vector<double> adjustedClose; ///< NaN where not given
    std::vector<DataSource> source;

    std::size_t size() const { return bars.size(); }
};

/// The blob, little-endian: "TTB" and the layout's version (one byte each), bar count (u32), first day (i32),
/// the step to each next day (u16 each), the columns open, high, low, close, volume, adjusted close, and the
/// sources. A column starts with its coding: 0 none (all NaN), 1..8 integers of 4 bytes that are the values
/// times 10^(coding-1), 9 doubles as they are. Integers are used only where they give the same bits back. The
/// sources start with a byte: 0, then the one source of all bars; 1, then one byte a bar.
/// `chunk` must not be empty.
QByteArray encodeBars(const BarChunk& chunk);

/// Appends the blob's bars to `out`. False when the blob is not whole; `out` is then of no use.
bool decodeBars(QByteArrayView blob, BarChunk& out);
/// The same for readers that need neither adjusted closes nor sources.
bool decodeBars(QByteArrayView blob, Bars& out);

/// Of the whole blob, for the checksum column.
std::int64_t barChecksum(QByteArrayView blob);

} // namespace tt
