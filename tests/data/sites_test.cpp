// The sites and the coastline fit together: every site lies on its side of the shore, the canal lies
// on water, reaches meet end to end.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "codec/geojson/geojson.h"
#include "geo/land.h"

namespace vigia {
namespace {

using geojson::Feature;

geojson::Collection load(const std::string& name) {
    std::ifstream in(std::string(VIGIA_DATA "/") + name, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    auto read = geojson::read(text.str());
    if (!read) FAIL(name << ": " << read.error().message);
    return *std::move(read);
}

const geojson::Collection& sites() {
    static const geojson::Collection all = load("sites.geojson");
    return all;
}

const geo::MultiPolygon& land() {
    static const geo::MultiPolygon all = geojson::polygons(load("coastline/land-full.geojson"));
    return all;
}

bool marked(const Feature& site, std::string_view name) {
    const geojson::Value* value = site.find(name);
    return value != nullptr && std::holds_alternative<bool>(*value) && std::get<bool>(*value);
}

geo::Corridor corridor() {
    geo::Corridor exempt;
    for (const Feature& site : sites().features)
        if (marked(site, "corridor")) exempt.ways.push_back(*site.line());
    return exempt;
}

const geo::LandMask& mask() {
    static const geo::LandMask all(land(), corridor());
    return all;
}

std::vector<const Feature*> of_kind(std::string_view kind) {
    std::vector<const Feature*> found;
    for (const Feature& site : sites().features)
        if (site.text("kind") == kind) found.push_back(&site);
    return found;
}

std::string label(const Feature& site) {
    return fmt::format("{} \"{}\"", site.text("kind"), site.text("name"));
}

/// Places along a line, every `step` metres and at each corner.
std::vector<geo::Position> sampled(const geo::Line& line, double step) {
    std::vector<geo::Position> places(line.corners().begin(), line.corners().end());
    for (double along = 0; along < line.length().value; along += step) places.push_back(line.at({along}));
    return places;
}

TEST_CASE("every site says what it is, where that comes from and how wrong it may be") {
    CHECK(sites().features.size() > 100);
    for (const Feature& site : sites().features) {
        INFO(label(site));
        CHECK(!site.text("kind").empty());
        CHECK(!site.text("name").empty());
        CHECK(!site.text("name_es").empty());
        CHECK(!site.text("source").empty());
        REQUIRE(site.number("approx_error_m"));
        CHECK(*site.number("approx_error_m") >= 100);
    }
    const auto notice = std::ranges::find(sites().about, "notice", &geojson::Property::name);
    REQUIRE(notice != sites().about.end());
    CHECK(std::get<std::string>(notice->value).find("Not for navigation") != std::string::npos);
}

TEST_CASE("all kinds of site that the canal has are there") {
    const std::map<std::string, std::size_t> wanted{
        {"lock", 5},           {"dam", 4},       {"bridge", 4},      {"breakwater", 2}, {"port", 12},
        {"entrance", 2},       {"sea_buoy", 2},  {"cut_point", 2},   {"reach", 28},     {"route", 2},
        {"signal_station", 2}, {"tss_lane", 2},  {"anchorage", 7},   {"barrier", 6},    {"reach_point", 1},
        {"berth_way", 10},     {"terminal", 12}, {"sea_route", 5},   {"ferry_route", 1}, {"fishing_ground", 2},
        {"place", 28},         {"base_station", 1}, {"tss_separation_zone", 1}};
    for (const auto& [kind, count] : wanted) CHECK_MESSAGE(of_kind(kind).size() == count, kind);
    std::size_t sum = 0;
    for (const auto& [kind, count] : wanted) sum += count;
    CHECK_MESSAGE(sum == sites().features.size(), "a kind of site is not in this list");
}

TEST_CASE("names of sites of one kind, and ids of all, are used once") {
    std::set<std::string> names, ids;
    for (const Feature& site : sites().features) {
        CHECK_MESSAGE(names.insert(label(site)).second, label(site));
        const std::string id(site.text("id"));
        if (!id.empty()) CHECK_MESSAGE(ids.insert(fmt::format("{} {}", site.text("kind"), id)).second, id);
    }
}

TEST_CASE("every site lies on the side of the shore that its source says") {
    for (const Feature& site : sites().features) {
        const std::string_view expected = site.text("expected");
        if (site.point() == nullptr || expected.empty() || expected == "any") continue;
        INFO(label(site));
        REQUIRE((expected == "water" || expected == "land"));
        CHECK(mask().drawn_land(*site.point()) == (expected == "land"));
    }
}

TEST_CASE("lines of water lie on water, the corridor of the locks excepted") {
    for (const Feature& site : sites().features) {
        const geo::Line* line = site.line();
        if (line == nullptr || site.text("kind") == "barrier" || site.text("kind") == "breakwater") continue;
        const bool strictly = site.text("expected") == "water";
        int wrong = 0;
        for (const geo::Position p : sampled(*line, 25))
            wrong += strictly ? mask().drawn_land(p) : mask().is_land(p);
        CHECK_MESSAGE(wrong == 0, label(site));
    }
}

TEST_CASE("areas of water are simple and hold no land") {
    for (const Feature& site : sites().features) {
        if (site.polygon() == nullptr) continue;
        INFO(label(site));
        CHECK(geo::is_simple(site.polygon()->outer));
        const geo::Box box = site.polygon()->outer.box();
        int dry = 0;
        for (double y = box.south; y <= box.north; y += 0.0007)
            for (double x = box.west; x <= box.east; x += 0.0007) {
                const geo::Position p = geo::Position::of(y, x);
                dry += geo::contains(*site.polygon(), p) && mask().drawn_land(p);
            }
        CHECK(dry == 0);
    }
}

TEST_CASE("anchorages leave the channel free") {
    for (const Feature* anchorage : of_kind("anchorage"))
        for (const Feature* reach : of_kind("reach")) {
            INFO(label(*anchorage) << ", " << label(*reach));
            double nearest = 1e9;
            for (const geo::Position p : sampled(*reach->line(), 50)) {
                CHECK(!geo::contains(*anchorage->polygon(), p));
                nearest = std::min(nearest, geo::distance_to_edge(*anchorage->polygon(), p).value);
            }
            CHECK(nearest >= 350);
        }
}

TEST_CASE("reaches meet end to end, and each route is its reaches one after another") {
    std::map<std::string, const Feature*, std::less<>> reaches;
    std::map<std::string, geo::Position, std::less<>> nodes;
    for (const Feature* reach : of_kind("reach")) {
        reaches.emplace(reach->text("id"), reach);
        const auto corners = reach->line()->corners();
        const std::pair<std::string_view, geo::Position> ends[] = {{reach->text("begins"), corners.front()},
                                                                   {reach->text("ends"), corners.back()}};
        for (const auto& [node, place] : ends) {
            REQUIRE(!node.empty());
            CHECK_MESSAGE(nodes.emplace(node, place).first->second == place, node);
        }
        REQUIRE(reach->number("speed_limit_kn"));
        CHECK(*reach->number("speed_limit_kn") >= (reach->text("lock").empty() ? 6 : 2));
        CHECK(*reach->number("speed_limit_kn") <= 15);
    }
    for (const Feature* route : of_kind("route")) {
        const auto& ids = std::get<std::vector<std::string>>(*route->find("reaches"));
        std::vector<geo::Position> corners;
        for (const std::string& id : ids) {
            REQUIRE_MESSAGE(reaches.contains(id), id);
            const auto part = reaches.at(id)->line()->corners();
            corners.insert(corners.end(), part.begin(), part.end());
        }
        CHECK(geo::Line::of(corners) == *route->line());
        // About 41 nautical miles from entrance to entrance, and 3 more at either end.
        CHECK(to_nautical_miles(route->line()->length()) == doctest::Approx(47).epsilon(0.06));
    }
}

TEST_CASE("both routes pass their locks, within the error of each") {
    for (const Feature* lock : of_kind("lock"))
        for (const Feature* route : of_kind("route")) {
            const double away = route->line()->nearest(*lock->point()).away.value;
            const bool its_own = route->text("vessel_class") == lock->text("vessel_class");
            INFO(label(*lock) << ", " << label(*route));
            CHECK((away < *lock->number("approx_error_m")) == its_own);
            CHECK((away < 800) >= its_own);
        }
}

TEST_CASE("sites that stand over or beside the channel do so within their error") {
    const geo::Line& route = *of_kind("route")[0]->line();
    for (const char* kind : {"entrance", "cut_point", "reach_point", "sea_buoy"})
        for (const Feature* site : of_kind(kind)) {
            INFO(label(*site));
            CHECK(route.nearest(*site->point()).away.value <= *site->number("approx_error_m"));
        }
    for (const Feature* site : of_kind("bridge")) {
        if (site->text("name").starts_with("Gamboa")) continue;
        CHECK(route.nearest(*site->point()).away.value <= *site->number("approx_error_m"));
    }
}

TEST_CASE("each lock and dam line bars the way, and only locks open") {
    const Feature* panamax = of_kind("route")[0];
    const Feature* neopanamax = of_kind("route")[1];
    for (const Feature* barrier : of_kind("barrier")) {
        INFO(label(*barrier));
        const std::string_view lock = barrier->text("lock");
        CHECK(barrier->text("opens") == (lock.empty() ? "never" : "lock"));
        if (lock.empty()) continue;
        const auto locks = of_kind("lock");
        const auto at = std::ranges::find_if(locks, [&](auto* f) { return f->text("id") == lock; });
        REQUIRE(at != locks.end());
        const Feature* route = (*at)->text("vessel_class") == "panamax" ? panamax : neopanamax;
        double nearest = 1e9;
        for (const geo::Position p : sampled(*barrier->line(), 10))
            nearest = std::min(nearest, route->line()->nearest(p).away.value);
        CHECK(nearest < 10);
    }
}

TEST_CASE("the corridor is the canal's: it reaches no further than the land between the oceans") {
    for (const Feature& site : sites().features) {
        if (!marked(site, "corridor")) continue;
        CHECK(site.text("kind") == "reach");
        for (const geo::Position p : site.line()->corners()) {
            CHECK(p.latitude() < 9.32);
            CHECK(p.latitude() > 8.94);
        }
    }
}

TEST_CASE("the coastline has its known shape") {
    CHECK(land().parts.size() == 344);
    const geo::Box box = geo::box(land());
    CHECK(box.west == -81.5);
    CHECK(box.north < 10.6);
    // GSHHG's trap: the lake, the Cut and the locks are drawn as one water with the sea.
    CHECK(!mask().drawn_land(geo::Position::of(9.20, -79.90)));
    CHECK(!mask().drawn_land(geo::Position::of(9.0336, -79.6357)));
    CHECK(mask().drawn_land(geo::Position::of(9.1, -79.5)));
    CHECK(mask().drawn_land(geo::Position::of(8.4, -80.6)));
    const auto lakes = load("coastline/canal-lakes.geojson");
    REQUIRE(lakes.features.size() == 2);
    CHECK(geo::square_metres(*lakes.features[0].polygon()) == doctest::Approx(396.5e6).epsilon(0.01));
    CHECK(geo::contains(*lakes.features[0].polygon(), geo::Position::of(9.0336, -79.6357)));
    CHECK(!geo::contains(*lakes.features[0].polygon(), geo::Position::of(9.35, -79.92)));
    CHECK(geo::contains(*lakes.features[1].polygon(), geo::Position::of(9.010, -79.607)));
}

TEST_CASE("the simpler coastline is near the full one") {
    const geo::LandMask simple(geojson::polygons(load("coastline/land-medium.geojson")));
    int differ = 0, count = 0;
    for (double y = 6.85; y < 10.55; y += 0.013)
        for (double x = -81.45; x < -77.55; x += 0.013, ++count)
            differ += simple.drawn_land(geo::Position::of(y, x)) != mask().drawn_land(geo::Position::of(y, x));
    CHECK_MESSAGE(differ < 0.004 * count, differ << " of " << count);
}

}  // namespace
}  // namespace vigia
