#include "logic/detection/drop_pattern.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_waters.h"
#include "logic/detection/sheet.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::EventKind;

namespace {

using Sea = TestSea<DropPattern>;

TestShip dropper(double miles_off = 8) {
    TestShip s;
    s.number = 1;
    s.at = Position::of(8.5 - miles_off / 60.04, -79.6);
    s.knots = 12;
    return s;
}

/// What may differ from the usual pattern.
struct Pattern {
    double miles_off = 8;
    Duration steady = 12min;
    double dwell_knots = 1;
    double dwell_course = 90;
    Duration dwell = 10min;
    double after_course = 90, after_knots = 12;
    Duration after = 6min;
    Duration until_visit = 1h;
    double visit_metres = 1'000;
    double visit_knots = 1;
    Duration visit = 6min;
    std::uint8_t type = 70;
    model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
};

void play(Sea& sea, const Pattern& p) {
    TestShip ship = dropper(p.miles_off);
    ship.type = p.type;
    ship.status = p.status;
    TestShip& s = sea.ship(ship);
    sea.pass(p.steady);
    s.knots = p.dwell_knots;
    s.course = p.dwell_course;
    const Position place = s.at;
    sea.pass(p.dwell);
    s.knots = p.after_knots;
    s.course = p.after_course;
    sea.pass(p.after);
    s.course = 180;
    sea.pass(p.until_visit);
    s.sends = false;
    TestShip visitor = dropper();
    visitor.number = 2;
    visitor.length = 12, visitor.beam = 3;
    visitor.at = geo::moved(place, {0}, Metres{p.visit_metres});
    visitor.knots = p.visit_knots;
    sea.ship(visitor);
    sea.pass(p.visit);
}

std::size_t found(const Pattern& p) {
    Sea sea(chart_with_coast(), DropPattern());
    play(sea, p);
    return sea.events(EventKind::drop_pattern).size();
}

}  // namespace

TEST_CASE("a ship that breaks off, dwells and goes on, and a craft that comes to the place, are told at the visit") {
    Sea sea(chart_with_coast(), DropPattern());
    const Time start = sea.now;
    play(sea, {});
    const auto events = sea.events(EventKind::drop_pattern);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.vessels[0].mmsi.number() == 352'000'001);
    CHECK(events[0].finding.vessels[1].mmsi.number() == 352'000'002);
    CHECK(events[0].finding.begun - (start + 12min) < 11s);
    CHECK(events[0].noticed - (start + 12min + 10min + 6min + 1h) < 5min + 11s);
    CHECK(events[0].ended);
    CHECK(well_told(events[0]));
    sea.pass(30min);
    CHECK(sea.events(EventKind::drop_pattern).size() == 1);
}

TEST_CASE("circling instead of stopping is a dwell too") {
    CHECK(found({.dwell_knots = 4, .dwell_course = 200}) == 1);
    CHECK(found({.dwell_knots = 4, .dwell_course = 150}) == 0);
}

TEST_CASE("each of its limits decides") {
    CHECK(found({.miles_off = 2.5}) == 0);
    CHECK(found({.steady = 9min}) == 0);
    CHECK(found({.dwell_knots = 3.3}) == 0);
    CHECK(found({.dwell = 4min}) == 0);
    CHECK(found({.dwell = 28min}) == 1);
    CHECK(found({.dwell = 32min}) == 0);
    CHECK(found({.after_course = 72}) == 1);
    CHECK(found({.after_course = 65}) == 0);
    CHECK(found({.after_knots = 10}) == 1);
    CHECK(found({.after_knots = 9}) == 0);
    CHECK(found({.after = 4min}) == 0);
    CHECK(found({.visit_metres = 2'000}) == 0);
    CHECK(found({.visit_knots = 3.5}) == 0);
    CHECK(found({.visit = 4min}) == 0);
}

TEST_CASE("the place is watched for twelve hours") {
    CHECK(found({.until_visit = 11h}) == 1);
    CHECK(found({.until_visit = 12h}) == 0);
}

TEST_CASE("fishing and exempt vessels drop nothing, and a gap cuts the pattern") {
    for (const int type : {30, 33, 51, 55}) CHECK(found({.type = static_cast<std::uint8_t>(type)}) == 0);
    CHECK(found({.status = model::NavigationStatus::fishing}) == 0);
    Sea sea(chart_with_coast(), DropPattern());
    TestShip& s = sea.ship(dropper());
    sea.pass(12min);
    s.knots = 0;
    const Position place = s.at;
    s.sends = false;
    sea.pass(31min);
    s.sends = true;
    s.knots = 12;
    sea.pass(6min);
    TestShip visitor = dropper();
    visitor.number = 2;
    visitor.at = place;
    visitor.knots = 0;
    sea.ship(visitor);
    sea.pass(6min);
    CHECK(sea.events(EventKind::drop_pattern).empty());
}

TEST_CASE("the ship's own return is no visit") {
    Sea sea(chart_with_coast(), DropPattern());
    TestShip& s = sea.ship(dropper());
    sea.pass(12min);
    s.knots = 1;
    const Position place = s.at;
    sea.pass(10min);
    s.knots = 12;
    sea.pass(6min);
    s.at = place;
    s.knots = 0;
    sea.pass(10min);
    CHECK(sea.events(EventKind::drop_pattern).empty());
}
