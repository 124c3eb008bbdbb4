// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <QWidget>

#include <cstdint>
#include <string>
#include <vector>

namespace tt {

/// One run of a ticker.
struct HistoryRun
{
    std::string resultId, strategy;
    std::int64_t analyzedAtMs = 0;
    Verdict verdict = Verdict::NoVerdict;
    double score = kUndefined;
};

/// The runs of one ticker as columns from the oldest to the newest: the score's height above or below the
/// middle, in the verdict's colour, "No verdict" as a dot. The run under the pointer, or the one chosen with
/// the arrow keys, is told in words below.
class HistoryStrip : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryStrip(QWidget* parent = nullptr);

    /// Oldest first; `shownId` is the result that the report shows.
    void setRuns(std::vector<HistoryRun> runs, const std::string& shownId);
    int count() const { return static_cast<int>(m_runs.size()); }
    int marked() const { return m_marked; } ///< -1: none
    QString markedText() const;             ///< of the marked run, else of all
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void mark(int run);
    int shownCount() const; ///< the newest that have room
    double step() const;
    double barsHeight() const;

    std::vector<HistoryRun> m_runs;
    std::string m_shownId;
    int m_marked = -1;
};

} // namespace tt
