#include <doctest/doctest.h>

#include <string>

#include "logic/traffic/scenario.h"

using namespace vigia;
using namespace vigia::traffic;

namespace {

const std::string head = "[scenario]\nname = \"x\"\nstart = 2026-03-02T05:00:00Z\n";

std::string fault(const std::string& text) {
    const auto read = scenario_from_toml(text, "my.toml");
    return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("a scenario of one table is read, with defaults for all others") {
    const auto read = scenario_from_toml(head, "my.toml");
    REQUIRE(read.has_value());
    CHECK(read->name == "x");
    CHECK(read->start == *time_from_iso("2026-03-02T05:00:00Z"));
    CHECK(read->days == 1);
    CHECK(read->transits.empty());
}

TEST_CASE("an unknown key is named with file, line, column and the nearest valid key") {
    CHECK(fault(head + "[[transits]]\nclass = \"panamax\"\ndirection = \"southbound\"\nper_dya = 13\n") ==
          "my.toml:7:1: transits: unknown key \"per_dya\"; did you mean \"per_day\"?");
}

TEST_CASE("an unknown table is named with the nearest valid one") {
    CHECK(fault(head + "[[transit]]\n").find("did you mean \"transits\"?") != std::string::npos);
}

TEST_CASE("a value out of its range is refused at its place") {
    CHECK(fault(head + "days = 0\n") == "my.toml:4:8: scenario.days must be a whole number from 1 to 3660.");
    CHECK(fault(head + "days = 1.5\n").starts_with("my.toml:4:8: scenario.days"));
    CHECK(fault(head + "[[receivers]]\nname = \"A\"\nat = [91, 0]\n").find("latitude") != std::string::npos);
    CHECK(fault(head + "[cut]\nnorthbound = [\"25:00\", \"12:00\"]\n").starts_with("my.toml:5:14: cut.northbound"));
}

TEST_CASE("a word that is none of the choices is refused with the choices") {
    const std::string text = fault(head + "[[transits]]\nclass = \"suezmax\"\ndirection = \"southbound\"\n");
    CHECK(text == "my.toml:5:9: transits.class must be one of: panamax, neopanamax.");
}

TEST_CASE("a missing key is named") {
    CHECK(fault("[scenario]\nname = \"x\"\n").find("the key \"start\" is missing") != std::string::npos);
    CHECK(fault("").find("[scenario] is missing") != std::string::npos);
}

TEST_CASE("a limit needs its knots, an aid its number, an aircraft its ground") {
    CHECK(fault(head + "[[speed_limits]]\nreach = \"Culebra Cut\"\n") == "my.toml:4:1: speed_limits: the key \"knots\" is missing.");
    CHECK(fault(head + "[[aids]]\nname = \"A\"\nat = [9, -79]\n").find("the key \"mmsi\" is missing") != std::string::npos);
    CHECK(fault(head + "[[aircraft]]\nper_day = 1\n").find("the key \"ground\" is missing") != std::string::npos);
}

TEST_CASE("latitude and longitude exchanged are refused, and so is what is far from here") {
    const std::string text = fault(head + "[[receivers]]\nname = \"A\"\nat = [-79.55, 8.95]\n");
    CHECK(text.starts_with("my.toml:6:6: receivers.at must be [latitude, longitude]"));
    CHECK(text.ends_with("; here they are exchanged."));
    CHECK(fault(head + "[[receivers]]\nname = \"A\"\nat = [51.5, -0.1]\n").find("longitude -100 to -60.") != std::string::npos);
    CHECK(fault(head + "[[receivers]]\nname = \"A\"\nat = [8.95, -79.55]\n").empty());
}

TEST_CASE("a name is kept with its place") {
    const auto read = scenario_from_toml(head + "[[fleets]]\nrole = \"tug\"\nbase = \"Gamboa\"\ngrounds = [\"a\", \"b\"]\n", "my.toml");
    REQUIRE(read.has_value());
    CHECK(read->file == "my.toml");
    CHECK(read->fleets.at(0).base.text == "Gamboa");
    CHECK(read->fleets.at(0).base.line == 6);
    CHECK(read->fleets.at(0).base.column == 8);
    CHECK(read->fleets.at(0).grounds.at(1).line == 7);
    CHECK(read->fleets.at(0).grounds.at(1).column == 17);
}

TEST_CASE("text that is no TOML is refused with line and column") {
    CHECK(fault("[scenario\n").starts_with("my.toml:1:"));
}

TEST_CASE("a time of day, a list and a date with an offset are read") {
    const auto read = scenario_from_toml(
        "[scenario]\nname = \"x\"\nstart = 2026-03-02T00:00:00-05:00\n[[ferries]]\nfrom = \"a\"\nto = \"b\"\n"
        "departures = [\"06:30\", \"19:00\"]\n", "my.toml");
    REQUIRE(read.has_value());
    CHECK(read->start == *time_from_iso("2026-03-02T05:00:00Z"));
    CHECK(read->ferries.at(0).first == 390);
    CHECK(read->ferries.at(0).last == 1140);
}

TEST_CASE("incidents are read, and a kind that is not known is told with the nearest") {
    const auto read = scenario_from_toml(head + "[[incidents]]\nkind = \"go_fast\"\npositives = 3\nhours = [2, 9.5]\n", "my.toml");
    REQUIRE(read.has_value());
    CHECK(read->incidents.at(0).kind == IncidentKind::go_fast);
    CHECK(read->incidents.at(0).positives == 3);
    CHECK(read->incidents.at(0).near_misses == 0);
    CHECK(read->incidents.at(0).to_hour == 9.5);
    CHECK(fault(head + "[[incidents]]\nkind = \"go_fats\"\n") ==
          "my.toml:5:8: incidents.kind \"go_fats\" is not known; did you mean \"go_fast\"?");
    CHECK(fault(head + "[[incidents]]\nkind = \"drift\"\nhours = [9, 2]\n").starts_with("my.toml:6:9: incidents.hours"));
    CHECK(fault(head + "[[incidents]]\npositives = 1\n").find("the key \"kind\" is missing") != std::string::npos);
}

TEST_CASE("incidents of watched names need names") {
    const std::string wanted = head + "[[incidents]]\nkind = \"watch_list\"\npositives = 1\n";
    CHECK(fault(wanted).find("needs [[watched]]") != std::string::npos);
    CHECK(fault(wanted + "[[watched]]\nname = \"CORAL LANTERN\"\n").empty());
    CHECK(fault(head + "[[watched]]\nname = \"CORAL LANTERN\"\nimo = 12\n").starts_with("my.toml:6:7: watched.imo"));
}
