#include "logic/detection/tight_rendezvous.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_waters.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using geo::Position;
using model::EventKind;

namespace {

using Sea = TestSea<TightRendezvous>;

/// At anchor with its bow to the north, 28 m broad.
TestShip anchored(std::uint32_t number, double metres_east) {
    TestShip ship;
    ship.number = number;
    ship.at = after(Position::of(8.0, -79.2), {metres_east, 0}, east_scale(8.0));
    ship.knots = 0;
    ship.heading = 0;
    ship.status = model::NavigationStatus::at_anchor;
    ship.every = 3min;
    return ship;
}

Sea anchorage(model::AreaKind kind = model::AreaKind::anchorage) {
    return Sea(chart_of({square("anchorage", kind, -79.25, 7.95, 0.1)}), TightRendezvous());
}

std::size_t found_when(double between_hulls, Duration span) {
    Sea sea = anchorage();
    sea.ship(anchored(1, 0));
    sea.ship(anchored(2, between_hulls + 28));
    sea.pass(span);
    return sea.events(EventKind::tight_rendezvous).size();
}

}  // namespace

TEST_CASE("two ships alongside in an anchorage are noticed after ten minutes and named with the anchorage") {
    Sea sea = anchorage();
    const Time start = sea.now;
    sea.ship(anchored(1, 0));
    TestShip barge = anchored(2, 40);
    barge.length = 80, barge.beam = 15, barge.type = 80, barge.status = model::NavigationStatus::moored;
    TestShip& alongside = sea.ship(barge);
    sea.pass(9min);
    CHECK(sea.events(EventKind::tight_rendezvous).empty());
    sea.pass(30min);
    auto events = sea.events(EventKind::tight_rendezvous);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == start + 1s);
    CHECK(events[0].noticed - start <= 12min + 1s);
    CHECK(events[0].finding.area == model::AreaIndex{0});
    CHECK(well_told(events[0]));
    alongside.knots = 2.5;
    alongside.course = 90;
    alongside.every = 10s;
    sea.pass(5min);
    events = sea.events(EventKind::tight_rendezvous);
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
}

TEST_CASE("beyond 50 m between hulls, outside anchorages and for less than ten minutes ships do not lie alongside") {
    CHECK(found_when(45, 13min) == 1);
    CHECK(found_when(55, 1h) == 0);
    CHECK(found_when(20, 9min) == 0);
    for (const model::AreaKind kind : {model::AreaKind::harbour, model::AreaKind::fairway, model::AreaKind::zone}) {
        Sea sea = anchorage(kind);
        sea.ship(anchored(1, 0));
        sea.ship(anchored(2, 40));
        sea.pass(30min);
        CHECK(sea.events(EventKind::tight_rendezvous).empty());
    }
}

TEST_CASE("long ships are measured by their hulls, not by where their antennas are") {
    Sea sea = anchorage();
    TestShip one = anchored(1, 0), two = anchored(2, 60);
    one.length = 360, one.beam = 48;
    two.at = after(two.at, {0, 260}, east_scale(8.0));
    two.length = 300, two.beam = 46;
    sea.ship(one);
    sea.ship(two);
    sea.pass(13min);
    CHECK(sea.events(EventKind::tight_rendezvous).size() == 1);
}

TEST_CASE("a ship that swings towards another without moving its middle far is still found") {
    Sea sea = anchorage();
    TestShip& swings = sea.ship(anchored(1, 0));
    sea.ship(anchored(2, 170));
    sea.pass(30min);
    CHECK(sea.events(EventKind::tight_rendezvous).empty());
    swings.at = after(swings.at, {0, 54}, east_scale(8.0));
    swings.heading = 90;
    swings.at = after(swings.at, {54, 0}, east_scale(8.0));
    sea.pass(13min);
    CHECK(sea.events(EventKind::tight_rendezvous).size() == 1);
}

TEST_CASE("a permit, a tug and a launch go alongside unremarked; a permit that has run out does not count") {
    for (const std::optional<Time> until : {std::optional<Time>{}, std::optional<Time>{*time_from_iso("2026-03-01T00:00:00Z")}}) {
        Sea sea = anchorage();
        model::ListEntries lists;
        lists.sources.push_back({"bunkers", "port captain", {}});
        lists.permits.push_back({model::Mmsi::of(352'000'002), until, 0});
        sea.use(lists);
        sea.ship(anchored(1, 0));
        sea.ship(anchored(2, 40));
        sea.pass(30min);
        CHECK(sea.events(EventKind::tight_rendezvous).size() == (until ? 1 : 0));
    }
    for (const int type : {52, 53, 50}) {
        Sea sea = anchorage();
        sea.ship(anchored(1, 0));
        TestShip craft = anchored(2, 30);
        craft.type = static_cast<std::uint8_t>(type);
        sea.ship(craft);
        sea.pass(30min);
        CHECK(sea.events(EventKind::tight_rendezvous).empty());
    }
}

TEST_CASE("an open meeting goes on to 100 m, and a gap ends it at the last fix") {
    Sea sea = anchorage();
    sea.ship(anchored(1, 0));
    TestShip& other = sea.ship(anchored(2, 40));
    sea.pass(13min);
    other.at = after(other.at, {60, 0}, east_scale(8.0));
    sea.pass(12min);
    REQUIRE(sea.events(EventKind::tight_rendezvous).size() == 1);
    CHECK_FALSE(sea.events(EventKind::tight_rendezvous)[0].ended);
    other.sends = false;
    const Time last = sea.now;
    sea.pass(40min);
    REQUIRE(sea.events(EventKind::tight_rendezvous)[0].ended);
    CHECK(last - *sea.events(EventKind::tight_rendezvous)[0].ended <= 3min);
}
