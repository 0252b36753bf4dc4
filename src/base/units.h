#pragma once
#include <cmath>
#include <compare>

namespace vigia {

/// A number with a unit: adds and compares only with its own kind, scales by plain numbers.
template <class Unit>
struct Quantity {
    double value = 0;

    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity operator-() const { return {-value}; }
    constexpr Quantity& operator+=(Quantity other) { value += other.value; return *this; }
    constexpr Quantity& operator-=(Quantity other) { value -= other.value; return *this; }
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend constexpr Quantity operator*(Quantity a, double k) { return {a.value * k}; }
    friend constexpr Quantity operator*(double k, Quantity a) { return {a.value * k}; }
    friend constexpr Quantity operator/(Quantity a, double k) { return {a.value / k}; }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};

using Metres = Quantity<struct MetresUnit>;
using MetresPerSecond = Quantity<struct MetresPerSecondUnit>;
using Seconds = Quantity<struct SecondsUnit>;
/// Angles are clockwise from true north, [0, 360), unless a name says otherwise.
using Degrees = Quantity<struct DegreesUnit>;
using DegreesPerMinute = Quantity<struct DegreesPerMinuteUnit>;

constexpr Metres operator*(MetresPerSecond speed, Seconds time) { return {speed.value * time.value}; }
constexpr Metres operator*(Seconds time, MetresPerSecond speed) { return speed * time; }
constexpr MetresPerSecond operator/(Metres way, Seconds time) { return {way.value / time.value}; }
constexpr Seconds operator/(Metres way, MetresPerSecond speed) { return {way.value / speed.value}; }

inline constexpr double metres_per_nautical_mile = 1852.0;  // BIPM SI Brochure, 8th edition, table 8

constexpr Metres from_nautical_miles(double miles) { return {miles * metres_per_nautical_mile}; }
constexpr double to_nautical_miles(Metres way) { return way.value / metres_per_nautical_mile; }
constexpr MetresPerSecond from_knots(double knots) { return {knots * metres_per_nautical_mile / 3600.0}; }
constexpr double to_knots(MetresPerSecond speed) { return speed.value * 3600.0 / metres_per_nautical_mile; }

/// The same direction in [0, 360).
inline Degrees turned_into_circle(Degrees angle) {
    const double turned = std::fmod(angle.value, 360.0);
    return {turned < 0 ? turned + 360.0 : turned};
}

/// The smaller angle between two directions, [0, 180].
inline Degrees between(Degrees a, Degrees b) {
    const double turn = turned_into_circle(a - b).value;
    return {turn > 180.0 ? 360.0 - turn : turn};
}

}  // namespace vigia
