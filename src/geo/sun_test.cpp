#include "geo/sun.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace vigia;
using geo::Position;

namespace {
Time at(const char* text) { return *time_from_iso(text); }
}  // namespace

TEST_CASE("the sun stands overhead at the tropic at noon of the June solstice") {
    // Solstice 2026-06-21T08:24Z; the equation of time is then -2 minutes.
    CHECK(geo::sun_altitude(Position::of(23.435, 0), at("2026-06-21T12:02:00Z")) > 89.9);
    CHECK(geo::sun_altitude(Position::of(-66.6, 0), at("2026-06-21T12:02:00Z")) == doctest::Approx(0).epsilon(0.05));
}

TEST_CASE("on the equator a day from rise to set lasts about 12 hours and 7 minutes all year") {
    for (const char* morning : {"2026-03-20T12:00:00Z", "2026-06-21T12:00:00Z", "2026-11-05T12:00:00Z"}) {
        const Position here = Position::of(0, 0);
        const auto set = geo::daylight_until(here, at(morning));
        REQUIRE(set.has_value());
        Time rise = at(morning);
        while (geo::sun_altitude(here, rise) > geo::altitude_of_sunset) rise -= std::chrono::seconds(5);
        const double minutes = static_cast<double>((*set - rise).count()) / 60'000;
        CHECK(minutes == doctest::Approx(727).epsilon(0.002));
    }
}

TEST_CASE("night has no daylight, and a polar summer no sunset") {
    CHECK_FALSE(geo::daylight_until(Position::of(9, -79.5), at("2026-11-23T04:00:00Z")).has_value());
    CHECK_FALSE(geo::daylight_until(Position::of(80, 0), at("2026-06-21T12:00:00Z")).has_value());
    CHECK(geo::daylight_until(Position::of(9, -79.5), at("2026-11-23T17:00:00Z")).has_value());
}
