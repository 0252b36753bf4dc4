// The areas are sound and fit the ways on which simulated ships move: shelter, limits, no gaps.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "codec/geojson/areas.h"
#include "codec/geojson/geojson.h"
#include "geo/area.h"

namespace vigia {
namespace {

using geojson::Feature;

std::string text_of(const std::string& name) {
    std::ifstream in(std::string(VIGIA_DATA "/") + name, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

geojson::Collection load(const std::string& name) {
    auto read = geojson::read(text_of(name));
    if (!read) FAIL(name << ": " << read.error().message);
    return *std::move(read);
}

const geojson::Collection& areas() {
    static const geojson::Collection all = load("areas.geojson");
    return all;
}

const geojson::Collection& routes() {
    static const geojson::Collection all = load("routes.geojson");
    return all;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) { return std::ranges::find(list, word) != list.end(); }

bool within(geo::Position p, std::initializer_list<std::string_view> kinds) {
    return std::ranges::any_of(areas().features, [&](const Feature& area) {
        return one_of(area.text("kind"), kinds) && geo::contains(*area.polygon(), p);
    });
}

bool sheltered(geo::Position p) {
    return within(p, {"anchorage", "harbour", "lock", "channel", "fairway", "pilot_boarding"});
}

/// A circle of eight places around one.
std::vector<geo::Position> around(geo::Position centre, double metres) {
    std::vector<geo::Position> out{centre};
    for (int i = 0; i < 8; ++i) out.push_back(geo::moved(centre, Degrees{i * 45.0}, Metres{metres}));
    return out;
}

const Feature* area_named(std::string_view name, std::initializer_list<std::string_view> kinds) {
    const auto found = std::ranges::find_if(areas().features, [&](const Feature& area) {
        return area.text("name") == name && one_of(area.text("kind"), kinds);
    });
    return found == areas().features.end() ? nullptr : &*found;
}

TEST_CASE("judgement reads every area and structure, and a chart can be made of them") {
    auto read = geojson::areas_from_geojson(text_of("areas.geojson"), "areas.geojson");
    INFO((read ? "" : read.error().message));
    REQUIRE(read);
    CHECK(read->size() == areas().features.size());
    auto structures = geojson::structures_from_geojson(text_of("sites.geojson"), "sites.geojson");
    REQUIRE(structures);
    for (const auto kind : {model::StructureKind::lock, model::StructureKind::dam, model::StructureKind::bridge})
        CHECK(std::ranges::count(*structures, kind, &model::Structure::kind) >= 4);
    CHECK(model::Chart::make(*std::move(read), *std::move(structures), nullptr, nullptr));
}

TEST_CASE("every area says what it is in both languages, its origin and its error, and its id is used once") {
    std::set<std::string_view> ids;
    for (const Feature& area : areas().features) {
        INFO(area.text("id"));
        const std::string_view id = area.text("id");
        CHECK(ids.insert(id).second);
        CHECK(!id.empty());
        CHECK(std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
        CHECK(one_of(area.text("kind"), {"anchorage", "harbour", "lock", "channel", "fairway", "lane", "pilot_boarding", "zone"}));
        CHECK(!area.text("name").empty());
        CHECK(!area.text("name_es").empty());
        CHECK(!area.text("source").empty());
        REQUIRE(area.number("approx_error_m"));
        CHECK(*area.number("approx_error_m") >= 100);
    }
    CHECK(ids.size() >= 70);
    CHECK(ids.size() <= 256);
}

TEST_CASE("every area is one simple ring without holes and not empty") {
    for (const Feature& area : areas().features) {
        INFO(area.text("id"));
        REQUIRE(area.polygon() != nullptr);
        CHECK(area.polygon()->holes.empty());
        CHECK(geo::is_simple(area.polygon()->outer));
        CHECK(geo::square_metres(*area.polygon()) > 20'000);
    }
}

TEST_CASE("berths, bases and anchorages are sheltered, and the craft around them") {
    int seen = 0;
    for (const Feature& place : routes().features) {
        INFO(place.text("kind") << " " << place.text("name"));
        const std::string_view kind = place.text("kind");
        if (kind == "berth") {
            const double half = *place.number("length_m") / 2;
            for (const double along : {-half, 0.0, half})
                for (const geo::Position p : around(geo::moved(*place.point(), Degrees{*place.number("heading")}, Metres{along}), 100))
                    CHECK(within(p, {"harbour"}));
        } else if (kind == "base") {
            const double rows = std::ceil(std::sqrt(place.number("room").value_or(1)));
            for (const geo::Position p : around(*place.point(), (rows - 1) / 2 * 30 * 1.42 + 100)) CHECK(within(p, {"harbour"}));
        } else if (kind == "anchorage") {
            for (const geo::Position corner : place.polygon()->outer.corners())
                for (const geo::Position p : around(corner, 200)) CHECK(within(p, {"anchorage"}));
        } else {
            continue;
        }
        ++seen;
    }
    CHECK(seen > 40);
}

TEST_CASE("along every way through channels and locks, on both sides, a ship is in an area of that kind") {
    for (const Feature& way : routes().features) {
        if (way.text("kind") != "way") continue;
        INFO(way.text("name"));
        const std::string_view water = way.text("water");
        if (one_of(water, {"sea"})) continue;
        const double half = way.number("half_width_m").value_or(0);
        int open = 0, lane = 0, count = 0;
        for (double along = 0; along < way.line()->length().value; along += 50)
            for (const double aside : {-half, 0.0, half}) {
                const geo::Position p = way.line()->beside(Metres{along}, Metres{aside});
                ++count;
                open += !sheltered(p);
                lane += within(p, {"lane"});
            }
        CHECK(count > 0);
        if (water == "lane") {
            CHECK(lane >= count - 12);  // the ends are cut askew, where the fairway joins
        } else {
            CHECK(open <= 3);
        }
    }
}

TEST_CASE("each channel, fairway and lane has the limit, the middle and the half width of its way") {
    int seen = 0;
    for (const Feature& way : routes().features) {
        if (way.text("kind") != "way" || !one_of(way.text("water"), {"channel", "cut", "fairway", "lane"})) continue;
        INFO(way.text("name"));
        const Feature* area = area_named(way.text("name"), {"channel", "fairway", "lane"});
        REQUIRE(area != nullptr);
        ++seen;
        for (const char* key : {"limit_kn", "limit_large_kn", "large_m", "season_limit_kn", "half_width_m"})
            CHECK(area->number(key) == way.number(key));
        const auto* middle = std::get_if<std::vector<double>>(area->find("middle"));
        REQUIRE(middle != nullptr);
        const auto corners = way.line()->corners();
        REQUIRE(middle->size() == 2 * corners.size());
        for (std::size_t i = 0; i < corners.size(); ++i) {
            CHECK((*middle)[2 * i] == corners[i].longitude());
            CHECK((*middle)[2 * i + 1] == corners[i].latitude());
        }
        if (way.text("season_from").empty()) continue;
        CHECK(*area->number("season_from") == 801);
        CHECK(*area->number("season_to") == 1130);
        CHECK(area->number("course_deg").has_value());
    }
    CHECK(seen >= 30);
}

TEST_CASE("where areas overlap, the highest limit is never below that of the way sailed") {
    for (const Feature& way : routes().features) {
        if (way.text("kind") != "way" || one_of(way.text("water"), {"lock"})) continue;
        INFO(way.text("name"));
        for (double along = 10; along < way.line()->length().value; along += 50) {
            double highest = 0;
            for (const Feature& area : areas().features)
                if (geo::contains(*area.polygon(), way.line()->at(Metres{along}))) highest = std::max(highest, area.number("limit_kn").value_or(0));
            if (highest == 0) continue;
            const double lawful = way.number("limit_kn").value_or(1e9);
            // Ways of the open sea without a limit cross no channel, and begin at its end.
            if (lawful < 1e9) CHECK(highest >= lawful);
            else CHECK((along <= 800 || way.line()->length().value - along <= 800));
        }
    }
}

TEST_CASE("zones are clear of where ships pass, lie or anchor") {
    int zones = 0;
    for (const Feature& zone : areas().features) {
        if (zone.text("kind") != "zone") continue;
        INFO(zone.text("id"));
        ++zones;
        CHECK(std::holds_alternative<bool>(*zone.find("exit")));
        for (const geo::Position p : zone.polygon()->outer.corners()) CHECK_FALSE(sheltered(p));
        for (const Feature& way : routes().features) {
            if (way.line() == nullptr) continue;
            for (double along = 0; along < way.line()->length().value; along += 50)
                CHECK_FALSE(geo::contains(*zone.polygon(), way.line()->at(Metres{along})));
        }
    }
    CHECK(zones == 4);
}

}  // namespace
}  // namespace vigia
