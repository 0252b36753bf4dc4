#include "geo/plane.h"

#include <cmath>
#include <numbers>

namespace vigia::geo {

Position Plane::at(Offset offset) const {
    const double way = std::hypot(offset.east, offset.north);
    if (way == 0) return origin_;
    const Degrees course{std::atan2(offset.east, offset.north) * 180 / std::numbers::pi};
    return moved(origin_, turned_into_circle(course), Metres{way});
}

Offset Plane::offset(Position p) const {
    const double way = distance(origin_, p).value, course = bearing(origin_, p).value * std::numbers::pi / 180;
    return {way * std::sin(course), way * std::cos(course)};
}

}  // namespace vigia::geo
