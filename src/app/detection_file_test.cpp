#include "app/detection_file.h"

#include <doctest/doctest.h>

namespace vigia::app {
namespace {

using namespace std::chrono_literals;

model::Chart chart_of_two() {
    std::vector<model::Area> areas(2);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const double west = -79.5 + 0.2 * static_cast<double>(i);
        areas[i].id = i == 0 ? "outer-anchorage" : "inner-anchorage";
        areas[i].kind = model::AreaKind::anchorage;
        std::vector<geo::Position> ring;
        for (const auto& [dx, dy] : {std::pair(0.0, 0.0), std::pair(0.1, 0.0), std::pair(0.1, 0.1), std::pair(0.0, 0.1)}) ring.push_back(geo::Position::of(8.0 + dy, west + dx));
        areas[i].shape.parts.push_back({.outer = geo::Ring::make(ring).value(), .holes = {}});
    }
    return model::Chart::make(std::move(areas), {}, nullptr, nullptr).value();
}

std::string fault_of(std::string_view text) {
    const auto read = detection_from_toml(text, "vigia.toml", chart_of_two());
    REQUIRE_FALSE(read);
    return read.error().message;
}

TEST_CASE("a file without limits leaves the defaults; what else it says is not looked at") {
    const auto read = detection_from_toml("listen = \"127.0.0.1:1\"\n", "vigia.toml", chart_of_two());
    REQUIRE(read);
    CHECK(read->settings.off.none());
    CHECK(read->settings.said.distress.usual.ends_after == 15min);
    CHECK(read->origins.empty());
}

TEST_CASE("limits are read in the unit of their name, others hold inside an area, and a kind can be switched off") {
    const auto read = detection_from_toml(R"([detection.static_inconsistency]
longest_m = 420
under_way_kn = 1.5
memory_h = 12
typing_count = 3
[[detection.static_inconsistency.area]]
area = "inner-anchorage"
under_way_kn = 4
[detection.safety_text]
enabled = false
)", "vigia.toml", chart_of_two());
    REQUIRE(read);
    const auto& limits = read->settings.said.static_inconsistency;
    CHECK(limits.usual.longest == Metres{420});
    CHECK(to_knots(limits.usual.under_way) == doctest::Approx(1.5));
    CHECK(limits.usual.memory == 12h);
    CHECK(limits.usual.typing == 3);
    REQUIRE(limits.special.size() == 1);
    CHECK(limits.special[0].first == 1);
    CHECK(to_knots(limits.special[0].second.under_way) == doctest::Approx(4));
    CHECK(limits.special[0].second.longest == Metres{420});
    CHECK(read->settings.off.count() == 1);
    CHECK(read->settings.off.test(static_cast<std::size_t>(model::EventKind::safety_text)));
    CHECK(read->origins.at("static_inconsistency.memory_h") == "vigia.toml:4");
}

TEST_CASE("a fault names line, column, key and the nearest valid one; all are told at once") {
    CHECK(fault_of("[detection.static_inconsistency]\nlongst_m = 1\n").starts_with("vigia.toml:2:1: unknown key \"longst_m\" in [detection.static_inconsistency], did you mean \"longest_m\"?"));
    CHECK(fault_of("[detection.distres]\nends_after_min = 1\n").starts_with("vigia.toml:1:12: unknown key \"distres\" in [detection], did you mean \"distress\"?"));
    CHECK(fault_of("[detection.distress]\nends_after_min = -1\n") == "vigia.toml:2:18: distress.ends_after_min: must be minutes from 0 to 43200");
    CHECK(fault_of("[detection.distress]\nends_after_min = \"15\"\n") == "vigia.toml:2:18: distress.ends_after_min: must be minutes from 0 to 43200");
    CHECK(fault_of("[detection.aground]\nreports_count = 2.5\n") == "vigia.toml:2:17: aground.reports_count: must be a number from 0 to 1000000, and whole");
    CHECK(fault_of("[[detection.aground.area]]\narea = \"iner-anchorage\"\n") == "vigia.toml:2:8: aground.area: there is no area \"iner-anchorage\", did you mean \"inner-anchorage\"?");
    CHECK(fault_of("[[detection.aground.area]]\nreports_count = 3\n").find("say where") != std::string::npos);
    CHECK(fault_of("[detection.aground]\nenabled = 1\n") == "vigia.toml:2:11: aground.enabled: must be true or false");
    CHECK(fault_of("detection = 1\n") == "vigia.toml:1:13: detection: write limits in [detection.KIND] blocks");
    const std::string two = fault_of("[detection.aground]\nenabled = 1\n[detection.distress]\nx = 1\n");
    CHECK(std::ranges::count(two, '\n') == 1);
}

TEST_CASE("what is shown is read again as the same limits, and says where each came from") {
    const auto chart = chart_of_two();
    const auto read = detection_from_toml("[detection.watch_list]\nlikeness_share = 0.95\n[[detection.aground.area]]\narea = \"outer-anchorage\"\nreports_count = 5\n", "vigia.toml", chart);
    REQUIRE(read);
    const std::string shown = detection_to_toml(*read, chart, TellOrigin::no);
    const auto again = detection_from_toml(shown, "shown.toml", chart);
    REQUIRE(again);
    CHECK(detection_to_toml(*again, chart, TellOrigin::no) == shown);
    CHECK(again->settings.said.aground.special.at(0).second.reports == 5);
    const std::string with_origin = detection_to_toml(*read, chart, TellOrigin::yes);
    CHECK(with_origin.find("likeness_share = 0.95  # vigia.toml:2\n") != std::string::npos);
    CHECK(with_origin.find("ends_after_min = 15  # default\n") != std::string::npos);
}

TEST_CASE("the limits of a file alone say the same to the last bit, and nothing else of it") {
    const std::string text = "listen = \"127.0.0.1:1\"\n[notify]\nmail_login = \"/secret\"\n[detection.go_fast]\nspeed_kn = 23.333333333333336\n[[detection.drift.area]]\n"
                             "area = \"outer-anchorage\"\nheld_s = 421.5\n[detection.speeding]\nenabled = false\n";
    const std::string part = detection_part(text);
    CHECK(part.find("secret") == std::string::npos);
    CHECK(part.find("listen") == std::string::npos);
    const auto whole = detection_from_toml(text, "vigia.toml", chart_of_two()), again = detection_from_toml(part, "kept", chart_of_two());
    REQUIRE(whole);
    REQUIRE(again);
    CHECK(again->settings.movement.go_fast.usual.speed.value == whole->settings.movement.go_fast.usual.speed.value);
    REQUIRE(again->settings.movement.drift.special.size() == 1);
    CHECK(again->settings.movement.drift.special[0].second.held == whole->settings.movement.drift.special[0].second.held);
    CHECK(again->settings.off == whole->settings.off);
    CHECK(detection_to_toml(*again, chart_of_two(), TellOrigin::no) == detection_to_toml(*whole, chart_of_two(), TellOrigin::no));
    CHECK(detection_part("listen = \"127.0.0.1:1\"\n").empty());
    CHECK(detection_part(part) == part);
}

}  // namespace
}  // namespace vigia::app
