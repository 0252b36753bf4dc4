#include "logic/detection/dark_rendezvous.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_waters.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::EventKind;

namespace {

using Sea = TestSea<DarkRendezvous>;

/// Sails eastwards some miles south of a coast at 8.5 N.
TestShip sailing(double miles_off, double knots = 10) {
    TestShip s;
    s.number = 1;
    s.at = Position::of(8.5 - miles_off / 60.04, -79.6);
    s.knots = knots;
    return s;
}

Sea coast(std::vector<model::Area> areas = {}) { return Sea(chart_with_coast(std::move(areas)), DarkRendezvous()); }
std::size_t found(const Sea& sea) { return sea.events(EventKind::dark_rendezvous).size(); }

/// Fast, then slow; how many events that makes.
std::size_t after_run(TestShip ship, Duration fast, double slow_knots, Duration slow, std::vector<model::Area> areas = {}) {
    Sea sea = coast(std::move(areas));
    TestShip& s = sea.ship(std::move(ship));
    sea.pass(fast);
    s.knots = slow_knots;
    sea.pass(slow);
    return found(sea);
}

}  // namespace

TEST_CASE("a ship that hurries, then lies still alone far off the coast is noticed after 15 minutes and ends when it goes on") {
    Sea sea = coast();
    TestShip& ship = sea.ship(sailing(8));
    sea.pass(12min);
    ship.knots = 5;
    sea.pass(5min);
    ship.knots = 1;
    const Time slow = sea.now;
    sea.pass(14min + 50s);
    CHECK(found(sea) == 0);
    sea.pass(30s);
    auto events = sea.events(EventKind::dark_rendezvous);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun - slow <= 10s);
    CHECK(events[0].noticed - slow <= 15min + 10s);
    CHECK(well_told(events[0]));
    ship.knots = 3.8;
    sea.pass(1min);
    CHECK_FALSE(sea.events(EventKind::dark_rendezvous)[0].ended);
    ship.knots = 6;
    sea.pass(20s);
    CHECK(sea.events(EventKind::dark_rendezvous)[0].ended);
}

TEST_CASE("each of its limits decides") {
    CHECK(after_run(sailing(6), 11min, 1, 16min) == 1);
    CHECK(after_run(sailing(4.5), 11min, 1, 16min) == 0);           // too near the coast
    CHECK(after_run(sailing(8, 5.5), 20min, 1, 20min) == 0);        // never fast
    CHECK(after_run(sailing(8), 9min, 1, 20min) == 0);              // not for long
    CHECK(after_run(sailing(8), 12min, 3.3, 40min) == 0);           // not slow
    CHECK(after_run(sailing(8), 12min, 1, 14min) == 0);             // not slow for long
    CHECK(after_run(sailing(8), 12min, 1, 16min, {square("boarding", model::AreaKind::pilot_boarding, -79.7, 8.2, 0.5)}) == 0);
    Sea dawdles = coast();
    TestShip& ship = dawdles.ship(sailing(8));
    dawdles.pass(12min);
    ship.knots = 4;
    dawdles.pass(35min);
    ship.knots = 1;
    dawdles.pass(20min);
    CHECK(found(dawdles) == 0);
}

TEST_CASE("fishing, anchored, disabled and exempt vessels do not behave darkly, and a chart without coast decides nothing") {
    using Status = model::NavigationStatus;
    for (const Status status : {Status::fishing, Status::at_anchor, Status::not_under_command, Status::moored}) {
        Sea sea = coast();
        TestShip& s = sea.ship(sailing(8));
        sea.pass(12min);
        s.knots = 1;
        s.status = status;
        sea.pass(20min);
        CHECK(found(sea) == 0);
    }
    for (const int type : {30, 52, 51, 55}) {
        TestShip s = sailing(8);
        s.type = static_cast<std::uint8_t>(type);
        CHECK(after_run(s, 12min, 1, 20min) == 0);
    }
    Sea unknown(std::make_shared<const model::Chart>(), DarkRendezvous());
    TestShip& s = unknown.ship(sailing(8));
    unknown.pass(12min);
    s.knots = 1;
    unknown.pass(20min);
    CHECK(found(unknown) == 0);
}

TEST_CASE("company within 500 m makes it an ordinary meeting; farther off it does not") {
    for (const double apart : {450.0, 560.0}) {
        Sea sea = coast();
        TestShip& s = sea.ship(sailing(8));
        sea.pass(12min);
        s.knots = 0;
        TestShip other = s;
        other.number = 2;
        other.at = geo::moved(s.at, {180}, Metres{apart + 28});
        sea.ship(other);
        sea.pass(16min);
        CHECK(found(sea) == (apart > 500 ? 1 : 0));
    }
}

TEST_CASE("a gap cuts what is building and ends what is open; so does the end of the track") {
    Sea sea = coast();
    TestShip& s = sea.ship(sailing(8));
    sea.pass(12min);
    s.knots = 1;
    sea.pass(10min);
    s.sends = false;
    sea.pass(31min);
    s.sends = true;
    sea.pass(20min);
    CHECK(found(sea) == 0);
    s.knots = 10;
    sea.pass(12min);
    s.knots = 1;
    sea.pass(16min);
    REQUIRE(found(sea) == 1);
    const Time last = sea.now;
    s.sends = false;
    sea.pass(5min);
    sea.tell(sea.of(s, model::Moment::Kind::gone));
    REQUIRE(sea.events(EventKind::dark_rendezvous)[0].ended);
    CHECK(last - *sea.events(EventKind::dark_rendezvous)[0].ended < 11s);
}
