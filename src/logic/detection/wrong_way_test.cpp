#include "logic/detection/wrong_way.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::AreaKind;
using model::EventKind;

namespace {

/// A lane to the north, wide enough for an hour's way.
model::Area northbound(AreaKind kind = AreaKind::lane, double half = 0.3) {
    model::Area lane = square_area("northbound", kind, 8.0, -79.2, half);
    lane.course = Degrees{0};
    return lane;
}

TestSea<WrongWay> sea_with(std::vector<model::Area> areas, WrongWay::Limits limits = {}) {
    return TestSea<WrongWay>(chart_of(std::move(areas)), WrongWay({.usual = limits, .special = {}}));
}

TestShip on_course(double course, double knots = 12) {
    TestShip ship;
    ship.course = course;
    ship.knots = knots;
    return ship;
}

std::size_t found(const TestShip& ship, std::vector<model::Area> areas = {northbound()}, WrongWay::Limits limits = {}) {
    auto sea = sea_with(std::move(areas), limits);
    sea.ship(ship);
    sea.pass(10min);
    return sea.events(EventKind::wrong_way).size();
}

}  // namespace

TEST_CASE("a ship against the lane is noticed after two minutes, once, and the event ends when it has turned") {
    auto sea = sea_with({northbound()});
    const Time start = sea.now;
    TestShip& ship = sea.ship(on_course(175));
    sea.pass(2min);
    CHECK(sea.events(EventKind::wrong_way).empty());
    sea.pass(5min);
    auto events = sea.events(EventKind::wrong_way);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == start + 1s);
    CHECK(events[0].noticed == start + 2min + 1s);
    CHECK(well_told(events[0]));
    ship.course = 110;  // not yet turned
    sea.pass(1min);
    CHECK_FALSE(sea.events(EventKind::wrong_way)[0].ended);
    ship.course = 90;
    sea.pass(1min);
    events = sea.events(EventKind::wrong_way);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("crossing, going slowly, being exempt or being elsewhere is not the wrong way") {
    CHECK(found(on_course(180)) == 1);
    CHECK(found(on_course(122)) == 1);
    CHECK(found(on_course(238)) == 1);
    CHECK(found(on_course(118)) == 0);
    CHECK(found(on_course(118), {northbound()}, {.against = Degrees{110}}) == 1);
    CHECK(found(on_course(0)) == 0);
    CHECK(found(on_course(180, 2.9)) == 0);
    CHECK(found(on_course(180), {northbound(AreaKind::fairway)}) == 0);
    TestShip tug = on_course(180);
    tug.type = 52;
    CHECK(found(tug) == 0);
    model::Area other = northbound();
    other.id = "southbound";
    other.course = Degrees{180};
    CHECK(found(on_course(180), {northbound(), other}) == 0);  // where lanes overlap, one that fits is enough
}

TEST_CASE("a turn in between and a gap begin the two minutes anew; leaving the lane ends the event") {
    auto sea = sea_with({northbound()});
    TestShip& ship = sea.ship(on_course(180));
    for (int i = 0; i < 4; ++i) {
        ship.course = 180;
        sea.pass(1min + 50s);
        ship.course = 100;
        sea.pass(20s);
    }
    CHECK(sea.events(EventKind::wrong_way).empty());
    ship.course = 180;
    sea.pass(100s);
    ship.sends = false;
    ship.knots = 0;
    sea.pass(31min);
    ship.knots = 12;
    ship.sends = true;
    sea.pass(100s);
    CHECK(sea.events(EventKind::wrong_way).empty());
    auto narrow = sea_with({northbound(AreaKind::lane, 0.02)});
    narrow.ship(on_course(180));
    narrow.pass(20min);
    const auto events = narrow.events(EventKind::wrong_way);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}
