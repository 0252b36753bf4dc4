#include "logic/detection/rendezvous.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_waters.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::EventKind;

namespace {

using Sea = TestSea<Rendezvous>;

/// 180 m long, 28 m broad, drifting with its bow to the east.
TestShip drifter(std::uint32_t number, double metres_north, double knots = 0.3) {
    TestShip ship;
    ship.number = number;
    ship.at = Position::of(8.0 + metres_north / 111'195, -79.2);
    ship.knots = knots;
    ship.course = 90;
    return ship;
}

Sea open_sea() { return Sea(std::make_shared<const model::Chart>(), Rendezvous()); }

/// Two drifters whose hulls are that far apart (28 m of beam lie between their antennas besides).
std::size_t found_when(double apart, double knots, Duration span) {
    Sea sea = open_sea();
    sea.ship(drifter(1, 0, knots));
    sea.ship(drifter(2, apart + 28, knots));
    sea.pass(span);
    return sea.events(EventKind::rendezvous).size();
}

}  // namespace

TEST_CASE("two ships that drift 200 m apart are noticed at the first report after 15 minutes, once, the lower MMSI first") {
    Sea sea = open_sea();
    const Time start = sea.now;
    TestShip& second = sea.ship(drifter(2, 228));
    sea.ship(drifter(1, 0));
    sea.pass(15min - 1s);
    CHECK(sea.events(EventKind::rendezvous).empty());
    sea.pass(1h);
    auto events = sea.events(EventKind::rendezvous);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.vessels[0].mmsi.number() == 352'000'001);
    CHECK(events[0].finding.vessels[1].mmsi.number() == 352'000'002);
    CHECK(events[0].finding.begun == start + 1s);
    CHECK(events[0].noticed == start + 15min + 1s);
    CHECK_FALSE(events[0].ended);
    CHECK(well_told(events[0]));
    second.knots = 4;
    sea.pass(30s);
    events = sea.events(EventKind::rendezvous);
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended - (start + 75min) < 12s);
}

TEST_CASE("ships farther apart, faster, or together for a shorter time do not meet") {
    CHECK(found_when(240, 0.3, 20min) == 1);
    CHECK(found_when(260, 0.3, 40min) == 0);
    CHECK(found_when(200, 1.9, 20min) == 1);
    CHECK(found_when(200, 2.1, 40min) == 0);
    CHECK(found_when(200, 0.3, 15min - 5s) == 0);
}

TEST_CASE("two ships in convoy are no rendezvous") {
    CHECK(found_when(150, 8, 2h) == 0);
}

TEST_CASE("a break of a minute is forgiven, a longer one begins the count anew") {
    for (const Duration pause : {Duration(50s), Duration(90s)}) {
        Sea sea = open_sea();
        sea.ship(drifter(1, 0));
        TestShip& other = sea.ship(drifter(2, 150));
        sea.pass(10min);
        other.knots = 2.5;
        sea.pass(pause);
        other.knots = 0.3;
        sea.pass(8min);
        CHECK(sea.events(EventKind::rendezvous).size() == (pause < 60s ? 1 : 0));
        sea.pass(8min);
        CHECK(sea.events(EventKind::rendezvous).size() == 1);
    }
}

TEST_CASE("an open meeting goes on to 500 m and 3 knots") {
    Sea sea = open_sea();
    sea.ship(drifter(1, 0));
    TestShip& other = sea.ship(drifter(2, 228));
    sea.pass(16min);
    other.course = 0;
    other.knots = 2.5;
    sea.pass(3min);  // 230 m
    REQUIRE(sea.events(EventKind::rendezvous).size() == 1);
    CHECK_FALSE(sea.events(EventKind::rendezvous)[0].ended);
    sea.pass(2min);
    CHECK(sea.events(EventKind::rendezvous)[0].ended);
}

TEST_CASE("pilots, tugs and launches are exempt, and so is sheltered water") {
    for (const int type : {31, 50, 51, 53, 55}) {
        Sea sea = open_sea();
        sea.ship(drifter(1, 0));
        TestShip other = drifter(2, 100);
        other.type = static_cast<std::uint8_t>(type);
        sea.ship(other);
        sea.pass(30min);
        CHECK(sea.events(EventKind::rendezvous).empty());
    }
    for (const model::AreaKind kind : {model::AreaKind::anchorage, model::AreaKind::pilot_boarding, model::AreaKind::zone}) {
        Sea sea(chart_of({square("area", kind, -79.3, 7.9, 0.2)}), Rendezvous());
        sea.ship(drifter(1, 0));
        sea.ship(drifter(2, 100));
        sea.pass(30min);
        CHECK(sea.events(EventKind::rendezvous).size() == (kind == model::AreaKind::zone ? 1 : 0));
    }
}

TEST_CASE("a gap of half an hour cuts what was building, and ends what is open at the last fix") {
    Sea sea = open_sea();
    sea.ship(drifter(1, 0));
    TestShip& other = sea.ship(drifter(2, 150));
    sea.pass(5min);
    other.sends = false;
    sea.pass(31min);
    other.sends = true;
    sea.pass(10min);
    CHECK(sea.events(EventKind::rendezvous).empty());
    sea.pass(6min);
    REQUIRE(sea.events(EventKind::rendezvous).size() == 1);
    const Time last = sea.now;
    other.sends = false;
    sea.pass(29min);
    CHECK_FALSE(sea.events(EventKind::rendezvous)[0].ended);
    sea.pass(2min);
    REQUIRE(sea.events(EventKind::rendezvous)[0].ended);
    CHECK(last - *sea.events(EventKind::rendezvous)[0].ended < 11s);
}

TEST_CASE("ships that report each three minutes are judged by their latest fixes, and silence alone decides nothing") {
    Sea sea = open_sea();
    TestShip one = drifter(1, 0, 0), two = drifter(2, 150, 0);
    one.every = two.every = 3min;
    sea.ship(one);
    sea.ship(two);
    sea.pass(16min);
    CHECK(sea.events(EventKind::rendezvous).size() == 1);
    Sea other = open_sea();
    other.ship(one);
    TestShip& silent = other.ship(two);
    other.pass(7min);
    silent.sends = false;
    other.pass(20min);
    CHECK(other.events(EventKind::rendezvous).empty());
}

TEST_CASE("a ship at rest that comes back from a gap is looked for again") {
    Sea sea = open_sea();
    sea.ship(drifter(1, 0, 0));
    TestShip& other = sea.ship(drifter(2, 150, 0));
    sea.pass(1min);
    other.sends = false;
    sea.pass(40min);
    other.sends = true;
    sea.pass(16min);
    CHECK(sea.events(EventKind::rendezvous).size() == 1);
}

TEST_CASE("a vessel without size is measured from its antenna, and the words say so") {
    Sea sea = open_sea();
    TestShip bare = drifter(1, 0);
    bare.length = 0;
    sea.ship(bare);
    sea.ship(drifter(2, 200));
    sea.pass(16min);
    auto events = sea.events(EventKind::rendezvous);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.confidence == 0.75);
    CHECK(model::told(events[0].finding.words->not_known, events[0].finding.facts, model::Language::en).find("antenna") != std::string::npos);
    CHECK(well_told(events[0]));
}

TEST_CASE("a vessel that goes takes its meetings with it") {
    Sea sea = open_sea();
    sea.ship(drifter(1, 0));
    TestShip& other = sea.ship(drifter(2, 100));
    sea.pass(16min);
    other.sends = false;
    model::Moment moment = sea.of(other, model::Moment::Kind::gone);
    sea.tell(moment);
    REQUIRE(sea.events(EventKind::rendezvous).size() == 1);
    CHECK(sea.events(EventKind::rendezvous)[0].ended);
    sea.pass(20min);
    CHECK(sea.events(EventKind::rendezvous).size() == 1);
}

TEST_CASE("a meeting is taken back when one turns out to be a pilot boat") {
    Sea sea = open_sea();
    sea.ship(drifter(1, 0));
    TestShip& other = sea.ship(drifter(2, 100));
    sea.pass(16min);
    other.type = 50;
    sea.declare(other);
    REQUIRE(sea.events(EventKind::rendezvous).size() == 1);
    REQUIRE(sea.events(EventKind::rendezvous)[0].withdrawn);
    sea.pass(20min);
    CHECK(sea.events(EventKind::rendezvous).size() == 1);
}

TEST_CASE("a meeting counts no longer than both have shown it: one that falls silent has not met for as long as its last fix stands") {
    for (const auto& [together, expected] : {std::pair{13min, 0U}, std::pair{19min, 1U}}) {
        Sea sea = open_sea();
        sea.ship(drifter(1, 0));
        TestShip& other = sea.ship(drifter(2, 100));
        sea.pass(together);
        other.sends = false;
        sea.pass(40min);
        REQUIRE(sea.events(EventKind::rendezvous).size() == expected);
        if (expected == 0) continue;
        const model::Event event = sea.events(EventKind::rendezvous)[0];
        REQUIRE(event.ended);
        CHECK(*event.ended >= event.noticed);
    }
}
