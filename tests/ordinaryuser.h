// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <unistd.h>

namespace tt {

/// Root may read and write anything: such a test becomes an ordinary user for its block.
class AsOrdinaryUser
{
public:
    AsOrdinaryUser()
        : m_changed(::geteuid() == 0 && ::setresuid(65534, 65534, 0) == 0)
    {
    }
    ~AsOrdinaryUser()
    {
        if (m_changed && ::setresuid(0, 0, 0) != 0)
            qFatal("the user cannot be changed back");
    }
    AsOrdinaryUser(const AsOrdinaryUser&) = delete;
    AsOrdinaryUser& operator=(const AsOrdinaryUser&) = delete;

private:
    bool m_changed;
};

} // namespace tt
