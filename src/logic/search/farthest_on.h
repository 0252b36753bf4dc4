#pragma once
#include <vector>

#include "base/result.h"
#include "geo/area.h"
#include "geo/water.h"

namespace vigia::search {

/// Radius of the farthest-on circle in open water: greatest speed times the time since it was last known.
[[nodiscard]] Metres farthest_on_radius(MetresPerSecond fastest, Seconds elapsed);

/// Where a vessel can be that was last known at a place, kept a speed between two limits, and went by water.
struct FarthestOn {
    geo::MultiPolygon area;    ///< outlines, to half a cell
    double square_metres = 0;  ///< of the cells with a way short enough: a lower bound, since ways found are never too short
    double upper = 0;          ///< of the open cells that lie within the radius straight away and can be reached at all
    Metres outer, inner;       ///< lengths of way
};

/// The farthest-on area over water. The inner ring is left out: she who keeps at least `slowest` on a straight way is past
/// it. Give 0 when she may have stopped or turned. A shallow sea is kept out by a sheet whose cells are closed to her
/// draught. Source: IAMSAR Manual vol. II, 4.3 (scenario of an evading vessel: distance made good by speed and time),
/// outlines by marching squares. Errors: bad_input when speeds or time are not usable, or the place is not on the sheet.
[[nodiscard]] Result<FarthestOn> farthest_on(const geo::WaterSheet& water, geo::Position last_known, MetresPerSecond slowest, MetresPerSecond fastest, Seconds elapsed);

}  // namespace vigia::search
