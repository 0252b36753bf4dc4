#pragma once
#include <string_view>

#include "base/result.h"
#include "logic/traffic/waters.h"

namespace vigia::sim {

/// Reads the net of ways: GeoJSON with features of kind node, way, berth, anchorage, ground and base, as
/// data/routes.geojson has them. Errors: bad_input naming the feature by number and name (`at` = number).
[[nodiscard]] Result<traffic::Waters> waters_from_geojson(std::string_view text);

/// The net of ways of the Canal, data/routes.geojson, as built into the program.
[[nodiscard]] std::string_view canal_routes();

}  // namespace vigia::sim
