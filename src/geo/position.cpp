#include "geo/position.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace vigia::geo {

namespace {
constexpr double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }
constexpr double degrees(double radians) { return radians * 180.0 / std::numbers::pi; }

double wrapped(double longitude) {
    const double turned = std::fmod(longitude + 180.0, 360.0);
    return (turned < 0 ? turned + 360.0 : turned) - 180.0;
}
}  // namespace

Result<Position> Position::make(double latitude, double longitude) {
    if (!(latitude >= -90 && latitude <= 90))
        return fail(ErrorKind::bad_input, fmt::format("latitude {} is not in [-90, 90]", latitude));
    if (!(longitude >= -180 && longitude <= 180))
        return fail(ErrorKind::bad_input, fmt::format("longitude {} is not in [-180, 180]", longitude));
    return of(latitude, longitude);
}

Metres distance(Position a, Position b) {
    const double phi1 = radians(a.latitude()), phi2 = radians(b.latitude());
    const double up = std::sin((phi2 - phi1) / 2);
    const double over = std::sin(radians(b.longitude() - a.longitude()) / 2);
    const double h = up * up + std::cos(phi1) * std::cos(phi2) * over * over;
    return earth_radius * (2 * std::asin(std::sqrt(std::min(1.0, h))));
}

Metres distance_near(Position a, Position b) {
    const double middle = radians((a.latitude() + b.latitude()) / 2);
    const double up = radians(b.latitude() - a.latitude());
    const double over = radians(longitude_step(a.longitude(), b.longitude())) * std::cos(middle);
    return earth_radius * std::sqrt(up * up + over * over);
}

Degrees bearing(Position a, Position b) {
    const double phi1 = radians(a.latitude()), phi2 = radians(b.latitude());
    const double turn = radians(b.longitude() - a.longitude());
    const double y = std::sin(turn) * std::cos(phi2);
    const double x = std::cos(phi1) * std::sin(phi2) - std::sin(phi1) * std::cos(phi2) * std::cos(turn);
    return turned_into_circle({degrees(std::atan2(y, x))});
}

Position moved(Position from, Degrees course, Metres way) {
    const double phi = radians(from.latitude()), theta = radians(course.value);
    const double delta = way / earth_radius;
    const double sine = std::sin(phi) * std::cos(delta) + std::cos(phi) * std::sin(delta) * std::cos(theta);
    const double there = std::asin(std::clamp(sine, -1.0, 1.0));
    const double turn = std::atan2(std::sin(theta) * std::sin(delta) * std::cos(phi),
                                   std::cos(delta) - std::sin(phi) * sine);
    return Position::of(std::clamp(degrees(there), -90.0, 90.0),
                        wrapped(from.longitude() + degrees(turn)));
}

Position between(Position a, Position b, double t) {
    return Position::of(a.latitude() + (b.latitude() - a.latitude()) * t,
                        wrapped(a.longitude() + longitude_step(a.longitude(), b.longitude()) * t));
}

double longitude_step(double from, double to) {
    const double step = to - from;
    if (step >= 180) return step - 360;
    return step < -180 ? step + 360 : step;
}

bool Box::contains(Position p) const {
    if (p.latitude() < south || p.latitude() > north) return false;
    if (west <= east) return p.longitude() >= west && p.longitude() <= east;
    return p.longitude() >= west || p.longitude() <= east;
}

}  // namespace vigia::geo
