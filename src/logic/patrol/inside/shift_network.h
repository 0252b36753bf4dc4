#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "logic/patrol/patrol_game.h"

namespace vigia::patrol {

/// The time-expanded network of one asset class: where an asset can be after so many steps of its shift, and where it can
/// go on to so that it is back at its base in time. All starts share the shape, so every array over it holds the starts
/// ("lanes") side by side: state i at lane l is [i * lanes + l].
struct ShiftNetwork {
    struct State {
        std::uint32_t place = 0;       ///< node whose sight counts
        std::uint32_t first_arc = 0;   ///< arcs of this state: [first_arc, next state's first_arc)
    };
    const AssetClass* of = nullptr;
    std::size_t lanes = 0, steps = 0;
    std::vector<State> states;              ///< by step of the shift; the first is the base at its beginning; one more at the end
    std::vector<std::uint32_t> layer_begin; ///< first state of each step of the shift, and the end
    std::vector<std::uint32_t> heads;       ///< of each arc: a state of the next layer
    std::vector<std::uint32_t> clock;       ///< step of the plan at [step of the shift * lanes + lane]

    [[nodiscard]] std::size_t state_count() const { return states.size() - 1; }
    [[nodiscard]] std::size_t layers() const { return layer_begin.size() - 1; }
};

/// The network of a class, without states that no shift passes. Empty (no states) when no shift comes back to its base.
ShiftNetwork shift_network(const PatrolGame& game, const AssetClass& asset);

/// What a place and step is worth to an asset of this class when (node, step) is worth `worth`: detection times the sum over
/// what is in sight. Both at [node * steps + step].
void worth_of_places(const AssetClass& asset, std::size_t steps, std::span<const double> worth, std::vector<double>& out);

/// Adds the coverage of a presence (expected assets at [place * steps + step]) to `coverage`.
void add_coverage(const AssetClass& asset, std::size_t steps, std::span<const double> presence, std::vector<double>& coverage);

/// The best shifts for given worths of places: what the best of each lane is worth, and the way to it.
class BestShifts {
  public:
    BestShifts(const ShiftNetwork& net, std::span<const double> worth_of_place);
    [[nodiscard]] double worth(std::size_t lane) const { return best_[lane]; }
    [[nodiscard]] std::size_t best_lane() const;
    /// The states of a lane's best shift, step by step; the first of equals.
    [[nodiscard]] std::vector<std::uint32_t> states(std::size_t lane) const;

  private:
    const ShiftNetwork* net_;
    std::vector<double> best_;  ///< states x lanes: what the rest of the shift is worth
};

}  // namespace vigia::patrol
