// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/itemqueue.h"

#include "store/barstore.h"
#include "store/downloadstore.h"
#include "store/jobstore.h"

#include <algorithm>

namespace tt {

std::vector<AnalysisItem> itemsOf(std::vector<JobItem> claimed)
{
    std::vector<AnalysisItem> items;
    for (JobItem& item : claimed)
        items.push_back({std::move(item.ticker), item.attempts, nullptr, std::nullopt});
    return items;
}

Result<void> loadStoredItems(Database& database, std::vector<AnalysisItem>& items)
{
    std::vector<std::string> tickers;
    for (const AnalysisItem& item : items)
        tickers.push_back(item.ticker);
    Result<std::vector<Result<StoredBars>>> loaded = BarStore(database).loadMany(tickers);
    if (!loaded)
        return loaded.error();
    for (std::size_t i = 0; i < items.size(); ++i) {
        Result<StoredBars>& bars = (*loaded)[i];
        if (!bars)
            items[i].error =
                bars.error().code == ErrorCode::NotFound ? unknownTicker(tickers[i]) : bars.error();
        else
            items[i].bars = std::make_shared<SourceBars>(storedSourceBars(std::move(*bars)));
    }
    return {};
}

Result<void> loadItems(Database& database, std::vector<AnalysisItem>& items, RequestSource source,
                       const LoadItems& load)
{
    if (items.empty() || !readsStore(source))
        return {};
    if (Result<void> loaded = load(database, items); !loaded || source != RequestSource::Online)
        return loaded;
    DownloadStore downloads(database);
    for (AnalysisItem& item : items) {
        Result<std::optional<Error>> failure = downloads.failure(item.ticker);
        if (!failure)
            return failure.error();
        if (*failure) {
            item.bars.reset();
            item.error = std::move(*failure);
        }
    }
    return {};
}

std::vector<AnalysisItem> ItemQueue::take(std::size_t limit)
{
    const auto end = m_left.begin() + static_cast<std::ptrdiff_t>(std::min(limit, m_left.size()));
    std::vector<AnalysisItem> items(std::make_move_iterator(m_left.begin()), std::make_move_iterator(end));
    m_left.erase(m_left.begin(), end);
    return items;
}

std::vector<AnalysisItem> ItemQueue::takeDue(Time now)
{
    std::vector<AnalysisItem> due;
    std::erase_if(m_later, [&](Later& later) {
        const bool isDue = later.due <= now;
        if (isDue)
            due.push_back(std::move(later.item));
        return isDue;
    });
    return due;
}

ItemQueue::Time ItemQueue::nextDue() const
{
    return std::ranges::min(m_later, {}, &Later::due).due;
}

} // namespace tt
