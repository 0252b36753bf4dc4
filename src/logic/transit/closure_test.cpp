#include "logic/transit/closure.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using transit::Closure;

TEST_CASE("ten days at 24 instead of 38 ships a day leave 100 waiting for 25 days more") {
    const auto out = transit::backlog({.arrivals = 34, .capacity = 38, .capacity_closed = 24, .days = 10});
    REQUIRE(out);
    CHECK(out->peak == 100);
    CHECK(*out->clear == 25);
    CHECK(*out->ship_days == 1'750);
    CHECK(*out->mean_wait == doctest::Approx(1.4705882352941178).epsilon(1e-14));
}

TEST_CASE("the closed form equals a queue stepped through minute by minute") {
    Random random(71);
    for (int round = 0; round < 50; ++round) {
        const Closure c{random.uniform(20, 36), random.uniform(36.5, 42), random.uniform(0, 40), random.uniform(0.5, 12)};
        constexpr double step = 1.0 / 1'440;
        double queue = 0, peak = 0, waited = 0;
        for (double t = 0; t < c.days || queue > 0; t += step) {
            queue = std::max(0.0, queue + (c.arrivals - (t < c.days ? c.capacity_closed : c.capacity)) * step);
            peak = std::max(peak, queue);
            waited += queue * step;
        }
        const auto out = transit::backlog(c);
        REQUIRE(out);
        CHECK(out->peak == doctest::Approx(peak).epsilon(0.02));
        CHECK(*out->ship_days == doctest::Approx(waited).epsilon(0.02));
    }
}

TEST_CASE("a queue that is never worked off has no end, and a closure that does not bind leaves none") {
    const auto endless = transit::backlog({36, 36, 20, 2});
    REQUIRE(endless);
    CHECK(endless->peak == 32);
    CHECK_FALSE(endless->clear.has_value());
    CHECK(*transit::backlog({20, 36, 24, 5})->ship_days == 0);
    CHECK(transit::backlog({-1, 36, 20, 2}).error().kind == ErrorKind::bad_input);
}
