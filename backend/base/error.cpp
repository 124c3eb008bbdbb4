// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include "base/clock.h"
#include "base/jsonwriter.h"

#include <array>

namespace tt {

namespace {

constexpr std::array<std::string_view, 21> kCodeNames = {
    "VALIDATION_ERROR",  "NOT_FOUND",    "FILE_UNREADABLE", "FILE_FORMAT",     "FILE_NOT_WRITABLE",
    "DATA_INSUFFICIENT", "DATA_INVALID", "DATA_CHANGED",    "STORAGE_CORRUPT", "STORAGE_NEWER",
    "STORAGE_BUSY",      "STORAGE_FULL", "NETWORK",         "RATE_LIMITED",    "REFUSED",
    "REMOTE_AUTH",       "REMOTE_TLS",   "REMOTE_SCHEMA",   "CONFLICT",        "CANCELLED",
    "INTERNAL",
};
static_assert(kCodeNames.size() == static_cast<std::size_t>(ErrorCode::Internal) + 1);

constexpr std::array<std::string_view, 7> kViolationNames = {"required", "range",     "length",  "pattern",
                                                             "unknown",  "duplicate", "conflict"};
static_assert(kViolationNames.size() == static_cast<std::size_t>(ViolationType::Conflict) + 1);

} // namespace

Error& Error::with(std::string name, std::string value) &
{
    details.emplace_back(std::move(name), std::move(value));
    return *this;
}

Error Error::with(std::string name, std::string value) &&
{
    details.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

Error makeError(ErrorCode code, std::string message)
{
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.timestampMs = systemClock().nowMs();
    return error;
}

Error validationError(std::vector<Violation> violations)
{
    Error error = makeError(ErrorCode::ValidationError, "Request validation failed");
    error.violations = std::move(violations);
    return error;
}

std::string_view errorCodeName(ErrorCode code)
{
    return kCodeNames[static_cast<std::size_t>(code)];
}

std::optional<ErrorCode> errorCodeFromName(std::string_view name)
{
    for (std::size_t i = 0; i < kCodeNames.size(); ++i) {
        if (kCodeNames[i] == name)
            return static_cast<ErrorCode>(i);
    }
    return std::nullopt;
}

std::string_view violationTypeName(ViolationType type)
{
    return kViolationNames[static_cast<std::size_t>(type)];
}

std::string errorToJson(const Error& error)
{
    JsonWriter json;
    json.beginObject().key("error").beginObject();
    json.key("code").value(errorCodeName(error.code)).key("message").value(error.message);
    json.key("details").beginObject();
    if (!error.violations.empty()) {
        json.key("validation_errors").beginArray();
        for (const Violation& violation : error.violations) {
            json.beginObject().key("field").value(violation.field).key("message").value(violation.message);
            json.key("type").value(violationTypeName(violation.type)).endObject();
        }
        json.endArray();
    }
    for (const auto& [name, value] : error.details)
        json.key(name).value(value);
    json.endObject().key("timestamp").value(utcText(error.timestampMs)).endObject().endObject();
    return json.take();
}

} // namespace tt
