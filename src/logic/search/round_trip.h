#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"

namespace vigia::search {

/// A round trip over some of the places.
struct RoundTrip {
    std::vector<std::size_t> order;  ///< places visited, the depot neither first nor last
    double score = 0;
    double length = 0;               ///< out, between and back; the least for this score
};

/// The round trip from a depot that gathers the most score within a length, and of those the shortest: which vessels one
/// boat can board before it must be home (the orienteering problem). Exact, by dynamic programming over subsets (Held and
/// Karp 1962; Tsiligirides 1984 states the problem). `lengths` is a square table, row by row, infinite where there is no
/// way; scores are not negative; the depot's counts.
/// Errors: bad_input for tables of wrong size or numbers out of range; limit above `most_places` besides the depot.
/// Cost: 2^n n^2 for n places: 15 in some 10 ms, 20 in a second.
[[nodiscard]] Result<RoundTrip> round_trip(std::span<const double> lengths, std::span<const double> scores, std::size_t depot, double most_length);

inline constexpr std::size_t most_places = 20;

}  // namespace vigia::search
