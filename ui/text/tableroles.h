// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qnamespace.h>

namespace tt {

/// Roles beside Qt's own, asked by delegates and answered by every table of the program where they apply.
enum TableRole {
    SortRole = Qt::UserRole + 1, ///< the raw value: number, or text; invalid when undefined
    ToneRole,                    ///< int(Tone) of the text; delegates colour by the view's palette
    TickerRole,                  ///< QString, in tables with a ticker
    IdRole,                      ///< QString: id of the job, list, ...
    VerdictRole,                 ///< int(Verdict)
    DemoRole,                    ///< bool
    VotesRole,                   ///< QByteArray of 13 marks: + - 0, x abstains, space switched off
    FractionRole,                ///< double 0..1: how much of a bar or gauge is filled
    FirstFreeRole = Qt::UserRole + 32
};

} // namespace tt
