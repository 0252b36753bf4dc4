#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace vigia::patrol {

/// Whether the plan repeats, so that a shift may run over the last step into the first, or ends.
enum class Horizon : std::uint8_t { repeats, ends };

/// One move of an asset: to the node `to`, arriving `steps` steps later (at least 1). Staying is a leg to the node itself.
struct Leg {
    std::size_t to = 0;
    int steps = 1;
};

/// Like assets that sail or fly alike: so many crews, each of which makes one shift in the time of the plan.
struct AssetClass {
    std::string name;
    double count = 1;        ///< shifts of this class in the plan (a fraction is meant as a mean), above 0
    std::size_t base = 0;    ///< node where a shift begins and ends
    int shift = 1;           ///< steps of a shift, the first and the last at the base among them: endurance
    int rest = 0;            ///< least steps of rest between the shifts of one asset; shift + rest within the horizon
    double detection = 1;    ///< probability that an attack within sight is detected, (0, 1]
    std::vector<int> starts; ///< steps at which a shift may begin
    std::vector<std::vector<Leg>> legs;           ///< from each node
    std::vector<std::vector<std::size_t>> covers; ///< the nodes within sight from each node; under way that of the nearer end
};

/// A patrol game: the attacker picks a node and a step, the defender a mixture of patrols. What is lost is the value of
/// the node at that step times the probability that no asset is there to detect it, which is taken as
/// max(0, 1 - sum of detections): with overlapping assets that sum promises more than 1 - product(1 - detection).
struct PatrolGame {
    std::size_t nodes = 0;
    int steps = 0;
    Horizon horizon = Horizon::repeats;
    std::vector<double> value;  ///< what is lost at node i and step t, at [i * steps + t], at least 0, at most 1e12
    std::vector<AssetClass> classes;
};

/// When to stop: at a gap (upper - lower) of at most `gap` times the upper bound, or after so much work.
struct PatrolEffort {
    double gap = 1e-3;                 ///< 0 asks for the optimum as far as doubles carry
    std::size_t first_order_rounds = 20'000;
    std::size_t pricing_rounds = 2'000;///< of column generation
};

/// One route of a class with how often it is sailed: where the asset is at each step from its start.
struct Route {
    std::size_t asset_class = 0;
    int start = 0;
    std::vector<std::size_t> places;  ///< `shift` nodes: the node itself, or the nearer end of the leg under way
    double share = 0;                 ///< shifts of the class on this route, in the mean; shares of a class add up to its count
};

/// A mixture of patrols with the proof of its quality: no mixture loses less than `lower`, and this one loses at most
/// `upper` to the attacker's best answer.
struct PatrolPlan {
    double lower = 0, upper = 0;
    std::vector<double> coverage;  ///< sum of detections at [i * steps + t], in the mean; may pass 1
    std::vector<double> threat;    ///< the attacker's mixture that proves `lower`, at [i * steps + t]; adds up to at most 1
    std::vector<Route> routes;
    std::size_t first_order_rounds = 0, pricing_rounds = 0;  ///< work done
    [[nodiscard]] double gap() const { return upper > 0 ? (upper - lower) / upper : 0; }
};

/// Solves a patrol game to a proven gap. First both sides learn from each other's moves over the time-expanded network
/// (predictive regret matching, its averages begun anew as the gap falls), which gives shifts and threats near the optimum
/// in a few hundred rounds; where a smaller gap is asked for, column generation from these takes it to the optimum.
/// Sources: Zinkevich et al. 2007 (regret at each decision); Farina, Kroer, Sandholm, AAAI 2021 (predictive regret matching);
/// Dantzig and Wolfe 1960 (column generation; its Lagrangian bound is `lower`).
/// Cost: a round takes about 30 ns for each arc and start of the networks.
/// Errors: bad_input when the game cannot be (`at` is the class or the value), limit when a network is too large.
[[nodiscard]] Result<PatrolPlan> solve(const PatrolGame& game, const PatrolEffort& effort = {});

}  // namespace vigia::patrol
