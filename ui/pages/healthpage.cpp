// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/healthpage.h"

#include "text/errortext.h"
#include "text/format.h"
#include "ui/desk.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/tableview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr std::array<const char*, 4> kLevelTexts = {
    QT_TRANSLATE_NOOP("tt::HealthPage", "Errors"), QT_TRANSLATE_NOOP("tt::HealthPage", "Warnings and above"),
    QT_TRANSLATE_NOOP("tt::HealthPage", "Info and above"), QT_TRANSLATE_NOOP("tt::HealthPage", "Everything")};

bool fits(const LogLine& line, const QString& typed)
{
    for (const std::string* text : {&line.message, &line.ticker, &line.jobId, &line.module}) {
        if (QString::fromStdString(*text).contains(typed, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

HealthPage::HealthPage(QWidget* parent)
    : QWidget(parent)
    , m_split(new QSplitter(Qt::Vertical, this))
{
    setObjectName(u"healthPage"_s);
    m_split->setObjectName(u"healthSplitter"_s);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(buildHealth());
    m_split->addWidget(buildLog());
    m_split->setSizes({340, 300}); // room for every check: the last one may be the one that is marked
    m_split->setStretchFactor(1, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_split);
}

QWidget* HealthPage::buildHealth()
{
    auto* page = new QWidget(this);
    m_state = new QLabel(page);
    m_state->setObjectName(u"healthState"_s);
    QFont bold = font();
    bold.setBold(true);
    m_state->setFont(bold);
    auto* again = new QPushButton(tr("&Refresh"), page);
    again->setObjectName(u"healthRefresh"_s);
    m_cleanup = new QPushButton(tr("Clean &up…"), page);
    m_cleanup->setObjectName(u"healthCleanup"_s);
    m_cleanup->setEnabled(false); // until there is a desk
    m_cleanup->setToolTip(tr("Deletes results and jobs that lie beyond the settings of Cleanup"));
    m_cleaned = new QLabel(page);
    m_cleaned->setObjectName(u"healthCleaned"_s);
    m_cleaned->setWordWrap(true);
    m_cleaned->setContentsMargins(12, 0, 8, 6);
    m_cleaned->hide();
    m_checksView = new TableView(u"healthTable"_s, page);
    m_checksView->setAccessibleName(tr("Checks"));
    m_checksView->setTable(&m_checks, &m_checks);
    m_checksView->setEmptyText(tr("Looking…"));
    m_checksView->horizontalHeader()->setStretchLastSection(true);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 6, 8, 6);
    line->addWidget(m_state, 1);
    line->addWidget(m_cleanup);
    line->addWidget(again);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_cleaned);
    column->addWidget(m_checksView, 1);
    connect(again, &QPushButton::clicked, this, &HealthPage::refresh);
    connect(m_cleanup, &QPushButton::clicked, this, [this] {
        m_cleanup->setEnabled(false);
        m_desk->countCleanup();
    });
    return page;
}

QWidget* HealthPage::buildLog()
{
    auto* page = new QWidget(this);
    m_filter = new FilterBar(u"logFilter"_s, page);
    m_filter->setPlaceholder(tr("Words of the message, a ticker, or the beginning of a job's id"));
    m_level = new QComboBox(page);
    m_level->setObjectName(u"logLevel"_s);
    m_level->setAccessibleName(tr("Least weight of the lines"));
    for (const char* text : kLevelTexts)
        m_level->addItem(tr(text));
    m_level->setCurrentIndex(static_cast<int>(LogLevel::Info));
    m_logView = new TableView(u"logTable"_s, page);
    m_logView->setAccessibleName(tr("Log"));
    m_logView->setTable(&m_log, &m_log);
    m_logView->setEmptyText(tr("No line of the log passes the filter."));
    m_logView->horizontalHeader()->setStretchLastSection(true);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 8, 0);
    line->addWidget(m_filter, 1);
    line->addWidget(m_level);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_logView, 1);
    connect(m_filter, &FilterBar::textEdited, this, &HealthPage::applyFilter);
    connect(m_filter, &FilterBar::left, this, [this] { m_logView->setFocus(); });
    connect(m_level, &QComboBox::currentIndexChanged, this, &HealthPage::applyFilter);
    return page;
}

void HealthPage::bind(Desk& desk)
{
    m_desk = &desk;
    m_cleanup->setEnabled(true);
    connect(&desk, &Desk::healthReady, this, &HealthPage::setHealth);
    connect(&desk, &Desk::logReady, this, &HealthPage::setLog);
    connect(&desk, &Desk::cleanupCounted, this, &HealthPage::askCleanup);
    connect(&desk, &Desk::cleanedUp, this, &HealthPage::tellCleanup);
    connect(&desk, &Desk::failed, this, [this] {
        m_cleanup->setEnabled(true);
        sayCleaned({});
    });
}

void HealthPage::refresh()
{
    if (m_desk)
        m_desk->loadHealth();
}

void HealthPage::setHealth(const HealthReport& report)
{
    m_state->setText(report.status == HealthStatus::Ok         ? tr("✓ Everything is well.")
                     : report.status == HealthStatus::Degraded ? tr("! Works, but look at what is marked.")
                                                               : tr("✕ Something needs to be mended."));
    setLabelTone(m_state, report.status == HealthStatus::Ok         ? Tone::Up
                          : report.status == HealthStatus::Degraded ? Tone::Warning
                                                                    : Tone::Down);
    m_checks.setRows(report.checks);
}

void HealthPage::askCleanup(const Retired& wouldGo, const RetentionRules& rules)
{
    m_cleanup->setEnabled(true);
    if (wouldGo.results == 0 && wouldGo.jobs == 0) {
        sayCleaned(tr("There is nothing to clean up."));
        return;
    }
    const QString text =
        tr("Delete %1 results and %2 jobs for good? The last %3 results of each stock and strategy stay, and "
           "jobs for %4 days. The newest always stay.")
            .arg(formatCount(wouldGo.results), formatCount(wouldGo.jobs), formatCount(rules.resultsEach),
                 formatCount(rules.jobDays));
    auto* box = new QMessageBox(QMessageBox::Question, tr("Clean up"), text, QMessageBox::Cancel, this);
    box->setObjectName(u"cleanupBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = box->addButton(tr("&Delete"), QMessageBox::AcceptRole);
    yes->setObjectName(u"cleanupYes"_s);
    box->setDefaultButton(QMessageBox::Cancel); // what is deleted does not come back
    connect(yes, &QPushButton::clicked, this, [this] {
        m_cleanup->setEnabled(false);
        sayCleaned(tr("Cleaning up…"));
        m_desk->cleanUp();
    });
    box->open();
}

void HealthPage::tellCleanup(const CleanupReport& report)
{
    m_cleanup->setEnabled(true);
    QString text = tr("Deleted: %1 results, %2 jobs.")
                       .arg(formatCount(report.retired.results), formatCount(report.retired.jobs));
    if (report.retired.jobsKept > 0)
        text += u' ' + tr("Old jobs kept for their results: %1.").arg(formatCount(report.retired.jobsKept));
    sayCleaned(text);
}

void HealthPage::sayCleaned(const QString& text)
{
    m_cleaned->setText(text);
    m_cleaned->setVisible(!text.isEmpty());
}

void HealthPage::setLog(const Result<std::vector<LogLine>>& lines)
{
    m_filter->setProblem(lines ? QString() : errorText(lines.error()));
    m_lines = lines ? *lines : std::vector<LogLine>();
    applyFilter();
}

void HealthPage::applyFilter()
{
    const auto least = static_cast<LogLevel>(m_level->currentIndex());
    const QString typed = m_filter->text().trimmed();
    std::vector<LogLine> shown;
    for (const LogLine& line : m_lines) {
        if (line.level <= least && fits(line, typed))
            shown.push_back(line);
    }
    m_filter->setCounts(static_cast<int>(shown.size()), static_cast<int>(m_lines.size()));
    m_log.setRows(std::move(shown));
}

void HealthPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void HealthPage::saveTo(QSettings& state) const
{
    state.setValue(u"health/checks"_s, m_checksView->saveColumns());
    state.setValue(u"health/log"_s, m_logView->saveColumns());
    state.setValue(u"health/splitter"_s, m_split->saveState());
}

void HealthPage::restoreFrom(const QSettings& state)
{
    m_checksView->restoreColumns(state.value(u"health/checks"_s).toByteArray());
    m_logView->restoreColumns(state.value(u"health/log"_s).toByteArray());
    m_split->restoreState(state.value(u"health/splitter"_s).toByteArray());
}

} // namespace tt
