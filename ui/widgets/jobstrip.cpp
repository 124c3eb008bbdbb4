// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jobstrip.h"

#include "text/format.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

JobStrip::JobStrip(QWidget* parent)
    : QFrame(parent)
    , m_what(new ElidedLabel(this))
    , m_bar(new QProgressBar(this))
    , m_counts(new QLabel(this))
    , m_speed(new QLabel(this))
    , m_pause(new QToolButton(this))
    , m_cancel(new QToolButton(this))
{
    setObjectName(u"jobStrip"_s);
    setAccessibleName(tr("Running job"));
    m_what->setObjectName(u"jobStripWhat"_s);
    m_bar->setObjectName(u"jobStripBar"_s);
    m_bar->setAccessibleName(tr("Progress of the job"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(12);
    m_bar->setMinimumWidth(160);
    m_counts->setObjectName(u"jobStripCounts"_s);
    m_speed->setObjectName(u"jobStripSpeed"_s);
    m_pause->setObjectName(u"jobStripPause"_s);
    m_pause->setFocusPolicy(Qt::TabFocus);
    m_cancel->setObjectName(u"jobStripCancel"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop; what is finished is kept (Ctrl+.)"));
    m_cancel->setFocusPolicy(Qt::TabFocus);

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(12, 4, 8, 4);
    line->setSpacing(14);
    line->addWidget(m_what, 2);
    line->addWidget(m_bar, 3);
    line->addWidget(m_counts);
    line->addWidget(m_speed);
    line->addWidget(m_pause);
    line->addWidget(m_cancel);
    connect(m_pause, &QToolButton::clicked, this,
            [this] { m_isPaused ? Q_EMIT resumeClicked() : Q_EMIT pauseClicked(); });
    connect(m_cancel, &QToolButton::clicked, this, &JobStrip::cancelClicked);
    hide();
}

void JobStrip::showJob(const Job& job, double rate, double secondsLeft)
{
    const JobCounts& counts = job.counts;
    m_what->setText(QString::fromStdString(job.description));
    m_bar->setRange(0, std::max(1, counts.total));
    m_bar->setValue(counts.done());
    m_counts->setText(
        tr("%1 done · %2 failed · %3 remaining")
            .arg(formatCount(counts.succeeded), formatCount(counts.failed), formatCount(counts.remaining())));
    QString speed;
    if (std::isfinite(rate) && rate > 0)
        speed = tr("%1 a second").arg(formatNumber(rate, rate < 10 ? 1 : 0));
    if (std::isfinite(secondsLeft))
        speed += tr(" · %1 left").arg(formatDuration(secondsLeft));
    m_isPaused = job.status == JobStatus::Paused;
    const QString state = m_isPaused                        ? tr("paused")
                          : job.status == JobStatus::Queued ? tr("waiting for its turn")
                                                            : tr("measuring speed");
    m_speed->setText(job.status == JobStatus::Running && !speed.isEmpty() ? speed : state);
    m_pause->setText(m_isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(m_isPaused ? tr("Go on with what is left (Ctrl+U)")
                                   : tr("Stop for now (Ctrl+Shift+.)"));
    m_pause->setVisible(true);
    m_pause->setEnabled(m_isPaused || job.status == JobStatus::Running);
    m_cancel->setEnabled(true);
    show();
}

void JobStrip::showImport(int done, int total, const QString& file)
{
    m_what->setText(tr("Importing %1").arg(file));
    m_bar->setRange(0, total); // 0..0 shows a busy bar while the files are counted
    m_bar->setValue(done);
    m_counts->setText(tr("%1 of %2 files").arg(formatCount(done), formatCount(total)));
    m_speed->clear();
    m_pause->hide();
    m_cancel->setEnabled(true);
    show();
}

void JobStrip::showStopping()
{
    m_speed->setText(tr("stopping"));
    m_pause->setEnabled(false);
    m_cancel->setEnabled(false);
}

void JobStrip::finish()
{
    hide();
}

} // namespace tt
