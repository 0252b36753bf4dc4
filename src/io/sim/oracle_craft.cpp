#include "io/sim/oracle_craft.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace vigia::sim {

namespace {

constexpr double metres_per_degree = 111'195.08;
constexpr double ellipse_step = 5;  ///< seconds between the moments looked at

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

Flat velocity(const model::Fix& fix) {
    if (!fix.speed || !fix.course) return {};
    const double course = radians(fix.course->value);
    return {fix.speed->value * std::sin(course), fix.speed->value * std::cos(course)};
}

Flat reckoned(Flat from, Flat way, double seconds) { return {from.east + way.east * seconds, from.north + way.north * seconds}; }

std::optional<double> direction(const model::Fix& fix) {
    if (fix.heading) return fix.heading->value;
    if (fix.course && fix.speed && *fix.speed >= knots(0.5)) return fix.course->value;
    return std::nullopt;
}

/// The corners of a hull whose antenna is at a place; one point when it is not known.
std::vector<Flat> hull(const Craft& craft, Flat antenna) {
    const auto heading = direction(craft.now.fix);
    if (!craft.length() || !craft.beam() || !heading) return {antenna};
    const model::Dimensions& d = *craft.said.dimensions;
    const double s = std::sin(radians(*heading)), c = std::cos(radians(*heading));
    const auto corner = [&](double ahead, double aside) {
        return Flat{antenna.east + ahead * s + aside * c, antenna.north + ahead * c - aside * s};
    };
    const double bow = d.bow, stern = d.stern, port = d.port, starboard = d.starboard;
    return {corner(bow, -port), corner(bow, starboard), corner(-stern, starboard), corner(-stern, -port)};
}

double to_side(Flat p, Flat a, Flat b) {
    const double x = b.east - a.east, y = b.north - a.north;
    const double long2 = x * x + y * y;
    const double t = long2 == 0 ? 0 : std::clamp(((p.east - a.east) * x + (p.north - a.north) * y) / long2, 0.0, 1.0);
    return std::hypot(p.east - a.east - t * x, p.north - a.north - t * y);
}

/// Of a convex outline in either sense.
bool inside(Flat p, const std::vector<Flat>& outline) {
    if (outline.size() < 3) return false;
    double sense = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Flat a = outline[i], b = outline[(i + 1) % outline.size()];
        const double side = (b.east - a.east) * (p.north - a.north) - (b.north - a.north) * (p.east - a.east);
        if (sense == 0) sense = side;
        if (side * sense < 0) return false;
    }
    return true;
}

double apart(const std::vector<Flat>& a, const std::vector<Flat>& b) {
    double least = 1e18;
    const auto corners_to_sides = [&](const std::vector<Flat>& from, const std::vector<Flat>& to) {
        for (const Flat p : from) {
            if (inside(p, to)) least = 0;
            for (std::size_t i = 0; i < to.size(); ++i) least = std::min(least, to_side(p, to[i], to[(i + 1) % to.size()]));
        }
    };
    corners_to_sides(a, b);
    corners_to_sides(b, a);
    return least;
}

Passing passing(Flat place, Flat way) {
    Passing p;
    p.range = Metres{std::hypot(place.east, place.north)};
    const double toward = -(place.east * way.east + place.north * way.north);
    const double speed2 = way.east * way.east + way.north * way.north;
    p.closing = MetresPerSecond{p.range.value > 0 ? toward / p.range.value : 0};
    p.after = speed2 > 1e-9 && toward > 0 ? toward / speed2 : 0;
    const Flat there = reckoned(place, way, p.after);
    p.closest = Metres{std::hypot(there.east, there.north)};
    return p;
}

}  // namespace

Flat flat(geo::Position from, geo::Position to) {
    const double middle = radians((from.latitude() + to.latitude()) / 2);
    return {geo::longitude_step(from.longitude(), to.longitude()) * metres_per_degree * std::cos(middle),
            (to.latitude() - from.latitude()) * metres_per_degree};
}

std::optional<Metres> Craft::length() const {
    if (!said.dimensions || said.dimensions->bow + said.dimensions->stern == 0) return std::nullopt;
    return Metres{static_cast<double>(said.dimensions->bow + said.dimensions->stern)};
}

std::optional<Metres> Craft::beam() const {
    if (!said.dimensions || said.dimensions->port + said.dimensions->starboard == 0) return std::nullopt;
    return Metres{static_cast<double>(said.dimensions->port + said.dimensions->starboard)};
}

bool Craft::afloat() const {
    const model::MmsiKind kind = model::Mmsi::of(mmsi).kind();
    const bool device = kind == model::MmsiKind::ais_sart || kind == model::MmsiKind::man_overboard || kind == model::MmsiKind::epirb;
    return !device && (transceiver == model::Transceiver::class_a || transceiver == model::Transceiver::class_b);
}

bool Craft::exempt() const {
    constexpr std::array<std::uint8_t, 12> types = {50, 51, 31, 32, 52, 53, 54, 55, 58, 35, 33, 34};
    return transceiver == model::Transceiver::sar_aircraft || holds(types, type());
}

bool Craft::is_small() const { return length() ? length()->value <= 25 : transceiver == model::Transceiver::class_b; }

bool Craft::at_rest() const {
    using enum model::NavigationStatus;
    return now.fix.status == at_anchor || now.fix.status == moored || now.fix.status == aground;
}

std::optional<MetresPerSecond> Craft::derived() const {
    if (fixes < 2 || now.at <= before.at) return std::nullopt;
    return geo::distance_near(before.position, now.position) / Seconds{seconds_of(now.at - before.at)};
}

Metres hull_distance(const Craft& a, const Craft& b) {
    return Metres{apart(hull(a, {}), hull(b, flat(a.now.position, b.now.position)))};
}

Metres hull_distance(const Craft& a, geo::Position place) { return Metres{apart(hull(a, {}), {flat(a.now.position, place)})}; }

Passing passing(const Placed& a, const Placed& b, Time now) {
    const Flat way_a = velocity(a.fix), way_b = velocity(b.fix);
    const Flat at_a = reckoned({}, way_a, seconds_of(now - a.at));
    const Flat at_b = reckoned(flat(a.position, b.position), way_b, seconds_of(now - b.at));
    return passing(Flat{at_b.east - at_a.east, at_b.north - at_a.north}, Flat{way_b.east - way_a.east, way_b.north - way_a.north});
}

Passing passing(const Placed& a, geo::Position place) {
    const Flat way = velocity(a.fix);
    return passing(flat(a.position, place), Flat{-way.east, -way.north});
}

bool meets_ellipse(const Craft& a, const Craft& b, Time now, Duration within, double lengths, double beams) {
    const auto heading = direction(a.now.fix);
    if (!a.length() || !a.beam() || !b.length() || !b.beam() || !heading || !direction(b.now.fix)) return false;
    const Flat way_a = velocity(a.now.fix), way_b = velocity(b.now.fix);
    const Flat at_a = reckoned({}, way_a, seconds_of(now - a.now.at));
    const Flat at_b = reckoned(flat(a.now.position, b.now.position), way_b, seconds_of(now - b.now.at));
    const model::Dimensions& d = *a.said.dimensions;
    const double s = std::sin(radians(*heading)), c = std::cos(radians(*heading));
    const double half_length = a.length()->value * lengths / 2, half_beam = a.beam()->value * beams / 2;
    const double middle_ahead = (d.bow - d.stern) / 2.0, middle_aside = (d.starboard - d.port) / 2.0;
    for (double t = 0; t <= seconds_of(within); t += ellipse_step) {
        const Flat antenna = {at_b.east - at_a.east + (way_b.east - way_a.east) * t, at_b.north - at_a.north + (way_b.north - way_a.north) * t};
        if (std::hypot(antenna.east, antenna.north) > half_length + half_beam + a.length()->value + b.length()->value) continue;
        std::vector<Flat> outline = hull(b, antenna);
        for (Flat& p : outline) {  // seen from the middle of `a`, in half axes
            const double ahead = p.east * s + p.north * c - middle_ahead, aside = p.east * c - p.north * s - middle_aside;
            p = {aside / half_beam, ahead / half_length};
        }
        if (apart({Flat{}}, outline) <= 1) return true;
    }
    return false;
}

}  // namespace vigia::sim
