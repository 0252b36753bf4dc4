#pragma once
#include <cstddef>
#include <vector>

#include "base/result.h"

namespace vigia::protection {

/// A way between two nodes that may be watched, which delays whoever takes it.
struct WatchedArc {
    std::size_t from = 0, to = 0;
    double cost = 0, delay = 0;  ///< not negative
};

/// Which arcs to watch.
struct Interdiction {
    double length = 0;                ///< of the evader's shortest way with these watched; exact unless cut short
    double upper = 0;                 ///< no other arcs make it longer; equal to `length` when proved
    double unwatched = 0;             ///< without any
    std::vector<std::size_t> arcs;    ///< ascending
    std::size_t nodes = 0;            ///< that the search looked at
};

/// Watches at most `most` arcs so that an evader's shortest way from one node to another is longest. Only an arc of the
/// present shortest way can lengthen it, so the search branches on those; its bound is that the present way stays open at
/// the price of the delays still to be laid on it. Source: Israeli and Wood, "Shortest-path network interdiction",
/// Networks 40 (2002). Errors: bad_input when nodes are not there, a number is out of range, or there is no way at all.
[[nodiscard]] Result<Interdiction> interdict(std::size_t nodes, const std::vector<WatchedArc>& arcs, std::size_t from, std::size_t to, std::size_t most,
                                             std::size_t most_nodes = 1'000'000);

}  // namespace vigia::protection
