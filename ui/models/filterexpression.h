// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/resultrecord.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// What stands in the filter box, ready to be asked of results. Terms are separated by spaces and all must
/// hold:
///   tata "state bank"      words of ticker, name or verdict, without regard to case
///   verdict:buy,hold       : contains (Buy and Strong Buy), = is exactly, != is not; commas mean "or"
///   score>0.4 rsi<35       < <= > >= = != on numbers; every indicator by its id gives its headline value
///   grade:A demo:yes       signal plan strategy source ticker name likewise
///   -verdict:sell          a minus before a term: it must not hold
/// An undefined value fulfils no comparison.
class FilterExpression
{
public:
    /// Errors: VALIDATION_ERROR with a sentence that names the term and what would be right.
    static Result<FilterExpression> parse(std::string_view text);

    bool empty() const { return m_terms.empty(); }
    /// `haystack` is haystackOf(result), kept by the caller.
    bool matches(const ResultRecord& result, std::string_view haystack) const;

    /// Ticker, name and verdict in lower case.
    static std::string haystackOf(const ResultRecord& result);

    struct Term;

private:
    std::vector<std::shared_ptr<const Term>> m_terms;
};

} // namespace tt
