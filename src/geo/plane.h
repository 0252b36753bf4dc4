#pragma once
#include "geo/position.h"

namespace vigia::geo {

/// A place on a flat sheet: metres east and north of its origin.
struct Offset {
    double east = 0, north = 0;
    bool operator==(const Offset&) const = default;
};

/// A flat sheet laid at one place: distance and bearing from the origin are those of the sphere (azimuthal
/// equidistant). Error of lengths between other places: below 0.02 % within 200 km of the origin.
class Plane {
  public:
    explicit Plane(Position origin) : origin_(origin) {}

    [[nodiscard]] Position origin() const { return origin_; }
    [[nodiscard]] Position at(Offset offset) const;
    [[nodiscard]] Offset offset(Position p) const;

  private:
    Position origin_;
};

}  // namespace vigia::geo
