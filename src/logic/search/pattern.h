#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/units.h"
#include "geo/plane.h"
#include "geo/position.h"

namespace vigia::search {

/// Corners of a pattern as seen from its datum, the first where it begins. Metres; the datum is the origin.
using Corners = std::vector<geo::Offset>;

[[nodiscard]] double length(const Corners& corners);

/// Expanding square (SS): from the datum on `first` course legs S, S, 2S, 2S, 3S …, each turn 90 degrees to starboard.
/// `legs` at least 1. Source: IAMSAR Manual vol. III, section 3; vol. II, 5.5.
[[nodiscard]] Corners expanding_square(Metres spacing, int legs, Degrees first);

/// Sector (VS): nine legs of one radius around the datum, each turn 120 degrees to starboard, straight on through the datum:
/// three equilateral triangles, length 9 R. Source: IAMSAR Manual vol. III, section 3. A second pass begins on `first` + 30.
[[nodiscard]] Corners sector(Metres radius, Degrees first);

/// A rectangle around a datum to search.
struct Rectangle {
    Metres length;  ///< along `axis`
    Metres width;   ///< across it
    Degrees axis;   ///< of the length
};

/// Parallel track (PS): legs along the length, from half a track space inside one end to half a track space inside the
/// other. When the width is no whole number of track spaces, tracks are laid closer so that they fill it. Begins at the
/// corner to port of the axis' beginning. Source: IAMSAR Manual vol. II, 5.5.
[[nodiscard]] Corners parallel_track(const Rectangle& area, Metres spacing);

/// Creeping line (CS): the same with legs along the width, creeping along the axis. Source: the same.
[[nodiscard]] Corners creeping_line(const Rectangle& area, Metres spacing);

/// Whether a search along a track ends where it began.
enum class Return : std::uint8_t {
    yes,  ///< TSR: out on one side of the track, back on the other
    no,   ///< TSN: an odd number of passes, the middle one on the track
};

/// Track line (TSR, TSN): along a known track of at least two corners, `passes` times, tracks `spacing` apart and centred on
/// it. Passes are even for TSR and odd for TSN. A bend is rounded by a mitre, at most two spacings out. Source: IAMSAR
/// Manual vol. II, 5.5. Errors: bad_input.
[[nodiscard]] Result<Corners> track_line(const Corners& track, Metres spacing, int passes, Return back);

/// A ship and an aircraft together (CSC): the aircraft creeps along the axis while the ship steers along it, so that
/// they meet in the middle of each leg. Source: IAMSAR Manual vol. II, 5.5 (ship's speed = S Va / (L + S)).
struct Coordinated {
    Corners aircraft, ship;
    MetresPerSecond ship_speed;  ///< at which they meet; through the pattern's frame, drift taken off
};
[[nodiscard]] Coordinated coordinated_creeping(const Rectangle& area, Metres spacing, MetresPerSecond aircraft);

/// One way-point of a search that follows a moving datum.
struct SearchPoint {
    geo::Position position;  ///< over the ground
    Seconds after;           ///< the beginning
    Metres leg;              ///< over the ground from the one before
    Degrees course;          ///< of that leg over the ground; 0 for the first
};

/// A pattern as it is steered over the ground: the datum drifts, so each corner lies where it will be when it is reached.
/// `speed` is over the ground. Errors: bad_input when the drift is as fast as the craft.
[[nodiscard]] Result<std::vector<SearchPoint>> steered(const Corners& pattern, geo::Position datum, geo::Offset drift_per_second, MetresPerSecond speed);

}  // namespace vigia::search
