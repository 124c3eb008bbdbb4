// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tt {

/// What went wrong, one value per reaction of the user. The names are a contract (command line, log,
/// database).
enum class ErrorCode : std::uint8_t {
    ValidationError,
    NotFound,
    FileUnreadable,
    FileFormat,
    FileNotWritable,
    DataInsufficient,
    DataInvalid,
    DataChanged,
    StorageCorrupt,
    StorageNewer,
    StorageBusy,
    StorageFull,
    Network,
    RateLimited,
    Refused,
    RemoteAuth,
    RemoteTls,
    RemoteSchema,
    Conflict,
    Cancelled,
    Internal,
};

enum class ViolationType : std::uint8_t { Required, Range, Length, Pattern, Unknown, Duplicate, Conflict };

/// One broken rule of a request; a request names all of them at once.
struct Violation
{
    std::string field;
    std::string message;
    ViolationType type = ViolationType::Range;
};

/// The only error of the program, made once where the fault happens. `message` is one English sentence that
/// says what to do; `details` are named facts (path, line, statement) for the log and behind a fold in the
/// window, never secrets.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::vector<std::pair<std::string, std::string>> details;
    std::vector<Violation> violations;
    std::int64_t timestampMs = 0; ///< UTC milliseconds since 1970

    Error& with(std::string name, std::string value) &;
    Error with(std::string name, std::string value) &&;
};

/// An error stamped with the present time.
Error makeError(ErrorCode code, std::string message);
Error validationError(std::vector<Violation> violations);

std::string_view errorCodeName(ErrorCode code); ///< "VALIDATION_ERROR"
std::optional<ErrorCode> errorCodeFromName(std::string_view name);
std::string_view violationTypeName(ViolationType type); ///< "range"

/// The error object of the command line and the log: {"error": {"code", "message", "details", "timestamp"}}.
std::string errorToJson(const Error& error);

} // namespace tt
