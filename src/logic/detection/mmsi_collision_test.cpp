#include "logic/detection/mmsi_collision.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

const TestShip cargo{.number = 1, .heading = {}, .station = {}};

/// Segments of the MMSI of ship 1 that report from places of their own.
struct Sea : TestSea<MmsiCollision> {
    Sea() : TestSea(std::make_shared<const model::Chart>(), MmsiCollision()) {}
    void report(std::uint32_t track, double miles_north) {
        TestShip there = cargo;
        there.number = track;
        there.at = geo::moved(cargo.at, {0}, from_nautical_miles(miles_north));
        model::Moment moment = of(there, model::Moment::Kind::fix);
        moment.mmsi = model::Mmsi::of(352'000'001);
        if (track > 1) moment.jumped_from = model::TrackId{1};
        tell(moment);
    }
    [[nodiscard]] std::vector<model::Event> found() const { return events(EventKind::mmsi_collision); }
};

}  // namespace

TEST_CASE("two hulls heard in turn three times are one event, from the first report of the second hull") {
    Sea sea;
    sea.report(1, 0);
    sea.pass(1min);
    const Time second_hull = sea.now;
    sea.report(2, 12);
    sea.pass(1min);
    sea.report(1, 0);
    CHECK(sea.found().empty());
    sea.pass(1min);
    sea.report(2, 12);
    auto events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == second_hull);
    CHECK(events[0].noticed == sea.now);
    CHECK(well_told(events[0]));
    for (int i = 0; i < 50; ++i) {
        sea.pass(1min);
        sea.report(1 + static_cast<std::uint32_t>(i % 2), i % 2 == 0 ? 0 : 12);
    }
    CHECK(sea.found().size() == 1);
    CHECK_FALSE(sea.found()[0].ended);
    const Time last = sea.now;
    for (int i = 0; i < 31; ++i) {
        sea.pass(1min);
        sea.report(2, 12);
    }
    events = sea.found();
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended <= last + 1min);
}

TEST_CASE("a vessel that jumps and stays there is not two") {
    Sea sea;
    for (int i = 0; i < 5; ++i) {
        sea.report(1, 0);
        sea.pass(1min);
    }
    for (int i = 0; i < 40; ++i) {
        sea.report(2, 12);
        sea.pass(1min);
    }
    sea.report(1, 0);
    CHECK(sea.found().empty());
}

TEST_CASE("nearer than five miles a position may just be wrong, and turns hours apart are no turns") {
    Sea near;
    for (int i = 0; i < 20; ++i) {
        near.report(1 + static_cast<std::uint32_t>(i % 2), i % 2 == 0 ? 0 : 4.5);
        near.pass(1min);
    }
    CHECK(near.found().empty());
    Sea slow;
    for (int i = 0; i < 6; ++i) {
        slow.report(1 + static_cast<std::uint32_t>(i % 2), i % 2 == 0 ? 0 : 12);
        slow.pass(35min);
    }
    CHECK(slow.found().empty());
}

TEST_CASE("three hulls of one number are told as one event") {
    Sea sea;
    for (int i = 0; i < 12; ++i) {
        sea.report(1 + static_cast<std::uint32_t>(i % 3), 12.0 * (i % 3));
        sea.pass(30s);
    }
    CHECK(sea.found().size() == 1);
}
