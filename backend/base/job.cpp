// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/job.h"

#include <array>

namespace tt {

namespace {

constexpr std::array<std::string_view, 3> kKinds = {"single", "watchlist", "bulk"};
constexpr std::array<std::string_view, 7> kStatuses = {"queued",    "running",   "paused", "interrupted",
                                                       "completed", "cancelled", "failed"};
constexpr std::array<std::string_view, 5> kItemStatuses = {"pending", "running", "succeeded", "failed",
                                                           "cancelled"};
constexpr std::array<std::string_view, 4> kSources = {"stored", "demo", "csv", "online"};

template<class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

using enum JobStatus;
constexpr std::pair<JobStatus, JobStatus> kMoves[] = {
    {Queued, Running},   {Queued, Cancelled},    {Running, Completed},  {Running, Paused},
    {Running, Failed},   {Running, Interrupted}, {Running, Cancelled},  {Paused, Running},
    {Paused, Cancelled}, {Paused, Interrupted},  {Interrupted, Queued}, {Interrupted, Cancelled},
};

} // namespace

std::string_view jobKindName(JobKind kind)
{
    return kKinds[static_cast<std::size_t>(kind)];
}

std::string_view jobStatusName(JobStatus status)
{
    return kStatuses[static_cast<std::size_t>(status)];
}

std::string_view itemStatusName(ItemStatus status)
{
    return kItemStatuses[static_cast<std::size_t>(status)];
}

std::string_view requestSourceName(RequestSource source)
{
    return kSources[static_cast<std::size_t>(source)];
}

std::optional<JobKind> jobKindFromName(std::string_view name)
{
    return find<JobKind>(kKinds, name);
}

std::optional<JobStatus> jobStatusFromName(std::string_view name)
{
    return find<JobStatus>(kStatuses, name);
}

std::optional<ItemStatus> itemStatusFromName(std::string_view name)
{
    return find<ItemStatus>(kItemStatuses, name);
}

bool canMove(JobStatus from, JobStatus to)
{
    for (const auto& [a, b] : kMoves) {
        if (a == from && b == to)
            return true;
    }
    return false;
}

bool isFinal(JobStatus status)
{
    return status == Completed || status == Cancelled || status == Failed;
}

} // namespace tt
