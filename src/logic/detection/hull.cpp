#include "logic/detection/hull.h"

#include <algorithm>
#include <array>
#include <limits>

namespace vigia::detection {
namespace {

/// A vector in the frame of a hull: ahead, and to starboard.
Flat in_frame(const Hull& hull, Flat v) { return {dot(v, hull.ahead.right()), dot(v, hull.ahead)}; }

/// The squared distance from a point, in a hull's frame, to the rectangle.
double squared_to_box(const Hull& hull, Flat p) {
    const double east = std::max(0.0, std::abs(p.east) - hull.half_beam), north = std::max(0.0, std::abs(p.north) - hull.half_length);
    return east * east + north * north;
}

/// The least squared distance from the corners of `b` to the rectangle `a`; `apart` leads from a's middle to b's.
double corners_to_box(const Hull& a, const Hull& b, Flat apart) {
    const Flat middle = in_frame(a, apart), along = in_frame(a, b.ahead * b.half_length), across = in_frame(a, b.ahead.right() * b.half_beam);
    return std::min({squared_to_box(a, middle + along + across), squared_to_box(a, middle + along - across),
                     squared_to_box(a, middle - along + across), squared_to_box(a, middle - along - across)});
}

/// Whether a side of `a` parts it from `b`.
bool parts(const Hull& a, const Hull& b, Flat apart) {
    const Flat middle = in_frame(a, apart), along = in_frame(a, b.ahead * b.half_length), across = in_frame(a, b.ahead.right() * b.half_beam);
    return std::abs(middle.east) > a.half_beam + std::abs(along.east) + std::abs(across.east) ||
           std::abs(middle.north) > a.half_length + std::abs(along.north) + std::abs(across.north);
}

double squared_to_segment(Flat middle, Flat half) {
    const double long_ = half.squared();
    const double t = long_ > 0 ? std::clamp(-dot(middle, half) / long_, -1.0, 1.0) : 0.0;
    return (middle + half * t).squared();
}

}  // namespace

Hull Hull::carried(Flat gone) const {
    Hull there = *this;
    there.middle = after(middle, gone, scale);
    return there;
}

Hull hull_of(const model::Vessel& vessel, Pointing pointing) {
    Hull hull;
    hull.middle = vessel.position();
    hull.scale = east_scale(hull.middle.latitude());
    std::optional<Degrees> bow;
    if (pointing == Pointing::by_heading) bow = vessel.fix.heading;
    if (!bow && vessel.fix.speed && *vessel.fix.speed >= least_way) bow = vessel.fix.course;
    if (!bow || !vessel.length || !vessel.beam) return hull;
    hull.ahead = direction(*bow);
    hull.half_length = vessel.length->value / 2;
    hull.half_beam = vessel.beam->value / 2;
    const model::Dimensions& d = *vessel.particulars->dimensions;
    if (d.bow == 0 && d.port == 0) return hull;
    const Flat to_middle = hull.ahead * ((d.bow - d.stern) / 2.0) + hull.ahead.right() * ((d.starboard - d.port) / 2.0);
    hull.middle = after(hull.middle, to_middle, hull.scale);
    return hull;
}

Metres distance(const Hull& a, const Hull& b) {
    const Flat apart = way(a.middle, b.middle, (a.scale + b.scale) / 2);
    if (!parts(a, b, apart) && !parts(b, a, apart * -1)) return {0};
    // Two convex outlines that do not meet are closest at a corner of one of them.
    return {std::sqrt(std::min(corners_to_box(a, b, apart), corners_to_box(b, a, apart * -1)))};
}

bool meets_ellipse(const Hull& own, double lengths, double beams, const Hull& other, Flat relative, Seconds span) {
    if (own.is_point()) return false;
    const double ahead = own.half_length * lengths, abeam = own.half_beam * beams;
    const auto onto_circle = [&](Flat v) {
        const Flat framed = in_frame(own, v);
        return Flat{framed.east / abeam, framed.north / ahead};
    };
    const Flat half_way = onto_circle(relative * (span.value / 2));
    const Flat middle = onto_circle(way(own.middle, other.middle, (own.scale + other.scale) / 2)) + half_way;
    const std::array<Flat, 3> sides{onto_circle(other.ahead * other.half_length), onto_circle(other.ahead.right() * other.half_beam), half_way};
    bool inside = true;
    double room = 0;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        // The two edges along sides[i]: there the other two reach farthest to either hand.
        Flat out;
        for (std::size_t k = 0; k < sides.size(); ++k)
            if (k != i) out = out + sides[k] * (cross(sides[i], sides[k]) >= 0 ? 1.0 : -1.0);
        if (squared_to_segment(middle + out, sides[i]) <= 1 || squared_to_segment(middle - out, sides[i]) <= 1) return true;
        inside = inside && std::abs(cross(sides[i], middle)) <= std::abs(cross(sides[i], out));
        room += std::abs(cross(sides[i], out));
    }
    return inside && room > 0;  // a path of no breadth has edges only
}

}  // namespace vigia::detection
