#include "logic/detection/loitering.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

/// The coast lies 24 nm south of where ships begin, at 7.6° N.
TestSea<Loitering> sea_with_limits(Loitering::Limits limits = {}, std::vector<model::Area> areas = {}) {
    return TestSea<Loitering>(chart_with_coast(7.6, std::move(areas)), Loitering({.usual = limits, .special = {}}));
}

TestShip ship_at(double knots) {
    TestShip ship;
    ship.knots = knots;
    return ship;
}

std::size_t found(const TestShip& ship, Duration span = 70min, Loitering::Limits limits = {}, std::vector<model::Area> areas = {}) {
    auto sea = sea_with_limits(limits, std::move(areas));
    sea.ship(ship);
    sea.pass(span);
    return sea.events(EventKind::loitering).size();
}

}  // namespace

TEST_CASE("a vessel that makes a knot offshore is noticed after an hour, once, and ends when it makes way again") {
    auto sea = sea_with_limits();
    const Time start = sea.now;
    TestShip& ship = sea.ship(ship_at(1));
    sea.pass(59min + 50s);
    CHECK(sea.events(EventKind::loitering).empty());
    sea.pass(2h);
    auto events = sea.events(EventKind::loitering);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == start + 1s);
    CHECK(events[0].noticed == start + 60min + 1s);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    ship.knots = 10;
    const Time left = sea.now;
    sea.pass(10min);
    events = sea.events(EventKind::loitering);
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    // (1 * (10 - x) + 10 x) / 10 = 3 after 2 min 13 s
    CHECK(*events[0].ended > left + 2min);
    CHECK(*events[0].ended < left + 150s);
}

TEST_CASE("the mean over the hour decides: way made before counts until it has passed out of it") {
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(ship_at(12));
    sea.pass(2h);
    ship.knots = 0;
    const Time stopped = sea.now;
    sea.pass(49min + 30s);
    CHECK(sea.events(EventKind::loitering).empty());
    sea.pass(2min);  // 12 kn for 10 of 60 min are 2 kn
    const auto events = sea.events(EventKind::loitering);
    REQUIRE(events.size() == 1);
    CHECK(events[0].noticed >= stopped + 49min + 50s);
    CHECK(events[0].noticed <= stopped + 50min + 30s);
    CHECK(events[0].finding.begun == events[0].noticed - 60min);
}

TEST_CASE("faster, nearer, sheltered, moored, fishing and exempt vessels do not loiter") {
    CHECK(found(ship_at(1.9)) == 1);
    CHECK(found(ship_at(2.1)) == 0);
    CHECK(found(ship_at(2.1), 70min, {.mean = from_knots(3)}) == 1);
    TestShip ship = ship_at(1);
    ship.at = geo::Position::of(7.64, -79.2);  // 2.4 nm off
    CHECK(found(ship) == 0);
    for (const auto kind : {model::AreaKind::anchorage, model::AreaKind::fairway, model::AreaKind::pilot_boarding})
        CHECK(found(ship_at(1), 70min, {}, {square_area("a", kind, 8.0, -79.2, 0.3)}) == 0);
    CHECK(found(ship_at(1), 70min, {}, {square_area("a", model::AreaKind::zone, 8.0, -79.2, 0.3)}) == 1);
    for (const auto status : {model::NavigationStatus::at_anchor, model::NavigationStatus::moored, model::NavigationStatus::fishing}) {
        ship = ship_at(1);
        ship.status = status;
        CHECK(found(ship) == 0);
    }
    for (const int type : {30, 33, 35, 50, 52, 55}) {
        ship = ship_at(1);
        ship.type = static_cast<std::uint8_t>(type);
        CHECK(found(ship) == 0);
    }
    auto no_coast = TestSea<Loitering>(std::make_shared<const model::Chart>(), Loitering());
    no_coast.ship(ship_at(1));
    no_coast.pass(70min);
    CHECK(no_coast.events(EventKind::loitering).empty());
}

TEST_CASE("a gap begins the hour anew, and anchoring ends what was told") {
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(ship_at(1));
    sea.pass(50min);
    ship.sends = false;
    sea.pass(31min);
    ship.sends = true;
    sea.pass(50min);
    CHECK(sea.events(EventKind::loitering).empty());
    sea.pass(15min);
    REQUIRE(sea.events(EventKind::loitering).size() == 1);
    ship.status = model::NavigationStatus::at_anchor;
    sea.pass(1min);
    CHECK(sea.events(EventKind::loitering)[0].ended);
}

TEST_CASE("sparse reports give the same mean as dense ones") {
    for (const Duration every : {Duration{2s}, Duration{10s}, Duration{3min}}) {
        for (const double knots : {1.95, 2.05}) {
            TestShip ship = ship_at(knots);
            ship.every = every;
            CHECK(found(ship, 90min) == (knots < 2 ? 1 : 0));
        }
    }
}
