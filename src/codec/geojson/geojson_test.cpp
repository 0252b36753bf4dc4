#include "codec/geojson/geojson.h"

#include <doctest/doctest.h>

namespace vigia::geojson {
namespace {

constexpr std::string_view every_shape = R"({"type":"FeatureCollection","name":"all","crs":{"a":1},
"features":[
 {"type":"Feature","properties":{"kind":"lock","steps":3,"open":true,"note":null,"to":["a","b"],"at":[1.5,2]},
  "geometry":{"type":"Point","coordinates":[-79.9227,9.2735,26]}},
 {"type":"Feature","properties":null,"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}},
 {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[-80,9],[-79,9]]}},
 {"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[2,2],[3,3]]]}},
 {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
   [[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}},
 {"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":
   [[[[10,10],[11,10],[11,11],[10,10]]],[[[20,20],[21,20],[21,21],[20,20]]]]}}
]})";

std::string message(std::string_view text, const Limits& limits = {}) {
    const auto result = read(text, limits);
    REQUIRE(!result);
    return result.error().message;
}

bool says(std::string_view text, std::string_view words) {
    const std::string whole = message(text);
    INFO(whole);
    return whole.find(words) != std::string::npos;
}

TEST_CASE("every shape is read with its properties") {
    const auto all = read(every_shape);
    REQUIRE(all);
    REQUIRE(all->features.size() == 6);
    CHECK(all->about == std::vector<Property>{{"name", std::string("all")}});
    const Feature& lock = all->features[0];
    REQUIRE(lock.point());
    CHECK(*lock.point() == geo::Position::of(9.2735, -79.9227));
    CHECK(lock.text("kind") == "lock");
    CHECK(lock.number("steps") == 3);
    CHECK(lock.text("steps").empty());
    CHECK(!lock.number("nothing"));
    CHECK(std::get<bool>(*lock.find("open")));
    CHECK(std::holds_alternative<std::nullptr_t>(*lock.find("note")));
    CHECK(std::get<std::vector<std::string>>(*lock.find("to")) == std::vector<std::string>{"a", "b"});
    CHECK(std::get<std::vector<double>>(*lock.find("at")) == std::vector<double>{1.5, 2});
    CHECK(std::get<std::vector<geo::Position>>(all->features[1].geometry).size() == 2);
    CHECK(all->features[2].line()->corners().size() == 2);
    CHECK(std::get<std::vector<geo::Line>>(all->features[3].geometry).size() == 2);
    CHECK(all->features[4].polygon()->holes.size() == 1);
    CHECK(all->features[5].multi_polygon()->parts.size() == 2);
    CHECK(polygons(*all).parts.size() == 3);
}

TEST_CASE("what is written is read again the same") {
    const auto first = read(every_shape);
    REQUIRE(first);
    const std::string text = write(*first);
    const auto second = read(text);
    REQUIRE(second);
    REQUIRE(second->features.size() == first->features.size());
    for (std::size_t i = 0; i < first->features.size(); ++i) {
        CHECK(second->features[i].properties == first->features[i].properties);
        CHECK(second->features[i].geometry == first->features[i].geometry);
    }
    CHECK(write(*second) == text);
}

TEST_CASE("a lone feature and a bare geometry are taken") {
    CHECK(read(R"({"type":"Point","coordinates":[1,2]})")->features.size() == 1);
    CHECK(read(R"({"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}})")->features.size() == 1);
}

TEST_CASE("broken JSON is named by line and column") {
    const auto result = read("{\"type\":\"FeatureCollection\",\n \"features\": [,]}");
    REQUIRE(!result);
    CHECK(result.error().at == 2);
    CHECK(result.error().message.starts_with("line 2, column 15: this is no JSON"));
    CHECK(message("").starts_with("line 1, column 1"));
    CHECK(message("{\"type\":\n 2E2222}") == "line 2, column 2: 2E2222 is too large for a number: at most 1.8e308");
}

TEST_CASE("a wrong feature is named by its number and name") {
    const std::string text = R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
      {"type":"Feature","properties":{"name":"Gatun"},"geometry":{"type":"Point","coordinates":[9.27,-99.9]}}]})";
    const auto result = read(text);
    REQUIRE(!result);
    CHECK(result.error().at == 2);
    CHECK(result.error().message ==
          "feature 2 (\"Gatun\"): latitude -99.9 is not in [-90, 90] (GeoJSON writes the longitude first)");
}

TEST_CASE("shapes that cannot be are refused in words") {
    const auto shape = [](std::string_view type, std::string_view coordinates) {
        return R"({"type":")" + std::string(type) + R"(","coordinates":)" + std::string(coordinates) + "}";
    };
    CHECK(says(shape("Point", "[1]"), "[longitude, latitude]"));
    CHECK(says(shape("Point", "[\"1\",2]"), "[longitude, latitude]"));
    CHECK(says(shape("LineString", "[[1,2]]"), "at least 2"));
    CHECK(says(shape("LineString", "[1,2]"), "[longitude, latitude]"));
    CHECK(says(shape("Polygon", "[]"), "no ring"));
    CHECK(says(shape("Polygon", "[[[0,0],[1,0],[1,1]]]"), "end where it began"));
    CHECK(says(shape("Polygon", "[[[0,0],[1,0],[0,0]]]"), "at least 3"));
    CHECK(says(shape("Circle", "[0,0]"), "no type of geometry"));
    CHECK(says(shape("GeometryCollection", "[]"), "make each geometry a feature"));
    CHECK(says(R"({"type":"Point"})", "no \"coordinates\""));
    CHECK(says("[]", "no GeoJSON"));
    CHECK(says("3", "no GeoJSON"));
    CHECK(says(R"({"type":"FeatureCollection"})", "no list of \"features\""));
    CHECK(says(R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]})",
               "feature 1: it has no geometry"));
    CHECK(says(R"({"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"a":{}}})",
               "property \"a\""));
}

TEST_CASE("limits are errors that name the limit") {
    CHECK(read(every_shape, {.bytes = 10}).error().kind == ErrorKind::limit);
    CHECK(read(every_shape, {.features = 5}).error().kind == ErrorKind::limit);
    CHECK(read(every_shape, {.positions = 5}).error().message == "feature 4: more than 5 positions");
}

TEST_CASE("nesting without end is refused, not followed") {
    const std::string deep = R"({"type":"Polygon","coordinates":)" + std::string(200'000, '[') +
                             std::string(200'000, ']') + "}";
    CHECK(!read(deep));
}

}  // namespace
}  // namespace vigia::geojson
