#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace vigia::search {

/// One way that an object may go from one cell to another between two periods.
struct Step {
    std::uint32_t from = 0, to = 0;
    double chance = 0;
};

/// An object that moves from cell to cell by chance, the same in all periods (a Markov chain).
struct Wanderer {
    std::vector<double> prior;  ///< by cell, in the first period
    std::vector<Step> steps;    ///< chances from one cell sum to at most 1; what is missing has left the sheet
};

inline constexpr std::uint32_t no_cell = 0xFFFFFFFF;  ///< where a path is outside of all cells, or ashore

/// An object of which many possible paths are known, such as the particles of a drift.
struct Paths {
    std::size_t periods = 0;
    std::vector<std::uint32_t> cells;  ///< period after period, path after path: cells[period * paths + path], or `no_cell`
    std::vector<double> weight;        ///< by path, not negative
};

/// What there is to search with.
struct Means {
    std::vector<double> rate;    ///< by cell: detection in a period is 1 - exp(-rate effort); above 0
    std::vector<double> effort;  ///< by period, not negative
    double gap = 1e-9;           ///< enough: upper - success
    int most_sweeps = 200;
};

/// When and where to search.
struct MovingPlan {
    std::vector<std::vector<double>> effort;  ///< by period, by cell
    double success = 0;                       ///< that the object is found in some period
    double upper = 0;                         ///< no plan with these means does better (Frank-Wolfe bound)
    int sweeps = 0;
    std::vector<double> left;                 ///< paths: what remains of each path's weight unseen; else empty
};

/// Divides the effort of each period among cells so that a moving object is most likely found: minimises the sum over
/// paths of chance times exp(-sum of rate effort along the path), which is convex. Each step makes one period the best it
/// can be with the others fixed (forward and backward reach); the gap that remains is proved by the linear bound of the
/// convex function at the plan. Ends when the gap is small enough or after `most_sweeps`.
/// Sources: Brown, "Optimal search for a moving target in discrete time and space", Operations Research 28 (1980);
/// Washburn, "Search for a moving target: the FAB algorithm", Operations Research 31 (1983), also the bound.
/// Errors: bad_input for lists of wrong length, cells out of range, or numbers out of range.
[[nodiscard]] Result<MovingPlan> plan_moving(const Wanderer& object, const Means& means);
/// The same over known paths. Cost: two exponentials a path, period and sweep.
[[nodiscard]] Result<MovingPlan> plan_moving(const Paths& object, const Means& means);

}  // namespace vigia::search
