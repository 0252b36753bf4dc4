#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/area.h"

namespace vigia::geojson {

/// Reads the areas that judgement uses (data/areas.md names the properties). Every feature is a Polygon or
/// MultiPolygon with `id`, `kind` and `name`; `name_es` is `name` when it is missing. Speeds are in knots in the file.
/// Properties that nobody knows are left out, unless they look like a known one misspelt.
/// Errors: bad_input and limit, as one sentence: `file`, the feature by number and name, the property, the remedy.
[[nodiscard]] Result<std::vector<model::Area>> areas_from_geojson(std::string_view text, std::string_view file);

/// Writes areas so that `areas_from_geojson` reads the same, but for the rounding of coordinates to 0.1 m.
[[nodiscard]] std::string areas_to_geojson(std::span<const model::Area> areas);

/// The locks, dams and bridges among the sites of a file (data/sites.md): points whose `kind` is one of these. A site
/// without `id` gets one from its name. Other features are left out.
/// Errors: as above.
[[nodiscard]] Result<std::vector<model::Structure>> structures_from_geojson(std::string_view text, std::string_view file);

}  // namespace vigia::geojson
