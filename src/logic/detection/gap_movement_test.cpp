#include "logic/detection/gap_movement.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

const TestShip tanker{.number = 1, .at = geo::Position::of(8.0, -79.3), .knots = 12, .course = 90, .heading = {}, .type = 80, .every = 10s, .station = {}};

/// Sails 5 min, is unheard for `gap`, and comes back `miles` from where it was heard last.
std::vector<model::Event> after_gap(TestShip sailing, Duration gap, double miles) {
    TestSea<GapMovement> sea(std::make_shared<const model::Chart>(), GapMovement());
    TestShip& ship = sea.ship(std::move(sailing));
    sea.pass(5min);
    const geo::Position left = ship.at;
    ship.sends = false;
    sea.pass(gap);
    ship.at = geo::moved(left, {90}, from_nautical_miles(miles));
    ship.knots = 0;
    ship.sends = true;
    sea.pass(1min);
    return sea.events(EventKind::gap_movement);
}

}  // namespace

TEST_CASE("a way that the fastest of its type cannot make in a gap is told once, from the last fix to the first") {
    const auto events = after_gap(tanker, 60min, 25);
    REQUIRE(events.size() == 1);
    CHECK(well_told(events[0]));
    CHECK(events[0].ended);
    CHECK(*events[0].ended - events[0].finding.begun >= 60min);
    CHECK(events[0].noticed == *events[0].ended);
    CHECK(after_gap(tanker, 60min, 20).empty());  // 20 kn: within 1.3 times 17
    CHECK(after_gap(tanker, 25min, 12).empty());  // too short a silence
    TestShip yacht = tanker;
    yacht.type = 36;
    CHECK(after_gap(yacht, 60min, 25).empty());
}

TEST_CASE("a vessel that came less far than it was sailing has done something else") {
    auto events = after_gap(tanker, 4h, 8);  // 2 kn on average, 12 before
    REQUIRE(events.size() == 1);
    CHECK(well_told(events[0]));
    CHECK(after_gap(tanker, 4h, 16).empty());  // 4 kn: more than 0.3 of 12
    CHECK(after_gap(tanker, 4h, 4).empty());   // within 5 nm
    TestShip lying = tanker;
    lying.knots = 1;
    CHECK(after_gap(lying, 30h, 8).empty());
}

TEST_CASE("a jump after a gap asks the same question, and is surer to be another hull") {
    TestSea<GapMovement> sea(std::make_shared<const model::Chart>(), GapMovement());
    TestShip& ship = sea.ship(tanker);
    sea.pass(5min);
    ship.sends = false;
    sea.pass(45min);
    TestShip there = tanker;
    there.number = 2;
    there.at = geo::moved(ship.at, {0}, from_nautical_miles(40));
    model::Moment moment = sea.of(there, model::Moment::Kind::fix);
    moment.mmsi = model::Mmsi::of(352'000'001);
    moment.jumped_from = model::TrackId{1};
    sea.tell(moment);
    const auto events = sea.events(EventKind::gap_movement);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.confidence < 0.7);
    CHECK(well_told(events[0]));
}

TEST_CASE("reports that arrive late from within the gap withdraw it with the reason") {
    TestSea<GapMovement> sea(std::make_shared<const model::Chart>(), GapMovement());
    TestShip& ship = sea.ship(tanker);
    sea.pass(5min);
    ship.sends = false;
    sea.pass(60min);
    ship.at = geo::moved(ship.at, {90}, from_nautical_miles(20));
    ship.sends = true;
    sea.pass(1min);
    REQUIRE(sea.events(EventKind::gap_movement).size() == 1);
    model::Moment late = sea.of(ship, model::Moment::Kind::late_fix);
    late.seen = sea.now - 30min;
    sea.tell(late);
    const auto events = sea.events(EventKind::gap_movement);
    REQUIRE(events[0].withdrawn);
    CHECK(events[0].withdrawn->why.en.find("late") != std::string_view::npos);
}
