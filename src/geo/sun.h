#pragma once
#include <optional>

#include "base/time.h"
#include "geo/position.h"

namespace vigia::geo {

/// The sun's rim touches the horizon at this altitude, refraction and half its breadth included. Source: The
/// Astronomical Almanac, section A (34' and 16').
inline constexpr double altitude_of_sunset = -50.0 / 60;

/// Altitude of the sun's middle above the horizon in degrees, negative below it, refraction not included. Source: The
/// Astronomical Almanac, section C, low-precision formulas for the sun. Error: some 0.02 degrees from 1950 to 2050.
[[nodiscard]] double sun_altitude(Position where, Time when);

/// The next sunset, when it is day there; empty at night, and where the sun does not set within two days.
/// Error: some 10 s, and what refraction adds on the day.
[[nodiscard]] std::optional<Time> daylight_until(Position where, Time when);

}  // namespace vigia::geo
