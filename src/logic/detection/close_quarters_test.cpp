#include "logic/detection/close_quarters.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_waters.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::EventKind;

namespace {

using Sea = TestSea<CloseQuarters>;
const Position middle = Position::of(8.0, -79.2);

Sea open_sea() { return Sea(std::make_shared<const model::Chart>(), CloseQuarters()); }

/// A ship `east` and `north` metres from the middle of the sea.
TestShip ship(std::uint32_t number, double east, double north, double course, double knots) {
    TestShip s;
    s.number = number;
    s.at = after(middle, {east, north}, east_scale(8.0));
    s.course = course;
    s.knots = knots;
    return s;
}

/// Two ships of 12 knots on opposite courses, `aside` metres beside each other's track, `apart` metres away.
void meet(Sea& sea, double apart, double aside, double knots = 12, double length = 180) {
    TestShip west = ship(1, 0, 0, 90, knots), east = ship(2, apart, aside, 270, knots);
    west.length = length;
    sea.ship(west);
    sea.ship(east);
}

std::size_t found(const Sea& sea) { return sea.events(EventKind::close_quarters).size(); }

}  // namespace

TEST_CASE("two ships that will pass 600 m apart are noticed 30 s after 15 minutes to go, and it ends when they have passed") {
    Sea sea = open_sea();
    const Time start = sea.now;
    meet(sea, 24 * 1852.0 / 3600 * 1200, 600);  // 20 minutes to go
    sea.pass(5min);
    CHECK(found(sea) == 0);
    sea.pass(2min);
    auto events = sea.events(EventKind::close_quarters);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun - (start + 5min) < 15s);
    CHECK(events[0].noticed - events[0].finding.begun >= 30s);
    CHECK(events[0].noticed - events[0].finding.begun <= 40s);
    CHECK(events[0].finding.vessels[0].mmsi.number() == 352'000'001);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    sea.pass(20min);
    events = sea.events(EventKind::close_quarters);
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended - (start + 20min) < 25s);
}

TEST_CASE("a wide berth, slow ships, small ships and ships that draw apart are not too close") {
    for (const double aside : {850.0, 1020.0}) {
        Sea sea = open_sea();
        meet(sea, 9'000, aside);
        sea.pass(5min);
        CHECK(found(sea) == (aside < 926 ? 1 : 0));
    }
    Sea slow = open_sea();
    meet(slow, 2'000, 300, 2.8);
    slow.pass(5min);
    CHECK(found(slow) == 0);
    Sea small = open_sea();
    meet(small, 9'000, 300, 12, 45);
    small.pass(5min);
    CHECK(found(small) == 0);
    Sea opening = open_sea();
    meet(opening, -3'000, 300);
    opening.pass(5min);
    CHECK(found(opening) == 0);
}

TEST_CASE("exempt craft and ships in convoy may be near") {
    Sea sea = open_sea();
    TestShip tug = ship(1, 0, 0, 90, 12);
    tug.type = 52;
    tug.length = 60;
    sea.ship(tug);
    sea.ship(ship(2, 9'000, 300, 270, 12));
    sea.ship(ship(3, 500, 0, 270, 12));
    sea.ship(ship(4, 0, -800, 270, 12));
    sea.pass(10min);
    CHECK(found(sea) == 0);
}

TEST_CASE("a turn that opens the closest approach ends it; a small one does not") {
    Sea sea = open_sea();
    TestShip& turns = sea.ship(ship(1, 0, 0, 90, 12));
    sea.ship(ship(2, 10'000, 800, 270, 12));
    sea.pass(2min);
    REQUIRE(found(sea) == 1);
    turns.course = 92;  // 1030 m to come: within 1.2 times the limit
    sea.pass(1min);
    CHECK_FALSE(sea.events(EventKind::close_quarters)[0].ended);
    turns.course = 110;
    sea.pass(1min);
    CHECK(sea.events(EventKind::close_quarters)[0].ended);
    CHECK(found(sea) == 1);
}

TEST_CASE("one reading that would clear it ends nothing") {
    Sea sea = open_sea();
    TestShip& turns = sea.ship(ship(1, 0, 0, 90, 12));
    sea.ship(ship(2, 10'000, 500, 270, 12));
    sea.pass(2min);
    REQUIRE(found(sea) == 1);
    turns.course = 130;
    sea.pass(10s);
    turns.course = 90;
    sea.pass(1min);
    CHECK(found(sea) == 1);
    CHECK_FALSE(sea.events(EventKind::close_quarters)[0].ended);
}

TEST_CASE("a ship that turns towards another is noticed half a minute later") {
    Sea sea = open_sea();
    TestShip& turns = sea.ship(ship(1, 0, 3'000, 90, 12));
    sea.ship(ship(2, 10'000, 0, 270, 12));
    sea.pass(3min + 3s);
    CHECK(found(sea) == 0);
    turns.course = 133;
    const Time turned = sea.now;
    sea.pass(1min);
    const auto events = sea.events(EventKind::close_quarters);
    REQUIRE(events.size() == 1);
    CHECK(events[0].noticed - turned <= 45s);
}

TEST_CASE("in a channel only hulls that come into the ellipse count, within three minutes and over 20 s") {
    for (const double aside : {90.0, 50.0}) {  // half of 3 beams and half a beam are 56 m
        Sea sea(chart_of({square("reach", model::AreaKind::channel, -79.25, 7.95, 0.2)}), CloseQuarters());
        const Time start = sea.now;
        meet(sea, 24 * 1852.0 / 3600 * 300, aside);
        sea.pass(4min + 50s);
        REQUIRE(found(sea) == (aside < 56 ? 1 : 0));
        if (aside > 56) continue;
        auto events = sea.events(EventKind::close_quarters);
        CHECK(events[0].noticed - start > 110s);
        CHECK(events[0].noticed - start < 155s);
        CHECK(well_told(events[0]));
        sea.pass(2min);
        CHECK(sea.events(EventKind::close_quarters)[0].ended);
    }
}

TEST_CASE("in locks and harbours nobody is too close") {
    for (const model::AreaKind kind : {model::AreaKind::lock, model::AreaKind::harbour}) {
        Sea sea(chart_of({square("berth", kind, -79.25, 7.95, 0.2)}), CloseQuarters());
        meet(sea, 3'000, 20, 6);
        sea.pass(10min);
        CHECK(found(sea) == 0);
    }
}

TEST_CASE("a gap of half an hour ends what is open, and a ship that is gone ends it at its last fix") {
    for (const bool removed : {false, true}) {
        Sea sea = open_sea();
        TestShip& silent = sea.ship(ship(1, 0, 0, 90, 3.5));
        sea.ship(ship(2, 2'900, 300, 270, 3.5));
        sea.pass(2min);
        REQUIRE(found(sea) == 1);
        const Time last = sea.now;
        silent.sends = false;
        sea.pass(removed ? 2min : 31min);
        if (removed) sea.tell(sea.of(silent, model::Moment::Kind::gone));
        const auto events = sea.events(EventKind::close_quarters);
        REQUIRE(events[0].ended);
        CHECK(last - *events[0].ended < 11s);
        sea.pass(2min);
        CHECK(found(sea) == 1);
    }
}

TEST_CASE("a close passing is taken back when one turns out to be a tug, and is not told again") {
    Sea sea = open_sea();
    meet(sea, 24 * 1852.0 / 3600 * 800, 600);
    TestShip tug = ship(2, 0, 0, 270, 12);
    sea.pass(2min);
    REQUIRE(found(sea) == 1);
    tug.type = 52;
    sea.declare(tug);
    REQUIRE(sea.events(EventKind::close_quarters)[0].withdrawn);
    CHECK(sea.events(EventKind::close_quarters)[0].withdrawn->why.en.find("since said") != std::string_view::npos);
    sea.pass(15min);
    CHECK(found(sea) == 1);
}
