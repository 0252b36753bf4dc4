#include "logic/detection/distress.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;
using model::NavigationStatus;

namespace {

using Sea = TestSea<Distress>;
using Kind = model::Moment::Kind;

constexpr std::uint32_t sart = 970'123'456;

Sea quiet_sea() { return Sea(std::make_shared<const model::Chart>(), Distress()); }

void report(Sea& sea, std::uint32_t mmsi, NavigationStatus status, Kind kind = Kind::fix, std::uint32_t track = 1) {
    TestShip device{.number = track, .knots = 0.5, .heading = {}, .status = status, .length = 0, .station = {}};
    device.transceiver = mmsi == sart ? model::Transceiver::distress : model::Transceiver::class_a;
    model::Moment moment = sea.of(device, kind);
    moment.mmsi = model::Mmsi::of(mmsi);
    sea.tell(std::move(moment));
}

void text(Sea& sea, std::uint32_t mmsi, const char* words) {
    TestShip device{.number = 0, .heading = {}, .station = {}};
    model::Moment moment = sea.of(device, Kind::text);
    moment.track = model::TrackId{1};
    moment.mmsi = model::Mmsi::of(mmsi);
    moment.text = std::make_shared<const std::string>(words);
    sea.tell(std::move(moment));
}

}  // namespace

TEST_CASE("a search and rescue transmitter is a call for help at its first report, and over 15 minutes after its last") {
    auto sea = quiet_sea();
    report(sea, sart, NavigationStatus::distress_transmitter);
    const Time first = sea.now;
    REQUIRE(sea.events(EventKind::distress).size() == 1);
    CHECK(sea.events(EventKind::distress)[0].noticed == first);
    sea.pass(1min);
    report(sea, sart, NavigationStatus::distress_transmitter);
    report(sea, sart, NavigationStatus::distress_transmitter, Kind::fix, 2);  // the sea carried it: another segment
    sea.pass(14min + 59s);
    CHECK_FALSE(sea.events(EventKind::distress)[0].ended);
    sea.pass(1s);
    const auto events = sea.events(EventKind::distress);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended == first + 16min);
    CHECK(well_told(events[0]));
    CHECK(sea.events(EventKind::test_transmission).empty());
}

TEST_CASE("a call without a place is told at once, and placed when the place is known") {
    auto sea = quiet_sea();
    report(sea, sart, NavigationStatus::distress_transmitter, Kind::unplaced);
    REQUIRE(sea.events(EventKind::distress).size() == 1);
    CHECK_FALSE(sea.events(EventKind::distress)[0].finding.where);
    sea.pass(10s);
    report(sea, sart, NavigationStatus::distress_transmitter);
    CHECK(sea.events(EventKind::distress)[0].finding.where);
    CHECK(sea.events(EventKind::distress)[0].revision == 1);
}

TEST_CASE("status 14 from a ship is a call for help of less certainty") {
    auto sea = quiet_sea();
    report(sea, 352'000'001, NavigationStatus::distress_transmitter);
    report(sea, 352'000'001, NavigationStatus::under_way_using_engine);
    const auto events = sea.events(EventKind::distress);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.confidence < 0.9);
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
}

TEST_CASE("a device that says it is tested raises no call, by status or by text") {
    auto sea = quiet_sea();
    report(sea, sart, NavigationStatus::undefined);
    CHECK(sea.events(EventKind::distress).empty());
    REQUIRE(sea.events(EventKind::test_transmission).size() == 1);
    CHECK(well_told(sea.events(EventKind::test_transmission)[0]));
    auto other = quiet_sea();
    text(other, sart, "SART TEST");
    other.pass(60s);
    report(other, sart, NavigationStatus::distress_transmitter);
    CHECK(other.events(EventKind::distress).empty());
    CHECK(other.events(EventKind::test_transmission).size() == 1);
    other.pass(61s);
    report(other, sart, NavigationStatus::distress_transmitter);
    CHECK(other.events(EventKind::distress).size() == 1);
    CHECK(other.events(EventKind::test_transmission)[0].ended);
}

TEST_CASE("a call is withdrawn when its device says within two minutes that it is tested, and kept when it says so later") {
    for (const bool soon : {true, false}) {
        auto sea = quiet_sea();
        report(sea, sart, NavigationStatus::distress_transmitter);
        sea.pass(soon ? 100s : 10min);
        text(sea, sart, "SART TEST");
        const auto events = sea.events(EventKind::distress);
        REQUIRE(events.size() == 1);
        CHECK(events[0].withdrawn.has_value() == soon);
        if (soon) CHECK(model::told(events[0].withdrawn->why, events[0].finding.facts, model::Language::es) == "El equipo indicó dentro de 2 min que es una prueba.");
        CHECK(sea.events(EventKind::test_transmission).size() == (soon ? 1 : 0));
    }
}

TEST_CASE("a text alone of a device is a call") {
    auto sea = quiet_sea();
    text(sea, 974'000'001, "EPIRB ACTIVE");
    CHECK(sea.events(EventKind::distress).size() == 1);
    text(sea, 352'000'001, "SART TEST");
    CHECK(sea.events(EventKind::test_transmission).empty());
}

TEST_CASE("a ship that says 15 or nothing is neither in distress nor a test") {
    auto sea = quiet_sea();
    for (const auto status : {NavigationStatus::undefined, NavigationStatus::under_way_using_engine, NavigationStatus::at_anchor}) report(sea, 352'000'001, status);
    CHECK(sea.changes.empty());
}
