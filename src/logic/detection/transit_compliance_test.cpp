#include "logic/detection/transit_compliance.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::Area;
using model::AreaKind;
using model::EventKind;

namespace {

Area along(std::string id, AreaKind kind, double west, double east) {
    Area area = square_area(std::move(id), kind, 8.0, (west + east) / 2, (east - west) / 2);
    area.middle = geo::Line::of({Position::of(8.0, west), Position::of(8.0, east)});
    area.half_width = Metres{100};
    return area;
}

/// From the sea in the west: fairway, channel, lock, lake, lock, channel, fairway. Each 0.1° wide.
std::vector<Area> canal() {
    return {along("fairway-west", AreaKind::fairway, -79.5, -79.4),  along("channel-west", AreaKind::channel, -79.4, -79.3),
            square_area("lock-west", AreaKind::lock, 8.0, -79.25, 0.05), along("lake", AreaKind::channel, -79.2, -79.1),
            square_area("lock-east", AreaKind::lock, 8.0, -79.05, 0.05), along("channel-east", AreaKind::channel, -79.0, -78.9),
            along("fairway-east", AreaKind::fairway, -78.9, -78.8),  square_area("lake-anchorage", AreaKind::anchorage, 8.2, -79.15, 0.04)};
}

TestSea<TransitCompliance> sea_with(TransitCompliance::Limits limits = {}) {
    return TestSea<TransitCompliance>(chart_of(canal()), TransitCompliance({.usual = limits, .special = {}}));
}

TestShip ship_at(double longitude) {
    TestShip ship;
    ship.at = Position::of(8.0, longitude);
    ship.knots = 0;
    ship.every = 1min;
    return ship;
}

void put(TestSea<TransitCompliance>& sea, TestShip& ship, double longitude, Duration span = 5min, double latitude = 8.0) {
    ship.at = Position::of(latitude, longitude);
    sea.pass(span);
}

std::vector<model::Event> events(const TestSea<TransitCompliance>& sea) { return sea.events(EventKind::transit_compliance); }

}  // namespace

TEST_CASE("a transit of more than a day is overdue until the ship is back on the sea side") {
    auto sea = sea_with();
    TestShip& ship = sea.ship(ship_at(-79.45));
    sea.pass(5min);
    const Time entered = sea.now;
    put(sea, ship, -79.25);
    put(sea, ship, -79.15, 23h + 50min);
    CHECK(events(sea).empty());
    sea.pass(1h);
    REQUIRE(events(sea).size() == 1);
    CHECK(events(sea)[0].finding.begun <= entered + 1min);
    CHECK(events(sea)[0].noticed > entered + 24h);
    CHECK(events(sea)[0].noticed <= entered + 24h + 3min);
    CHECK(well_told(events(sea)[0]));
    put(sea, ship, -79.05);
    CHECK_FALSE(events(sea)[0].ended);
    put(sea, ship, -78.95);
    REQUIRE(events(sea).size() == 1);
    CHECK(events(sea)[0].ended);
}

TEST_CASE("a day at anchor in the lake is not held against a ship, a gap does not begin the day anew, a quick transit is none of this") {
    auto sea = sea_with();
    TestShip& ship = sea.ship(ship_at(-79.45));
    sea.pass(5min);
    put(sea, ship, -79.25);
    put(sea, ship, -79.15, 30h, 8.2);
    CHECK(events(sea).empty());
    put(sea, ship, -79.15);
    CHECK(events(sea).size() == 1);

    auto silent = sea_with();
    TestShip& quiet = silent.ship(ship_at(-79.45));
    silent.pass(5min);
    put(silent, quiet, -79.25);
    quiet.sends = false;
    put(silent, quiet, -79.15, 25h);
    quiet.sends = true;
    silent.pass(5min);
    CHECK(events(silent).size() == 1);

    auto quick = sea_with();
    TestShip& good = quick.ship(ship_at(-79.45));
    quick.pass(5min);
    for (const double longitude : {-79.35, -79.25, -79.15, -79.05, -78.95, -78.85}) put(quick, good, longitude, 2h);
    CHECK(events(quick).empty());
}

TEST_CASE("a ship between the locks that was in none is unexplained at its second report there, until a lock or the sea") {
    auto sea = sea_with();
    TestShip& ship = sea.ship(ship_at(-79.35));
    sea.pass(5min);
    put(sea, ship, -79.15, 1min);
    CHECK(events(sea).empty());
    sea.pass(5min);
    REQUIRE(events(sea).size() == 1);
    CHECK(events(sea)[0].noticed == events(sea)[0].finding.begun + 1min);
    CHECK(well_told(events(sea)[0]));
    CHECK_FALSE(events(sea)[0].ended);
    put(sea, ship, -79.35);
    REQUIRE(events(sea).size() == 1);
    CHECK(events(sea)[0].ended);
}

TEST_CASE("who was never seen outside, was silent for hours, is short, or came through a lock needs no explanation") {
    auto lake = sea_with();
    lake.ship(ship_at(-79.15));
    lake.pass(30h);
    CHECK(events(lake).empty());

    for (const auto& [silence, expected] : {std::pair{Duration{2h}, 1U}, std::pair{Duration{3h + 5min}, 0U}}) {
        auto silent = sea_with();
        TestShip& quiet = silent.ship(ship_at(-79.35));
        silent.pass(5min);
        quiet.sends = false;
        silent.pass(silence);
        quiet.sends = true;
        put(silent, quiet, -79.15);
        CHECK(events(silent).size() == expected);
    }

    auto small = sea_with();
    TestShip boat = ship_at(-79.35);
    boat.length = 49;
    TestShip& short_one = small.ship(boat);
    small.pass(5min);
    put(small, short_one, -79.15);
    CHECK(events(small).empty());

    auto through = sea_with();
    TestShip& good = through.ship(ship_at(-79.35));
    through.pass(5min);
    put(through, good, -79.25, 2min);
    put(through, good, -79.15);
    CHECK(events(through).empty());
}
