// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace tt {

Q_DECLARE_LOGGING_CATEGORY(lcJobs)

} // namespace tt
