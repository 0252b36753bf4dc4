#include <doctest/doctest.h>

#include <set>

#include "io/sim/simulate.h"
#include "io/sim/waters_text.h"

using namespace vigia;

namespace {

traffic::Scenario two_ferries() {
    auto read = traffic::scenario_from_toml(
        "[scenario]\nname = \"two-ferries\"\nstart = 2026-03-02T14:00:00Z\nwarm_up_hours = 1\n"
        "[[ferries]]\nfrom = \"Amador marina\"\nto = \"Taboga\"\nboats = 2\nevery_minutes = 60\n"
        "[[receivers]]\nname = \"FLAMENCO\"\nat = [8.908, -79.5215]\n", "test");
    REQUIRE(read.has_value());
    return *read;
}

std::string lines_of(const traffic::Scenario& scenario, std::uint64_t seed, bool truth) {
    std::string nmea;
    sim::Options options;
    options.seed = seed;
    sim::Outlets outlets;
    outlets.nmea = [&](std::string_view block) { nmea += block; return std::optional<Error>(); };
    if (truth) outlets.truth = [](std::string_view) { return std::optional<Error>(); };
    REQUIRE(sim::simulate(scenario, *sim::waters_from_geojson(sim::canal_routes()), options, outlets).has_value());
    return nmea;
}

}  // namespace

TEST_CASE("the net of ways that is built in can be read, and every berth, base and area can be reached from its sea") {
    const auto waters = sim::waters_from_geojson(sim::canal_routes());
    REQUIRE_MESSAGE(waters.has_value(), waters.error().message);
    CHECK(waters->berths.size() >= 20);
    CHECK(waters->anchorages.size() >= 6);
    std::vector<traffic::NodeIndex> hubs;
    for (const char* name : {"pacific_buoy", "atlantic_buoy", "gatun_lake"}) hubs.push_back(waters->node(name).value());
    const auto reached = [&](traffic::NodeIndex gate) {
        for (const auto hub : hubs) {
            if (gate == hub || (traffic::route(*waters, hub, gate) && traffic::route(*waters, gate, hub))) return true;
        }
        return false;
    };
    for (const auto& b : waters->berths) CHECK_MESSAGE(reached(b.gate), b.name);
    for (const auto& b : waters->bases) CHECK_MESSAGE(reached(b.gate), b.name);
    for (const auto& a : waters->anchorages) CHECK_MESSAGE(reached(a.gate), a.name);
    for (const auto& g : waters->grounds) CHECK_MESSAGE(reached(g.gate), g.name);
}

TEST_CASE("no route passes a lock, and the two oceans are not connected without one") {
    const auto waters = sim::waters_from_geojson(sim::canal_routes());
    REQUIRE(waters.has_value());
    CHECK_FALSE(traffic::route(*waters, *waters->node("pacific_buoy"), *waters->node("atlantic_buoy")).has_value());
    CHECK_FALSE(traffic::route(*waters, *waters->node("pacific_buoy"), *waters->node("gatun_lake")).has_value());
}

TEST_CASE("a name that the waters do not know is told with file, line and column, and the nearest or all that there are") {
    const auto fault = [](const std::string& tables) {
        const auto read = traffic::scenario_from_toml("[scenario]\nname = \"x\"\nstart = 2026-03-02T14:00:00Z\n"
                                                      "[[receivers]]\nname = \"A\"\nat = [8.9, -79.5]\n" + tables, "my.toml");
        REQUIRE(read.has_value());
        const auto made = sim::simulate(*read, *sim::waters_from_geojson(sim::canal_routes()), {}, {});
        REQUIRE_FALSE(made.has_value());
        return made.error().message;
    };
    CHECK(fault("[[fleets]]\nrole = \"tug\"\nbase = \"Balboa tug\"\n") ==
          "my.toml:9:8: fleets.base: \"Balboa tug\" is not known; did you mean \"Balboa tugs\"?");
    const std::string reach = fault("[[speed_limits]]\nreach = \"Gaillard Cut\"\nknots = 6\n");
    CHECK(reach.starts_with("my.toml:8:9: speed_limits.reach: \"Gaillard Cut\" is not known; there are: Agua Clara Locks, "));
    CHECK(reach.find(", Culebra Cut, ") != std::string::npos);
    CHECK(fault("[[fleets]]\nrole = \"yacht\"\nbase = \"Taboga\"\ngrounds = [\"Taboga sailing\",\n  \"Golf west\"]\n") ==
          "my.toml:11:3: fleets.grounds: \"Golf west\" is not known; did you mean \"Gulf west\"?");
    CHECK(fault("[[ports]]\nname = \"Balboa\"\nships = [\"tankers\"]\n").ends_with("did you mean \"tanker\"?"));
    CHECK(fault("[[through]]\nfrom = \"mala_west\"\nto = \"carib_wx\"\n").starts_with("my.toml:9:6: through.to:"));
    CHECK(fault("[[ferries]]\nfrom = \"Taboga\"\nto = \"Gamboa\"\n") ==
          "my.toml:9:6: no way leads from \"Taboga\" to \"Gamboa\" without passing a lock.");
}

TEST_CASE("a faulty feature is named by number and name") {
    const auto waters = sim::waters_from_geojson(
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"berth","name":"Pier 9","gate":"nowhere"},"geometry":{"type":"Point","coordinates":[-79.5,9]}}]})");
    REQUIRE_FALSE(waters.has_value());
    CHECK(waters.error().message == "routes: feature 1 \"Pier 9\": gate \"nowhere\" is no node.");
}

TEST_CASE("the same seed gives the same lines, with and without the truth; another seed gives others") {
    const traffic::Scenario scenario = two_ferries();
    const std::string lines = lines_of(scenario, 1, false);
    CHECK(lines.size() > 10'000);
    CHECK(lines == lines_of(scenario, 1, true));
    CHECK(lines != lines_of(scenario, 2, false));
}

TEST_CASE("lines come in the order of their recorded times") {
    const std::string lines = lines_of(two_ferries(), 1, false);
    std::string last;
    std::size_t at = 0, count = 0, end = 0;
    while ((end = lines.find('\n', at)) != std::string::npos) {
        const std::string line = lines.substr(at, end - at);
        at = end + 1;
        const std::size_t c = line.find(",c:");
        REQUIRE(c != std::string::npos);
        const std::string time = line.substr(c + 3, 13);
        CHECK(time >= last);
        last = time;
        ++count;
    }
    CHECK(count > 1000);
}

TEST_CASE("a place that does not exist is refused with the nearest that does") {
    traffic::Scenario scenario = two_ferries();
    scenario.ferries[0].to = {"Tabogo"};
    const auto made = traffic::World::make(scenario, *sim::waters_from_geojson(sim::canal_routes()), 1, scenario.start);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().message.find("\"Taboga\"") != std::string::npos);
}

TEST_CASE("a base and a ground on two sides of a lock are refused") {
    traffic::Scenario scenario = two_ferries();
    traffic::Fleet fleet;
    fleet.base = {"Vacamonte"};
    fleet.grounds = {{"Caribbean west"}};
    scenario.fleets.push_back(fleet);
    const auto made = traffic::World::make(scenario, *sim::waters_from_geojson(sim::canal_routes()), 1, scenario.start);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().message.find("without passing a lock") != std::string::npos);
}
