// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobspage.h"

#include "jobs/failurereasons.h"
#include "text/errortext.h"
#include "text/format.h"
#include "text/verdicttext.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/widgets/tableview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct ButtonInfo
{
    ActionId action;
    const char* name;
};

constexpr ButtonInfo kButtons[] = {{ActionId::PauseJob, "jobPause"},
                                   {ActionId::ResumeJob, "jobResume"},
                                   {ActionId::CancelJob, "jobCancel"},
                                   {ActionId::RetryJob, "jobRetry"},
                                   {ActionId::RetryTransient, "jobRetryTransient"}};

QString summaryOf(const Job& job)
{
    const JobCounts& counts = job.counts;
    QString text =
        JobsPage::tr("%1: %2 of %3 done, %4 failed, %5 cancelled")
            .arg(jobStatusText(job.status), formatCount(counts.succeeded), formatCount(counts.total),
                 formatCount(counts.failed), formatCount(counts.cancelled));
    if (counts.remaining() > 0)
        text += JobsPage::tr(", %1 remaining").arg(formatCount(counts.remaining()));
    if (job.error)
        text += u". "_s + errorText(*job.error);
    return text;
}

} // namespace

JobsPage::JobsPage(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_split(new QSplitter(Qt::Vertical, this))
    , m_jobs(new TableView(u"jobsTable"_s, this))
    , m_summary(new QLabel(this))
    , m_failuresView(new TableView(u"failuresTable"_s, this))
{
    setObjectName(u"jobsPage"_s);
    build(actions);
}

void JobsPage::build(Actions& actions)
{
    m_jobs->setAccessibleName(tr("Jobs"));
    m_jobs->setSelectionMode(QAbstractItemView::SingleSelection);
    m_jobs->setEmptyText(tr("No runs yet. Start one with Ctrl+R."));
    m_jobs->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_summary->setObjectName(u"jobSummary"_s);
    m_summary->setWordWrap(true);
    m_failuresView->setAccessibleName(tr("Failures by reason"));
    m_failuresView->setTable(&m_failures, &m_failures);
    m_failuresView->setEmptyText(tr("Nothing failed in this job."));
    m_failuresView->horizontalHeader()->setStretchLastSection(true);

    auto* lower = new QWidget(this);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 6, 8, 6);
    line->setSpacing(6);
    line->addWidget(m_summary, 1);
    for (const ButtonInfo& info : kButtons) {
        const ActionId id = info.action;
        m_jobs->addAction(actions.at(id));
        auto* button = new QToolButton(lower);
        button->setObjectName(QString::fromLatin1(info.name));
        button->setDefaultAction(actions.at(id));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        line->addWidget(button);
    }
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_failuresView, 1);

    m_split->setObjectName(u"jobsSplitter"_s);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_jobs);
    m_split->addWidget(lower);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_split);
    connect(m_jobs, &TableView::currentRowChanged, this, &JobsPage::showJob);
}

void JobsPage::bind(Desk& desk)
{
    m_desk = &desk;
    m_jobs->setTable(&desk.jobs(), &desk.jobs());
    m_jobs->restoreColumns(m_columns);
    connect(&desk.jobs(), &QAbstractItemModel::dataChanged, this, &JobsPage::showJob);
    connect(&desk.jobs(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_jobs->currentIndex().isValid())
            m_jobs->setCurrentIndex(m_desk->jobs().index(0, 0));
    });
    connect(
        &desk, &Desk::failuresReady, this,
        [this](const QString& job, const std::vector<ItemFailure>& some) { addFailures(job, some, false); });
    connect(&desk, &Desk::failuresLoaded, this,
            [this](const QString& job, const std::vector<ItemFailure>& all) { addFailures(job, all, true); });
}

const Job* JobsPage::currentJob() const
{
    const QModelIndex current = m_jobs->currentIndex();
    return m_desk && current.isValid() ? &m_desk->jobs().row(current.row()) : nullptr;
}

void JobsPage::showJob()
{
    const Job* job = currentJob();
    m_summary->setText(job ? summaryOf(*job) : QString());
    const std::string id = job ? job->id : std::string();
    if (id != m_shownJob) {
        m_shownJob = id;
        m_failed.clear();
        m_failures.clear();
        if (job)
            m_desk->loadFailures(QString::fromStdString(id));
    }
    Q_EMIT currentChanged();
}

/// A ticker that failed before and fails again is one failure.
void JobsPage::addFailures(const QString& jobId, const std::vector<ItemFailure>& failures, bool all)
{
    if (jobId.toStdString() != m_shownJob)
        return;
    if (all)
        m_failed.clear();
    for (const ItemFailure& failure : failures) {
        std::erase_if(m_failed, [&](const ItemFailure& old) { return old.ticker == failure.ticker; });
        m_failed.push_back(failure);
    }
    std::vector<FailureGroup> groups;
    for (FailureReason& reason : groupFailures(m_failed))
        groups.push_back(
            {reason.code, std::move(reason.message), reason.transient, std::move(reason.tickers)});
    m_failures.setRows(std::move(groups));
    Q_EMIT currentChanged();
}

void JobsPage::saveTo(QSettings& state) const
{
    state.setValue(u"jobs/columns"_s, m_jobs->saveColumns());
    state.setValue(u"jobs/failures"_s, m_failuresView->saveColumns());
    state.setValue(u"jobs/splitter"_s, m_split->saveState());
}

void JobsPage::restoreFrom(const QSettings& state)
{
    m_columns = state.value(u"jobs/columns"_s).toByteArray();
    m_failuresView->restoreColumns(state.value(u"jobs/failures"_s).toByteArray());
    m_split->restoreState(state.value(u"jobs/splitter"_s).toByteArray());
}

} // namespace tt
