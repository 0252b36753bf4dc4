#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"

namespace vigia::patrol {

/// What is at stake at every target, in columns of equal length. A target attacked while covered pays the defender
/// `defender_covered`, otherwise `defender_uncovered`; the attacker likewise. Payoffs are in any one unit of worth.
struct Targets {
    std::vector<double> defender_covered, defender_uncovered;  ///< covered is worth at least as much as uncovered
    std::vector<double> attacker_covered, attacker_uncovered;  ///< uncovered is worth more than covered
    std::vector<double> weight;  ///< resources that whole coverage of a target takes, above 0; empty: 1 each

    [[nodiscard]] std::size_t size() const { return attacker_uncovered.size(); }
};

/// The commitment that no other beats, against an attacker who sees it and answers best, ties for the defender
/// (strong Stackelberg equilibrium).
struct Commitment {
    std::vector<double> coverage;  ///< of each target: probability that it is covered, [0, 1]
    double defender_value = 0;     ///< what the defender expects
    double attacker_value = 0;     ///< what the attacker expects: the least that any coverage leaves him
    std::size_t attacked = 0;      ///< the target of the attack set that is best for the defender; the lowest of equals
    double used = 0;               ///< resources in use: the sum of weight * coverage
    bool saturated = false;        ///< a target is covered whole and more resources would change nothing
};

/// Solves the game of targets that any resource may cover, `resources` in all (a fraction is meant as a mean).
/// Method: the attacker's value is the root of F(v) = sum of w max(0, (Uu - v)/(Uu - Uc)), convex and falling, taken
/// by Newton steps from the left over a set that only shrinks, or the largest Uc where that is higher (ORIGAMI of
/// Kiekintveld et al., AAMAS 2009, in closed form). Payoffs within 1e-12 (relative) of the value count as equal to it.
/// Cost: O(n), about three passes over the columns.
/// Errors: bad_input when there is no target, columns differ in length, or a number is not finite, beyond 1e12, or out of
/// order (`at` is the target); attacker payoffs of a target must differ by more than 1e-9 of their size.
[[nodiscard]] Result<Commitment> solve(const Targets& targets, double resources);

/// The targets that are best for the attacker against this commitment, in order. Cost: O(n).
[[nodiscard]] std::vector<std::size_t> attack_set(const Targets& targets, const Commitment& commitment);

/// How the attacker's value answers to small changes, one by one, of what the game was given: derivatives towards more
/// resources and, where the commitment is saturated, of the payoff that holds it.
/// Source: implicit derivative of F(v) = resources.
struct Sensitivity {
    double attacker_by_resources = 0;  ///< change of the attacker's value for one resource more; never above 0
    double defender_by_resources = 0;  ///< the same for the defender, while the attacked target stays; never below 0
    std::vector<double> attacker_by_uncovered;  ///< for one more of a target's attacker_uncovered
    std::vector<double> attacker_by_covered;    ///< for one more of a target's attacker_covered
    std::vector<double> attacker_by_weight;     ///< for one more of a target's weight
};

/// The sensitivities of a solved game. Cost: O(n).
[[nodiscard]] Sensitivity sensitivity(const Targets& targets, const Commitment& commitment);

/// Attacker payoffs known as intervals; the defender's own are known.
struct IntervalTargets {
    Targets highest;  ///< with the attacker's payoffs at their upper ends
    std::vector<double> lowest_covered, lowest_uncovered;  ///< the attacker's payoffs at their lower ends
};

/// A commitment against the worst payoffs of the intervals, and what it then guarantees.
struct RobustCommitment {
    Commitment commitment;       ///< the game at the upper ends
    double attacker_at_most = 0; ///< whatever the payoffs, the attacker expects no more; no coverage has a lower ceiling
    double defender_at_least = 0;///< the least over every target that can be a best answer for some payoffs, with this coverage
    std::size_t possible_targets = 0;  ///< how many such targets there are
};

/// Minimises the ceiling of the attacker's value over all payoffs in the intervals. `defender_at_least` certifies this
/// coverage; it is not itself maximised. Source: worst case of interval payoffs (Kiekintveld, Islam, Kreinovich, AAMAS 2013).
/// Cost: O(n). Errors: those of `solve`; bad_input when a lower end is above its upper end.
[[nodiscard]] Result<RobustCommitment> solve_robust(const IntervalTargets& targets, double resources);

}  // namespace vigia::patrol
