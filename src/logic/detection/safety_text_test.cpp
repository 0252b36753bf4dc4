#include "logic/detection/safety_text.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using model::EventKind;

namespace {

std::vector<model::Event> events_of(std::uint32_t mmsi, model::Transceiver transceiver, const char* words) {
    TestSea<SafetyText> sea(std::make_shared<const model::Chart>(), SafetyText());
    TestShip ship{.heading = {}, .transceiver = transceiver, .station = {}};
    model::Moment moment = sea.of(ship, model::Moment::Kind::text);
    moment.mmsi = model::Mmsi::of(mmsi);
    moment.text = std::make_shared<const std::string>(words);
    sea.tell(std::move(moment));
    return sea.events(EventKind::safety_text);
}

}  // namespace

TEST_CASE("a safety message is told whole, and ends at once") {
    const char* words = "MAN OVERBOARD IN POSITION 08 52 N 079 31 W ALL SHIPS KEEP SHARP LOOKOUT AND ASSIST PANAMA RADIO";
    const auto events = events_of(352'000'001, model::Transceiver::class_a, words);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended == events[0].finding.begun);
    CHECK(well_told(events[0]));
    CHECK(model::told(events[0].finding.words->why, events[0].finding.facts, model::Language::en) == "352000001 sent a safety message: “" + std::string(words) + "”");
    CHECK(events_of(111'232'001, model::Transceiver::sar_aircraft, words).size() == 1);
}

TEST_CASE("texts from ashore are nobody's, and those of a distress device belong to its call") {
    CHECK(events_of(3'669'987, model::Transceiver::base_station, "NAV WARNING").empty());
    CHECK(events_of(3'669'987, model::Transceiver::unknown, "NAV WARNING").empty());
    CHECK(events_of(970'123'456, model::Transceiver::distress, "SART ACTIVE").empty());
}
