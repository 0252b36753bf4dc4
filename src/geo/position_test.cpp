#include "geo/position.h"

#include <cmath>

#include <doctest/doctest.h>

namespace vigia::geo {
namespace {

const Position gatun = Position::of(9.2735, -79.9227);
const Position miraflores = Position::of(8.9970, -79.5917);

TEST_CASE("numbers that are no place are refused") {
    CHECK(!Position::make(91, 0));
    CHECK(!Position::make(0, 181));
    CHECK(!Position::make(std::nan(""), 0));
    CHECK(Position::make(0, 180).value().longitude() == -180);
}

TEST_CASE("distance and bearing agree with the ellipsoid within the stated error") {
    // GeographicLib GeodSolve on WGS 84: 47,528.0 m, 130.0226 degrees.
    CHECK(distance(gatun, miraflores).value == doctest::Approx(47528).epsilon(0.0056));
    CHECK(bearing(gatun, miraflores).value == doctest::Approx(130.0226).epsilon(0.005));
    CHECK(distance_near(gatun, miraflores).value ==
          doctest::Approx(distance(gatun, miraflores).value).epsilon(0.001));
    CHECK(distance(gatun, gatun).value == 0);
}

TEST_CASE("moving along a bearing arrives where the bearing was taken to") {
    const Position there = moved(gatun, bearing(gatun, miraflores), distance(gatun, miraflores));
    CHECK(distance(there, miraflores).value < 0.01);
}

TEST_CASE("the 180th meridian is no wall") {
    const Position west = Position::of(0, 179.9), east = Position::of(0, -179.9);
    CHECK(distance(west, east).value == doctest::Approx(distance_near(west, east).value));
    CHECK(distance(west, east).value < 23'000);
    CHECK(between(west, east, 0.5).longitude() == doctest::Approx(-180));
    CHECK(Box{170, -10, -170, 10}.contains(east));
    CHECK_FALSE(Box{170, -10, -170, 10}.contains(Position::of(0, 0)));
}

}  // namespace
}  // namespace vigia::geo
