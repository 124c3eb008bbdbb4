// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusline.h"

#include "text/format.h"

#include <QDir>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace tt {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent)
    , m_waiting(add(u"statusWaiting"_s))
    , m_jobs(add(u"statusJobs"_s))
    , m_age(add(u"statusAge"_s))
    , m_database(add(u"statusDatabase"_s))
{
    setObjectName(u"statusBar"_s);
    setWaiting(false);
    setRunning(0);
    setNewest(kNoDay);
}

QLabel* StatusLine::add(const QString& name)
{
    auto* label = new QLabel(this);
    label->setObjectName(name);
    label->setContentsMargins(8, 0, 8, 0);
    addPermanentWidget(label);
    return label;
}

void StatusLine::setDatabase(const QString& path)
{
    m_database->setText(
        tr("Data: %1").arg(QDir(QDir(path).filePath(u".."_s)).absolutePath().section(u'/', -1)));
    m_database->setToolTip(QDir::toNativeSeparators(path));
}

void StatusLine::setNewest(Day day)
{
    m_age->setVisible(day != kNoDay);
    m_age->setText(tr("Newest price %1").arg(formatDay(day)));
}

void StatusLine::setRunning(int jobs)
{
    m_jobs->setVisible(jobs > 0);
    m_jobs->setText(tr("Jobs running: %1").arg(formatCount(jobs)));
}

void StatusLine::setWaiting(bool isWaiting)
{
    m_waiting->setVisible(isWaiting);
    m_waiting->setText(isWaiting ? tr("Waiting for another program that holds the database") : QString());
}

} // namespace tt
