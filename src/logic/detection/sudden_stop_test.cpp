#include "logic/detection/sudden_stop.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

TestSea<SuddenStop> sea_with_limits(SuddenStop::Limits limits = {}, std::shared_ptr<const model::Chart> chart = std::make_shared<const model::Chart>()) {
    return TestSea<SuddenStop>(std::move(chart), SuddenStop({.usual = limits, .special = {}}));
}

TestShip ship_at(double knots) {
    TestShip ship;
    ship.knots = knots;
    return ship;
}

/// How many stops are found when a ship goes from one speed to another at once.
std::size_t found(const TestShip& ship, double then, SuddenStop::Limits limits = {}) {
    auto sea = sea_with_limits(limits);
    TestShip& moving = sea.ship(ship);
    sea.pass(5min);
    moving.knots = then;
    sea.pass(5min);
    return sea.events(EventKind::sudden_stop).size();
}

}  // namespace

TEST_CASE("a ship that stops dead from twelve knots is noticed a minute after its first slow report, until it moves again") {
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(ship_at(12));
    sea.pass(5min);
    ship.knots = 0.2;
    const Time stopped = sea.now;
    sea.pass(1min);
    CHECK(sea.events(EventKind::sudden_stop).empty());
    sea.pass(30min);
    auto events = sea.events(EventKind::sudden_stop);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun > stopped);
    CHECK(events[0].finding.begun <= stopped + 10s);
    CHECK(events[0].noticed == events[0].finding.begun + 60s);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    ship.knots = 1.9;
    sea.pass(1min);
    CHECK_FALSE(sea.events(EventKind::sudden_stop)[0].ended);
    ship.knots = 3;
    sea.pass(1min);
    events = sea.events(EventKind::sudden_stop);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("a slower approach, a halt that is none, a small craft and a fisher stop no one") {
    CHECK(found(ship_at(12), 0.5) == 1);
    CHECK(found(ship_at(6.8), 0.5) == 0);
    CHECK(found(ship_at(6.8), 0.5, {.from = from_knots(6)}) == 1);
    CHECK(found(ship_at(12), 1.2) == 0);
    TestShip ship = ship_at(12);
    ship.length = 49;
    CHECK(found(ship, 0.5) == 0);
    ship.length = 0;
    CHECK(found(ship, 0.5) == 0);
    ship = ship_at(12);
    ship.type = 30;
    CHECK(found(ship, 0.5) == 0);
    ship = ship_at(12);
    ship.status = model::NavigationStatus::fishing;
    CHECK(found(ship, 0.5) == 0);
}

TEST_CASE("a stop that takes longer than half a minute, or does not last a minute, is seamanship") {
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(ship_at(12));
    sea.pass(5min);
    ship.knots = 5;
    sea.pass(40s);
    ship.knots = 0.5;
    sea.pass(5min);
    CHECK(sea.events(EventKind::sudden_stop).empty());
    ship.knots = 12;
    sea.pass(5min);
    ship.knots = 0.5;
    sea.pass(50s);
    ship.knots = 4;
    sea.pass(5min);
    CHECK(sea.events(EventKind::sudden_stop).empty());
}

TEST_CASE("a speed of 0 or 12 knots that the positions contradict is a fault of the sensor, no stop") {
    for (const bool really_fast : {true, false}) {
        auto sea = sea_with_limits();
        TestShip& ship = sea.ship(ship_at(really_fast ? 12 : 0.1));
        ship.sends = false;
        for (int i = 0; i < 30; ++i) {
            sea.pass(10s);
            model::Moment moment = sea.of(ship, model::Moment::Kind::fix);
            moment.fix.speed = from_knots(i < 15 ? 12 : 0.1);
            sea.tell(std::move(moment));
        }
        CHECK(sea.events(EventKind::sudden_stop).empty());
    }
}

TEST_CASE("errors of fixes that come each three seconds hide no stop and make none") {
    for (const double knots : {7.3, 5.3}) {
        for (const int phase : {0, 1}) {
            auto sea = sea_with_limits();
            TestShip& ship = sea.ship(ship_at(knots));
            ship.sends = false;
            // Three metres ahead and astern in turn, as errors of fixes are: 4 kn more or less by the way between two of them.
            for (int i = 0; i < 60; ++i) {
                if (i == 30) ship.knots = 0.2;
                sea.pass(3s);
                model::Moment moment = sea.of(ship, model::Moment::Kind::fix);
                moment.fix.position = geo::moved(ship.at, {90}, Metres{i % 2 == phase ? 3.0 : -3.0});
                moment.fix.speed = from_knots(i < 30 ? 7.3 : 0.2);
                sea.tell(std::move(moment));
            }
            CHECK(sea.events(EventKind::sudden_stop).size() == (knots > 7 ? 1 : 0));
        }
    }
}

TEST_CASE("in a lock, a harbour or an anchorage ships may stop as they like, and a gap hides what happened") {
    for (const auto kind : {model::AreaKind::lock, model::AreaKind::harbour, model::AreaKind::anchorage, model::AreaKind::channel}) {
        auto sea = sea_with_limits({}, chart_of({square_area("here", kind, 8.0, -79.2, 0.5)}));
        TestShip& ship = sea.ship(ship_at(12));
        sea.pass(5min);
        ship.knots = 0.5;
        sea.pass(5min);
        CHECK(sea.events(EventKind::sudden_stop).size() == (kind == model::AreaKind::channel ? 1 : 0));
    }
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(ship_at(12));
    sea.pass(5min);
    ship.sends = false;
    sea.pass(31min);
    ship.knots = 0;
    ship.sends = true;
    sea.pass(5min);
    CHECK(sea.events(EventKind::sudden_stop).empty());
}

TEST_CASE("a report that was lost while it stopped hides nothing: the time is that of a straight line between reports") {
    for (const auto& [every, expected] : {std::pair{2s, 1U}, std::pair{5s, 0U}}) {
        auto sea = sea_with_limits();
        TestShip& ship = sea.ship(ship_at(10));
        ship.every = 1s;
        sea.pass(5min);
        ship.sends = false;
        // From 10 to 0 kn in 20 or 50 s, of which 6 / 10 lie between the limits; heard at the middle only.
        for (int i = 1; i <= 10; ++i) {
            ship.knots = 10.0 - i;
            ship.sends = i == 4;
            sea.pass(every);
        }
        ship.sends = true;
        ship.knots = 0;
        sea.pass(5min);
        CHECK(sea.events(EventKind::sudden_stop).size() == expected);
    }
}
