// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace tt {

/// Begins at a line of the cache, so that no vector of lanes straddles two.
template<class T>
struct LineAllocator
{
    using value_type = T;
    static constexpr std::align_val_t kLine{64};

    LineAllocator() = default;
    template<class U>
    LineAllocator(const LineAllocator<U>&)
    {
    }
    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), kLine)); }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, kLine); }
    bool operator==(const LineAllocator&) const { return true; }
};
using LineVector = std::vector<double, LineAllocator<double>>;

} // namespace tt
