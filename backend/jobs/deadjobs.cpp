// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/deadjobs.h"

#include "base/logcontext.h"
#include "jobs/askpatiently.h"
#include "jobs/jobslog.h"
#include "store/jobstore.h"
#include "store/store.h"

namespace tt {

Result<std::vector<Job>> interruptDeadJobs(Store& store, const Clock& clock)
{
    Result<std::vector<Job>> dead = askPatiently(store, [&store, &clock](Database& database) {
        return JobStore(database, clock).interruptOrphans([&store](const std::string& owner) {
            return store.isAlive(owner);
        });
    });
    if (!dead)
        return dead;
    for (const Job& job : *dead) {
        const LogScope scope(logContextOf(job.id));
        qCInfo(lcJobs, "The process of job %s has died: interrupted with %d of %d done", job.id.c_str(),
               job.counts.done(), job.counts.total);
    }
    return dead;
}

} // namespace tt
