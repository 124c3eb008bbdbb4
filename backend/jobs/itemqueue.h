// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "jobs/runanalysis.h"

#include <chrono>
#include <deque>
#include <functional>
#include <vector>

namespace tt {

class Database;
struct JobItem;

/// The claimed items, their bars not loaded yet.
std::vector<AnalysisItem> itemsOf(std::vector<JobItem> claimed);

/// Loads the stored bars of claimed items, on the store's thread; a ticker's own fault becomes its item's
/// error.
Result<void> loadStoredItems(Database& database, std::vector<AnalysisItem>& items);
using LoadItems = std::function<Result<void>(Database&, std::vector<AnalysisItem>&)>;
/// By `load`, for the sources that read the store; of an online request those whose last download failed get
/// its error instead of bars.
Result<void> loadItems(Database& database, std::vector<AnalysisItem>& items, RequestSource source,
                       const LoadItems& load);

/// The items that a run has claimed and that are with no worker: those a chunk did not reach, and those that
/// failed by a transient error and wait to be tried again.
class ItemQueue
{
public:
    using Time = std::chrono::steady_clock::time_point;

    void putBack(AnalysisItem item) { m_left.push_back(std::move(item)); }
    void putLater(AnalysisItem item, Time due) { m_later.push_back({due, std::move(item)}); }
    /// The first of those put back, at most `limit`.
    std::vector<AnalysisItem> take(std::size_t limit);
    /// Those whose time has come; they have no bars.
    std::vector<AnalysisItem> takeDue(Time now);
    std::size_t size() const { return m_left.size() + m_later.size(); }
    bool isWaiting() const { return !m_later.empty(); }
    Time nextDue() const; ///< only while isWaiting()

private:
    struct Later
    {
        Time due;
        AnalysisItem item;
    };
    std::deque<AnalysisItem> m_left;
    std::vector<Later> m_later;
};

} // namespace tt
