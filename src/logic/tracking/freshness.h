#pragma once
#include <optional>

#include "base/time.h"
#include "base/units.h"
#include "model/track.h"

namespace vigia::tracking {

/// When a station that is not heard is late, and when its place is not known any more.
struct Patience {
    Duration stale_after{};
    Duration lost_after{};
};

/// Patience by class and way of moving. `stale_after` is six reporting intervals (ITU-R M.1371-5,
/// annex 1, tables 1 and 2; the same factor as the "lost target" of IEC 62388), at least a minute,
/// since one shore receiver misses many reports of a ship that sends each 2 s. `lost_after` is our
/// own: moving, the ship may be 2 miles from its reckoned place by then; at rest, an hour.
struct FreshnessLimits {
    Patience class_a_moving{std::chrono::seconds(60), std::chrono::minutes(6)};      ///< interval 2 to 10 s
    Patience class_a_resting{std::chrono::minutes(18), std::chrono::hours(1)};       ///< interval 3 min, at most 3 knots and at anchor, moored or aground
    Patience class_b_moving{std::chrono::minutes(3), std::chrono::minutes(15)};      ///< interval 30 s
    Patience class_b_resting{std::chrono::minutes(18), std::chrono::hours(1)};       ///< interval 3 min, at most 2 knots
    Patience base_station{std::chrono::seconds(60), std::chrono::minutes(10)};       ///< interval 10 s
    Patience aid_to_navigation{std::chrono::minutes(18), std::chrono::hours(1)};     ///< interval 3 min
    Patience sar_aircraft{std::chrono::seconds(60), std::chrono::minutes(6)};        ///< interval 10 s
    Patience distress{std::chrono::minutes(6), std::chrono::minutes(30)};            ///< bursts each minute
    Patience long_range{std::chrono::minutes(18), std::chrono::hours(3)};            ///< type 27, interval 3 min; satellites pass
    Patience unplaced{std::chrono::minutes(36), std::chrono::hours(3)};              ///< only particulars, interval 6 min
    MetresPerSecond resting_a = from_knots(3);
    MetresPerSecond resting_b = from_knots(2);
};

/// The patience that a track deserves by what it last said.
[[nodiscard]] const Patience& patience(const model::Track& track, const FreshnessLimits& limits);

/// How fresh what is known of a track is at `now`, by the age of its fix (of its latest report when
/// it has none).
[[nodiscard]] model::Freshness freshness(const model::Track& track, Time now, const FreshnessLimits& limits = {});

/// How fresh a track is, and when that next changes if nothing more is heard (empty: lost for good).
struct Outlook {
    model::Freshness now = model::Freshness::live;
    std::optional<Time> changes;
};
[[nodiscard]] Outlook outlook(const model::Track& track, Time now, const FreshnessLimits& limits = {});

/// When the freshness after `now` next changes if nothing more is heard; empty once it is lost.
[[nodiscard]] std::optional<Time> next_change(const model::Track& track, Time now, const FreshnessLimits& limits = {});

}  // namespace vigia::tracking
