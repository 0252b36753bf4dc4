#include "logic/detection/feed_deaf.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

/// Two receivers of one source, each of which hears some ships every 20 s.
struct Sea : TestSea<FeedDeaf> {
    explicit Sea(int of_second = 5) : TestSea(std::make_shared<const model::Chart>(), FeedDeaf()) {
        for (std::uint32_t i = 0; i < 5; ++i) first.push_back(&ship({.number = 1 + i, .heading = {}, .every = 20s, .station = model::StationId{1}}));
        for (int i = 0; i < of_second; ++i) second.push_back(&ship({.number = 11 + static_cast<std::uint32_t>(i), .heading = {}, .every = 20s, .station = model::StationId{2}}));
    }
    static void send(const std::vector<TestShip*>& ships, bool sends) {
        for (TestShip* ship : ships) ship->sends = sends;
    }
    [[nodiscard]] std::vector<model::Event> found() const { return events(EventKind::feed_deaf); }
    std::vector<TestShip*> first, second;
};

std::int64_t fact(const model::Event& event, std::string_view name) {
    for (const model::Fact& f : event.finding.facts)
        if (f.name->key == name) return std::get<std::int64_t>(f.value);
    return -1;
}

}  // namespace

TEST_CASE("a busy receiver that falls silent is told after three minutes, and ends with its next report") {
    Sea sea;
    sea.pass(31min);
    Sea::send(sea.second, false);
    const Time stopped = sea.now;
    sea.pass(2min + 40s);
    CHECK(sea.found().empty());
    sea.pass(20s);
    auto events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(fact(events[0], "station") == 2);
    CHECK(events[0].finding.begun <= stopped);
    CHECK(events[0].noticed == events[0].finding.begun + 3min);
    CHECK(events[0].finding.vessels.empty());
    CHECK(well_told(events[0]));
    sea.pass(20min);
    CHECK(sea.found().size() == 1);
    Sea::send(sea.second, true);
    sea.pass(1s);
    events = sea.found();
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].ended);
    CHECK(*events[0].ended == sea.now);
}

TEST_CASE("a receiver that never heard much, or not for long, may be silent") {
    Sea rare(3);
    rare.pass(40min);
    Sea::send(rare.second, false);
    rare.pass(10min);
    CHECK(rare.found().empty());
    Sea young;
    young.pass(20min);
    Sea::send(young.second, false);
    young.pass(10min);
    CHECK(young.found().empty());
}

TEST_CASE("a source that is silent as a whole is told once, not for each of its receivers") {
    Sea sea;
    sea.pass(31min);
    Sea::send(sea.first, false);
    sea.pass(20s);
    Sea::send(sea.second, false);
    sea.pass(10min);
    auto events = sea.found();
    REQUIRE(events.size() == 1);
    CHECK(fact(events[0], "station") == 0);
    CHECK(well_told(events[0]));
    Sea::send(sea.second, true);
    sea.pass(1min);
    events = sea.found();
    REQUIRE(events.size() == 2);
    CHECK(events[0].ended);
    CHECK(fact(events[1], "station") == 1);
}
