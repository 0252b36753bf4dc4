#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/result.h"
#include "logic/traffic/inside/voyage.h"

namespace vigia::traffic {

namespace {

constexpr double degree = std::numbers::pi / 180.0;
constexpr double arc_step = 6.0 * degree;      ///< between points of a bend
constexpr double channel_step = 250, sea_step = 1500;
constexpr double sidestep = 0.06;              ///< sideways a metre of way, when changing sides
constexpr double most_of_a_leg = 0.45;         ///< of a straight part that a bend may use
constexpr double slowest = 0.25;               ///< m/s: never planned slower than that
constexpr double same_place = 1.0;             ///< metres

struct Flat {
    double x = 0, y = 0;
};

Flat step(double lat1, double lon1, double lat2, double lon2) {
    const double scale = longitude_metres((lat1 + lat2) / 2);
    return {(lon2 - lon1) * scale, (lat2 - lat1) * metres_per_degree};
}

/// Points on the way to becoming a path.
struct Raw {
    double latitude = 0, longitude = 0, limit = 0, half_width = 0, radius = 1e9;
    bool keep_right = true;
    std::uint16_t reach = 0;
};

Raw raw(const Corner& c) { return {c.latitude, c.longitude, c.limit, c.half_width, 1e9, c.keep_right, c.reach}; }

Raw beside(const Raw& from, Flat way) {
    Raw there = from;
    there.latitude += way.y / metres_per_degree;
    there.longitude += way.x / longitude_metres(from.latitude);
    return there;
}

/// Replaces a corner by an arc, as wide as the straight parts beside it allow.
void round_corner(const Corner& before, const Corner& corner, const Corner& after, double radius,
                  std::vector<Raw>& out) {
    const Flat in = step(before.latitude, before.longitude, corner.latitude, corner.longitude);
    const Flat on = step(corner.latitude, corner.longitude, after.latitude, after.longitude);
    const double in_length = std::hypot(in.x, in.y), on_length = std::hypot(on.x, on.y);
    double turn = std::atan2(on.x, on.y) - std::atan2(in.x, in.y);
    turn = std::remainder(turn, 2 * std::numbers::pi);
    if (std::abs(turn) < 0.5 * degree) return out.push_back(raw(corner));
    const double bend = std::min(std::abs(turn), 175 * degree);
    const double room = most_of_a_leg * std::min(in_length, on_length);
    const double tangent = std::min(radius * std::tan(bend / 2), room);
    const double used = tangent / std::tan(bend / 2);
    const double side = turn > 0 ? 1 : -1;  // +1 to starboard
    const Flat unit{in.x / in_length, in.y / in_length};
    Raw first = beside(raw(corner), {-unit.x * tangent, -unit.y * tangent});
    const Corner& slower = corner.limit < before.limit ? corner : before;
    first.limit = slower.limit;
    first.half_width = std::min(before.half_width, corner.half_width);
    first.reach = before.reach;
    first.radius = used;
    // The centre lies `used` to the side of the first point; the arc turns about it.
    const Flat right{unit.y * side, -unit.x * side};
    const int parts = std::max(2, static_cast<int>(std::ceil(bend / arc_step)));
    for (int i = 0; i <= parts; ++i) {
        const double angle = bend * i / parts;
        const double ahead = used * std::sin(angle), across = used * (1 - std::cos(angle));
        Raw point = beside(first, {unit.x * ahead + right.x * across, unit.y * ahead + right.y * across});
        if (i * 2 >= parts) {
            point.half_width = corner.half_width;
            point.reach = corner.reach;
        }
        if (i == parts) point.limit = corner.limit;
        out.push_back(point);
    }
}

std::vector<Raw> rounded(std::span<const Corner> corners, double radius) {
    std::vector<Raw> out;
    out.push_back(raw(corners.front()));
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
        round_corner(corners[i - 1], corners[i], corners[i + 1], radius, out);
    }
    out.push_back(raw(corners.back()));
    return out;
}

/// More points on long straight parts, so that keeping to one side comes and goes gently.
std::vector<Raw> divided(const std::vector<Raw>& points) {
    std::vector<Raw> out;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Raw& a = points[i];
        const Raw& b = points[i + 1];
        const Flat way = step(a.latitude, a.longitude, b.latitude, b.longitude);
        const double longest = a.half_width > 0 && a.half_width <= 200 ? channel_step : sea_step;
        const int parts = std::max(1, static_cast<int>(std::ceil(std::hypot(way.x, way.y) / longest)));
        for (int k = 0; k < parts; ++k) {
            Raw point = a;
            const double t = static_cast<double>(k) / parts;
            point.latitude += (b.latitude - a.latitude) * t;
            point.longitude += (b.longitude - a.longitude) * t;
            if (k > 0) point.radius = 1e9;
            out.push_back(point);
        }
    }
    out.push_back(points.back());
    return out;
}

/// How far to starboard of the middle each point lies; nothing at both ends.
std::vector<double> sides(const std::vector<Raw>& points, double spread) {
    std::vector<double> side(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Raw& p = points[i];
        double wanted = p.keep_right ? p.half_width * (0.55 + 0.35 * spread) : p.half_width * spread;
        wanted = std::clamp(wanted, -p.radius / 3, p.radius / 3);
        side[i] = wanted;
    }
    const auto ease = [&](std::size_t i, std::size_t from) {
        const Flat way = step(points[from].latitude, points[from].longitude, points[i].latitude,
                              points[i].longitude);
        const double most = std::hypot(way.x, way.y) * sidestep;
        side[i] = std::clamp(side[i], side[from] - most, side[from] + most);
    };
    side.front() = side.back() = 0;
    for (std::size_t i = 1; i + 1 < points.size(); ++i) ease(i, i - 1);
    for (std::size_t i = points.size() - 1; i-- > 1;) ease(i, i + 1);
    return side;
}

std::vector<PathPoint> laid_out(const std::vector<Raw>& points, double spread) {
    const std::vector<double> side = sides(points, spread);
    std::vector<PathPoint> path;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Raw& p = points[i];
        const Raw& a = points[i == 0 ? 0 : i - 1];
        const Raw& b = points[std::min(i + 1, points.size() - 1)];
        const Flat way = step(a.latitude, a.longitude, b.latitude, b.longitude);
        const double length = std::hypot(way.x, way.y);
        const Raw moved = length < 0.01 ? p : beside(p, {way.y / length * side[i], -way.x / length * side[i]});
        PathPoint point{moved.latitude, moved.longitude, 0, 0, p.limit, p.reach};
        if (!path.empty()) {
            const Flat on = step(path.back().latitude, path.back().longitude, point.latitude, point.longitude);
            const double on_length = std::hypot(on.x, on.y);
            if (on_length < same_place && i + 1 < points.size()) continue;
            point.along = path.back().along + std::max(on_length, 0.01);
        }
        path.push_back(point);
    }
    return path;
}

/// The course at each point: between those of the two straight parts that meet there.
void set_courses(std::vector<PathPoint>& path) {
    double before = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const std::size_t k = std::min(i, path.size() - 2);
        const Flat way = step(path[k].latitude, path[k].longitude, path[k + 1].latitude, path[k + 1].longitude);
        const double after = std::atan2(way.x, way.y) / degree;
        if (i == 0) {
            path[i].course = after;
        } else {
            const double turn = std::remainder(after - before, 360.0);
            const double middle = before + turn / 2;
            path[i].course = path[i - 1].course + std::remainder(middle - path[i - 1].course, 360.0);
        }
        before = after;
    }
}

/// The fastest speed on each part: the reach's, the hull's, and what its bend allows.
std::vector<double> fastest(const std::vector<PathPoint>& path, const Handling& hull, double pace) {
    std::vector<double> speed(path.size() - 1);
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        double most = std::min(path[i].limit * pace, hull.speed);
        const double turn = std::abs(path[i + 1].course - path[i].course);
        if (turn > 0.5) most = std::min(most, hull.turn_rate * (path[i + 1].along - path[i].along) / turn);
        speed[i] = std::max(slowest, std::floor(most * 20) / 20);
    }
    return speed;
}

/// Parts of one top speed joined: where each begins, and its top speed.
struct Part {
    double begin, end, top;
};

std::vector<Part> joined(const std::vector<PathPoint>& path, const std::vector<double>& top) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < top.size(); ++i) {
        if (!parts.empty() && parts.back().top == top[i]) {
            parts.back().end = path[i + 1].along;
        } else {
            parts.push_back({path[i].along, path[i + 1].along, top[i]});
        }
    }
    return parts;
}

/// Adds the pieces of one part: gather way, keep it, lose it.
void add_pieces(const Part& part, double from, double to, const Handling& hull, Voyage& voyage) {
    const double length = part.end - part.begin;
    const double peak_squared =
        (2 * hull.gather * hull.slow * length + hull.slow * from * from + hull.gather * to * to) /
        (hull.gather + hull.slow);
    const double peak = std::max({std::min(part.top, std::sqrt(std::max(0.0, peak_squared))), from, to});
    double along = part.begin;
    const auto add = [&](double way, double begin, double end, double rate) {
        if (way <= 1e-6) return;
        voyage.pieces.push_back({voyage.duration, along, begin, rate});
        voyage.duration += rate == 0 ? way / begin : (end - begin) / rate;
        along += way;
    };
    const double gathering = (peak * peak - from * from) / (2 * hull.gather);
    const double slowing = (peak * peak - to * to) / (2 * hull.slow);
    add(std::min(gathering, length), from, peak, hull.gather);
    add(length - gathering - slowing, peak, peak, 0);
    add(std::min(slowing, length), peak, to, -hull.slow);
}

void set_pieces(const std::vector<Part>& parts, const Handling& hull, double begin_speed,
                double end_speed, Voyage& voyage) {
    std::vector<double> at(parts.size() + 1, 0);
    at.front() = begin_speed;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double next = i + 1 < parts.size() ? parts[i + 1].top : end_speed;
        const double length = parts[i].end - parts[i].begin;
        at[i + 1] = std::min({parts[i].top, next, std::sqrt(at[i] * at[i] + 2 * hull.gather * length)});
    }
    for (std::size_t i = parts.size(); i-- > 0;) {
        const double length = parts[i].end - parts[i].begin;
        const double most = std::sqrt(at[i + 1] * at[i + 1] + 2 * hull.slow * length);
        if (i > 0 || begin_speed > most) at[i] = std::min(at[i], most);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) add_pieces(parts[i], at[i], at[i + 1], hull, voyage);
}

/// Corners that lead a moving hull from its course into the first one: part of a circle.
std::vector<Corner> with_turn(std::span<const Corner> corners, const Handling& hull, double course) {
    std::vector<Corner> out(corners.begin(), corners.end());
    const Flat way = step(corners[0].latitude, corners[0].longitude, corners[1].latitude, corners[1].longitude);
    const double turn = std::remainder(std::atan2(way.x, way.y) / degree - course, 360.0);
    if (std::abs(turn) < 3) return out;
    const double radius = std::min(hull.turning_radius, std::hypot(way.x, way.y) / 4);
    const double half = course * degree;
    Corner ahead = corners[0];
    const double reach = radius * std::tan(std::min(std::abs(turn), 160.0) / 2 * degree);
    ahead.latitude += std::cos(half) * reach * 2.2 / metres_per_degree;
    ahead.longitude += std::sin(half) * reach * 2.2 / longitude_metres(corners[0].latitude);
    out.insert(out.begin() + 1, ahead);
    return out;
}

}  // namespace

double longitude_metres(double latitude) { return metres_per_degree * std::cos(latitude * degree); }

std::shared_ptr<const Voyage> plan_voyage(std::span<const Corner> corners, const Handling& hull, double pace,
                                          const Ends& ends) {
    std::vector<Corner> distinct;
    for (const Corner& c : corners) {
        if (!distinct.empty()) {
            const Flat way = step(distinct.back().latitude, distinct.back().longitude, c.latitude, c.longitude);
            if (std::hypot(way.x, way.y) < same_place) {
                distinct.back() = c;
                continue;
            }
        }
        distinct.push_back(c);
    }
    if (distinct.size() == 1) {  // already there
        distinct.push_back(distinct.front());
        distinct.back().latitude += 2 * same_place / metres_per_degree;
    }
    if (ends.begin_speed > slowest) distinct = with_turn(distinct, hull, ends.begin_course);
    auto voyage = std::make_shared<Voyage>();
    voyage->points = laid_out(divided(rounded(distinct, hull.turning_radius)), hull.spread);
    check(voyage->points.size() >= 2);
    set_courses(voyage->points);
    const std::vector<double> top = fastest(voyage->points, hull, pace);
    set_pieces(joined(voyage->points, top), hull, std::min(ends.begin_speed, top.front()),
               std::min(ends.end_speed, top.back()), *voyage);
    check(!voyage->pieces.empty());
    return voyage;
}

double time_at(const Voyage& voyage, double along) {
    for (std::size_t i = 0; i < voyage.pieces.size(); ++i) {
        const Piece& piece = voyage.pieces[i];
        const double next = i + 1 < voyage.pieces.size() ? voyage.pieces[i + 1].along : voyage.length();
        if (along > next) continue;
        const double way = std::max(0.0, along - piece.along);
        if (piece.acceleration == 0) return piece.time + way / std::max(piece.speed, 1e-9);
        const double squared = piece.speed * piece.speed + 2 * piece.acceleration * way;
        return piece.time + (std::sqrt(std::max(0.0, squared)) - piece.speed) / piece.acceleration;
    }
    return voyage.duration;
}

Motion motion_at(const Voyage& voyage, double time, double shift, Cursor& cursor) {
    time = std::clamp(time, 0.0, voyage.duration);
    while (cursor.piece + 1 < voyage.pieces.size() && voyage.pieces[cursor.piece + 1].time <= time) ++cursor.piece;
    const Piece& piece = voyage.pieces[cursor.piece];
    const double since = time - piece.time;
    const double along = piece.along + (piece.speed + piece.acceleration / 2 * since) * since + shift;
    Motion motion;
    motion.speed = std::max(0.0, piece.speed + piece.acceleration * since);
    const auto& points = voyage.points;
    while (cursor.point + 2 < points.size() && points[cursor.point + 1].along <= along) ++cursor.point;
    const PathPoint& a = points[cursor.point];
    const PathPoint& b = points[cursor.point + 1];
    const double part = (along - a.along) / (b.along - a.along);
    motion.latitude = a.latitude + (b.latitude - a.latitude) * part;
    motion.longitude = a.longitude + (b.longitude - a.longitude) * part;
    const double within = std::clamp(part, 0.0, 1.0);
    double course = a.course + (b.course - a.course) * within;
    course -= 360.0 * std::floor(course / 360.0);
    motion.course = course < 360.0 ? course : 0.0;
    if (part >= 0 && part <= 1) motion.turn = (b.course - a.course) / (b.along - a.along) * motion.speed;
    motion.reach = a.reach;
    motion.limit = a.limit;
    return motion;
}

}  // namespace vigia::traffic
