#include "geo/coast.h"

#include <doctest/doctest.h>

#include <cmath>

#include "geo/area.h"

using namespace vigia;
using geo::Position;

namespace {

/// Land south of 9 N, drawn from 8 N to 10 N by two areas.
geo::LandMask half_land() {
    const auto square = [](double west, double south, double east, double north) {
        return geo::Polygon{*geo::Ring::make({Position::of(south, west), Position::of(south, east), Position::of(north, east), Position::of(north, west)}), {}};
    };
    return geo::LandMask({{square(-80, 8, -79, 9), square(-80, 9.99, -79.99, 10)}});
}

}  // namespace

TEST_CASE("the way to the coast is right within a cell, negative on land, and unknown off the sheet") {
    const geo::LandMask land = half_land();
    const geo::CoastDistance coast(land, 0.005);
    for (double north = 0.01; north < 0.4; north += 0.037) {
        const auto at_sea = coast.off(Position::of(9 + north, -79.5));
        REQUIRE(at_sea);
        CHECK(std::abs(at_sea->value - north * 111'195) < 600);
        const auto ashore = coast.off(Position::of(9 - north, -79.5));
        REQUIRE(ashore);
        CHECK(std::abs(ashore->value + north * 111'195) < 600);
    }
    CHECK_FALSE(coast.off(Position::of(11, -79.5)));
}
