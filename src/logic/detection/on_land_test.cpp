#include "logic/detection/on_land.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

/// An island 22 km wide in the middle of a sheet of water.
std::shared_ptr<const model::Chart> island() {
    const auto square = [](double south, double west, double north, double east) {
        return *geo::Ring::make({geo::Position::of(south, west), geo::Position::of(south, east), geo::Position::of(north, east), geo::Position::of(north, west)});
    };
    // A far islet makes the sheet wide enough for water around.
    geo::MultiPolygon land{{{square(8.0, -79.2, 8.2, -79.0), {}}, {square(8.6, -78.6, 8.61, -78.59), {}}, {square(7.6, -79.6, 7.61, -79.59), {}}}};
    const auto mask = std::make_shared<geo::LandMask>(land);
    return std::make_shared<model::Chart>(*model::Chart::make({}, {}, mask, std::make_shared<geo::CoastDistance>(*mask)));
}

const TestShip walker{.number = 1, .at = geo::Position::of(8.1, -79.3), .knots = 12, .course = 90, .heading = {}, .transceiver = model::Transceiver::class_a,
                      .type = 70, .length = 100, .beam = 20, .every = 10s, .station = {}};

}  // namespace

TEST_CASE("two positions far inland are noticed once, and end when the vessel floats again") {
    TestSea<OnLand> sea(island(), OnLand());
    TestShip& ship = sea.ship(walker);
    sea.pass(1min);
    CHECK(sea.events(EventKind::on_land).empty());
    ship.at = geo::Position::of(8.1, -79.15);
    sea.pass(10s);
    CHECK(sea.events(EventKind::on_land).empty());
    const Time first = sea.now;
    sea.pass(5min);
    auto events = sea.events(EventKind::on_land);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun <= first);
    CHECK(events[0].noticed <= first + 10s);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    ship.at = geo::Position::of(8.1, -79.4);
    sea.pass(20s);
    events = sea.events(EventKind::on_land);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("near the coast the map may err: a berth drawn as land, or one stray position, is none") {
    TestSea<OnLand> sea(island(), OnLand());
    TestShip& ship = sea.ship(walker);
    ship.knots = 0;
    ship.at = geo::Position::of(8.1, -79.199);  // 110 m inland
    sea.pass(10min);
    ship.at = geo::Position::of(8.1, -79.3);
    sea.pass(1min);
    ship.at = geo::Position::of(8.1, -79.1);
    sea.pass(10s);
    ship.at = geo::Position::of(8.1, -79.3);
    sea.pass(1min);
    CHECK(sea.events(EventKind::on_land).empty());
}

TEST_CASE("an open event outlasts a look at the shore's edge, and is cut by a gap") {
    TestSea<OnLand> sea(island(), OnLand());
    TestShip& ship = sea.ship(walker);
    ship.knots = 0;
    ship.at = geo::Position::of(8.1, -79.1);
    sea.pass(1min);
    ship.at = geo::Position::of(8.1, -79.199);
    sea.pass(1min);
    REQUIRE(sea.events(EventKind::on_land).size() == 1);
    CHECK_FALSE(sea.events(EventKind::on_land)[0].ended);
    const Time last = sea.now;
    ship.sends = false;
    sea.pass(40min);
    ship.sends = true;
    sea.pass(10s);
    const auto events = sea.events(EventKind::on_land);
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended <= last);
}

TEST_CASE("what is no vessel may stand on land") {
    for (const auto transceiver : {model::Transceiver::sar_aircraft, model::Transceiver::base_station, model::Transceiver::aid_to_navigation}) {
        TestSea<OnLand> sea(island(), OnLand());
        TestShip other = walker;
        other.transceiver = transceiver;
        other.at = geo::Position::of(8.1, -79.1);
        sea.ship(other);
        sea.pass(2min);
        CHECK(sea.events(EventKind::on_land).empty());
    }
}
