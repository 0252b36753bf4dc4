#include "logic/detection/anchor_drag.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

TestShip anchored() {
    TestShip ship;
    ship.knots = 0.05;
    ship.length = 100;
    ship.status = model::NavigationStatus::at_anchor;
    ship.every = 3min;
    return ship;
}

TestSea<AnchorDrag> sea_with_limits(AnchorDrag::Limits limits = {}, model::AreaKind kind = model::AreaKind::anchorage) {
    return TestSea<AnchorDrag>(chart_of({square_area("east", kind, 8.0, -79.2, 0.2)}), AnchorDrag({.usual = limits, .special = {}}));
}

/// How many events a ship makes that lies for some time and then moves for some time.
std::size_t found(Duration lies, double knots, Duration moves, const TestShip& like = anchored(), AnchorDrag::Limits limits = {}) {
    auto sea = sea_with_limits(limits);
    TestShip& ship = sea.ship(like);
    sea.pass(lies);
    ship.knots = knots;
    sea.pass(moves);
    return sea.events(EventKind::anchor_drag).size();
}

}  // namespace

TEST_CASE("a ship at anchor that drifts out of its circle is noticed at the third report outside, and ends when it holds again") {
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(anchored());
    sea.pass(40min);
    ship.knots = 1.2;  // 37 m a minute: 300 m in 8 min
    const Time broke_out = sea.now;
    sea.pass(8min);
    CHECK(sea.events(EventKind::anchor_drag).empty());
    sea.pass(10min);
    auto events = sea.events(EventKind::anchor_drag);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun > broke_out + 7min);
    CHECK(events[0].finding.begun < broke_out + 12min);
    CHECK(events[0].noticed == events[0].finding.begun + 6min);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    ship.knots = 0.1;
    const Time held = sea.now;
    sea.pass(10min);
    events = sea.events(EventKind::anchor_drag);
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended <= held + 3min);
    sea.pass(2h);
    CHECK(sea.events(EventKind::anchor_drag).size() == 1);
}

TEST_CASE("a ship that has not lain for twenty minutes, stays in its circle, crawls or steams does not drag") {
    CHECK(found(40min, 1.2, 20min) == 1);
    CHECK(found(15min, 1.2, 20min) == 0);
    CHECK(found(15min, 1.2, 20min, anchored(), {.lain = 10min}) == 1);
    CHECK(found(40min, 1.2, 7min) == 0);     // 259 m of 300
    CHECK(found(40min, 0.4, 2h) == 0);
    CHECK(found(40min, 3.5, 20min) == 0);
    TestShip small = anchored();
    small.length = 40;                       // the circle of 150 m
    CHECK(found(40min, 1.2, 14min, small) == 1);
    small.length = 0;
    CHECK(found(40min, 1.2, 14min, small) == 1);
    TestShip large = anchored();
    large.length = 300;                      // the circle of 900 m
    CHECK(found(40min, 1.2, 20min, large) == 0);
    CHECK(found(40min, 1.2, 34min, large) == 1);
}

TEST_CASE("a ship that swings about its anchor stays in its circle") {
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(anchored());
    sea.pass(40min);
    for (int turn = 0; turn < 8; ++turn) {
        ship.knots = 0.8;
        ship.course = turn % 2 == 0 ? 0 : 180;
        sea.pass(10min);  // 247 m there and back
        ship.knots = 0.1;
        sea.pass(1h);
    }
    CHECK(sea.events(EventKind::anchor_drag).empty());
}

TEST_CASE("getting under way, an area that is no anchorage and a gap are no drag; a change of status ends one") {
    auto sea = sea_with_limits();
    TestShip& ship = sea.ship(anchored());
    sea.pass(40min);
    ship.status = model::NavigationStatus::under_way_using_engine;
    ship.knots = 1.2;
    sea.pass(30min);
    CHECK(sea.events(EventKind::anchor_drag).empty());
    for (const auto kind : {model::AreaKind::harbour, model::AreaKind::fairway}) {
        auto other = sea_with_limits({}, kind);
        TestShip& there = other.ship(anchored());
        other.pass(40min);
        there.knots = 1.2;
        other.pass(30min);
        CHECK(other.events(EventKind::anchor_drag).empty());
    }
    auto silent = sea_with_limits();
    TestShip& quiet = silent.ship(anchored());
    silent.pass(40min);
    quiet.knots = 1.2;
    quiet.sends = false;
    silent.pass(31min);
    quiet.sends = true;
    silent.pass(20min);
    CHECK(silent.events(EventKind::anchor_drag).empty());
    auto ends = sea_with_limits();
    TestShip& drags = ends.ship(anchored());
    ends.pass(40min);
    drags.knots = 1.5;
    ends.pass(30min);
    REQUIRE(ends.events(EventKind::anchor_drag).size() == 1);
    drags.status = model::NavigationStatus::under_way_using_engine;
    ends.pass(4min);
    CHECK(ends.events(EventKind::anchor_drag)[0].ended);
}
