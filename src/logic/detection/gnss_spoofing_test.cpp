#include "logic/detection/gnss_spoofing.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

/// Ships at sea, which may be shown elsewhere under the same MMSI.
struct Sea : TestSea<GnssSpoofing> {
    Sea() : TestSea(std::make_shared<const model::Chart>(), GnssSpoofing()) {
        for (std::uint32_t i = 1; i <= 5; ++i)
            ships.push_back(&ship({.number = i, .at = geo::Position::of(8.0 + 0.05 * i, -79.2), .knots = 10, .course = 180, .heading = {}, .every = 10s, .station = {}}));
    }
    void shown_at(std::uint32_t number, geo::Position at) {
        TestShip there = *ships[number - 1];
        there.number = number + 100;
        there.at = at;
        there.knots = 0;
        model::Moment moment = of(there, model::Moment::Kind::fix);
        moment.mmsi = model::Mmsi::of(352'000'000 + number);
        moment.jumped_from = model::TrackId{number};
        tell(moment);
    }
    /// All go round circles for a time: `knots` and `minutes` a turn.
    void circle(std::uint32_t count, double minutes, double knots, Duration span) {
        for (const Time end = now + span; now < end;) {
            for (std::uint32_t i = 0; i < count; ++i) {
                ships[i]->knots = knots;
                ships[i]->course = turned_into_circle({ships[i]->course + 6 / minutes}).value;
            }
            pass(1s);
        }
    }
    [[nodiscard]] std::vector<model::Event> found() const { return events(EventKind::gnss_spoofing); }
    std::vector<TestShip*> ships;
};

const geo::Position airport = geo::Position::of(9.07, -79.38);
geo::Position near_airport(double miles) { return geo::moved(airport, {90}, from_nautical_miles(miles)); }

}  // namespace

TEST_CASE("three vessels that jump to one place are one event, which a fourth joins") {
    Sea sea;
    sea.pass(2min);
    const Time begun = sea.now;
    sea.shown_at(1, airport);
    sea.pass(1min);
    sea.shown_at(2, near_airport(0.2));
    CHECK(sea.found().empty());
    sea.pass(1min);
    sea.shown_at(3, near_airport(0.1));
    auto events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == begun);
    CHECK(events[0].noticed == sea.now);
    CHECK(events[0].finding.vessels.size() == 3);
    CHECK(well_told(events[0]));
    sea.shown_at(4, near_airport(0.3));
    REQUIRE(sea.found().size() == 1);
    CHECK(sea.found()[0].finding.vessels.size() == 4);
    for (int i = 0; i < 40; ++i) {
        sea.pass(1min);
        sea.shown_at(2, near_airport(0.2));
    }
    CHECK_FALSE(sea.found()[0].ended);
    const Time last = sea.now;
    sea.pass(31min);
    REQUIRE(sea.found()[0].ended);
    CHECK(*sea.found()[0].ended == last);
}

TEST_CASE("two vessels, places a mile apart, or jumps spread over an hour are none") {
    Sea two;
    two.pass(2min);
    for (int i = 0; i < 10; ++i) two.shown_at(1, airport), two.shown_at(2, airport), two.pass(10s);
    CHECK(two.found().empty());
    Sea apart;
    apart.pass(2min);
    for (std::uint32_t i = 1; i <= 4; ++i) apart.shown_at(i, near_airport(i));
    CHECK(apart.found().empty());
    Sea slow;
    for (std::uint32_t i = 1; i <= 4; ++i) {
        slow.pass(11min);
        slow.shown_at(i, airport);
    }
    CHECK(slow.found().empty());
    Sea jerk;  // a short hop is a fault of one report
    jerk.pass(2min);
    for (std::uint32_t i = 1; i <= 4; ++i) {
        jerk.ships[i - 1]->at = near_airport(1.5);
        jerk.pass(10s);
        jerk.shown_at(i, airport);
    }
    CHECK(jerk.found().empty());
}

TEST_CASE("three vessels that go round evenly side by side are one event; two are none") {
    for (const std::uint32_t count : {2U, 3U}) {
        Sea sea;
        sea.ships[0]->at = geo::Position::of(8.00, -79.2);
        sea.ships[1]->at = geo::Position::of(8.02, -79.2);
        sea.ships[2]->at = geo::Position::of(8.04, -79.2);
        sea.pass(5min);
        sea.circle(count, 10, 10, 25min);
        REQUIRE(sea.found().size() == (count == 3 ? 1 : 0));
        if (count == 3) CHECK(well_told(sea.found()[0]));
    }
}

TEST_CASE("circles that are too wide, too slow or uneven, and vessels on a winding way, are none") {
    for (const auto& [minutes, knots] : {std::pair{40.0, 10.0}, std::pair{28.0, 30.0}, std::pair{3.0, 6.0}}) {
        Sea sea;
        sea.circle(5, minutes, knots, 90min);
        CHECK(sea.found().empty());
    }
    Sea uneven;
    for (int i = 0; i < 40; ++i) uneven.circle(5, 10, i % 2 == 0 ? 5 : 12, 1min);
    CHECK(uneven.found().empty());
    Sea winding;
    for (int i = 0; i < 40; ++i) winding.circle(5, i % 2 == 0 ? 10 : -10, 10, 3min);
    CHECK(winding.found().empty());
}
