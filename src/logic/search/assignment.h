#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

namespace vigia::search {

/// Who goes to whom.
struct Assignment {
    std::vector<std::optional<std::size_t>> column_of;  ///< by row
    std::size_t pairs = 0;                              ///< as many as the finite costs allow
    double value = 0;                                   ///< sum of the pairs' costs, or the greatest of them
    double lower = 0;                                   ///< no assignment with as many pairs costs less
};

/// The most pairs of least total cost. `costs` row by row; an infinite cost is a pair that cannot be. At most one pair a row
/// and a column. `lower` is the value of the dual. Source: Kuhn, "The Hungarian method", Naval Research Logistics
/// Quarterly 2 (1955), with shortest augmenting paths. Errors: bad_input when the list is no table or a cost is negative
/// or no number. Cost: cubic.
[[nodiscard]] Result<Assignment> least_sum(std::span<const double> costs, std::size_t rows, std::size_t columns);

/// The most pairs whose greatest cost is least, and of those the ones of least sum. `lower` is the greatest cost below
/// which fewer pairs are possible, so it equals `value`. Source: Garfinkel, "An improved algorithm for the bottleneck
/// assignment problem", Operations Research 19 (1971): threshold and matching. Errors: as above.
[[nodiscard]] Result<Assignment> least_longest(std::span<const double> costs, std::size_t rows, std::size_t columns);

}  // namespace vigia::search
