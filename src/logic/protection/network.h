#pragma once
#include <cstddef>
#include <vector>

#include "base/result.h"

namespace vigia::protection {

/// A part of a network that carries something from node to node: a reach, a lock lane, a main, a cable.
struct Link {
    std::size_t from = 0, to = 0;
    double capacity = 0;  ///< not negative
};

/// What flows from a source to a sink through a network of links.
struct Network {
    std::size_t nodes = 0, source = 0, sink = 0;
    std::vector<Link> links;
};

/// Which links to harden, and the worst that can then be done.
struct Defence {
    double flow = 0;                    ///< that is left in the worst case; exact unless cut short
    double upper = 0;                   ///< no other hardening leaves more; equal to `flow` when proved
    double unattacked = 0, undefended = 0;
    std::vector<std::size_t> hardened;  ///< ascending, as few as the search found to be enough
    std::vector<std::size_t> attacked;  ///< what the attacker then takes
    std::size_t nodes = 0;              ///< that the search looked at
};

/// The greatest flow with some links gone. Source: Edmonds and Karp, Journal of the ACM 19 (1972). Errors: bad_input.
[[nodiscard]] Result<double> flow(const Network& network, const std::vector<std::size_t>& gone = {});

/// Hardens at most `harden` links so that the flow left after the worst loss of at most `attacks` others is greatest
/// (defender, attacker, defender). Exact. The attacker must take a link that the present flow uses; the defender can only
/// improve by hardening a link of the present attack: both trees branch on those few. Source: Brown, Carlyle, Salmeron and
/// Wood, Interfaces 36 (2006); Alvarez, Naval Postgraduate School (2007). Meant for up to some 60 links and three attacks.
/// Errors: bad_input.
[[nodiscard]] Result<Defence> defend(const Network& network, std::size_t harden, std::size_t attacks, std::size_t most_nodes = 1'000'000);

}  // namespace vigia::protection
