// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"
#include "jobs/library.h"
#include "models/votesmodel.h"
#include "text/explaintext.h"

#include <QPoint>
#include <QScrollArea>

#include <optional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace tt {

class DemoRibbon;
class ExplainPopup;
class FactGrid;
class HistoryStrip;
class NumberLabel;
class PlanCard;
class ScoreArc;
class TableView;
class VerdictBadge;

/// Everything about one result: verdict, score, reasons, plan, votes, flips, where the data came from and
/// which run made it.
class ReportPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit ReportPage(QWidget* parent = nullptr);

    void setResult(const ResultRecord& result);
    /// What the check of the bars found; known once the bars are read.
    void setFindings(int count);
    /// Every run of the shown ticker, newest first.
    void setHistory(const std::vector<ResultRecord>& newestFirst);
    /// The answer to explanationWanted(); another result's falls away.
    void setExplanation(const QString& resultId, const ExplainedResult& explanation);
    void setExplanationError(const QString& resultId, const Error& error);
    void clear(const QString& text);
    const std::string& ticker() const { return m_ticker; }

Q_SIGNALS:
    /// A number of the shown result was asked for the first time.
    void explanationWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHead(QVBoxLayout* column);
    void buildSections(QVBoxLayout* column);
    void fillHead(const ResultRecord& result);
    void fillReasons(const Analysis& analysis);
    void fillFlips(const ResultRecord& result);
    void fillFacts(const ResultRecord& result);
    void fitVotes();
    void connectNumbers();
    void explain(ReportNumber number, IndicatorId id, const QPoint& at);
    void showExplanation();
    void paintTones();

    std::string m_ticker;
    VotesModel m_votes;
    QWidget* m_content;
    QLabel* m_empty;
    DemoRibbon* m_ribbon;
    QLabel* m_title;
    QLabel* m_name;
    NumberLabel* m_close;
    VerdictBadge* m_badge;
    ScoreArc* m_arc;
    FactGrid* m_summary;
    QLabel* m_reasons;
    PlanCard* m_plan;
    TableView* m_votesView;
    QLabel* m_flips;
    QWidget* m_flipSection;
    HistoryStrip* m_history;
    QWidget* m_historySection;
    FactGrid* m_data;
    FactGrid* m_run;

    struct Asked
    {
        ReportNumber number;
        IndicatorId id;
        QPoint at; ///< on the screen
    };
    std::string m_resultId;
    std::optional<ExplainedResult> m_explained; ///< of the shown result, once it was asked for
    std::optional<Asked> m_asked;               ///< waits for the explanation
    ExplainPopup* m_popup;
};

} // namespace tt
