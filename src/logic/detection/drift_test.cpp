#include "logic/detection/drift.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

/// 2.5 knots across the bow; the direction of both is the test's.
TestShip adrift() {
    TestShip ship;
    ship.knots = 2.5;
    ship.course = 90;
    ship.heading = 0;
    return ship;
}

TestSea<Drift> sea_with_limits(Drift::Limits limits = {}) {
    return TestSea<Drift>(std::make_shared<const model::Chart>(), Drift({.usual = limits, .special = {}}));
}

std::size_t found(const TestShip& ship, Duration span = 20min, Drift::Limits limits = {}) {
    auto sea = sea_with_limits(limits);
    sea.ship(ship);
    sea.pass(span);
    return sea.events(EventKind::drift).size();
}

}  // namespace

TEST_CASE("a large ship that moves across its heading is adrift after ten minutes and 500 metres, once, until it makes way") {
    auto sea = sea_with_limits();
    const Time start = sea.now;
    TestShip& ship = sea.ship(adrift());
    sea.pass(9min + 50s);
    CHECK(sea.events(EventKind::drift).empty());
    sea.pass(20min);
    auto events = sea.events(EventKind::drift);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == start + 1s);
    CHECK(events[0].noticed == start + 10min + 1s);
    CHECK_FALSE(events[0].ended);
    CHECK(well_told(events[0]));
    const Time turned = sea.now;
    ship.heading = 90;
    ship.knots = 6;
    sea.pass(5min);
    events = sea.events(EventKind::drift);
    REQUIRE(events.size() == 1);
    CHECK(*events[0].ended <= turned);
    CHECK(*events[0].ended > turned - 15s);
}

TEST_CASE("drift needs the way, the speed, the angle and the size of the definition") {
    TestShip ship = adrift();
    ship.knots = 1.2;  // 10 min are 370 m
    CHECK(found(ship, 12min) == 0);
    CHECK(found(ship, 15min) == 1);
    for (const double knots : {0.9, 5.2}) {
        ship.knots = knots;
        CHECK(found(ship, 40min) == 0);
    }
    for (const double heading : {50.0, 130.0, 90.0, 270.0, 310.0, 230.0}) {
        ship = adrift();
        ship.heading = heading;
        CHECK(found(ship) == 0);
    }
    for (const double heading : {40.0, 140.0, 180.0, 220.0, 320.0}) {
        ship.heading = heading;
        CHECK(found(ship) == 1);
    }
    ship = adrift();
    ship.length = 49;
    CHECK(found(ship) == 0);
    CHECK(found(ship, 20min, {.length = Metres{40}}) == 1);
    ship.length = 0;
    CHECK(found(ship) == 0);
}

TEST_CASE("tugs, tows, special craft, class B and ships at anchor by status are not adrift") {
    for (const int type : {31, 32, 50, 52, 55, 59}) {
        TestShip ship = adrift();
        ship.type = static_cast<std::uint8_t>(type);
        CHECK(found(ship) == 0);
    }
    TestShip ship = adrift();
    ship.transceiver = model::Transceiver::class_b;
    CHECK(found(ship) == 0);
    ship = adrift();
    ship.status = model::NavigationStatus::at_anchor;
    CHECK(found(ship) == 0);
}

TEST_CASE("misses of a minute do not interrupt a drift; longer ones and a gap do") {
    for (const auto& [miss, expected] : {std::pair{50s, 1U}, std::pair{90s, 0U}}) {
        auto sea = sea_with_limits();
        TestShip& ship = sea.ship(adrift());
        for (int i = 0; i < 4; ++i) {
            ship.heading = 0;
            sea.pass(4min);
            ship.heading = 90;
            sea.pass(miss);
        }
        CHECK(sea.events(EventKind::drift).size() == expected);
    }
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(adrift());
    sea.pass(9min);
    ship.sends = false;
    sea.pass(31min);
    ship.sends = true;
    sea.pass(9min);
    CHECK(sea.events(EventKind::drift).empty());
    sea.pass(2min);
    CHECK(sea.events(EventKind::drift).size() == 1);
    const Time last = sea.now;
    ship.sends = false;
    sea.pass(40min);
    ship.sends = true;
    sea.pass(1min);
    CHECK(*sea.events(EventKind::drift)[0].ended <= last);
}
