// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/analysis.h"

#include <QObject>
#include <QThreadPool>

#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace tt {

class Store;

inline constexpr std::size_t kVerdictCount = 6;

/// What a strategy says of the market as it is stored today, beside what it said before its edits.
struct StrategyPreview
{
    std::array<int, kVerdictCount> counts{}, before{}; ///< by Verdict
    int stocks = 0;                                    ///< judged: those of at least 50 usable bars
    int changed = 0;                                   ///< whose verdict differs
    bool isDemo = false;                               ///< nothing is stored: the made-up universe
};

/// Judges the market by a strategy that is being edited. The bars are read and laid out for the lanes once,
/// on the first question, and stay in memory until release(); a change of weights or parameters only
/// evaluates them again. Of several questions the newest is answered. Lives in the thread that made it.
class StrategyPreviewer : public QObject
{
    Q_OBJECT

public:
    explicit StrategyPreviewer(Store& store, QObject* parent = nullptr);
    ~StrategyPreviewer() override;

    /// ready() or failed() follows, unless another question or release() comes first. Errors: STORAGE_*.
    void ask(const Strategy& edited, const Strategy& saved);
    /// Gives the memory back; the next question reads the bars as they are then.
    void release();

Q_SIGNALS:
    void ready(const tt::StrategyPreview& preview);
    void failed(const tt::Error& error);

private:
    struct Loaded;
    using Question = std::pair<Strategy, Strategy>;
    struct Answer
    {
        std::shared_ptr<const Loaded> market;
        Result<StrategyPreview> preview;
    };

    static Answer answer(Store& store, std::shared_ptr<const Loaded> market, const Question& question);
    void runNext();
    void take(int generation, const Answer& done);

    Store& m_store;
    std::shared_ptr<const Loaded> m_market;
    std::optional<Question> m_wanted;
    bool m_isRunning = false;
    int m_generation = 0; ///< raised by release()
    QThreadPool m_worker; ///< last: waits for its thread when this goes
};

} // namespace tt
