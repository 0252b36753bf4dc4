#include "logic/detection/hull.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/random.h"

using namespace vigia;
using namespace vigia::detection;
using geo::Position;

namespace {

const Position here = Position::of(8.8, -79.5);

Hull hull(double east, double north, double course, double length, double beam) {
    Hull h;
    h.scale = east_scale(here.latitude());
    h.middle = after(here, {east, north}, h.scale);
    h.ahead = direction({course});
    h.half_length = length / 2;
    h.half_beam = beam / 2;
    return h;
}

/// The place of a hull's point, from `here`: `along` and `across` from -1 to 1.
Flat at(const Hull& h, double along, double across) {
    return way(here, h.middle, h.scale) + h.ahead * (h.half_length * along) + h.ahead.right() * (h.half_beam * across);
}

/// All points of an outline some metres apart.
std::vector<Flat> outline(const Hull& h, int steps) {
    std::vector<Flat> points;
    for (int i = -steps; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        for (const double side : {-1.0, 1.0}) {
            points.push_back(at(h, t, side));
            points.push_back(at(h, side, t));
        }
    }
    return points;
}

bool covers(const Hull& h, Flat p) {
    const Flat from_middle = p - way(here, h.middle, h.scale);
    return std::abs(dot(from_middle, h.ahead)) <= h.half_length && std::abs(dot(from_middle, h.ahead.right())) <= h.half_beam;
}

Hull any_hull(Random& random, double sea) {
    return hull(random.uniform(-sea, sea), random.uniform(-sea, sea), random.uniform(0, 360), random.uniform(20, 300), random.uniform(5, 45));
}

}  // namespace

TEST_CASE("the distance between hulls is that of their closest points, and none where they overlap") {
    Random random(3);
    for (int i = 0; i < 400; ++i) {
        const Hull a = any_hull(random, 250), b = any_hull(random, 250);
        const auto of_a = outline(a, 60), of_b = outline(b, 60);
        double least = 1e9;
        for (const Flat p : of_a)
            for (const Flat q : of_b) least = std::min(least, (p - q).size());
        const bool overlap = std::ranges::any_of(of_a, [&](Flat p) { return covers(b, p); }) || std::ranges::any_of(of_b, [&](Flat p) { return covers(a, p); });
        const double found = distance(a, b).value;
        if (overlap) CHECK(found == 0);
        else if (found > 0) CHECK(found == doctest::Approx(least).epsilon(0.02).scale(100));
        else CHECK(least < 5);  // they touch between the points tried
        CHECK(std::abs(found - distance(b, a).value) < 0.05);
    }
}

TEST_CASE("crossed hulls without a corner inside the other overlap") {
    CHECK(distance(hull(0, 0, 0, 200, 20), hull(0, 0, 90, 200, 20)) == Metres{0});
}

TEST_CASE("a hull lies where its antenna, dimensions and heading put it") {
    model::Vessel ship;
    auto said = std::make_shared<model::Particulars>();
    said->dimensions = model::Dimensions{160, 40, 25, 7};
    ship.particulars = said;
    ship.length = Metres{200}, ship.beam = Metres{32};
    ship.fix.position = here;
    ship.fix.heading = Degrees{90};
    const Hull h = hull_of(ship);
    const Flat middle = way(here, h.middle, h.scale);
    CHECK(middle.east == doctest::Approx(60));
    CHECK(middle.north == doctest::Approx(9));  // the antenna is nearer to the starboard side, which lies to the south
    CHECK(h.reach() == doctest::Approx(std::hypot(100, 16)));
    ship.fix.heading.reset();
    CHECK(hull_of(ship).is_point());
    ship.fix.course = Degrees{0}, ship.fix.speed = from_knots(0.2);
    CHECK(hull_of(ship).is_point());  // the course of a ship at rest is noise
    ship.fix.speed = from_knots(5);
    CHECK(way(here, hull_of(ship).middle, h.scale).north == doctest::Approx(60));
    said = std::make_shared<model::Particulars>();
    said->dimensions = model::Dimensions{0, 200, 0, 32};
    ship.particulars = said;
    CHECK(hull_of(ship).middle == here);
}

TEST_CASE("a hull on its way meets the ellipse when one of its points does at some moment") {
    Random random(9);
    int met = 0;
    for (int i = 0; i < 600; ++i) {
        const Hull own = any_hull(random, 1), other = any_hull(random, 600);
        const Flat relative = direction({random.uniform(0, 360)}) * random.uniform(0, 10);
        const auto points = outline(other, 20);
        double least = 1e9;  // 1 on the ellipse
        for (double t = 0; t <= 180; t += 2)
            for (const Flat p : points) {
                const Flat from = p + relative * t - way(here, own.middle, own.scale);
                least = std::min(least, std::hypot(dot(from, own.ahead) / (2 * own.half_length), dot(from, own.ahead.right()) / (3 * own.half_beam)));
            }
        if (std::abs(least - 1) < 0.15) continue;  // the points tried are not all
        met += least < 1 ? 1 : 0;
        CHECK(meets_ellipse(own, 2, 3, other, relative, Seconds{180}) == (least < 1));
    }
    CHECK(met > 60);
    const Hull large = hull(0, 0, 10, 400, 60), within = hull(0, 20, 50, 20, 6);
    CHECK(meets_ellipse(large, 2, 3, within, {0, 0}, Seconds{180}));
    CHECK_FALSE(meets_ellipse(hull(0, 0, 0, 0, 0), 2, 3, within, {0, 0}, Seconds{180}));
    const Hull point = hull(0, 2000, 0, 0, 0);
    CHECK_FALSE(meets_ellipse(large, 2, 3, point, {0, 0}, Seconds{180}));
    CHECK_FALSE(meets_ellipse(large, 2, 3, point, {0, 5}, Seconds{180}));
    CHECK(meets_ellipse(large, 2, 3, point, {0, -10}, Seconds{180}));
}

TEST_CASE("closest approach in closed form is that of small steps") {
    Random random(4);
    for (int i = 0; i < 500; ++i) {
        const Flat apart{random.uniform(-9000, 9000), random.uniform(-9000, 9000)}, relative{random.uniform(-15, 15), random.uniform(-15, 15)};
        double least = 1e9, when = 0;
        for (double t = 0; t < 20'000; t += 0.5)
            if (const double range = (apart + relative * t).size(); range < least) least = range, when = t;
        const Approach found = approach(apart, relative);
        if (when >= 19'999) continue;
        CHECK(found.cpa.value == doctest::Approx(least).epsilon(0.01).scale(10));
        CHECK(std::abs(found.tcpa.value - when) < 1);
        if (when == 0 || when > 1) CHECK(found.closing == (when > 0 || found.tcpa.value > 0));
    }
    CHECK_FALSE(approach({500, 0}, {0, 0}).closing);
    CHECK(approach({500, 0}, {0, 0}).cpa == Metres{500});
}
