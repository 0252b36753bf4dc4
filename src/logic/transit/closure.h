#pragma once
#include <optional>

#include "base/result.h"

namespace vigia::transit {

/// A time during which fewer ships get through than arrive.
struct Closure {
    double arrivals = 0;         ///< ships a day
    double capacity = 0;         ///< ships a day when all is open
    double capacity_closed = 0;  ///< ships a day during the closure
    double days = 0;             ///< of the closure
};

/// What a closure leaves behind. Fields are empty when the open Canal has no room left to work the queue off.
struct Backlog {
    double peak = 0;                  ///< ships waiting when it ends
    std::optional<double> clear;      ///< days after the closure until nobody waits
    std::optional<double> ship_days;  ///< waited by all ships together
    std::optional<double> mean_wait;  ///< days, of the ships that arrive before the queue is gone
};

/// The queue of a closure as an even flow: peak = (arrivals - capacity closed) days, clear = peak / (capacity - arrivals),
/// ship-days = peak (days + clear) / 2. Nobody waits beforehand. Source: deterministic queueing, Newell, Applications of
/// Queueing Theory (1971), chapter 2. Errors: bad_input for numbers that are negative or none.
[[nodiscard]] Result<Backlog> backlog(const Closure& closure);

}  // namespace vigia::transit
