#include "logic/detection/go_fast.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

const TestShip panga{.number = 1, .at = geo::Position::of(8.4, -79.3), .knots = 30, .course = 0, .heading = {}, .transceiver = model::Transceiver::class_b,
                     .type = 37, .length = 9, .beam = 2, .every = 15s, .station = {}};

TestSea<GoFast> sea_with_limits(GoFast::Limits limits = {}) {
    return TestSea<GoFast>(std::make_shared<const model::Chart>(), GoFast({.usual = limits, .special = {}}));
}

}  // namespace

TEST_CASE("a small craft at 30 knots is noticed after two minutes, once, and ends when it has been slow for a minute") {
    auto sea = sea_with_limits();
    const Time start = sea.now;
    TestShip& craft = sea.ship(panga);
    sea.pass(1min + 50s);
    CHECK(sea.events(EventKind::go_fast).empty());
    sea.pass(5min);
    auto events = sea.events(EventKind::go_fast);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == start + 1s);
    CHECK(events[0].noticed == start + 2min + 1s);
    CHECK_FALSE(events[0].ended);
    CHECK(well_told(events[0]));
    craft.knots = 8;
    sea.pass(3min);
    events = sea.events(EventKind::go_fast);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("22 knots are fast by night and not by day; a ferry, a pilot boat and a large ship may hurry") {
    for (const bool night : {false, true}) {
        auto sea = sea_with_limits();
        if (night) sea.now += 10h;
        sea.ship(panga).knots = 22;
        sea.pass(5min);
        CHECK(sea.events(EventKind::go_fast).size() == (night ? 1 : 0));
    }
    for (const int type : {50, 51, 55, 60, 40}) {
        auto sea = sea_with_limits();
        TestShip craft = panga;
        craft.type = static_cast<std::uint8_t>(type);
        sea.ship(craft);
        sea.pass(5min);
        CHECK(sea.events(EventKind::go_fast).empty());
    }
    auto sea = sea_with_limits();
    TestShip ship = panga;
    ship.length = 60;
    sea.ship(ship);
    sea.pass(5min);
    CHECK(sea.events(EventKind::go_fast).empty());
}

TEST_CASE("a slow fix among fast ones begins the count anew, and so does a gap") {
    auto sea = sea_with_limits();
    TestShip& craft = sea.ship(panga);
    for (int i = 0; i < 4; ++i) {
        craft.knots = 30;
        sea.pass(1min + 30s);
        craft.knots = 10;
        sea.pass(30s);
    }
    CHECK(sea.events(EventKind::go_fast).empty());
    craft.knots = 30;
    sea.pass(90s);
    craft.sends = false;
    sea.pass(40min);
    craft.sends = true;
    sea.pass(1min);
    CHECK(sea.events(EventKind::go_fast).empty());
}
