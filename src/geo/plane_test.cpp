#include "geo/plane.h"

#include <cmath>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using geo::Plane;
using geo::Position;

TEST_CASE("a place goes onto the sheet and comes back") {
    const Plane sheet(Position::of(8.9, -79.5));
    Random random(11);
    for (int i = 0; i < 200; ++i) {
        const geo::Offset there{random.uniform(-2e5, 2e5), random.uniform(-2e5, 2e5)};
        const geo::Offset back = sheet.offset(sheet.at(there));
        CHECK(std::hypot(back.east - there.east, back.north - there.north) < 0.01);
    }
    CHECK(sheet.at({0, 0}) == sheet.origin());
}

TEST_CASE("a length on the sheet is that of the sphere within two hundredths of a percent at 200 km") {
    const Plane sheet(Position::of(8.9, -79.5));
    Random random(12);
    for (int i = 0; i < 200; ++i) {
        const double turn = random.uniform(0, 6.283185307179586), far = random.uniform(1e4, 1.9e5);
        const geo::Offset a{far * std::sin(turn), far * std::cos(turn)};
        const geo::Offset b{a.east + random.uniform(-9e3, 9e3), a.north + random.uniform(-9e3, 9e3)};
        const double flat = std::hypot(b.east - a.east, b.north - a.north);
        CHECK(geo::distance(sheet.at(a), sheet.at(b)).value == doctest::Approx(flat).epsilon(2e-4));
    }
}
