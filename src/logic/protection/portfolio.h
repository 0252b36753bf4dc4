#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/result.h"

namespace vigia::protection {

/// Something that money buys.
struct Upgrade {
    double cost = 0;                                      ///< not negative
    std::vector<std::pair<std::uint32_t, double>> factor; ///< attack and what its risk is multiplied by, above 0; others by 1
};

/// What may happen and what may be done about it.
struct Portfolio {
    std::vector<double> risk;       ///< by attack: value of its target times its chance, not negative
    std::vector<Upgrade> upgrades;
};

/// What was bought, and what remains.
struct Choice {
    std::vector<std::size_t> chosen;  ///< upgrades, ascending
    double cost = 0;
    double risk = 0;                  ///< the greatest that remains
    double lower = 0;                 ///< no choice within the budget leaves less; equal to `risk` when proved
    std::vector<double> residual;     ///< by attack
    std::size_t nodes = 0;            ///< that the search looked at
};

/// How long a search may take; what is not proved by then stays between the bounds.
inline constexpr std::size_t usual_nodes = 2'000'000;

/// The upgrades within a budget whose greatest remaining risk is least (an attacker takes the worst), and of those the
/// cheapest. Factors multiply, so in logarithms the problem is linear: branch and bound over the worst attack, with each
/// attack's fractional knapsack as bound. Source: minimax defence of Brown, Carlyle, Salmeron and Wood, Interfaces 36
/// (2006), for layers that act independently; knapsack bound of Dantzig, Operations Research 5 (1957).
/// Errors: bad_input for numbers out of range or attacks that are not there.
[[nodiscard]] Result<Choice> best_portfolio(const Portfolio& portfolio, double budget, std::size_t most_nodes = usual_nodes);

/// The cheapest upgrades that leave no attack more than a risk; empty when all upgrades together do not. `lower` is then a
/// bound of the cost, not of the risk. Source and errors as above.
[[nodiscard]] Result<std::optional<Choice>> cheapest_portfolio(const Portfolio& portfolio, double most_risk, std::size_t most_nodes = usual_nodes);

/// One step of the frontier: with less than `cost` the risk is that of the next point.
struct FrontierPoint {
    double cost = 0;
    double risk = 0, lower = 0;       ///< as in Choice
    double next_dollar = 0;           ///< risk that each further unit of money takes off on the way to the dearer point; 0 for the dearest
    std::vector<std::size_t> chosen;
};

/// All steps from a budget down to no money, dearest first; at most `most_points`. Errors as above.
[[nodiscard]] Result<std::vector<FrontierPoint>> frontier(const Portfolio& portfolio, double budget, std::size_t most_points = 200,
                                                          std::size_t most_nodes = usual_nodes);

}  // namespace vigia::protection
