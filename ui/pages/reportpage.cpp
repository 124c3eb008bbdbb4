// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reportpage.h"

#include "charts/scorearc.h"
#include "charts/verdictbadge.h"
#include "text/errortext.h"
#include "text/format.h"
#include "text/reasontext.h"
#include "text/verdicttext.h"
#include "ui/widgets/demoribbon.h"
#include "ui/widgets/explainpopup.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/historystrip.h"
#include "ui/widgets/numberlabel.h"
#include "ui/widgets/plancard.h"
#include "ui/widgets/section.h"
#include "ui/widgets/tableview.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct VoteWidth
{
    VotesModel::Column column;
    int width; ///< at 96 dpi
};

struct SummaryInfo
{
    const char* key;
    const char* name;
    ReportNumber number;
};

constexpr SummaryInfo kSummary[] = {
    {"byScore", QT_TRANSLATE_NOOP("tt::ReportPage", "Score"), ReportNumber::Score},
    {"evidence", QT_TRANSLATE_NOOP("tt::ReportPage", "Evidence"), ReportNumber::Evidence},
    {"grade", QT_TRANSLATE_NOOP("tt::ReportPage", "Data grade"), ReportNumber::Grade},
};

constexpr VoteWidth kVoteWidths[] = {{VotesModel::Value, 66},
                                     {VotesModel::Direction, 80},
                                     {VotesModel::Confidence, 52},
                                     {VotesModel::Weight, 62},
                                     {VotesModel::Share, 58}};
constexpr int kRoomForWeights = 440; ///< in a narrower panel the weight is in the share alone

QLabel* wrapped(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ReportPage::ReportPage(QWidget* parent)
    : QScrollArea(parent)
    , m_content(new QWidget(this))
    , m_empty(new QLabel(this))
    , m_popup(new ExplainPopup(this))
{
    setObjectName(u"reportPage"_s);
    setAccessibleName(tr("Report"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget(this);
    auto* pages = new QVBoxLayout(page);
    pages->setContentsMargins(0, 0, 0, 0);
    pages->addWidget(m_content);
    pages->addWidget(m_empty, 1);
    m_empty->setObjectName(u"reportEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(24, 24, 24, 24);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(12);
    buildHead(column);
    buildSections(column);
    column->addStretch(1);
    setWidget(page);
    connectNumbers();
    clear({});
}

void ReportPage::buildHead(QVBoxLayout* column)
{
    m_ribbon = new DemoRibbon(m_content);
    m_ribbon->setObjectName(u"reportRibbon"_s);
    m_title = wrapped(u"reportTicker"_s, m_content);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setBold(true);
    m_title->setFont(large);
    m_close = new NumberLabel(m_content);
    m_close->setClickable(true);
    m_close->setObjectName(u"reportClose"_s);
    m_close->setFont(large);
    m_name = wrapped(u"reportName"_s, m_content);
    m_badge = new VerdictBadge(m_content);
    m_badge->setObjectName(u"verdictBadge"_s);
    m_arc = new ScoreArc(m_content);
    m_arc->setObjectName(u"scoreArc"_s);
    m_summary = new FactGrid(m_content);
    for (const SummaryInfo& info : kSummary) {
        m_summary->addRow(QString::fromLatin1(info.key), tr(info.name));
        m_summary->setClickable(QString::fromLatin1(info.key));
    }

    auto* heading = new QHBoxLayout;
    heading->addWidget(m_title, 1);
    heading->addWidget(m_close, 0, Qt::AlignTop);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addLayout(heading);
    names->addWidget(m_name);
    auto* verdict = new QGridLayout;
    verdict->setHorizontalSpacing(12);
    verdict->setColumnStretch(1, 1);
    verdict->addWidget(m_badge, 0, 0, 1, 2, Qt::AlignLeft | Qt::AlignTop);
    verdict->addWidget(m_summary, 1, 0, Qt::AlignTop);
    verdict->addWidget(m_arc, 1, 1);
    m_arc->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_arc->setMaximumWidth(m_arc->sizeHint().width());
    column->addWidget(m_ribbon);
    column->addLayout(names);
    column->addLayout(verdict);
}

void ReportPage::buildSections(QVBoxLayout* column)
{
    m_reasons = wrapped(u"reportReasons"_s, m_content);
    m_plan = new PlanCard(m_content);
    m_votesView = new TableView(u"votesView"_s, m_content);
    m_votesView->setAccessibleName(tr("Votes of the indicators"));
    m_votesView->setTable(&m_votes, &m_votes);
    m_votesView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_votesView->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_votesView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const double scale = m_votesView->columnScale();
    for (const VoteWidth& each : kVoteWidths)
        m_votesView->setColumnWidth(each.column, qRound(each.width * scale));
    m_votesView->horizontalHeader()->setMinimumSectionSize(30);
    m_votesView->horizontalHeader()->setSectionResizeMode(VotesModel::Indicator, QHeaderView::Stretch);
    m_votesView->horizontalHeader()->setSectionsMovable(false);
    m_flips = wrapped(u"reportFlips"_s, m_content);
    m_history = new HistoryStrip(m_content);
    m_data = new FactGrid(m_content);
    m_data->addRow(u"source"_s, tr("Source"));
    m_data->addRow(u"dates"_s, tr("Dates"));
    m_data->addRow(u"bars"_s, tr("Bars"));
    m_data->addRow(u"findings"_s, tr("Findings"));
    m_run = new FactGrid(m_content);
    m_run->addRow(u"strategy"_s, tr("Strategy"));
    m_run->addRow(u"analyzed"_s, tr("Analyzed"));
    m_run->addRow(u"engine"_s, tr("Engine"));
    m_run->addRow(u"job"_s, tr("Job"));

    m_flipSection = new Section(tr("What would change it"), m_flips, m_content);
    column->addWidget(new Section(tr("Why"), m_reasons, m_content));
    column->addWidget(new Section(tr("Trade plan"), m_plan, m_content));
    column->addWidget(new Section(tr("Votes"), m_votesView, m_content));
    m_historySection = new Section(tr("Runs of this stock"), m_history, m_content);
    column->addWidget(m_flipSection);
    column->addWidget(m_historySection);
    column->addWidget(new Section(tr("Data"), m_data, m_content));
    column->addWidget(new Section(tr("Run"), m_run, m_content));
}

void ReportPage::setResult(const ResultRecord& result)
{
    if (result.ticker != m_ticker)
        verticalScrollBar()->setValue(0);
    if (result.ticker != m_ticker)
        m_historySection->hide(); // until it is read
    m_ticker = result.ticker;
    m_resultId = result.id;
    m_explained.reset();
    m_asked.reset();
    fillHead(result);
    fillReasons(result.analysis);
    m_plan->setAnalysis(result.analysis, result.ticker);
    m_votes.setAnalysis(result.analysis, result.ticker);
    fillFlips(result);
    fillFacts(result);
    fitVotes();
    paintTones();
    m_empty->hide();
    m_content->show();
}

void ReportPage::clear(const QString& text)
{
    m_ticker.clear();
    m_resultId.clear();
    m_empty->setText(text);
    m_content->hide();
    m_empty->show();
    setLabelTone(m_empty, Tone::Muted);
}

void ReportPage::fillHead(const ResultRecord& result)
{
    const Analysis& analysis = result.analysis;
    m_ribbon->setVisible(result.isDemo);
    m_title->setText(QString::fromStdString(result.ticker));
    m_close->setText(formatMoney(analysis.close, result.ticker));
    m_close->setToolTip(tr("Close of the last bar, %1").arg(formatDay(analysis.lastBar)));
    m_name->setText(QString::fromStdString(result.name));
    m_name->setVisible(!result.name.empty());
    m_badge->setVerdict(analysis.verdict, false); // the ribbon says it in this panel
    m_badge->setAccessibleName(tr("Verdict: %1").arg(verdictText(analysis.verdict)));
    m_arc->setScore(analysis.score, analysis.verdict);
    m_arc->setAccessibleName(tr("Score: %1").arg(formatSigned(analysis.score, 2)));
    m_summary->setValue(u"byScore"_s, formatSigned(analysis.score, 3));
    m_summary->setValue(u"evidence"_s, formatNumber(analysis.evidence, 2), Tone::Normal,
                        tr("How much of the possible weight speaks at all, 0 to 1; a Buy needs 0.10, a "
                           "Strong Buy 0.25"));
    const bool poor = analysis.grade >= Grade::D;
    m_summary->setValue(u"grade"_s, gradeText(analysis.grade), poor ? Tone::Warning : Tone::Normal,
                        gradeHint(analysis.grade));
}

void ReportPage::fillReasons(const Analysis& analysis)
{
    QStringList lines;
    for (const Reason& reason : analysis.reasons)
        lines += u"• "_s + reasonSentence(reason);
    if (lines.isEmpty())
        lines += tr("The score decides alone: nothing lowers the verdict.");
    m_reasons->setText(lines.join(u'\n'));
}

void ReportPage::fillFlips(const ResultRecord& result)
{
    const Analysis& analysis = result.analysis;
    const bool known = analysis.flipUp || analysis.flipDown;
    m_flipSection->setVisible(known);
    if (known)
        m_flips->setText(flipTexts(analysis, result.ticker).join(u'\n'));
}

void ReportPage::fillFacts(const ResultRecord& result)
{
    const Analysis& analysis = result.analysis;
    m_data->setValue(u"source"_s, sourceText(result.source), result.isDemo ? Tone::Warning : Tone::Normal);
    m_data->setValue(u"dates"_s,
                     tr("%1 to %2").arg(formatDay(analysis.firstBar), formatDay(analysis.lastBar)));
    m_data->setValue(u"bars"_s, formatCount(analysis.bars));
    m_data->setValue(u"findings"_s, {});
    m_run->setValue(u"strategy"_s, QString::fromStdString(result.strategyName));
    m_run->setValue(u"analyzed"_s, formatTime(result.analyzedAtMs));
    m_run->setValue(u"engine"_s, tr("%1, rules %2")
                                     .arg(QString::fromStdString(result.engineVersion),
                                          QString::number(result.rulesVersion)));
    m_run->setValue(u"job"_s, QString::fromStdString(result.jobId.substr(0, 8)), Tone::Normal,
                    QString::fromStdString(result.jobId));
}

void ReportPage::setFindings(int count)
{
    m_data->setValue(u"findings"_s,
                     count == 0 ? tr("none") : tr("%1 repaired or left out").arg(formatCount(count)),
                     count == 0 ? Tone::Normal : Tone::Warning);
}

void ReportPage::setHistory(const std::vector<ResultRecord>& newestFirst)
{
    std::vector<HistoryRun> runs;
    for (auto result = newestFirst.rbegin(); result != newestFirst.rend(); ++result) {
        const Analysis& analysis = result->analysis;
        const bool scored = analysis.verdict != Verdict::NoVerdict;
        runs.push_back({result->id, result->strategyName, result->analyzedAtMs, analysis.verdict,
                        scored ? analysis.score : kUndefined});
    }
    m_history->setRuns(std::move(runs), m_resultId);
    m_historySection->show();
}

void ReportPage::connectNumbers()
{
    const auto beside = [](const QWidget* value) {
        return value->mapToGlobal(QPoint(0, value->height() / 2));
    };
    connect(m_summary, &FactGrid::clicked, this, [this, beside](const QString& key, QWidget* value) {
        for (const SummaryInfo& info : kSummary) {
            if (key == QLatin1StringView(info.key))
                explain(info.number, IndicatorId::Rsi, beside(value));
        }
    });
    connect(m_plan, &PlanCard::asked, this, [this, beside](ReportNumber number, QWidget* value) {
        explain(number, IndicatorId::Rsi, beside(value));
    });
    connect(m_close, &NumberLabel::clicked, this,
            [this, beside] { explain(ReportNumber::Close, IndicatorId::Rsi, beside(m_close)); });
    connect(m_badge, &VerdictBadge::clicked, this,
            [this, beside] { explain(ReportNumber::Verdict, IndicatorId::Rsi, beside(m_badge)); });
    const auto vote = [this](const QModelIndex& index) {
        const QPoint at = m_votesView->visualRect(index).center();
        explain(ReportNumber::Indicator, m_votes.row(index.row()).id,
                m_votesView->viewport()->mapToGlobal(QPoint(0, at.y())));
    };
    connect(m_votesView, &QAbstractItemView::clicked, this, vote);
    connect(m_votesView, &TableView::enterPressed, this, vote);
}

void ReportPage::explain(ReportNumber number, IndicatorId id, const QPoint& at)
{
    m_asked = Asked{number, id, at};
    if (m_explained)
        showExplanation();
    else
        Q_EMIT explanationWanted();
}

void ReportPage::setExplanation(const QString& resultId, const ExplainedResult& explanation)
{
    if (resultId.toStdString() != m_resultId)
        return;
    m_explained = explanation;
    showExplanation();
}

void ReportPage::setExplanationError(const QString& resultId, const Error& error)
{
    if (resultId.toStdString() == m_resultId && m_asked)
        m_popup->showProblem(errorText(error), std::exchange(m_asked, std::nullopt)->at);
}

void ReportPage::showExplanation()
{
    if (!m_asked)
        return;
    const Asked asked = *std::exchange(m_asked, std::nullopt);
    const ExplainedResult& made = *m_explained;
    const Analysis& analysis = made.explanation.analysis;
    const QString source =
        tr("%1, %2 bars from %3 to %4; strategy %5")
            .arg(sourceText(made.source), formatCount(analysis.bars), formatDay(analysis.firstBar),
                 formatDay(analysis.lastBar), QString::fromStdString(made.config.strategy.name));
    const QString changed =
        made.isSame
            ? QString()
            : u"\n"_s + tr("The bars have changed since this result: analyze it again to see the same "
                           "numbers here.");
    m_popup->showText(explainNumber(asked.number, asked.id, made.explanation, made.config, made.ticker),
                      source + changed, asked.at);
}

void ReportPage::fitVotes()
{
    const int rows = m_votes.rowCount() * m_votesView->verticalHeader()->defaultSectionSize();
    m_votesView->setFixedHeight(rows + m_votesView->horizontalHeader()->sizeHint().height() + 2);
}

void ReportPage::paintTones()
{
    setLabelTone(m_name, Tone::Muted);
    setLabelTone(m_empty, Tone::Muted);
}

void ReportPage::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool narrow = viewport()->width() < qRound(kRoomForWeights * m_votesView->columnScale());
    m_votesView->setColumnHidden(VotesModel::Weight, narrow);
}

void ReportPage::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintTones();
}

} // namespace tt
