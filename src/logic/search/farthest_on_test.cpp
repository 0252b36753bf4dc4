#include "logic/search/farthest_on.h"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

using namespace vigia;
using geo::Position;

namespace {
bool everywhere(Position) { return true; }
double area(const geo::MultiPolygon& shape) {
    double sum = 0;
    for (const geo::Polygon& part : shape.parts) sum += geo::square_metres(part);
    return sum;
}
}  // namespace

TEST_CASE("in open water the area is a circle, or a ring when she cannot have gone slowly") {
    CHECK(search::farthest_on_radius(MetresPerSecond{12}, Seconds{2.5}).value == 30);
    const auto sheet = geo::WaterSheet::make({-80, 8, -79, 9}, 0.005, everywhere);
    const Position at = Position::of(8.5, -79.5);
    const auto circle = search::farthest_on(*sheet, at, MetresPerSecond{0}, MetresPerSecond{6}, Seconds{6'000});
    REQUIRE(circle);
    CHECK(circle->square_metres == doctest::Approx(std::numbers::pi * 36'000.0 * 36'000.0).epsilon(0.01));
    CHECK(circle->upper == doctest::Approx(circle->square_metres).epsilon(0.01));
    REQUIRE(circle->area.parts.size() == 1);
    CHECK(circle->area.parts[0].holes.empty());
    CHECK(area(circle->area) == doctest::Approx(circle->square_metres).epsilon(0.01));
    for (const Position& p : circle->area.parts[0].outer.corners()) CHECK(geo::distance(at, p).value == doctest::Approx(36'000).epsilon(0.01));
    const auto ring = search::farthest_on(*sheet, at, MetresPerSecond{3}, MetresPerSecond{6}, Seconds{6'000});
    REQUIRE(ring->area.parts.size() == 1);
    CHECK(ring->area.parts[0].holes.size() == 1);
    CHECK(area(ring->area) == doctest::Approx(std::numbers::pi * (36e3 * 36e3 - 18e3 * 18e3)).epsilon(0.01));
    CHECK_FALSE(geo::contains(ring->area, at));
}

TEST_CASE("land and the way around it clip the area, an island is a hole, and bounds enclose it") {
    const Position island = Position::of(8.6, -79.5);
    const auto open = [&](Position p) { return geo::distance_near(p, island).value > 5'000; };
    const std::vector wall{geo::Line::of({Position::of(8.0, -79.3), Position::of(9.0, -79.3)})};
    const auto sheet = geo::WaterSheet::make({-80, 8, -79, 9}, 0.005, open, wall);
    const auto out = search::farthest_on(*sheet, Position::of(8.45, -79.5), MetresPerSecond{0}, MetresPerSecond{8}, Seconds{4'500});
    REQUIRE(out);
    CHECK(out->square_metres <= out->upper);
    CHECK_FALSE(geo::contains(out->area, island));
    CHECK_FALSE(geo::contains(out->area, Position::of(8.45, -79.25)));
    CHECK(geo::contains(out->area, Position::of(8.45, -79.4)));
    REQUIRE(out->area.parts.size() == 1);
    CHECK(out->area.parts[0].holes.size() == 1);
    CHECK(area(out->area) == doctest::Approx(out->square_metres).epsilon(0.01));
}

TEST_CASE("a place ashore, a speed or a time that cannot be is refused") {
    const auto sheet = geo::WaterSheet::make({-80, 8, -79, 9}, 0.01, [](Position p) { return p.latitude() > 8.5; });
    CHECK(search::farthest_on(*sheet, Position::of(8.2, -79.5), MetresPerSecond{0}, MetresPerSecond{8}, Seconds{60}).error().kind == ErrorKind::bad_input);
    CHECK(search::farthest_on(*sheet, Position::of(8.7, -79.5), MetresPerSecond{9}, MetresPerSecond{8}, Seconds{60}).error().kind == ErrorKind::bad_input);
    CHECK(search::farthest_on(*sheet, Position::of(8.7, -79.5), MetresPerSecond{0}, MetresPerSecond{8}, Seconds{0}).error().kind == ErrorKind::bad_input);
}
