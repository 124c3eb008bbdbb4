// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/job.h"

#include <gtest/gtest.h>

#include <string>

namespace tt {

TEST(Job, AllowsExactlyTheTransitionsOfTheStateTable)
{
    // Rows: from; columns: to; in the order queued running paused interrupted completed cancelled failed.
    const std::string expected[] = {".x...x.", "..xxxxx", ".x.x.x.", "x....x.",
                                    ".......", ".......", "......."};
    for (int from = 0; from < 7; ++from) {
        for (int to = 0; to < 7; ++to)
            EXPECT_EQ(canMove(JobStatus(from), JobStatus(to)), expected[from][std::size_t(to)] == 'x')
                << jobStatusName(JobStatus(from)) << " -> " << jobStatusName(JobStatus(to));
    }
}

TEST(Job, FinalStatesLeadNowhere)
{
    for (int from = 0; from < 7; ++from) {
        bool leads = false;
        for (int to = 0; to < 7; ++to)
            leads = leads || canMove(JobStatus(from), JobStatus(to));
        EXPECT_EQ(isFinal(JobStatus(from)), !leads);
    }
}

TEST(Job, NamesReadBack)
{
    for (int i = 0; i < 7; ++i)
        EXPECT_EQ(jobStatusFromName(jobStatusName(JobStatus(i))), JobStatus(i));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(itemStatusFromName(itemStatusName(ItemStatus(i))), ItemStatus(i));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(jobKindFromName(jobKindName(JobKind(i))), JobKind(i));
    EXPECT_EQ(jobStatusFromName("done"), std::nullopt);
}

} // namespace tt
