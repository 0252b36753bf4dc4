#include "codec/geojson/areas.h"

#include <doctest/doctest.h>

#include <string>

using namespace vigia;
using namespace vigia::geojson;
using model::AreaKind;

namespace {

/// One area of these properties, between an id and a square.
std::string file_of(std::string_view properties) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)" + std::string(properties) +
           R"(},"geometry":{"type":"Polygon","coordinates":[[[-79.6,8.9],[-79.5,8.9],[-79.5,9.0],[-79.6,8.9]]]}}]})";
}

std::string fault(std::string_view properties) {
    const auto areas = areas_from_geojson(file_of(properties), "mine.geojson");
    REQUIRE(!areas);
    return areas.error().message;
}

constexpr std::string_view channel = R"("id":"amador","kind":"channel","name":"Amador reach","name_es":"Tramo Amador","limit_kn":10,
    "limit_large_kn":8.5,"large_m":76.2,"season_limit_kn":7,"season_from":801,"season_to":1130,"half_width_m":90,
    "middle":[-79.6,8.9,-79.5,9.0],"source":"drawn","approx_error_m":400)";

}  // namespace

TEST_CASE("an area is read with its limits, its middle line and its season") {
    const auto areas = areas_from_geojson(file_of(channel), "mine.geojson");
    REQUIRE(areas);
    REQUIRE(areas->size() == 1);
    const model::Area& area = areas->front();
    CHECK(area.id == "amador");
    CHECK(area.kind == AreaKind::channel);
    CHECK(area.name_es == "Tramo Amador");
    CHECK(*area.limit == from_knots(10));
    CHECK(*area.large_limit == from_knots(8.5));
    CHECK(area.large == Metres{76.2});
    CHECK(area.season->from == 801);
    CHECK(area.season->limit == from_knots(7));
    CHECK(area.half_width == Metres{90});
    CHECK(area.middle->corners()[1] == geo::Position::of(9.0, -79.5));
    CHECK(contains(area.shape, geo::Position::of(8.91, -79.55)));
    CHECK_FALSE(area.drawn_by_hand);
}

TEST_CASE("what is written is read again the same, drawn by hand or not") {
    auto areas = *areas_from_geojson(file_of(channel), "mine.geojson");
    areas.push_back(areas[0]);
    areas[1].id = "zone";
    areas[1].kind = AreaKind::zone;
    areas[1].middle.reset();
    areas[1].half_width = Metres{0};
    areas[1].exit = model::TellExit::yes;
    areas[1].drawn_by_hand = true;
    areas[1].shape.parts.push_back(areas[1].shape.parts[0]);
    areas.push_back(areas[0]);
    areas[2].id = "lane";
    areas[2].kind = AreaKind::lane;
    areas[2].course = Degrees{359};
    const std::string text = areas_to_geojson(areas);
    const auto again = areas_from_geojson(text, "again");
    REQUIRE(again);
    REQUIRE(again->size() == 3);
    CHECK(areas_to_geojson(*again) == text);
    CHECK((*again)[1].exit == model::TellExit::yes);
    CHECK((*again)[1].drawn_by_hand);
    CHECK((*again)[1].shape.parts.size() == 2);
    CHECK((*again)[2].course == Degrees{359});
    CHECK((*again)[0].middle == areas[0].middle);
}

TEST_CASE("a wrong area is named by file, feature, property and remedy") {
    CHECK(fault(R"("id":"Amador","kind":"zone","name":"Amador")") ==
          "mine.geojson: feature 1 (\"Amador\"): property \"id\" must be at most 80 small letters, digits and hyphens; write for example \"gatun-dam-lake\".");
    const auto says = [](std::string_view more, std::string_view words) {
        const std::string whole = fault(R"("id":"a","kind":"zone","name":"A",)" + std::string(more));
        INFO(whole);
        return whole.find(words) != std::string::npos;
    };
    CHECK(fault(R"("id":"a","kind":"zones","name":"A")").find("write one of: anchorage, harbour") != std::string::npos);
    CHECK(fault(R"("id":"a","kind":"zone")").find("property \"name\" must be a text") != std::string::npos);
    CHECK(fault(R"("id":"a","kind":"lane","name":"A")").find("property \"course_deg\" is missing") != std::string::npos);
    CHECK(says(R"("limit_knots":10)", "did you mean \"limit_kn\"?"));
    CHECK(says(R"("limit_kn":"10")", "property \"limit_kn\" is not a number from 0.1 to 100"));
    CHECK(says(R"("limit_kn":-3)", "property \"limit_kn\" is not a number"));
    CHECK(says(R"("limit_large_kn":6)", "property \"large_m\" is missing"));
    CHECK(says(R"("season_limit_kn":6,"season_from":801)", "property \"season_to\" is missing"));
    CHECK(says(R"("season_limit_kn":6,"season_from":801,"season_to":1131)", "no day of the year"));
    CHECK(says(R"("exit":"yes")", "neither true nor false"));
    CHECK(says(R"("middle":[1,2,3,4])", "only for kinds"));
    const auto channel_says = [](std::string_view more, std::string_view words) {
        return fault(R"("id":"a","kind":"channel","name":"A",)" + std::string(more)).find(words) != std::string::npos;
    };
    CHECK(channel_says(R"("middle":[1,2,3],"half_width_m":5)", "no flat list of pairs"));
    CHECK(channel_says(R"("middle":[1,2,3,99],"half_width_m":5)", "at pair 2: latitude 99"));
    CHECK(channel_says(R"("middle":[1,2],"half_width_m":5)", "at least 2"));
    CHECK(channel_says(R"("middle":[1,2,3,4])", "property \"half_width_m\" is missing"));
    CHECK(channel_says(R"("exit":true)", "only for kind \"zone\""));
}

TEST_CASE("broken JSON, shapes that are no areas and twins are refused with the file's name") {
    CHECK(areas_from_geojson("{", "mine.geojson").error().message.starts_with("mine.geojson: line 1"));
    const auto point = areas_from_geojson(R"({"type":"Feature","properties":{"id":"a","kind":"zone","name":"A"},"geometry":{"type":"Point","coordinates":[1,2]}})", "f");
    REQUIRE(!point);
    CHECK(point.error().message == "f: feature 1 (\"A\"): an area is a Polygon or a MultiPolygon; draw it as one.");
    std::string two = file_of(R"("id":"a","kind":"zone","name":"A")");
    two.insert(two.size() - 2, "," + two.substr(two.find("{\"type\":\"Feature\""), two.size() - 2 - two.find("{\"type\":\"Feature\"")));
    const auto twins = areas_from_geojson(two, "f");
    REQUIRE(!twins);
    CHECK(twins.error().message == "f: feature 2 (\"A\"): property \"id\" is \"a\", as of feature 1; ids must differ.");
}

TEST_CASE("structures are the points of locks, dams and bridges among the sites") {
    const auto sites = structures_from_geojson(R"j({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"kind":"lock","id":"gatun","name":"Gatun Locks","name_es":"Esclusas de Gatún"},"geometry":{"type":"Point","coordinates":[-79.92,9.27]}},
      {"type":"Feature","properties":{"kind":"reach","name":"Gatun"},"geometry":{"type":"LineString","coordinates":[[-79.92,9.27],[-79.9,9.3]]}},
      {"type":"Feature","properties":{"kind":"dam","name":"Madden Dam (Alajuela Lake)"},"geometry":{"type":"Point","coordinates":[-79.6,9.2]}}]})j", "sites");
    REQUIRE(sites);
    REQUIRE(sites->size() == 2);
    CHECK((*sites)[0].id == "gatun");
    CHECK((*sites)[0].name_es == "Esclusas de Gatún");
    CHECK((*sites)[1].kind == model::StructureKind::dam);
    CHECK((*sites)[1].id == "madden-dam-alajuela-lake");
    CHECK((*sites)[1].name_es == "Madden Dam (Alajuela Lake)");
    const auto line = structures_from_geojson(R"({"type":"Feature","properties":{"kind":"dam","name":"D"},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}})", "sites");
    REQUIRE(!line);
    CHECK(line.error().message == "sites: feature 1 (\"D\"): a lock, dam or bridge is a Point; draw its middle.");
}
