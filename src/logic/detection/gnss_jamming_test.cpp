#include "logic/detection/gnss_jamming.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

/// Ships a mile apart, some of which lose their positions.
struct Sea : TestSea<GnssJamming> {
    explicit Sea(double miles_apart = 1, std::uint32_t count = 4) : TestSea(std::make_shared<const model::Chart>(), GnssJamming()) {
        for (std::uint32_t i = 1; i <= count; ++i)
            ships.push_back(&ship({.number = i, .at = geo::Position::of(8.0 + miles_apart * i / 60, -79.2), .knots = 10, .heading = {}, .every = 10s, .station = {}}));
    }
    /// Reports of low accuracy from some ships, one each.
    void low(std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t i = first; i <= last; ++i) {
            model::Moment moment = of(*ships[i - 1], model::Moment::Kind::fix);
            moment.fix.accuracy = model::Accuracy::low;
            tell(moment);
        }
    }
    void stop_sending(std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t i = first; i <= last; ++i) ships[i - 1]->sends = false;
    }
    [[nodiscard]] std::vector<model::Event> found() const { return events(EventKind::gnss_jamming); }
    std::vector<TestShip*> ships;
};

}  // namespace

TEST_CASE("three vessels that report low accuracy twice are one event, which a fourth joins") {
    Sea sea;
    sea.pass(2min);
    const Time begun = sea.now;
    sea.stop_sending(1, 4);
    sea.low(1, 3);
    CHECK(sea.found().empty());
    sea.pass(10s);
    sea.low(1, 2);
    CHECK(sea.found().empty());
    sea.low(3, 3);
    auto events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == begun);
    CHECK(events[0].noticed == sea.now);
    CHECK(events[0].finding.vessels.size() == 3);
    CHECK(well_told(events[0]));
    sea.low(4, 4);
    sea.low(4, 4);
    events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.vessels.size() == 4);
    CHECK(events[0].revision == 1);
    CHECK(events[0].finding.confidence > 0.7);
}

TEST_CASE("reports without a position are losses too; a report of long range is none") {
    for (const bool long_range : {false, true}) {
        Sea sea;
        sea.pass(2min);
        sea.stop_sending(1, 4);
        for (int i = 0; i < 3; ++i) {
            sea.pass(10s);
            for (TestShip* ship : sea.ships) {
                model::Moment moment = sea.of(*ship, model::Moment::Kind::unplaced);
                if (long_range) {
                    moment.fix.range = model::Range::long_range;
                    moment.fix.position = ship->at;
                }
                sea.tell(moment);
            }
        }
        CHECK(sea.found().size() == (long_range ? 0 : 1));
    }
}

TEST_CASE("two vessels, one report each, vessels far apart, or one after another in hours are no jamming") {
    Sea two;
    two.pass(2min);
    two.low(1, 2);
    two.low(1, 2);
    CHECK(two.found().empty());
    Sea once;
    for (int i = 0; i < 10; ++i) {
        once.pass(2min);
        once.low(1, 4);
    }
    CHECK(once.found().empty());
    Sea apart(6);
    apart.pass(2min);
    for (int i = 0; i < 3; ++i) apart.low(1, 1), apart.low(4, 4), apart.pass(1s), apart.low(2, 2);
    CHECK(apart.found().empty());
    Sea slowly;
    slowly.pass(2min);
    for (std::uint32_t i = 1; i <= 4; ++i) {
        slowly.low(i, i);
        slowly.low(i, i);
        slowly.pass(6min);
    }
    CHECK(slowly.found().empty());
}

TEST_CASE("receivers that are hardly ever sure say nothing") {
    Sea sea;
    for (int i = 0; i < 20; ++i) {
        sea.low(1, 4);
        sea.low(1, 4);
        sea.pass(2min);
    }
    CHECK(sea.found().empty());
}

TEST_CASE("it ends ten minutes after the last bad report, at that report") {
    Sea sea;
    sea.pass(2min);
    sea.stop_sending(1, 4);
    for (int i = 0; i < 60; ++i) {
        sea.low(1, 3);
        sea.pass(20s);
    }
    REQUIRE(sea.found().size() == 1);
    CHECK_FALSE(sea.found()[0].ended);
    const Time last = sea.now - 20s;
    for (TestShip* ship : sea.ships) ship->sends = true;
    sea.pass(11min);
    REQUIRE(sea.found().size() == 1);
    REQUIRE(sea.found()[0].ended);
    CHECK(*sea.found()[0].ended == last);
}
