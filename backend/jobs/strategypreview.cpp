// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategypreview.h"

#include "base/clock.h"
#include "engine/analyzemany.h"
#include "engine/checks.h"
#include "engine/corporateaction.h"
#include "engine/demo.h"
#include "jobs/barssource.h"
#include "store/barstore.h"
#include "store/instrumentstore.h"
#include "store/store.h"

#include <QThread>

#include <algorithm>

namespace tt {

namespace {

/// Loaded and laid out together: what is read from the store needs no second copy of the whole market.
constexpr std::size_t kLoadedTogether = 200;

/// Stocks whose bars came together.
struct Part
{
    Market market;
    std::vector<Grade> grades;
};

class PartLoader
{
public:
    PartLoader()
        : m_today(localDay(systemClock().nowMs()))
        , m_options{std::max(1, QThread::idealThreadCount()), LaneSet::Automatic}
    {
    }

    void add(Bars bars, std::span<const Finding> findings, Day asOf)
    {
        const Grade grade = gradeBars(bars, findings, asOf);
        if (grade == Grade::F)
            return;
        m_grades.push_back(grade);
        m_bars.push_back(std::move(bars));
    }
    void addStored(StoredBars stored)
    {
        add(adjustedView(std::move(stored.bars), stored.actions, m_today), stored.findings, m_today);
    }
    void finishPart(std::vector<Part>& parts)
    {
        std::vector<const Bars*> symbols;
        for (const Bars& bars : m_bars)
            symbols.push_back(&bars);
        if (!symbols.empty())
            parts.push_back({Market(symbols, m_options), std::exchange(m_grades, {})});
        m_bars.clear();
    }

private:
    Day m_today;
    MarketOptions m_options;
    std::vector<Bars> m_bars;
    std::vector<Grade> m_grades;
};

/// On the store's thread, in the worker's name.
template<class F>
auto ask(Store& store, F f)
{
    auto future = store.run(std::move(f));
    future.waitForFinished();
    return future.takeResult();
}

Result<std::vector<Part>> loadStored(Store& store)
{
    const auto rows = ask(store, [](Database& database) { return InstrumentStore(database).list(); });
    if (!rows)
        return rows.error();
    PartLoader loader;
    std::vector<Part> parts;
    for (std::size_t from = 0; from < rows->size(); from += kLoadedTogether) {
        std::vector<std::string> tickers;
        for (std::size_t i = from; i < std::min(from + kLoadedTogether, rows->size()); ++i)
            tickers.push_back((*rows)[i].ticker);
        auto loaded = ask(store, [&](Database& database) { return BarStore(database).loadMany(tickers); });
        if (!loaded)
            return loaded.error();
        for (Result<StoredBars>& bars : *loaded) {
            if (bars) // a damaged one is not judged; `db check` names it
                loader.addStored(std::move(*bars));
        }
        loader.finishPart(parts);
    }
    return parts;
}

std::vector<Part> makeDemo()
{
    PartLoader loader;
    std::vector<Part> parts;
    for (int i = 0; i < kDemoUniverse; ++i) {
        Bars bars = demoBars(demoTicker(i), kDemoSeed, kDemoBars);
        const Day last = bars.date.back();
        loader.add(std::move(bars), {}, last);
        if ((i + 1) % static_cast<int>(kLoadedTogether) == 0)
            loader.finishPart(parts);
    }
    loader.finishPart(parts);
    return parts;
}

void count(const Part& part, const Strategy& edited, const Strategy& saved, StrategyPreview& preview)
{
    const std::array strategies = {edited, saved};
    const auto verdicts = judgeMarket(part.market, part.grades, strategies);
    for (std::size_t i = 0; i < part.grades.size(); ++i) {
        const Verdict now = verdicts[0][i], before = verdicts[1][i];
        ++preview.counts[static_cast<std::size_t>(now)];
        ++preview.before[static_cast<std::size_t>(before)];
        ++preview.stocks;
        preview.changed += now != before ? 1 : 0;
    }
}

} // namespace

struct StrategyPreviewer::Loaded
{
    std::vector<Part> parts;
    bool isDemo = false;
};

StrategyPreviewer::StrategyPreviewer(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
    m_worker.setMaxThreadCount(1);
}

StrategyPreviewer::~StrategyPreviewer()
{
    m_worker.waitForDone();
}

void StrategyPreviewer::ask(const Strategy& edited, const Strategy& saved)
{
    m_wanted.emplace(edited, saved);
    if (!m_isRunning)
        runNext();
}

void StrategyPreviewer::release()
{
    ++m_generation;
    m_wanted.reset();
    m_market.reset();
}

StrategyPreviewer::Answer StrategyPreviewer::answer(Store& store, std::shared_ptr<const Loaded> market,
                                                    const Question& question)
{
    if (!market) {
        Result<std::vector<Part>> parts = loadStored(store);
        if (!parts)
            return {nullptr, parts.error()};
        const bool isDemo = parts->empty();
        market = std::make_shared<const Loaded>(Loaded{isDemo ? makeDemo() : std::move(*parts), isDemo});
    }
    StrategyPreview preview;
    preview.isDemo = market->isDemo;
    for (const Part& part : market->parts)
        count(part, question.first, question.second, preview);
    return {std::move(market), preview};
}

void StrategyPreviewer::runNext()
{
    m_isRunning = true;
    m_worker.start([this, &store = m_store, market = m_market, generation = m_generation,
                    question = *std::exchange(m_wanted, std::nullopt)] {
        // Always by the event loop: an answer that was quick must not come out of ask().
        auto done = std::make_shared<const Answer>(answer(store, market, question));
        QMetaObject::invokeMethod(
            this, [this, generation, done] { take(generation, *done); }, Qt::QueuedConnection);
    });
}

void StrategyPreviewer::take(int generation, const Answer& done)
{
    m_isRunning = false;
    if (generation == m_generation) {
        m_market = done.market;
        // While a slider is being dragged each answer is shown as it comes.
        if (done.preview)
            Q_EMIT ready(*done.preview);
        else
            Q_EMIT failed(done.preview.error());
    }
    if (m_wanted && !m_isRunning)
        runNext();
}

} // namespace tt
