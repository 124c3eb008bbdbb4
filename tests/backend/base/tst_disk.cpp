// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/disk.h"

#include <gtest/gtest.h>

namespace tt {

TEST(Disk, SaysWhatIsFreeOrThatItDoesNotKnow)
{
    EXPECT_GT(freeDiskBytes("/tmp").value_or(-1), 0);
    EXPECT_EQ(freeDiskBytes("/proc").value_or(-1), 0) << "a disk without room";
    EXPECT_EQ(freeDiskBytes("/no/such/folder"), std::nullopt);
}

TEST(Disk, LocalOnesAreNoNetworkDisks)
{
    EXPECT_EQ(networkDiskOf("/tmp"), "");
    EXPECT_EQ(networkDiskOf("/no/such/folder"), "");
}

TEST(Disk, SyncsFilesAndFolders)
{
    EXPECT_TRUE(syncToDisk("/tmp"));
    EXPECT_FALSE(syncToDisk("/no/such/folder"));
}

} // namespace tt
