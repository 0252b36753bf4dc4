#include "geo/area.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include <fmt/format.h>

namespace vigia::geo {

namespace {

constexpr double metres_per_degree = earth_radius.value * std::numbers::pi / 180.0;

/// The way from the origin to the nearest place of the straight segment a-b, all in metres.
double away_from_segment(double ax, double ay, double bx, double by) {
    const double dx = bx - ax, dy = by - ay;
    const double square = dx * dx + dy * dy;
    const double t = square == 0 ? 0 : std::clamp(-(ax * dx + ay * dy) / square, 0.0, 1.0);
    return std::hypot(ax + t * dx, ay + t * dy);
}

/// Twice the signed area of the triangle a b c, in square degrees.
double turn(Position a, Position b, Position c) {
    return (b.longitude() - a.longitude()) * (c.latitude() - a.latitude()) -
           (b.latitude() - a.latitude()) * (c.longitude() - a.longitude());
}

bool within(double a, double b, double x) { return std::min(a, b) <= x && x <= std::max(a, b); }

bool on_segment(Position a, Position b, Position p) {
    return turn(a, b, p) == 0 && within(a.longitude(), b.longitude(), p.longitude()) &&
           within(a.latitude(), b.latitude(), p.latitude());
}

bool segments_meet(Position a, Position b, Position c, Position d) {
    const double abc = turn(a, b, c), abd = turn(a, b, d), cda = turn(c, d, a), cdb = turn(c, d, b);
    if (((abc > 0) != (abd > 0)) && ((cda > 0) != (cdb > 0)) && abc != 0 && abd != 0 && cda != 0 &&
        cdb != 0)
        return true;
    return on_segment(a, b, c) || on_segment(a, b, d) || on_segment(c, d, a) || on_segment(c, d, b);
}

Box box_around(std::span<const Position> corners) {
    Box box{180, 90, -180, -90};
    for (const Position p : corners) {
        box.west = std::min(box.west, p.longitude());
        box.east = std::max(box.east, p.longitude());
        box.south = std::min(box.south, p.latitude());
        box.north = std::max(box.north, p.latitude());
    }
    return box;
}

}  // namespace

Ring::Ring(std::vector<Position> corners) : corners_(std::move(corners)), box_(box_around(corners_)) {}

Result<Ring> Ring::make(std::vector<Position> corners) {
    if (corners.size() > 1 && corners.front() == corners.back()) corners.pop_back();
    if (corners.size() < 3)
        return fail(ErrorKind::bad_input,
                    fmt::format("a ring needs at least 3 different corners, this has {}", corners.size()));
    Position last = corners.back();
    for (std::size_t i = 0; i < corners.size(); last = corners[i++])
        if (std::abs(corners[i].longitude() - last.longitude()) > 180)
            return fail(ErrorKind::bad_input,
                        fmt::format("the side before corner {} crosses the 180th meridian; split the "
                                    "area there",
                                    i + 1),
                        i + 1);
    return Ring(std::move(corners));
}

bool contains(const Ring& area, Position p) {
    if (!area.box().contains(p)) return false;
    const double x = p.longitude(), y = p.latitude();
    bool inside = false;
    const auto corners = area.corners();
    Position a = corners.back();
    for (const Position b : corners) {
        if ((a.latitude() > y) != (b.latitude() > y)) {
            const double part = (y - a.latitude()) / (b.latitude() - a.latitude());
            if (x < a.longitude() + part * (b.longitude() - a.longitude())) inside = !inside;
        }
        a = b;
    }
    return inside;
}

bool contains(const Polygon& area, Position p) {
    if (!contains(area.outer, p)) return false;
    return std::ranges::none_of(area.holes, [&](const Ring& hole) { return contains(hole, p); });
}

bool contains(const MultiPolygon& area, Position p) {
    return std::ranges::any_of(area.parts, [&](const Polygon& part) { return contains(part, p); });
}

Metres distance_to_edge(const Ring& area, Position p) {
    const double up = metres_per_degree;
    const double over = up * std::cos(p.latitude() * std::numbers::pi / 180.0);
    const auto x = [&](Position q) { return (q.longitude() - p.longitude()) * over; };
    const auto y = [&](Position q) { return (q.latitude() - p.latitude()) * up; };
    double nearest = std::numeric_limits<double>::infinity();
    Position a = area.corners().back();
    for (const Position b : area.corners()) {
        nearest = std::min(nearest, away_from_segment(x(a), y(a), x(b), y(b)));
        a = b;
    }
    return {nearest};
}

Metres distance_to_edge(const Polygon& area, Position p) {
    Metres nearest = distance_to_edge(area.outer, p);
    for (const Ring& hole : area.holes) nearest = std::min(nearest, distance_to_edge(hole, p));
    return nearest;
}

Metres distance_to_edge(const MultiPolygon& area, Position p) {
    Metres nearest{std::numeric_limits<double>::infinity()};
    for (const Polygon& part : area.parts) nearest = std::min(nearest, distance_to_edge(part, p));
    return nearest;
}

double square_metres(const Ring& area) {
    // The strip between a side and the equator, on the sphere (Chamberlain and Duquette, 2007).
    constexpr double radian = std::numbers::pi / 180.0;
    double sum = 0;
    Position a = area.corners().back();
    for (const Position b : area.corners()) {
        sum += (b.longitude() - a.longitude()) * radian *
               (2 + std::sin(a.latitude() * radian) + std::sin(b.latitude() * radian));
        a = b;
    }
    return std::abs(sum) * earth_radius.value * earth_radius.value / 2;
}

double square_metres(const Polygon& area) {
    double left = square_metres(area.outer);
    for (const Ring& hole : area.holes) left -= square_metres(hole);
    return std::max(0.0, left);
}

Box box(const MultiPolygon& area) {
    Box all{180, 90, -180, -90};
    for (const Polygon& part : area.parts) {
        const Box& one = part.outer.box();
        all = {std::min(all.west, one.west), std::min(all.south, one.south), std::max(all.east, one.east),
               std::max(all.north, one.north)};
    }
    return all;
}

bool is_simple(const Ring& ring) {
    const auto corners = ring.corners();
    const std::size_t n = corners.size();
    const auto side_box = [&](std::size_t i) {
        const Position pair[] = {corners[i], corners[(i + 1) % n]};
        return box_around(pair);
    };
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const Box one = side_box(i);
        for (std::size_t j = i + 2; j < n; ++j) {
            if (i == 0 && j == n - 1) continue;  // neighbours share a corner
            const Box other = side_box(j);
            if (other.west > one.east || other.east < one.west || other.south > one.north ||
                other.north < one.south)
                continue;
            if (segments_meet(corners[i], corners[i + 1], corners[j], corners[(j + 1) % n])) return false;
        }
    }
    return true;
}

}  // namespace vigia::geo
