// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

#include <string>
#include <string_view>

namespace tt::cli {

/// How the program ends; a contract with scripts.
enum class Exit : int {
    Done = 0,
    SomeFailed = 1, ///< items failed; health: degraded
    BadRequest = 2,
    BadFile = 3,
    Database = 4,
    Network = 5,
    Interrupted = 130,
};

/// The exit that belongs to an error.
Exit exitOf(ErrorCode code);

/// A sentence for people in their language; `%1` and so on are filled with arg().
QString say(const char* text);

/// Results, on standard output. False when it cannot be written (a full disk, a closed pipe).
bool print(std::string_view text);
/// The same for people: control characters that came from a file are replaced.
bool print(const QString& text);
/// A line beside the results, on standard error.
void note(const QString& text);

/// An error for a script (one JSON document on standard output) or a person (sentences on standard error).
Exit printError(const Error& error, bool asJson);

/// Ends QCoreApplication::exec(), also one that has not begun: a continuation of work that was quick runs
/// before it, and a plain exit() would then be lost and the program wait for ever.
void endLoop(Exit exit);

/// How far long work has come: one line that is written again and again, only on a terminal.
class ProgressLine
{
public:
    explicit ProgressLine(bool wanted);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const QString& text);
    void clear();

private:
    bool m_shown = false;
    bool m_wanted;
};

} // namespace tt::cli
