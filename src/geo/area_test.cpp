#include "geo/area.h"

#include <doctest/doctest.h>

namespace vigia::geo {
namespace {

Ring ring(std::vector<Position> corners) {
    auto made = Ring::make(std::move(corners));
    REQUIRE(made.has_value());
    return *std::move(made);
}

Ring square(double west, double south, double size) {
    return ring({Position::of(south, west), Position::of(south, west + size),
                 Position::of(south + size, west + size), Position::of(south + size, west)});
}

TEST_CASE("a ring needs three corners and stays on its side of the 180th meridian") {
    CHECK(!Ring::make({}));
    CHECK(!Ring::make({Position::of(0, 0), Position::of(1, 1), Position::of(0, 0)}));
    const auto across = Ring::make({Position::of(0, 179), Position::of(0, -179), Position::of(1, 179)});
    REQUIRE(!across);
    CHECK(across.error().at == 2);
}

TEST_CASE("a ring that repeats its first corner is the ring without it") {
    const Position a = Position::of(0, 0), b = Position::of(0, 1), c = Position::of(1, 0);
    CHECK(ring({a, b, c, a}) == ring({a, b, c}));
}

TEST_CASE("a place in a hole is outside, an island in the hole inside again") {
    const MultiPolygon area{{Polygon{square(-80, 8, 4), {square(-79, 9, 2)}},
                             Polygon{square(-78.5, 9.5, 1), {}}}};
    CHECK(contains(area, Position::of(8.5, -79.5)));
    CHECK(!contains(area, Position::of(9.2, -78.8)));
    CHECK(contains(area, Position::of(10, -78)));
    CHECK(!contains(area, Position::of(8.5, -80.1)));
}

TEST_CASE("neighbours that share an edge share no place and leave no gap") {
    const Ring west = square(-80, 8, 1), east = square(-79, 8, 1);
    for (const double latitude : {8.0, 8.25, 8.5, 8.999}) {
        const Position edge = Position::of(latitude, -79);
        CHECK(contains(west, edge) + contains(east, edge) == 1);
    }
}

TEST_CASE("a ring with a bay is not its box, and corners on the ray are counted once") {
    const Ring arrow = ring({Position::of(0, 0), Position::of(2, 4), Position::of(0, 2),
                             Position::of(-2, 4)});
    CHECK(contains(arrow, Position::of(0, 1)));
    CHECK(!contains(arrow, Position::of(0, 3)));
    CHECK(!contains(arrow, Position::of(0, -1)));
    CHECK(!contains(arrow, Position::of(2, 1)));
}

TEST_CASE("the way to the edge is measured from both sides and to holes") {
    const Polygon area{square(-80, 8, 1), {square(-79.6, 8.4, 0.2)}};
    const double degree = earth_radius.value * 3.14159265358979 / 180;
    CHECK(distance_to_edge(area, Position::of(8.1, -79.5)).value == doctest::Approx(0.1 * degree));
    CHECK(distance_to_edge(area, Position::of(7.9, -79.5)).value == doctest::Approx(0.1 * degree));
    CHECK(distance_to_edge(area, Position::of(8.35, -79.5)).value == doctest::Approx(0.05 * degree));
    const Position corner = Position::of(7.9, -80.1);
    CHECK(distance_to_edge(area, corner).value ==
          doctest::Approx(distance(corner, Position::of(8, -80)).value).epsilon(0.001));
}

TEST_CASE("surfaces are those of the sphere, whichever way a ring turns") {
    // One degree by one degree at the equator: R^2 (pi/180) (sin 1 - sin 0).
    CHECK(square_metres(square(0, 0, 1)) == doctest::Approx(12'363'718'145.2).epsilon(1e-6));
    const Ring one = square(0, 0, 1);
    std::vector<Position> corners(one.corners().rbegin(), one.corners().rend());
    CHECK(square_metres(ring(corners)) == doctest::Approx(square_metres(square(0, 0, 1))));
    const Polygon holed{square(0, 0, 1), {square(0.25, 0.25, 0.5)}};
    CHECK(square_metres(holed) == doctest::Approx(0.75 * square_metres(square(0, 0, 1))).epsilon(1e-4));
}

TEST_CASE("a ring that crosses or touches itself is not simple") {
    CHECK(is_simple(square(0, 0, 1)));
    CHECK(!is_simple(ring({Position::of(0, 0), Position::of(1, 1), Position::of(1, 0), Position::of(0, 1)})));
    CHECK(!is_simple(ring({Position::of(0, 0), Position::of(0, 2), Position::of(2, 2), Position::of(0, 1),
                           Position::of(2, 0)})));
}

}  // namespace
}  // namespace vigia::geo
