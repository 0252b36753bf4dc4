#pragma once
#include <span>
#include <vector>

#include "base/result.h"

namespace vigia::search {

/// How much search each cell is given, and what it brings.
struct Allocation {
    std::vector<double> effort;  ///< by cell, not negative; sums to the effort given
    double multiplier = 0;       ///< what one more unit of effort adds to `success` at the margin
    double success = 0;          ///< probability of success: sum of chance times detection
    double upper = 0;            ///< no allocation succeeds more often: from the dual, so upper - success proves the plan
    int passes = 0;              ///< over the cells that were still in question
};

/// Divides a search effort among cells so that the object is most likely found, when it does not move and detection in a
/// cell is 1 - exp(-rate effort): maximises sum of chance (1 - exp(-rate effort)). Exact up to rounding.
///
/// `chance` is not negative and need not sum to 1; `rate` (sweep width times speed over the area of the cell, when effort is
/// time) is above 0; `effort` is not negative. Cells without chance get nothing.
/// Source: Koopman, Search and Screening (1946); Charnes and Cooper, "The theory of search: optimum distribution of search
/// effort", Management Science 5 (1958). The multiplier is the root of a convex falling function of its logarithm, which
/// Newton's method finds from the left in a few passes over fewer and fewer cells.
/// Errors: bad_input when the lists differ in length or a number is out of range. Cost: linear in cells.
[[nodiscard]] Result<Allocation> allocate(std::span<const double> chance, std::span<const double> rate, double effort);

/// What remains of the chances after a search that found nothing: Bayes' rule with the chance to have missed the object in
/// each cell, in [0, 1]. Sums to 1. Empty when nothing can remain. Source: IAMSAR Manual vol. II, 4.7.
[[nodiscard]] std::vector<double> after_nothing_found(std::span<const double> chance, std::span<const double> missed);

}  // namespace vigia::search
