#include "geo/sun.h"

#include <cmath>
#include <numbers>

namespace vigia::geo {

namespace {
constexpr double radians = std::numbers::pi / 180;
}

double sun_altitude(Position where, Time when) {
    const double days = static_cast<double>(to_unix_milliseconds(when)) / 86'400'000.0 - 10'957.5;  // from 2000-01-01T12:00Z
    const double anomaly = (357.528 + 0.9856003 * days) * radians;
    const double longitude = (280.460 + 0.9856474 * days + 1.915 * std::sin(anomaly) + 0.020 * std::sin(2 * anomaly)) * radians;
    const double tilt = (23.439 - 0.0000004 * days) * radians;
    const double ascension = std::atan2(std::cos(tilt) * std::sin(longitude), std::cos(longitude));
    const double declination = std::asin(std::sin(tilt) * std::sin(longitude));
    const double sidereal = std::fmod(280.46061837 + 360.98564736629 * days, 360.0) + where.longitude();
    const double hour = sidereal * radians - ascension, latitude = where.latitude() * radians;
    const double sine = std::sin(latitude) * std::sin(declination) + std::cos(latitude) * std::cos(declination) * std::cos(hour);
    return std::asin(std::fmin(1.0, std::fmax(-1.0, sine))) / radians;
}

std::optional<Time> daylight_until(Position where, Time when) {
    using namespace std::chrono_literals;
    const auto is_day = [&](Time t) { return sun_altitude(where, t) > altitude_of_sunset; };
    if (!is_day(when)) return std::nullopt;
    constexpr Duration step = 5min;
    Time day = when;
    while (is_day(day + step)) {
        day += step;
        if (day - when > 48h) return std::nullopt;
    }
    Time night = day + step;
    while (night - day > 1s) (is_day(day + (night - day) / 2) ? day : night) = day + (night - day) / 2;
    return day;
}

}  // namespace vigia::geo
