#include "logic/detection/speeding.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::AreaKind;
using model::EventKind;

namespace {

/// A reach of 10 knots, 8 for vessels of 100 m; the sea east of -79.15 is free.
model::Area reach(std::string id = "reach", double knots = 10) {
    model::Area area = square_area(std::move(id), AreaKind::channel, 8.0, -79.2, 0.05);
    area.limit = from_knots(knots);
    return area;
}

TestSea<Speeding> sea_with(std::vector<model::Area> areas, ByArea<Speeding::Limits> limits = {}) {
    return TestSea<Speeding>(chart_of(std::move(areas)), Speeding(std::move(limits)));
}

/// Goes round a small square, so that it stays in the reach.
void circle(TestSea<Speeding>& sea, TestShip& ship, Duration span) {
    for (Duration t{}; t < span; t += 30s) {
        ship.course += 90;
        sea.pass(30s);
    }
}

std::size_t found(double knots, std::vector<model::Area> areas, TestShip ship = {}, ByArea<Speeding::Limits> limits = {}) {
    auto sea = sea_with(std::move(areas), std::move(limits));
    ship.knots = knots;
    circle(sea, sea.ship(ship), 5min);
    return sea.events(EventKind::speeding).size();
}

}  // namespace

TEST_CASE("a ship that is too fast in each report of a minute is noticed, and the event ends at the limit") {
    auto sea = sea_with({reach()});
    const Time start = sea.now;
    TestShip& ship = sea.ship({});
    ship.knots = 12;
    circle(sea, ship, 1min);
    CHECK(sea.events(EventKind::speeding).empty());
    circle(sea, ship, 3min);
    auto events = sea.events(EventKind::speeding);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == start + 1s);
    CHECK(events[0].noticed == start + 61s);
    CHECK(events[0].finding.area == model::AreaIndex{0});
    CHECK(well_told(events[0]));
    ship.knots = 10.5;
    circle(sea, ship, 3min);
    CHECK_FALSE(sea.events(EventKind::speeding)[0].ended);
    ship.knots = 10;
    circle(sea, ship, 1min);
    events = sea.events(EventKind::speeding);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("a knot above the limit is borne, one slower report begins the minute anew, and so does a gap") {
    CHECK(found(11, {reach()}) == 0);
    CHECK(found(11.2, {reach()}) == 1);
    CHECK(found(11.2, {reach()}, {}, {.usual = {.over = from_knots(2)}, .special = {}}) == 0);
    CHECK(found(11.2, {reach()}, {}, {.usual = {}, .special = {{model::AreaIndex{0}, {.over = from_knots(2)}}}}) == 0);
    auto sea = sea_with({reach()});
    TestShip& ship = sea.ship({});
    for (int i = 0; i < 5; ++i) {
        ship.knots = 12;
        sea.pass(50s);
        ship.knots = 10.8;
        ship.course += 180;
        sea.pass(10s);
    }
    CHECK(sea.events(EventKind::speeding).empty());
    ship.knots = 12;
    sea.pass(40s);
    ship.sends = false;
    ship.knots = 0;
    sea.pass(31min);
    ship.knots = 12;
    ship.sends = true;
    sea.pass(30s);
    CHECK(sea.events(EventKind::speeding).empty());
}

TEST_CASE("length and season make the limit, and where areas overlap the highest holds") {
    model::Area large = reach();
    large.large_limit = from_knots(6);
    large.large = Metres{76};
    CHECK(found(9, {large}) == 1);
    TestShip small;
    small.length = 60;
    CHECK(found(9, {large}, small) == 0);
    model::Area season = reach();
    season.season = model::SeasonLimit{801, 1130, from_knots(5)};
    CHECK(found(8, {season}) == 0);
    season.season = model::SeasonLimit{201, 331, from_knots(5)};
    CHECK(found(8, {season}) == 1);
    CHECK(found(13, {reach("a", 10), reach("b", 15)}) == 0);
    CHECK(found(17, {reach("a", 10), reach("b", 15)}) == 1);
    model::Area free = square_area("free", AreaKind::harbour, 8.0, -79.2, 0.1);
    CHECK(found(13, {reach(), free}) == 1);
}

TEST_CASE("exempt craft may hurry, and leaving the area ends the event") {
    for (const int type : {35, 50, 51, 52, 55}) {
        TestShip ship;
        ship.type = static_cast<std::uint8_t>(type);
        CHECK(found(15, {reach()}, ship) == 0);
    }
    auto sea = sea_with({reach()});
    sea.ship({}).knots = 14;
    sea.pass(20min);  // eastward, 5.5 km to the edge
    const auto events = sea.events(EventKind::speeding);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}
