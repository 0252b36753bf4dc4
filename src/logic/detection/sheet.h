#pragma once
#include <cmath>
#include <optional>

#include "geo/position.h"
#include "model/scene.h"

namespace vigia::detection {

/// A way or a velocity on a flat sheet, metres or metres per second east and north. Good for some 30 nm
/// away from the poles (error below 0.1 %); nothing across the 180th meridian.
struct Flat {
    double east = 0, north = 0;
    friend Flat operator+(Flat a, Flat b) { return {a.east + b.east, a.north + b.north}; }
    friend Flat operator-(Flat a, Flat b) { return {a.east - b.east, a.north - b.north}; }
    friend Flat operator*(Flat a, double k) { return {a.east * k, a.north * k}; }
    [[nodiscard]] double size() const { return std::sqrt(east * east + north * north); }
    [[nodiscard]] double squared() const { return east * east + north * north; }
    /// A quarter turn to the right.
    [[nodiscard]] Flat right() const { return {north, -east}; }
};
[[nodiscard]] inline double dot(Flat a, Flat b) { return a.east * b.east + a.north * b.north; }
[[nodiscard]] inline double cross(Flat a, Flat b) { return a.east * b.north - a.north * b.east; }

inline constexpr double metres_per_degree = geo::earth_radius.value * 0.017453292519943295;

/// Metres in a degree of longitude at that latitude.
[[nodiscard]] inline double east_scale(double latitude) { return metres_per_degree * std::cos(latitude * 0.017453292519943295); }

/// The same halfway between two places, so that a distance is the same whichever of them is named first.
[[nodiscard]] inline double scale_between(geo::Position a, geo::Position b) { return east_scale((a.latitude() + b.latitude()) / 2); }

/// The way from one place to another; `scale` is the east_scale of a latitude near them.
[[nodiscard]] inline Flat way(geo::Position from, geo::Position to, double scale) {
    return {(to.longitude() - from.longitude()) * scale, (to.latitude() - from.latitude()) * metres_per_degree};
}

/// The place after a way of at most some nautical miles.
[[nodiscard]] inline geo::Position after(geo::Position from, Flat gone, double scale) {
    return geo::Position::of(from.latitude() + gone.north / metres_per_degree, from.longitude() + gone.east / scale);
}

[[nodiscard]] inline Flat direction(Degrees course) {
    const double radians = course.value * 0.017453292519943295;
    return {std::sin(radians), std::cos(radians)};
}

/// Below it a course over ground is noise.
inline constexpr MetresPerSecond least_way = from_knots(0.5);

/// Velocity over ground by the last fix; none where the speed is below `least_way`, or speed or course is not known.
[[nodiscard]] inline Flat velocity(const model::Fix& fix) {
    if (!fix.speed || !fix.course || *fix.speed < least_way) return {};
    return direction(*fix.course) * fix.speed->value;
}

/// How two bodies on steady courses come together.
struct Approach {
    Metres range{};  ///< now
    Metres cpa{};    ///< closest range from now on
    Seconds tcpa{};  ///< until then; 0 when the range opens or does not change
    bool closing = false;
};

/// In closed form. `apart`: the way from one to the other now; `relative`: the velocity of the other less that of the one.
[[nodiscard]] inline Approach approach(Flat apart, Flat relative) {
    const double inward = -dot(apart, relative), pace = relative.squared();
    const double range = apart.size();
    if (inward <= 0 || pace < 1e-9) return {{range}, {range}, {0}, false};
    const double time = inward / pace;
    return {{range}, {(apart + relative * time).size()}, {time}, true};
}

}  // namespace vigia::detection
