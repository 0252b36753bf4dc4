#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "logic/patrol/inside/linear_program.h"
#include "logic/patrol/inside/shift_network.h"

namespace vigia::patrol {

/// One shift as a path of its class's network, with how often it is made.
struct Shift {
    std::size_t asset_class = 0;
    std::size_t lane = 0;
    std::vector<std::uint32_t> states;  ///< step by step
    double share = 0;
    bool operator<(const Shift& other) const;   ///< by path alone
};

/// Takes a flow (arcs x lanes, and out of the root) apart into at most as many shifts as it has arcs, the widest way first
/// from each start; what is left below `dust` is dropped. Shares add up to what the flow is, less the dust.
/// Source: flow decomposition theorem (Ford and Fulkerson 1962).
std::vector<Shift> taken_apart(const ShiftNetwork& net, std::size_t asset_class, std::span<const double> flow, std::span<const double> starts, double dust);

/// Adds `share` presences of a shift at [place * steps + step].
void add_presence(const ShiftNetwork& net, const Shift& shift, double share, std::vector<double>& presence);

/// A mixture of the attacker with the bound that it proves, and a mixture of shifts with the bound that it proves.
struct Proof {
    double lower = 0, upper = 0;
    std::vector<double> threat;
    std::vector<Shift> shifts;
};

/// Bounds of mixtures; what every phase of the solver shares.
class Bounds {
  public:
    Bounds(const PatrolGame& game, const std::vector<ShiftNetwork>& nets) : game_(&game), nets_(&nets) {}
    /// What no mixture of shifts can lose less than, by the attacker's mixture `threat` (at [node * steps + step], sum at most 1):
    /// the Lagrangian bound. Each class's best shifts are told to `see(class, best)`.
    template <class See>
    double lower(std::span<const double> threat, See see) const;
    double lower(std::span<const double> threat) const {
        return lower(threat, [](std::size_t, const BestShifts&) {});
    }
    /// What the attacker's best answer to this coverage gains.
    [[nodiscard]] double upper(std::span<const double> coverage) const;
    /// The coverage of a mixture of shifts.
    [[nodiscard]] std::vector<double> coverage(std::span<const Shift> shifts) const;

    [[nodiscard]] const PatrolGame& game() const { return *game_; }
    [[nodiscard]] const std::vector<ShiftNetwork>& nets() const { return *nets_; }

  private:
    const PatrolGame* game_;
    const std::vector<ShiftNetwork>* nets_;
};

template <class See>
double Bounds::lower(std::span<const double> threat, See see) const {
    std::vector<double> worth(threat.size()), of_places;
    double out = 0;
    for (std::size_t i = 0; i < threat.size(); ++i) out += worth[i] = threat[i] * game_->value[i];
    for (std::size_t k = 0; k < nets_->size(); ++k) {
        worth_of_places(game_->classes[k], (*nets_)[k].steps, worth, of_places);
        const BestShifts best((*nets_)[k], of_places);
        out -= game_->classes[k].count * best.worth(best.best_lane());
        see(k, best);
    }
    return out;
}

/// Column generation from a proof that is already good: a master programme over few shifts and few (node, step) rows,
/// solved by CLP; its prices, drawn towards the best proof so far, price new shifts by the shortest way through the network
/// of each class; rows come in where the master's mixture would lose more than it believes. Ends at the gap, when no
/// shift is worth its price, or after `rounds`. Returns the rounds made; `proof` only gets better.
/// Source: Dantzig and Wolfe 1960; smoothing of Wentges 1997, which makes every bound no worse than the centre's.
std::size_t generate_columns(const Bounds& bounds, double gap, std::size_t rounds, double smoothing, Proof& proof);

}  // namespace vigia::patrol
