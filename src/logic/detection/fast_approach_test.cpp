#include "logic/detection/fast_approach.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_waters.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::EventKind;

namespace {

using Sea = TestSea<FastApproach>;
const Position middle = Position::of(8.0, -79.2);

Sea open_sea() { return Sea(std::make_shared<const model::Chart>(), FastApproach()); }

/// A craft that makes for the middle of the sea from the west, `aside` metres beside it.
TestShip launch(double metres, double aside = 0, double knots = 20) {
    TestShip s;
    s.number = 1;
    s.at = after(middle, {-metres, aside}, east_scale(8.0));
    s.course = 90;
    s.knots = knots;
    s.length = 9, s.beam = 3;
    s.type = 37;
    s.transceiver = model::Transceiver::class_b;
    s.every = 5s;
    return s;
}

TestShip tanker(std::uint32_t number = 2) {
    TestShip s;
    s.number = number;
    s.at = middle;
    s.knots = 0;
    s.type = 84;
    s.every = 3min;
    return s;
}

std::size_t found(const Sea& sea) { return sea.events(EventKind::fast_approach).size(); }

std::shared_ptr<const model::Chart> with_locks() {
    return chart_of({}, {{model::StructureKind::lock, "gate", "West gate", "Puerta oeste", middle},
                         {model::StructureKind::bridge, "bridge", "Bridge", "Puente", after(middle, {900, 0}, east_scale(8.0))}});
}

}  // namespace

TEST_CASE("a small craft that makes for a gas carrier at 20 knots is noticed within ten seconds of three minutes to go") {
    Sea sea = open_sea();
    sea.ship(tanker());
    const Time start = sea.now;
    TestShip& craft = sea.ship(launch(20 * 1852.0 / 3600 * 240));
    sea.pass(1min);
    CHECK(found(sea) == 0);
    sea.pass(30s);
    auto events = sea.events(EventKind::fast_approach);
    REQUIRE(events.size() == 1);
    CHECK(events[0].noticed - start <= 1min + 20s);
    CHECK(events[0].finding.vessels.size() == 2);
    CHECK(events[0].finding.vessels[0].mmsi.number() == 352'000'001);
    CHECK(well_told(events[0]));
    craft.knots = 10;
    sea.pass(20s);
    CHECK_FALSE(sea.events(EventKind::fast_approach)[0].ended);
    craft.knots = 7;
    sea.pass(20s);
    CHECK(sea.events(EventKind::fast_approach)[0].ended);
    CHECK(found(sea) == 1);
}

TEST_CASE("passing at a distance, slowly, away, or for a moment is no fast approach") {
    for (const double aside : {170.0, 230.0}) {
        Sea sea = open_sea();
        sea.ship(tanker());
        sea.ship(launch(1'500, aside));
        sea.pass(1min);
        CHECK(found(sea) == (aside < 200 ? 1 : 0));
    }
    Sea slow = open_sea();
    slow.ship(tanker());
    slow.ship(launch(600, 0, 11));
    slow.pass(1min);
    CHECK(found(slow) == 0);
    Sea away = open_sea();
    away.ship(tanker());
    away.ship(launch(-300));
    away.pass(1min);
    CHECK(found(away) == 0);
    Sea moment = open_sea();
    moment.ship(tanker());
    TestShip& turns = moment.ship(launch(1'000));
    moment.pass(8s);
    turns.course = 0;
    moment.pass(1min);
    CHECK(found(moment) == 0);
}

TEST_CASE("ferries, pilots, patrols and large ships may come fast, and only protected vessels are watched over") {
    for (const int type : {60, 50, 55, 51, 53}) {
        Sea sea = open_sea();
        sea.ship(tanker());
        TestShip craft = launch(1'500);
        craft.type = static_cast<std::uint8_t>(type);
        sea.ship(craft);
        sea.pass(1min);
        CHECK(found(sea) == 0);
    }
    Sea large = open_sea();
    large.ship(tanker());
    TestShip ship = launch(1'500);
    ship.length = 60;
    large.ship(ship);
    large.pass(1min);
    CHECK(found(large) == 0);
    for (const bool listed : {false, true}) {
        Sea sea = open_sea();
        if (listed) {
            model::ListEntries lists;
            lists.sources.push_back({"guarded", "navy", {}});
            lists.protected_vessels.push_back({model::Mmsi::of(352'000'002), 0});
            sea.use(lists);
        }
        TestShip cargo = tanker();
        cargo.type = 70;
        sea.ship(cargo);
        sea.ship(launch(1'500));
        sea.pass(1min);
        CHECK(found(sea) == (listed ? 1 : 0));
    }
}

TEST_CASE("a lock and a bridge in a row make one event with the craft alone, which ends past the last") {
    Sea sea(with_locks(), FastApproach());
    sea.ship(launch(1'200));
    sea.pass(30s);
    auto events = sea.events(EventKind::fast_approach);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.vessels.size() == 1);
    CHECK(well_told(events[0]));
    sea.pass(2min);
    CHECK_FALSE(sea.events(EventKind::fast_approach)[0].ended);
    sea.pass(2min);
    events = sea.events(EventKind::fast_approach);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended);
}

TEST_CASE("the protected vessel's own reports decide too") {
    Sea sea = open_sea();
    TestShip warship = tanker();
    warship.type = 35;
    warship.every = 2s;
    warship.knots = 4;
    sea.ship(warship);
    TestShip craft = launch(1'400);
    craft.every = 60s;
    const Time start = sea.now;
    sea.ship(craft);
    sea.pass(20s);
    REQUIRE(found(sea) == 1);
    CHECK(sea.events(EventKind::fast_approach)[0].noticed - start <= 14s);
}

TEST_CASE("a gap and the end of a track end what is open") {
    for (const bool removed : {false, true}) {
        Sea sea = open_sea();
        TestShip ship = tanker();
        ship.every = 1min;
        sea.ship(ship);
        TestShip& craft = sea.ship(launch(1'500));
        sea.pass(30s);
        REQUIRE(found(sea) == 1);
        const Time last = sea.now;
        craft.sends = false;
        sea.pass(removed ? 1min : 32min);
        if (removed) sea.tell(sea.of(craft, model::Moment::Kind::gone));
        REQUIRE(sea.events(EventKind::fast_approach)[0].ended);
        CHECK(last - *sea.events(EventKind::fast_approach)[0].ended < 6s);
    }
}

TEST_CASE("an approach to a ship or a lock is taken back when the craft turns out to be a patrol, and is not told again") {
    for (const bool ashore : {false, true}) {
        Sea sea(ashore ? with_locks() : std::make_shared<const model::Chart>(), FastApproach());
        if (!ashore) sea.ship(tanker());
        TestShip& craft = sea.ship(launch(1'500));
        sea.pass(30s);
        REQUIRE(found(sea) == 1);
        craft.type = 55;
        sea.declare(craft);
        REQUIRE(sea.events(EventKind::fast_approach)[0].withdrawn);
        CHECK(sea.events(EventKind::fast_approach)[0].withdrawn->why.en.find("since said") != std::string_view::npos);
        sea.pass(5min);
        CHECK(found(sea) == 1);
    }
}

TEST_CASE("an approach stands when the ship that is approached says that it is a naval one") {
    Sea sea = open_sea();
    TestShip& ship = sea.ship(tanker());
    sea.ship(launch(1'500));
    sea.pass(30s);
    REQUIRE(found(sea) == 1);
    ship.type = 35;
    sea.declare(ship);
    CHECK_FALSE(sea.events(EventKind::fast_approach)[0].withdrawn);
}
