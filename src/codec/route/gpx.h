#pragma once
#include <string>

#include "base/result.h"
#include "model/route.h"

namespace vigia::route {

/// The route as a GPX document with one `rte`. Source: GPX 1.1 Schema (Topografix, 2004).
/// Errors: bad_input without way-points.
[[nodiscard]] Result<std::string> to_gpx(const model::Route& route);

}  // namespace vigia::route
