#pragma once
#include <span>
#include <vector>

#include "logic/patrol/inside/shift_network.h"

namespace vigia::patrol {

/// How often to move on which arcs, as it is learnt from regrets, for one class of assets; and its average so far.
/// Arrays over arcs have the lanes side by side, as in ShiftNetwork.
class ShiftLearner {
  public:
    explicit ShiftLearner(const ShiftNetwork& net, double count);

    /// Takes the worth of places of the round, learns from what each move would have gained against it, and moves: `presence`
    /// gets the expected assets at [place * steps + step]. The average takes it with this weight (1: begins anew).
    void round(std::span<const double> worth_of_place, double weight, std::vector<double>& presence);

    /// Average flow on each arc and out of the root (the starts).
    [[nodiscard]] std::span<const double> average_flow() const { return average_; }
    [[nodiscard]] std::span<const double> average_starts() const { return average_root_; }

  private:
    void learn(std::span<const double> worth_of_place);
    void learn_state(std::uint32_t state);
    void learn_root();
    void flow(double weight, std::vector<double>& presence);

    const ShiftNetwork* net_;
    double count_;
    std::vector<double> regret_, move_, average_;                 ///< arcs x lanes
    std::vector<double> root_regret_, root_move_, average_root_;  ///< lanes
    std::vector<double> value_, reach_;                           ///< states x lanes
    std::vector<double> sum_;                                     ///< lanes
};

/// The attacker's side of the same: a mixture over (node, step) and over staying at home.
class AttackLearner {
  public:
    explicit AttackLearner(std::size_t targets);
    /// Learns from what each target would have paid (staying pays 0), and mixes anew.
    void round(std::span<const double> pays, double weight);
    [[nodiscard]] std::span<const double> mixture() const { return mixture_; }
    [[nodiscard]] std::span<const double> average() const { return average_; }

  private:
    std::vector<double> regret_, mixture_, average_;
    double home_regret_ = 0, home_ = 0;
};

}  // namespace vigia::patrol
