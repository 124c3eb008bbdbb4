// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobslog.h"

namespace tt {

Q_LOGGING_CATEGORY(lcJobs, "tt.jobs", QtInfoMsg)

} // namespace tt
