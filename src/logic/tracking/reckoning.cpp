#include "logic/tracking/reckoning.h"

#include <algorithm>

namespace vigia::tracking {

std::optional<Reckoned> position_at(const model::Track& track, Time now, const ReckoningLimits& limits) {
    if (!track.fix || !track.fix->position) return std::nullopt;
    const model::Fix& fix = *track.fix;
    const Duration age = std::max(now - track.fix_seen, Duration{0});
    if (age > limits.longest) return std::nullopt;
    const bool resting = fix.status == model::NavigationStatus::at_anchor || fix.status == model::NavigationStatus::moored ||
                         fix.status == model::NavigationStatus::aground;
    const bool moves = !resting && fix.speed && fix.course && *fix.speed >= limits.slowest;
    if (!moves) return Reckoned{*fix.position, age, false};
    const Seconds seconds{std::chrono::duration<double>(age).count()};
    return Reckoned{geo::moved(*fix.position, *fix.course, *fix.speed * seconds), age, true};
}

}  // namespace vigia::tracking
