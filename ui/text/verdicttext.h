// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/resultrecord.h"
#include "text/palette.h"

#include <QString>

namespace tt {

QString verdictText(Verdict verdict); ///< "Strong Buy", translated
QString verdictMark(Verdict verdict); ///< "▲▲", "▲", "●", "▼", "▼▼", "–"
Tone verdictTone(Verdict verdict);

QString signalText(Signal signal);  ///< "BUY"; undefined for none
QString voteText(const Vote& vote); ///< "Buy", "Sell", "Neutral", "Abstains", "Off"
QString voteMark(const Vote& vote); ///< "▲", "▼", "●", "–"
Tone voteTone(const Vote& vote);

QString planStatusText(PlanStatus status); ///< two or three words
QString planStatusHint(PlanStatus status); ///< one sentence
QString gradeText(Grade grade);            ///< "A"
QString gradeHint(Grade grade);            ///< one sentence
QString sizeBoundText(SizeBound bound);    ///< which limit bound the number of shares
QString sourceText(DataSource source);     ///< "Demo", "File", "Stored", ...

QString jobStatusText(JobStatus status);
Tone jobStatusTone(JobStatus status);
QString jobStatusMark(JobStatus status); ///< a sign that stands beside the colour

QString findingText(FindingRule rule); ///< what a check found, a few words

} // namespace tt
