#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "base/units.h"
#include "geo/position.h"

namespace vigia::model {

/// A place to steer for.
struct WayPoint {
    geo::Position position;
    std::string name{};                       ///< UTF-8; may be empty
    std::optional<Time> arrival{};            ///< when she is to be there
    std::optional<MetresPerSecond> speed{};   ///< over the ground, on the leg that ends here
};

/// A way planned for one craft, way-point by way-point.
struct Route {
    std::string name;                         ///< UTF-8
    std::vector<WayPoint> points;
};

}  // namespace vigia::model
