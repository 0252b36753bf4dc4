#include "logic/transit/closure.h"

#include <algorithm>
#include <cmath>

namespace vigia::transit {

Result<Backlog> backlog(const Closure& closure) {
    for (const double number : {closure.arrivals, closure.capacity, closure.capacity_closed, closure.days})
        if (!std::isfinite(number) || number < 0) return fail(ErrorKind::bad_input, "arrivals, capacities and days of a closure must be numbers that are not negative");
    Backlog out;
    out.peak = std::max(0.0, (closure.arrivals - closure.capacity_closed) * closure.days);
    if (out.peak == 0) return Backlog{0, 0.0, 0.0, 0.0};
    if (closure.capacity <= closure.arrivals) return out;
    out.clear = out.peak / (closure.capacity - closure.arrivals);
    out.ship_days = out.peak * (closure.days + *out.clear) / 2;
    out.mean_wait = *out.ship_days / (closure.arrivals * (closure.days + *out.clear));
    return out;
}

}  // namespace vigia::transit
