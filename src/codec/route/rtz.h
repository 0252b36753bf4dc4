#pragma once
#include <string>

#include "base/result.h"
#include "model/route.h"

namespace vigia::route {

/// The route as an RTZ document, version 1.2: way-points numbered from 1, legs as loxodromes, and a calculated schedule when
/// any way-point has a time or a speed. Source: IEC 61174:2015 annex S and the schema of CIRM, version 1.2 (2019).
/// Errors: bad_input with fewer than two way-points or a speed that is not a number from 0.
[[nodiscard]] Result<std::string> to_rtz(const model::Route& route);

}  // namespace vigia::route
