#include "geo/land.h"

#include <cmath>

#include <doctest/doctest.h>

#include "base/random.h"

namespace vigia::geo {
namespace {

/// An island with a ragged shore of `corners` corners, rounded like those of a map file.
Ring island(Random& dice, double longitude, double latitude, double radius, int corners) {
    std::vector<Position> shore;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * 3.14159265358979 * i / corners;
        const double away = radius * dice.uniform(0.6, 1.0);
        shore.push_back(Position::of(std::round((latitude + away * std::sin(angle)) * 1e5) / 1e5,
                                     std::round((longitude + away * std::cos(angle)) * 1e5) / 1e5));
    }
    auto made = Ring::make(std::move(shore));
    REQUIRE(made.has_value());
    return *std::move(made);
}

/// Islands with lakes, side by side in a grid so that they do not overlap.
MultiPolygon archipelago() {
    Random dice(7);
    MultiPolygon land;
    for (int i = 0; i < 4; ++i)
        for (int k = 0; k < 4; ++k) {
            const double longitude = -80 + 0.3 * i, latitude = 8 + 0.3 * k;
            Polygon one{island(dice, longitude, latitude, 0.14, 200), {}};
            one.holes.push_back(island(dice, longitude, latitude, 0.05, 40));
            land.parts.push_back(one);
        }
    return land;
}

TEST_CASE("the grid judges every place as the polygons do") {
    const MultiPolygon land = archipelago();
    for (const double cell : {0.003, 0.01, 0.0373, 5.0}) {
        const LandMask mask(land, {}, cell);
        Random dice(11);
        int wrong = 0, found = 0;
        for (int i = 0; i < 50'000; ++i) {
            const Position p = Position::of(dice.uniform(7.7, 9.2), dice.uniform(-80.3, -78.8));
            wrong += mask.drawn_land(p) != contains(land, p);
            found += mask.drawn_land(p);
        }
        CHECK(wrong == 0);
        CHECK(found > 10'000);
    }
}

TEST_CASE("places level with corners of the shore are judged as the polygons do") {
    const MultiPolygon land = archipelago();
    const LandMask mask(land);
    int wrong = 0;
    Random dice(3);
    for (const Polygon& part : land.parts)
        for (const Position corner : part.outer.corners())
            for (int i = 0; i < 5; ++i) {
                const Position level = Position::of(corner.latitude(), corner.longitude() + dice.normal(0, 0.05));
                const Position below = Position::of(corner.latitude() + dice.normal(0, 0.05), corner.longitude());
                wrong += mask.drawn_land(level) != contains(land, level);
                wrong += mask.drawn_land(below) != contains(land, below);
            }
    CHECK(wrong == 0);
}

TEST_CASE("outside the map all is water, and a map of nothing is water") {
    const LandMask mask(archipelago());
    CHECK(!mask.is_land(Position::of(40, 10)));
    CHECK(!mask.is_land(Position::of(-90, -180)));
    CHECK(!LandMask(MultiPolygon{}).is_land(Position::of(9, -79.9)));
}

TEST_CASE("the corridor counts as water up to its half width and no further") {
    const auto block = Ring::make({Position::of(8, -81), Position::of(8, -79), Position::of(10, -79),
                                   Position::of(10, -81)});
    REQUIRE(block.has_value());
    const Line canal = Line::of({Position::of(9.3, -80), Position::of(9.0, -79.7), Position::of(8.9, -79.5)});
    const LandMask mask({{Polygon{*block, {}}}}, Corridor{{canal}, Metres{500}});
    for (double along = 0; along < canal.length().value; along += 777) {
        CHECK(!mask.is_land(canal.beside({along}, {499})));
        CHECK(!mask.is_land(canal.beside({along}, {-499})));
        CHECK(mask.drawn_land(canal.at({along})));
    }
    CHECK(mask.is_land(canal.beside(canal.length() * 0.3, {510})));
    CHECK(mask.is_land(canal.beside(canal.length() * 0.3, {-510})));
}

TEST_CASE("a straight way over a headland crosses land, one beside it does not") {
    const auto head = Ring::make({Position::of(9, -80), Position::of(9, -79.99), Position::of(9.2, -79.995)});
    REQUIRE(head.has_value());
    const LandMask mask({{Polygon{*head, {}}}});
    CHECK(mask.crosses_land(Position::of(9.05, -80.1), Position::of(9.05, -79.9)));
    CHECK(!mask.crosses_land(Position::of(8.95, -80.1), Position::of(8.95, -79.9)));
    CHECK(mask.crosses_land(Position::of(9.05, -79.995), Position::of(9.05, -79.995)));
}

}  // namespace
}  // namespace vigia::geo
