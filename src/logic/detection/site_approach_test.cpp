#include "logic/detection/site_approach.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::AreaKind;
using model::EventKind;
using model::StructureKind;

namespace {

const geo::Position dam_at = geo::Position::of(8.0, -79.0);

model::Structure structure(StructureKind kind = StructureKind::dam, geo::Position at = dam_at) { return {kind, "it", "It", "Ello", at}; }

/// A boat of 10 m that goes east along a parallel so many metres north of the structure, from 600 m west of it.
TestShip boat(double metres_off, double knots = 5) {
    TestShip ship;
    ship.at = geo::moved(geo::moved(dam_at, {270}, Metres{600}), {0}, Metres{metres_off});
    ship.knots = knots;
    ship.length = 10;
    ship.beam = 4;
    return ship;
}

TestSea<SiteApproach> sea_with(std::vector<model::Structure> structures, std::vector<model::Area> areas = {}, SiteApproach::Limits limits = {}) {
    return TestSea<SiteApproach>(chart_of(std::move(areas), std::move(structures)), SiteApproach({.usual = limits, .special = {}}));
}

std::size_t found(const TestShip& ship, StructureKind kind = StructureKind::dam, std::vector<model::Area> areas = {}, SiteApproach::Limits limits = {}) {
    auto sea = sea_with({structure(kind)}, std::move(areas), limits);
    sea.ship(ship);
    sea.pass(10min);
    return sea.events(EventKind::site_approach).size();
}

}  // namespace

TEST_CASE("a boat that passes close to a dam is noticed at its second report, once, until it is well clear") {
    auto sea = sea_with({structure()});
    TestShip& ship = sea.ship(boat(100));
    sea.pass(3min);  // 463 m of 600
    CHECK(sea.events(EventKind::site_approach).empty());
    sea.pass(1min);
    auto events = sea.events(EventKind::site_approach);
    REQUIRE(events.size() == 1);
    CHECK(events[0].noticed == events[0].finding.begun + 10s);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    ship.knots = 0;  // lies there: it goes on
    sea.pass(5min);
    CHECK_FALSE(sea.events(EventKind::site_approach)[0].ended);
    ship.knots = 5;
    sea.pass(5min);
    events = sea.events(EventKind::site_approach);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("the distance is that of the hull, and goes by the kind of structure") {
    CHECK(found(boat(150)) == 1);  // half a beam nearer
    CHECK(found(boat(155)) == 0);
    CHECK(found(boat(155), StructureKind::dam, {}, {.dam = Metres{200}}) == 1);
    CHECK(found(boat(110), StructureKind::bridge) == 0);
    CHECK(found(boat(95), StructureKind::bridge) == 1);
    CHECK(found(boat(110), StructureKind::lock) == 0);
    CHECK(found(boat(95), StructureKind::lock) == 1);
    TestShip wide = boat(170);
    wide.length = 300;
    wide.beam = 48;
    CHECK(found(wide) == 1);
}

TEST_CASE("slow, exempt, in a lock or in the channel, or once only: nobody is too close") {
    CHECK(found(boat(50, 0.9)) == 0);
    for (const int type : {33, 34, 35, 52, 55}) {
        TestShip craft = boat(50);
        craft.type = static_cast<std::uint8_t>(type);
        CHECK(found(craft) == 0);
    }
    CHECK(found(boat(50), StructureKind::bridge, {square_area("a", AreaKind::channel, 8.0, -79.0, 0.1)}) == 0);
    CHECK(found(boat(50), StructureKind::lock, {square_area("a", AreaKind::lock, 8.0, -79.0, 0.1)}) == 0);
    CHECK(found(boat(50), StructureKind::bridge, {square_area("a", AreaKind::harbour, 8.0, -79.0, 0.1)}) == 1);
    TestShip sparse = boat(140, 20);  // within the limit for some 10 s
    sparse.every = 60s;
    CHECK(found(sparse) == 0);
    CHECK(found(boat(100), StructureKind::dam, {}, {.fixes = 100}) == 0);
}

TEST_CASE("a gap ends it, and so does the channel") {
    auto sea = sea_with({structure()}, {square_area("a", AreaKind::channel, 8.0, -78.995, 0.004)});
    TestShip& ship = sea.ship(boat(100));
    sea.pass(4min);
    REQUIRE(sea.events(EventKind::site_approach).size() == 1);
    const Time last = sea.now;
    ship.sends = false;
    ship.knots = 0;
    sea.pass(31min);
    ship.sends = true;
    sea.pass(1min);
    REQUIRE(sea.events(EventKind::site_approach).size() == 1);
    CHECK(*sea.events(EventKind::site_approach)[0].ended <= last);
    ship.knots = 3;
    sea.pass(40s);
    REQUIRE(sea.events(EventKind::site_approach).size() == 2);
    sea.pass(3min);
    CHECK(sea.events(EventKind::site_approach)[1].ended);
}
