#pragma once
#include <cstdint>
#include <optional>

#include "logic/patrol/patrol_game.h"
#include "logic/patrol/security_game.h"

namespace vigia::patrol {

/// Which method of CLP solves the compact programme.
enum class CompactMethod : std::uint8_t { primal, dual, barrier };

/// The loss of the optimum by one linear programme over the flow on every arc of every class and every (node, step): the
/// oracle of tests and the baseline of benches; too slow for more than small games. Empty when CLP finds no optimum or the game
/// cannot be. Source: time-expanded network flow, one row for each state and start.
[[nodiscard]] std::optional<double> value_by_compact_programme(const PatrolGame& game, CompactMethod method);

/// The attacker's value of a homogeneous game by one linear programme: min v, v >= U_a(t, c_t), sum of w c <= resources.
/// Source: Kiekintveld et al., AAMAS 2009. Empty when CLP finds no optimum.
[[nodiscard]] std::optional<double> attacker_value_by_programme(const Targets& targets, double resources, CompactMethod method);

}  // namespace vigia::patrol
