#include "io/sim/simulate.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "io/sim/shore.h"
#include "io/sim/waters_text.h"

namespace vigia::sim {
namespace {

constexpr std::string_view ferries = R"(
[scenario]
name = "ferries"
start = 2026-03-02T12:00:00Z
warm_up_hours = 1
[[ferries]]
from = "Amador marina"
to = "Taboga"
boats = 2
[[receivers]]
name = "FLAMENCO"
at = [8.908, -79.5215]
)";

Summary run(const Outlets& outlets) {
    auto scenario = traffic::scenario_from_toml(ferries, "ferries.toml");
    auto waters = waters_from_geojson(canal_routes());
    REQUIRE(scenario);
    REQUIRE(waters);
    auto summary = simulate(*scenario, std::move(*waters), {}, outlets);
    REQUIRE(summary);
    return *summary;
}

TEST_CASE("each transmission is told in order, with those who wrote it down, and changes nothing else") {
    std::string with, without;
    std::uint64_t told = 0, heard = 0, delivered = 0;
    bool ordered = true, late = true;
    Time last{};
    Outlets outlets;
    outlets.nmea = [&](std::string_view block) { with += block; return std::nullopt; };
    outlets.sent = [&](const Sent& sent) {
        ++told;
        heard += sent.deliveries.empty() ? 0 : 1;
        delivered += sent.deliveries.size();
        ordered = ordered && sent.at >= last;
        late = late && (!sent.first() || *sent.first() > sent.at);
        last = sent.at;
    };
    const Summary summary = run(outlets);
    CHECK(told == summary.transmitted);
    CHECK(heard == summary.heard);
    CHECK(delivered == summary.received);
    CHECK(ordered);
    CHECK(late);
    Outlets plain;
    plain.nmea = [&](std::string_view block) { without += block; return std::nullopt; };
    run(plain);
    CHECK(with == without);
}

TEST_CASE("a place in reach of two receivers is heard more surely than by one of them") {
    std::vector<traffic::Receiver> receivers(2);
    receivers[0].at = receivers[1].at = geo::Position::of(9, -79.5);
    receivers[0].loss = receivers[1].loss = 0.5;
    const Shore shore(receivers, Random(1));
    CHECK(shore.heard_chance(geo::Position::of(9, -79.5), Power::full) == doctest::Approx(0.75).epsilon(0.001));
    CHECK(shore.heard_chance(geo::Position::of(12, -79.5), Power::full) == 0);
}

}  // namespace
}  // namespace vigia::sim
