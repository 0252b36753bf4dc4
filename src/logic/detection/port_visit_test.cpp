#include "logic/detection/port_visit.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::AreaKind;
using model::EventKind;

namespace {

/// A harbour of 2.2 km a side; its western edge lies at -79.01.
std::vector<model::Area> harbour() { return {square_area("puerto", AreaKind::harbour, 8.0, -79.0, 0.01)}; }

TestSea<PortVisit> sea_with(std::vector<model::Area> areas, PortVisit::Limits limits = {}) {
    return TestSea<PortVisit>(chart_of(std::move(areas)), PortVisit({.usual = limits, .special = {}}));
}

TestShip ship_at(double longitude, double knots = 6) {
    TestShip ship;
    ship.at = geo::Position::of(8.0, longitude);
    ship.knots = knots;
    return ship;
}

/// Comes 500 m eastward and stops.
std::size_t found(TestShip ship, std::vector<model::Area> areas = harbour(), PortVisit::Limits limits = {}, double stops_at = 0.1) {
    auto sea = sea_with(std::move(areas), limits);
    TestShip& moving = sea.ship(std::move(ship));
    sea.pass(160s);
    moving.knots = stops_at;
    sea.pass(10min);
    return sea.events(EventKind::port_visit).size();
}

}  // namespace

TEST_CASE("a ship that stops in a harbour visits it until it is under way and four kilometres off") {
    auto sea = sea_with(harbour());
    TestShip& ship = sea.ship(ship_at(-79.005));
    sea.pass(2min);
    CHECK(sea.events(EventKind::port_visit).empty());
    ship.knots = 0;
    sea.pass(5h);
    auto visits = sea.events(EventKind::port_visit);
    REQUIRE(visits.size() == 1);
    CHECK(visits[0].noticed == visits[0].finding.begun);
    CHECK(visits[0].finding.area == model::AreaIndex{0});
    CHECK(well_told(visits[0]));
    ship.knots = 2;  // shifts its berth
    sea.pass(5min);
    ship.knots = 0;
    sea.pass(1h);
    ship.course = 270;
    ship.knots = 12;
    sea.pass(10min);  // 3.7 km
    CHECK(sea.events(EventKind::port_visit).size() == 1);
    CHECK_FALSE(sea.events(EventKind::port_visit)[0].ended);
    sea.pass(10min);
    CHECK(sea.events(EventKind::port_visit)[0].ended);
}

TEST_CASE("near a harbour counts, far does not; who was never seen under way or is exempt makes no visit") {
    CHECK(found(ship_at(-79.040)) == 1);   // stops 2.8 km off
    CHECK(found(ship_at(-79.045)) == 0);   // 3.4 km
    CHECK(found(ship_at(-79.045), harbour(), {.near = Metres{3800}}) == 1);
    CHECK(found(ship_at(-79.005, 0.1)) == 0);
    CHECK(found(ship_at(-79.005, 0.4)) == 0);
    CHECK(found(ship_at(-79.005), harbour(), {}, 0.3) == 0);
    TestShip tug = ship_at(-79.005);
    tug.type = 52;
    CHECK(found(tug) == 0);
}

TEST_CASE("a stop in a lock, a channel or an anchorage is no visit, unless it is in the harbour itself") {
    for (const auto kind : {AreaKind::lock, AreaKind::channel, AreaKind::fairway, AreaKind::anchorage}) {
        auto areas = harbour();
        areas.push_back(square_area("other", kind, 8.0, -79.03, 0.015));
        CHECK(found(ship_at(-79.040), areas) == 0);
        areas.push_back(square_area("over", kind, 8.0, -79.0, 0.01));
        CHECK(found(ship_at(-79.008), areas) == 1);
    }
}

TEST_CASE("a gap ends a visit, and lying there afterwards begins none") {
    auto sea = sea_with(harbour());
    TestShip& ship = sea.ship(ship_at(-79.005));
    sea.pass(2min);
    ship.knots = 0;
    sea.pass(1h);
    const Time last = sea.now;
    ship.sends = false;
    sea.pass(31min);
    ship.sends = true;
    sea.pass(1h);
    const auto visits = sea.events(EventKind::port_visit);
    REQUIRE(visits.size() == 1);
    CHECK(*visits[0].ended <= last);
}
