#pragma once
#include <cstdint>

#include "base/result.h"
#include "base/units.h"

namespace vigia::geo {

/// A place on the Earth in WGS 84: latitude [-90, 90], longitude [-180, 180).
/// A Position that exists is valid: only `make` and the codecs build one.
class Position {
  public:
    /// Errors: bad_input when either number is out of range or not finite. A longitude of exactly
    /// 180 becomes -180.
    [[nodiscard]] static Result<Position> make(double latitude, double longitude);

    /// The position of two numbers known to be in range, for literals and tests; stops otherwise.
    [[nodiscard]] static Position of(double latitude, double longitude) {
        check(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180);
        return {latitude, longitude == 180 ? -180 : longitude};
    }

    [[nodiscard]] double latitude() const { return latitude_; }
    [[nodiscard]] double longitude() const { return longitude_; }
    bool operator==(const Position&) const = default;

  private:
    Position(double latitude, double longitude) : latitude_(latitude), longitude_(longitude) {}
    double latitude_;
    double longitude_;
};

/// Mean radius of the Earth. Source: IUGG, R1 of WGS 84.
inline constexpr Metres earth_radius{6371008.8};

/// Great-circle distance (haversine). Error: up to 0.56 % against the ellipsoid.
[[nodiscard]] Metres distance(Position a, Position b);

/// Distance on a flat sheet laid at the mean latitude: about six times cheaper. Error against
/// `distance`: below 0.1 % up to 50 km away from the poles (|latitude| < 70).
[[nodiscard]] Metres distance_near(Position a, Position b);

/// Initial bearing from `a` to `b`, clockwise from true north, [0, 360); 0 when they coincide.
[[nodiscard]] Degrees bearing(Position a, Position b);

/// The place reached from `from` after `way` along the great circle that starts on `course`.
[[nodiscard]] Position moved(Position from, Degrees course, Metres way);

/// The point a part `t` in [0, 1] of the way from `a` to `b`, straight in latitude and longitude,
/// over the shorter side of the 180th meridian. For points a few kilometres apart.
[[nodiscard]] Position between(Position a, Position b, double t);

/// The longitude difference to - from over the shorter side, [-180, 180).
[[nodiscard]] double longitude_step(double from, double to);

/// A rectangle in latitude and longitude; when west > east it crosses the 180th meridian.
struct Box {
    double west = -180, south = -90, east = 180, north = 90;
    [[nodiscard]] bool contains(Position p) const;
};

}  // namespace vigia::geo
