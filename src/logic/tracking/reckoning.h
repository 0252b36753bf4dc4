#pragma once
#include <optional>

#include "base/time.h"
#include "geo/position.h"
#include "model/track.h"

namespace vigia::tracking {

/// Up to where dead reckoning is told at all.
struct ReckoningLimits {
    Duration longest = std::chrono::minutes(15);      ///< beyond, the place is not known
    MetresPerSecond slowest = from_knots(0.5);        ///< below, the receiver's noise moves the ship, not the sea
};

/// A place carried forward from the latest fix.
struct Reckoned {
    geo::Position position;
    Duration age{};      ///< of the fix that it comes from
    bool moved = false;  ///< false: shown where it was reported (at rest, or course or speed unknown)
};

/// Where a track is at `now` if it went on as it last said: along its course over ground at its
/// speed. At anchor, moored or aground it stays. Never turned: rates of turn are not followed.
/// Empty when the track has no position, or `now` is more than `longest` after its fix. Before the
/// fix: the fix itself. Error: grows with the way; a ship at 12 knots that turned by 30 degrees is
/// 190 m off after a minute.
[[nodiscard]] std::optional<Reckoned> position_at(const model::Track& track, Time now, const ReckoningLimits& limits = {});

}  // namespace vigia::tracking
