#include "logic/detection/feeder.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_waters.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::EventKind;

namespace {

using Sea = TestSea<Feeder>;
constexpr double coast_north = 8.5;

Position off(double miles, double metres_east = 0) { return after(Position::of(coast_north - miles / 60.04, -79.5), {metres_east, 0}, east_scale(8.5)); }

TestShip panga(double length = 9) {
    TestShip s;
    s.number = 1;
    s.at = off(0.3);
    s.course = 180;
    s.knots = 18;
    s.length = length, s.beam = 3;
    s.type = 0;
    s.transceiver = model::Transceiver::class_b;
    s.every = 30s;
    return s;
}

TestShip anchored(double miles, double metres_east = 0) {
    TestShip s;
    s.number = 2;
    s.at = off(miles, metres_east);
    s.knots = 0;
    s.status = model::NavigationStatus::at_anchor;
    s.every = 3min;
    return s;
}

/// Out for `out`, alongside for `stay`, and back.
std::size_t trip(Sea& sea, TestShip craft, Duration out, Duration stay) {
    TestShip& s = sea.ship(std::move(craft));
    sea.pass(out);
    s.knots = 0.5;
    sea.pass(stay);
    s.knots = 18;
    s.course = 0;
    sea.pass(out - 1min);
    return sea.events(EventKind::feeder).size();
}

Sea coast() { return Sea(chart_with_coast(), Feeder()); }

}  // namespace

TEST_CASE("a craft that goes to a ship at anchor and back is told at its return, from its leaving") {
    Sea sea = coast();
    const Time start = sea.now;
    sea.ship(anchored(3.3, 60));
    CHECK(trip(sea, panga(), 10min, 5min) == 1);
    auto events = sea.events(EventKind::feeder);
    CHECK(events[0].finding.vessels.size() == 2);
    CHECK(events[0].finding.vessels[0].mmsi.number() == 352'000'001);
    CHECK(events[0].finding.begun - start < 3min);
    CHECK(events[0].noticed - start > 20min);
    CHECK(events[0].finding.confidence == 0.8);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended >= events[0].noticed);
    CHECK(well_told(events[0]));
}

TEST_CASE("each of its limits decides") {
    Sea far = coast();
    far.ship(anchored(3.3, 330));  // some 290 m from the hull
    CHECK(trip(far, panga(), 10min, 5min) == 0);
    Sea large = coast();
    large.ship(anchored(3.3));
    CHECK(trip(large, panga(17), 10min, 5min) == 0);
    Sea small = coast();
    TestShip boat = anchored(3.3);
    boat.length = 40;
    small.ship(boat);
    CHECK(trip(small, panga(), 10min, 5min) == 0);
    Sea fast = coast();
    TestShip sails = anchored(3.3);
    sails.status = model::NavigationStatus::under_way_using_engine;
    sails.knots = 5.5;
    sails.every = 10s;
    fast.ship(sails);
    CHECK(trip(fast, panga(), 10min, 5min) == 0);
    Sea late = coast();
    late.ship(anchored(3.3));
    CHECK(trip(late, panga(), 10min, 3h) == 0);
    Sea near = coast();
    near.ship(anchored(0.8));
    TestShip stays_near = panga();
    stays_near.knots = 6;
    CHECK(trip(near, stays_near, 4min, 5min) == 0);
}

TEST_CASE("a ship that drifts offshore counts as one at anchor; one that only passes by is told with little confidence") {
    Sea sea = coast();
    TestShip drifts = anchored(2);
    drifts.status = model::NavigationStatus::under_way_using_engine;
    drifts.knots = 0;
    drifts.every = 10s;
    sea.ship(drifts);
    CHECK(trip(sea, panga(), 10min, 5min) == 1);
    CHECK(sea.events(EventKind::feeder)[0].finding.confidence == 0.4);
}

TEST_CASE("launches, pilots and tugs may go to ships, and a gap on the way decides nothing") {
    for (const int type : {50, 52, 53, 51}) {
        Sea sea = coast();
        sea.ship(anchored(3.3));
        TestShip craft = panga();
        craft.type = static_cast<std::uint8_t>(type);
        CHECK(trip(sea, craft, 10min, 5min) == 0);
    }
    Sea sea = coast();
    sea.ship(anchored(3.3));
    TestShip& s = sea.ship(panga());
    sea.pass(10min);
    s.knots = 0;
    s.sends = false;
    sea.pass(35min);
    s.sends = true;
    s.knots = 18;
    s.course = 0;
    sea.pass(10min);
    CHECK(sea.events(EventKind::feeder).empty());
}

TEST_CASE("each ship that is met on one trip is an event, and a trip of a craft that is gone is forgotten") {
    Sea sea = coast();
    sea.ship(anchored(3.3, 60));
    TestShip second = anchored(2.5, 50);
    second.number = 3;
    sea.ship(second);
    CHECK(trip(sea, panga(), 10min, 5min) == 2);
    Sea other = coast();
    other.ship(anchored(3.3));
    TestShip& s = other.ship(panga());
    other.pass(10min);
    other.tell(other.of(s, model::Moment::Kind::gone));
    s.course = 0;
    other.pass(10min);
    CHECK(other.events(EventKind::feeder).empty());
}
