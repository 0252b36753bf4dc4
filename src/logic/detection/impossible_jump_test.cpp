#include "logic/detection/impossible_jump.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

const TestShip cargo{.number = 1, .heading = {}, .station = {}};

struct Sea : TestSea<ImpossibleJump> {
    Sea() : TestSea(std::make_shared<const model::Chart>(), ImpossibleJump()) {}
    /// A report under the MMSI of ship 1, on a segment of its own that began with a jump when it is new.
    void report(std::uint32_t track, geo::Position at, Duration ago = 0s) {
        TestShip there = cargo;
        there.number = track;
        there.at = at;
        model::Moment moment = of(there, model::Moment::Kind::fix);
        moment.mmsi = model::Mmsi::of(352'000'001);
        moment.seen -= ago;
        if (track > 1) moment.jumped_from = model::TrackId{track - 1};
        tell(moment);
    }
};

}  // namespace

TEST_CASE("a jump is noticed at its first report, once, and has ended when half an hour passed without one") {
    Sea sea;
    TestShip& ship = sea.ship(cargo);
    sea.pass(5min);
    const Time jumped = sea.now;
    sea.report(2, geo::moved(ship.at, {0}, from_nautical_miles(40)));
    auto events = sea.events(EventKind::impossible_jump);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == jumped);
    CHECK(events[0].noticed == jumped);
    CHECK(well_told(events[0]));
    CHECK(events[0].finding.vessels.size() == 1);
    sea.pass(20min);
    sea.report(3, geo::moved(ship.at, {90}, from_nautical_miles(40)));
    events = sea.events(EventKind::impossible_jump);
    REQUIRE(events.size() == 1);
    CHECK(events[0].revision == 1);
    CHECK(well_told(events[0]));
    sea.pass(29min);
    CHECK_FALSE(sea.events(EventKind::impossible_jump)[0].ended);
    sea.pass(2min);
    events = sea.events(EventKind::impossible_jump);
    REQUIRE(events[0].ended);
    sea.report(4, geo::moved(ship.at, {180}, from_nautical_miles(40)));
    CHECK(sea.events(EventKind::impossible_jump).size() == 2);
}

TEST_CASE("what a fast hull can do, a short hop, and a way made in an hour are no jumps") {
    for (const auto& [miles, after] : {std::pair{1.8, Duration(20s)}, std::pair{2.5, Duration(170s)}, std::pair{40.0, Duration(31min)}}) {
        Sea sea;
        TestShip& ship = sea.ship(cargo);
        sea.pass(5min);
        ship.sends = false;
        const geo::Position left = ship.at;
        sea.pass(after);
        sea.report(2, geo::moved(left, {0}, from_nautical_miles(miles)));
        CHECK(sea.events(EventKind::impossible_jump).empty());
    }
}

TEST_CASE("an aircraft may be anywhere soon") {
    Sea sea;
    TestShip plane = cargo;
    plane.transceiver = model::Transceiver::sar_aircraft;
    sea.ship(plane);
    sea.pass(1min);
    TestShip there = plane;
    there.number = 2;
    there.at = geo::moved(plane.at, {0}, from_nautical_miles(40));
    model::Moment moment = sea.of(there, model::Moment::Kind::fix);
    moment.mmsi = model::Mmsi::of(352'000'001);
    moment.jumped_from = model::TrackId{1};
    sea.tell(moment);
    CHECK(sea.events(EventKind::impossible_jump).empty());
}

TEST_CASE("going to and fro between two places stays one event, told without a flood") {
    Sea sea;
    TestShip& ship = sea.ship(cargo);
    sea.pass(1min);
    const geo::Position there = geo::moved(ship.at, {0}, from_nautical_miles(40));
    for (int i = 0; i < 60; ++i) {
        sea.pass(30s);
        sea.report(2, there);
    }
    const auto events = sea.events(EventKind::impossible_jump);
    REQUIRE(events.size() == 1);
    CHECK(events[0].revision < 3);
    CHECK_FALSE(events[0].ended);
}

TEST_CASE("an event ends with the last track of its MMSI") {
    Sea sea;
    TestShip& ship = sea.ship(cargo);
    sea.pass(1min);
    ship.sends = false;
    sea.report(2, geo::moved(ship.at, {0}, from_nautical_miles(40)));
    for (const std::uint32_t track : {1U, 2U}) {
        TestShip gone = cargo;
        gone.number = track;
        model::Moment moment = sea.of(gone, model::Moment::Kind::gone);
        moment.mmsi = model::Mmsi::of(352'000'001);
        sea.tell(moment);
    }
    CHECK(sea.events(EventKind::impossible_jump)[0].ended);
}
