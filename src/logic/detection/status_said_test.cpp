#include "logic/detection/status_said.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;
using model::NavigationStatus;

namespace {

using Sea = TestSea<NotUnderCommand, Aground>;

Sea quiet_sea() { return Sea(std::make_shared<const model::Chart>(), NotUnderCommand(), Aground()); }

}  // namespace

TEST_CASE("not under command and aground are believed at the second report, and end with the first that says otherwise") {
    for (const auto& [kind, status] : {std::pair(EventKind::not_under_command, NavigationStatus::not_under_command), std::pair(EventKind::aground, NavigationStatus::aground)}) {
        auto sea = quiet_sea();
        TestShip& ship = sea.ship({.knots = 1, .heading = {}, .station = {}});
        sea.pass(1min);
        ship.status = status;
        const Time first = sea.now + 1s;
        sea.pass(10s);
        CHECK(sea.events(kind).empty());
        sea.pass(10s);
        REQUIRE(sea.events(kind).size() == 1);
        CHECK(sea.events(kind)[0].finding.begun == first);
        CHECK(sea.events(kind)[0].noticed == first + 10s);
        CHECK(well_told(sea.events(kind)[0]));
        sea.pass(5min);
        CHECK_FALSE(sea.events(kind)[0].ended);
        ship.status = NavigationStatus::under_way_using_engine;
        sea.pass(20s);
        REQUIRE(sea.events(kind).size() == 1);
        CHECK(sea.events(kind)[0].ended == first + 5min + 20s);
        CHECK(sea.changes.size() == 2);
    }
}

TEST_CASE("a single report is a slip of the hand") {
    auto sea = quiet_sea();
    TestShip& ship = sea.ship({.heading = {}, .station = {}});
    sea.pass(20s);
    for (int i = 0; i < 5; ++i) {
        ship.status = NavigationStatus::aground;
        sea.pass(10s);
        ship.status = NavigationStatus::moored;
        sea.pass(10s);
    }
    CHECK(sea.changes.empty());
}

TEST_CASE("a ship that says it is aground and makes way is hardly believed") {
    auto sea = quiet_sea();
    sea.ship({.knots = 12, .heading = {}, .status = NavigationStatus::aground, .station = {}});
    sea.pass(1min);
    REQUIRE(sea.events(EventKind::aground).size() == 1);
    CHECK(sea.events(EventKind::aground)[0].finding.confidence == doctest::Approx(0.5));
}

TEST_CASE("reports without a place count too, and a silence of half an hour ends what was said") {
    auto sea = quiet_sea();
    TestShip& ship = sea.ship({.knots = 1, .heading = {}, .status = NavigationStatus::not_under_command, .station = {}});
    sea.pass(5s);
    ship.places = false;
    sea.pass(10s);
    REQUIRE(sea.events(EventKind::not_under_command).size() == 1);
    const Time last = sea.now - 4s;
    ship.places = true;
    ship.sends = false;
    sea.pass(40min);
    ship.sends = true;
    sea.pass(15s);
    const auto events = sea.events(EventKind::not_under_command);
    REQUIRE(events.size() == 2);
    CHECK(events[0].ended == last);
}
