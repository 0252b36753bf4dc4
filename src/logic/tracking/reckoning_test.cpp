#include "logic/tracking/reckoning.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace vigia::tracking {
namespace {

const Time noon = from_unix_milliseconds(1'790'000'000'000);

model::Track moving() {
    model::Track t;
    t.seen = t.fix_seen = noon;
    t.fix.emplace();
    t.fix->position = geo::Position::of(9, -79.9);
    t.fix->speed = from_knots(12);
    t.fix->course = Degrees{90};
    return t;
}

}  // namespace

TEST_CASE("a moving ship is carried along its course, with the age of its fix") {
    const auto reckoned = position_at(moving(), noon + 5min);
    REQUIRE(reckoned);
    CHECK(reckoned->moved);
    CHECK(reckoned->age == 5min);
    CHECK(to_nautical_miles(geo::distance(geo::Position::of(9, -79.9), reckoned->position)) == doctest::Approx(1.0).epsilon(1e-6));
    CHECK(geo::bearing(geo::Position::of(9, -79.9), reckoned->position).value == doctest::Approx(90).epsilon(1e-3));
}

TEST_CASE("beyond the longest reckoning the place is not known") {
    CHECK(position_at(moving(), noon + 15min));
    CHECK_FALSE(position_at(moving(), noon + 15min + 1ms));
    CHECK_FALSE(position_at(model::Track{}, noon));
}

TEST_CASE("a ship at rest, or of unknown course, stays where it was seen") {
    model::Track t = moving();
    t.fix->status = model::NavigationStatus::moored;
    CHECK_FALSE(position_at(t, noon + 5min)->moved);
    CHECK(position_at(t, noon + 5min)->position == *t.fix->position);
    t = moving();
    t.fix->course.reset();
    CHECK_FALSE(position_at(t, noon + 5min)->moved);
    t = moving();
    t.fix->speed = from_knots(0.3);
    CHECK_FALSE(position_at(t, noon + 5min)->moved);
}

TEST_CASE("before its fix a ship is shown at the fix") {
    CHECK(position_at(moving(), noon - 1min)->position == *moving().fix->position);
}

}  // namespace vigia::tracking
