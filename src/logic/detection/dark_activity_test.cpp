#include "logic/detection/dark_activity.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

/// Ships that go to and fro along a parallel, heard by receiver 1, until the water is known. Ship 1 is the one that matters.
struct Sea : TestSea<DarkActivity> {
    explicit Sea(TestShip first = {.number = 1, .heading = {}}, Duration learn = 2h)
        : TestSea(std::make_shared<const model::Chart>(), DarkActivity()) {
        for (std::uint32_t i = 1; i <= 6; ++i) {
            TestShip one = first;
            one.number = i;
            one.at = geo::Position::of(8.025, -79.5 + 0.03 * i);
            one.every = one.transceiver == model::Transceiver::class_b ? 30s : 10s;
            ships.push_back(&ship(one));
        }
        for (Duration done = 0s; done < learn; done += 1h) {
            turn(90);
            pass(30min);
            turn(270);
            pass(30min);
        }
        turn(90);
        pass(1min);
    }
    void turn(double course) {
        for (TestShip* ship : ships) ship->course = course;
    }
    [[nodiscard]] std::vector<model::Event> found() const { return events(EventKind::dark_activity); }
    std::vector<TestShip*> ships;
};

const TestShip boat{.number = 1, .knots = 8, .heading = {}, .transceiver = model::Transceiver::class_b, .type = 37, .length = 12, .beam = 4};

}  // namespace

TEST_CASE("a ship that falls silent among others is noticed after ten minutes, and its next report ends it") {
    Sea sea;
    sea.pass(5min);
    sea.ships[0]->sends = false;
    const Time last = sea.scene().find(model::TrackId{1})->seen;
    sea.pass(last + 10min - 1s - sea.now);
    CHECK(sea.found().empty());
    sea.pass(1s);
    auto events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == last);
    CHECK(events[0].noticed == last + 10min);
    CHECK(events[0].finding.confidence > 0.89);
    CHECK(well_told(events[0]));
    sea.pass(5min);
    CHECK(sea.found().size() == 1);
    CHECK_FALSE(sea.found()[0].ended);
    sea.tell(sea.of(*sea.ships[0], model::Moment::Kind::said));
    events = sea.found();
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended == sea.now);
    CHECK_FALSE(events[0].withdrawn);
}

TEST_CASE("nine minutes of silence, a ship at rest and a ship at anchor are nothing") {
    Sea sea;
    sea.ships[0]->sends = false;
    sea.pass(9min);
    sea.ships[0]->sends = true;
    sea.ships[1]->knots = 1;
    sea.ships[2]->status = model::NavigationStatus::at_anchor;
    sea.pass(1min);
    sea.ships[1]->sends = sea.ships[2]->sends = false;
    sea.pass(1h);
    CHECK(sea.found().empty());
}

TEST_CASE("class B is given three times as long") {
    Sea sea(boat, 6h);
    sea.ships[0]->sends = false;
    sea.pass(29min);
    CHECK(sea.found().empty());
    sea.pass(2min);
    CHECK(sea.found().size() == 1);
}

TEST_CASE("where nothing is known yet, or few are heard nearby, silence says nothing") {
    Sea unknown({.number = 1, .heading = {}}, 0s);
    unknown.pass(2min);
    unknown.ships[0]->sends = false;
    unknown.pass(40min);
    CHECK(unknown.found().empty());
    Sea lonely;
    for (std::size_t i = 0; i < 4; ++i) lonely.ships[i]->sends = false;
    lonely.pass(40min);
    CHECK(lonely.found().empty());
}

TEST_CASE("a ship on its way out of the known water is not dark, and the edge is learnt") {
    Sea sea;
    sea.ships[0]->course = 0;  // to the north nobody was ever heard
    sea.pass(5min);
    sea.ships[0]->sends = false;
    sea.pass(1h);
    CHECK(sea.found().empty());
}

TEST_CASE("a deaf receiver makes no dark ships, even when a second one hears others nearby") {
    Sea sea;
    TestShip heard_by_second{.number = 20, .at = geo::Position::of(8.06, -79.4), .knots = 0, .heading = {}, .status = model::NavigationStatus::at_anchor, .station = model::StationId{2}};
    for (std::uint32_t i = 20; i < 24; ++i) {
        heard_by_second.number = i;
        sea.ship(heard_by_second);
    }
    sea.pass(10min);
    for (TestShip* ship : sea.ships) ship->sends = false;
    sea.pass(1h);
    CHECK(sea.found().empty());
}

TEST_CASE("a MMSI that is heard elsewhere is not silent") {
    Sea sea;
    sea.ships[0]->sends = false;
    TestShip there = *sea.ships[0];
    there.number = 30;
    there.at = geo::Position::of(8.025, -79.1);
    for (int i = 0; i < 20; ++i) {
        model::Moment moment = sea.of(there, model::Moment::Kind::fix);
        moment.mmsi = model::Mmsi::of(352'000'001);
        moment.jumped_from = model::TrackId{1};
        sea.tell(moment);
        sea.pass(1min);
    }
    CHECK(sea.found().empty());
}

TEST_CASE("a late report from within the silence withdraws it, before its end and after") {
    for (const bool ended_before : {false, true}) {
        Sea sea;
        sea.ships[0]->sends = false;
        sea.pass(12min);
        REQUIRE(sea.found().size() == 1);
        model::Moment late = sea.of(*sea.ships[0], ended_before ? model::Moment::Kind::late_fix : model::Moment::Kind::fix);
        late.seen = sea.now - 6min;
        if (ended_before) {
            sea.ships[0]->sends = true;
            sea.pass(1min);
            REQUIRE(sea.found()[0].ended);
        }
        late.heard = sea.now;
        sea.tell(late);
        REQUIRE(sea.found()[0].withdrawn);
        CHECK(sea.found()[0].withdrawn->why.es.find("retraso") != std::string_view::npos);
    }
}

TEST_CASE("a last report heard again by another receiver is no sign of life") {
    Sea sea;
    sea.ships[0]->sends = false;
    const Time last = sea.scene().find(model::TrackId{1})->seen;
    sea.pass(11min);
    REQUIRE(sea.found().size() == 1);
    model::Moment again = sea.of(*sea.ships[0], model::Moment::Kind::heard_again);
    again.seen = last;
    sea.tell(again);
    CHECK_FALSE(sea.found()[0].ended);
    CHECK_FALSE(sea.found()[0].withdrawn);
}

TEST_CASE("in a harbour a ship may switch off") {
    model::Area harbour;
    harbour.id = "port";
    harbour.kind = model::AreaKind::harbour;
    harbour.shape.parts.push_back({*geo::Ring::make({geo::Position::of(7.9, -79.8), geo::Position::of(7.9, -79.0), geo::Position::of(8.2, -79.0), geo::Position::of(8.2, -79.8)}), {}});
    const auto chart = std::make_shared<model::Chart>(*model::Chart::make({harbour}, {}, nullptr, nullptr));
    TestSea<DarkActivity> sea(chart, DarkActivity());
    std::vector<TestShip*> ships;
    for (std::uint32_t i = 1; i <= 6; ++i) ships.push_back(&sea.ship({.number = i, .at = geo::Position::of(8.025, -79.5 + 0.03 * i), .knots = 5, .heading = {}}));
    for (int i = 0; i < 4; ++i) {
        sea.pass(30min);
        for (TestShip* ship : ships) ship->course = turned_into_circle({ship->course + 180}).value;
    }
    ships[0]->sends = false;
    sea.pass(40min);
    CHECK(sea.events(EventKind::dark_activity).empty());
}
