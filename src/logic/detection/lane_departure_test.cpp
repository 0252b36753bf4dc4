#include "logic/detection/lane_departure.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::Area;
using model::AreaKind;
using model::EventKind;
using geo::Position;

namespace {

/// A reach to the east along 8° N, 100 m of usable water and 200 m of area to each side.
Area reach(std::string id, double west, double east, AreaKind kind = AreaKind::channel) {
    Area area;
    area.id = area.name = area.name_es = std::move(id);
    area.kind = kind;
    const double half = 200.0 / 111'195;
    area.shape.parts.push_back({*geo::Ring::make({Position::of(8 - half, west), Position::of(8 - half, east), Position::of(8 + half, east), Position::of(8 + half, west)}), {}});
    area.middle = geo::Line::of({Position::of(8, west), Position::of(8, east)});
    area.half_width = Metres{100};
    return area;
}

std::vector<Area> two_reaches() { return {reach("west", -79.3, -79.2), reach("east", -79.2, -79.0)}; }

TestSea<LaneDeparture> sea_with(std::vector<Area> areas, LaneDeparture::Limits limits = {}) {
    return TestSea<LaneDeparture>(chart_of(std::move(areas)), LaneDeparture({.usual = limits, .special = {}}));
}

/// A ship of 12 knots that begins on the middle line; 6 minutes are 2.2 km.
TestShip ship_on_line(double longitude = -79.28) {
    TestShip ship;
    ship.at = Position::of(8.0, longitude);
    return ship;
}

/// Keeps to the middle for some time, then stands off by so many metres and goes on along the line.
std::size_t found(const TestShip& like, Duration keeps, double metres_off, Duration stays, std::vector<Area> areas = two_reaches(), LaneDeparture::Limits limits = {}) {
    auto sea = sea_with(std::move(areas), limits);
    TestShip& ship = sea.ship(like);
    sea.pass(keeps);
    ship.at = geo::moved(ship.at, {0}, Metres{metres_off});
    sea.pass(stays);
    return sea.events(EventKind::lane_departure).size();
}

}  // namespace

TEST_CASE("a ship that kept to the channel and then goes on beside it is noticed after three minutes, until it is back") {
    auto sea = sea_with(two_reaches());
    TestShip& ship = sea.ship(ship_on_line());
    sea.pass(6min);
    ship.at = geo::moved(ship.at, {0}, Metres{250});
    const Time left = sea.now;
    sea.pass(3min);
    CHECK(sea.events(EventKind::lane_departure).empty());
    sea.pass(5min);
    auto events = sea.events(EventKind::lane_departure);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun > left);
    CHECK(events[0].finding.begun <= left + 10s);
    CHECK(events[0].noticed == events[0].finding.begun + 3min);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    ship.at = geo::moved(ship.at, {180}, Metres{120});  // in the area, not within the half width
    sea.pass(2min);
    CHECK_FALSE(sea.events(EventKind::lane_departure)[0].ended);
    ship.at = geo::moved(ship.at, {180}, Metres{120});
    sea.pass(1min);
    events = sea.events(EventKind::lane_departure);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("time kept counts over reaches, and each limit decides") {
    CHECK(found(ship_on_line(-79.213), 6min, 250, 4min) == 1);  // passes from one reach to the next
    CHECK(found(ship_on_line(), 4min, 250, 6min) == 0);
    CHECK(found(ship_on_line(), 4min, 250, 6min, two_reaches(), {.kept = 3min}) == 1);
    CHECK(found(ship_on_line(), 6min, 190, 10min) == 0);
    CHECK(found(ship_on_line(), 6min, 210, 10min) == 1);
    CHECK(found(ship_on_line(), 6min, 250, 2min + 50s) == 0);
    CHECK(found(ship_on_line(), 6min, 3600, 10min) == 1);
    CHECK(found(ship_on_line(), 6min, 3800, 10min) == 0);       // beyond 2 nm
    TestShip slow = ship_on_line();
    slow.knots = 2.9;
    CHECK(found(slow, 6min, 250, 10min) == 0);
    TestShip small = ship_on_line();
    small.length = 49;
    CHECK(found(small, 6min, 250, 10min) == 0);
    TestShip tug = ship_on_line();
    tug.type = 52;
    CHECK(found(tug, 6min, 250, 10min) == 0);
}

TEST_CASE("who turns away, passes the end of the lines or comes to another shelter has not departed") {
    auto turns = sea_with(two_reaches());
    TestShip& ship = turns.ship(ship_on_line());
    turns.pass(6min);
    ship.course = 40;
    turns.pass(12min);
    CHECK(turns.events(EventKind::lane_departure).empty());
    CHECK(found(ship_on_line(-79.02), 7min, 0, 20min) == 0);    // out to sea past the last reach
    auto areas = two_reaches();
    areas.push_back(square_area("anchorage", AreaKind::anchorage, 8.03, -79.24, 0.0275));
    CHECK(found(ship_on_line(), 6min, 500, 10min, areas) == 0);
    areas.back().kind = AreaKind::zone;
    CHECK(found(ship_on_line(), 6min, 500, 10min, areas) == 1);
}

TEST_CASE("a gap forgets that the ship kept to the channel, and ends what was told") {
    auto sea = sea_with(two_reaches());
    TestShip& ship = sea.ship(ship_on_line());
    sea.pass(6min);
    ship.sends = false;
    ship.knots = 0;
    sea.pass(31min);
    ship.at = geo::moved(ship.at, {0}, Metres{250});
    ship.knots = 12;
    ship.sends = true;
    sea.pass(6min);
    CHECK(sea.events(EventKind::lane_departure).empty());
}
