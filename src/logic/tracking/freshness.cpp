#include "logic/tracking/freshness.h"

#include <utility>

namespace vigia::tracking {
namespace {

bool rests(const model::Fix& fix) {
    return fix.status == model::NavigationStatus::at_anchor || fix.status == model::NavigationStatus::moored ||
           fix.status == model::NavigationStatus::aground;
}

Time basis(const model::Track& track) { return track.fix ? track.fix_seen : track.seen; }

}  // namespace

const Patience& patience(const model::Track& track, const FreshnessLimits& limits) {
    if (!track.fix) return limits.unplaced;
    const model::Fix& fix = *track.fix;
    if (fix.range == model::Range::long_range) return limits.long_range;
    switch (track.transceiver) {
        case model::Transceiver::unknown:
        case model::Transceiver::class_a: {
            const bool slow = !fix.speed || *fix.speed <= limits.resting_a;
            return rests(fix) && slow ? limits.class_a_resting : limits.class_a_moving;
        }
        case model::Transceiver::class_b: {
            const bool slow = fix.speed && *fix.speed <= limits.resting_b;
            return slow ? limits.class_b_resting : limits.class_b_moving;
        }
        case model::Transceiver::base_station: return limits.base_station;
        case model::Transceiver::aid_to_navigation: return limits.aid_to_navigation;
        case model::Transceiver::sar_aircraft: return limits.sar_aircraft;
        case model::Transceiver::distress: return limits.distress;
    }
    std::unreachable();
}

Outlook outlook(const model::Track& track, Time now, const FreshnessLimits& limits) {
    const Patience& p = patience(track, limits);
    const Time from = basis(track);
    const Duration age = now - from;
    if (age <= p.stale_after) return {model::Freshness::live, from + p.stale_after + Duration{1}};
    if (age <= p.lost_after) return {model::Freshness::stale, from + p.lost_after + Duration{1}};
    return {model::Freshness::lost, std::nullopt};
}

model::Freshness freshness(const model::Track& track, Time now, const FreshnessLimits& limits) {
    return outlook(track, now, limits).now;
}

std::optional<Time> next_change(const model::Track& track, Time now, const FreshnessLimits& limits) {
    return outlook(track, now, limits).changes;
}

}  // namespace vigia::tracking
