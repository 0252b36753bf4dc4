#include "logic/detection/out_of_footprint.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

const geo::Position mast = geo::Position::of(8.5, -79.5);

/// Receiver 1 hears ships all around within 12 nm; ship 9 comes later.
struct Sea : TestSea<OutOfFootprint> {
    explicit Sea(Duration learn = 61min) : TestSea(std::make_shared<const model::Chart>(), OutOfFootprint()) {
        for (std::uint32_t i = 0; i < 8; ++i)
            ship({.number = 10 + i, .at = geo::moved(mast, {45.0 * i}, from_nautical_miles(12)), .knots = 0, .heading = {}, .station = model::StationId{1}});
        pass(learn);
    }
    TestShip& stranger(double miles) {
        return ship({.number = 9, .at = geo::moved(mast, {200}, from_nautical_miles(miles)), .knots = 0, .heading = {}, .station = model::StationId{1}});
    }
    [[nodiscard]] std::vector<model::Event> found() const { return events(EventKind::out_of_footprint); }
};

}  // namespace

TEST_CASE("two reports from far beyond a receiver's reach are noticed once nobody else can have heard them") {
    Sea sea;
    const Time begun = sea.now + 1s;
    sea.stranger(30);
    sea.pass(10s);
    CHECK(sea.found().empty());
    sea.pass(3s);
    auto events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == begun);
    CHECK(events[0].noticed <= begun + 12s);
    CHECK(well_told(events[0]));
    sea.pass(10min);
    CHECK(sea.found().size() == 1);
    CHECK_FALSE(sea.found()[0].ended);
}

TEST_CASE("within one and a half times the reach, or of a receiver hardly known, nothing is said") {
    Sea near;
    near.stranger(16);
    near.pass(5min);
    CHECK(near.found().empty());
    Sea fresh(50min);
    fresh.stranger(30);
    fresh.pass(5min);
    CHECK(fresh.found().empty());
    TestSea<OutOfFootprint> rare(std::make_shared<const model::Chart>(), OutOfFootprint());
    rare.ship({.number = 1, .at = mast, .knots = 0, .heading = {}, .every = 10s, .station = model::StationId{1}});
    rare.pass(70min);
    rare.ship({.number = 2, .at = geo::moved(mast, {200}, from_nautical_miles(30)), .knots = 0, .heading = {}, .station = model::StationId{1}});
    rare.pass(5min);
    CHECK(rare.events(EventKind::out_of_footprint).empty());
}

TEST_CASE("a report that a second receiver heard too is no wonder, also when that is known late") {
    Sea sea;
    TestShip& far = sea.stranger(30);
    for (int i = 0; i < 20; ++i) {
        sea.pass(10s);
        model::Moment again = sea.of(far, model::Moment::Kind::heard_again);
        again.seen = sea.scene().find(model::TrackId{9})->seen;
        again.station = model::StationId{2};
        sea.tell(again);
    }
    CHECK(sea.found().empty());
    Sea late;
    TestShip& ship = late.stranger(30);
    late.pass(13s);
    REQUIRE(late.found().size() == 1);
    model::Moment again = late.of(ship, model::Moment::Kind::heard_again);
    again.seen = late.scene().find(model::TrackId{9})->seen;
    again.station = model::StationId{2};
    late.tell(again);
    CHECK(late.found()[0].withdrawn);
}

TEST_CASE("it ends when another receiver takes over, when the vessel comes near, and at a gap") {
    for (const int how : {0, 1, 2}) {
        Sea sea;
        TestShip& ship = sea.stranger(30);
        sea.pass(1min);
        REQUIRE(sea.found().size() == 1);
        if (how == 0) ship.station = model::StationId{2};
        if (how == 1) ship.at = mast;
        if (how == 2) {
            ship.sends = false;
            sea.pass(40min);
            ship.sends = true;
        }
        sea.pass(10s);
        REQUIRE_FALSE(sea.found().empty());
        CHECK(sea.found()[0].ended);
    }
}

TEST_CASE("from where a receiver often hears ships, however far, it may hear another") {
    Sea sea;
    TestShip& usual = sea.stranger(30);
    usual.station = model::StationId{0};
    sea.pass(1min);
    for (int i = 0; i < 100; ++i) {  // reports first heard by others, and by receiver 1 too
        model::Moment again = sea.of(usual, model::Moment::Kind::heard_again);
        again.seen = sea.scene().find(model::TrackId{9})->seen;
        again.station = model::StationId{1};
        sea.tell(again);
    }
    sea.ship({.number = 8, .at = usual.at, .knots = 0, .heading = {}, .station = model::StationId{1}});
    sea.pass(5min);
    CHECK(sea.found().empty());
}

TEST_CASE("a receiver without a name is none") {
    Sea sea;
    sea.stranger(30).station = model::StationId{0};
    sea.pass(5min);
    CHECK(sea.found().empty());
}
