// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"
#include "models/votesmodel.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace tt {

class DemoRibbon;
class FactGrid;
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
    void clear(const QString& text);
    const std::string& ticker() const { return m_ticker; }

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
    void paintTones();

    std::string m_ticker;
    VotesModel m_votes;
    QWidget* m_content;
    QLabel* m_empty;
    DemoRibbon* m_ribbon;
    QLabel* m_title;
    QLabel* m_name;
    QLabel* m_close;
    VerdictBadge* m_badge;
    ScoreArc* m_arc;
    FactGrid* m_summary;
    QLabel* m_reasons;
    PlanCard* m_plan;
    TableView* m_votesView;
    QLabel* m_flips;
    QWidget* m_flipSection;
    FactGrid* m_data;
    FactGrid* m_run;
};

} // namespace tt
