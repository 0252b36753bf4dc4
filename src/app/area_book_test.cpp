#include "app/area_book.h"

#include <fstream>

#include <doctest/doctest.h>

namespace vigia::app {
namespace {

constexpr std::string_view zone = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"%","kind":"zone","name":"Dam"},
  "geometry":{"type":"Polygon","coordinates":[[[-79.95,9.25],[-79.9,9.25],[-79.9,9.3],[-79.95,9.3],[-79.95,9.25]]]}}]})";

std::string zone_called(std::string_view id) {
    std::string text(zone);
    return text.replace(text.find('%'), 1, id);
}

struct Folder {
    std::filesystem::path path;
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "vigia-areas-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

Result<std::string> edit(AreaBook& book, std::string_view geojson) {
    auto drawn = book.read(geojson);
    if (!drawn) return fail(std::move(drawn));
    if (auto kept = book.keep(std::move(*drawn)); !kept) return fail(std::move(kept));
    return book.text();
}

TEST_CASE("areas drawn by hand come back after a restart, and are told as such") {
    const Folder folder;
    auto book = AreaBook::open(folder.path, {});
    REQUIRE(book);
    CHECK(book->chart()->areas().empty());
    const auto edited = edit(*book, zone_called("works-1"));
    REQUIRE(edited);
    CHECK(edited->find("\"drawn_by_hand\":true") != std::string::npos);
    CHECK(book->chart()->find("works-1") != nullptr);
    auto again = AreaBook::open(folder.path, {});
    REQUIRE(again);
    REQUIRE(again->chart()->find("works-1") != nullptr);
    CHECK(again->chart()->find("works-1")->drawn_by_hand);
    CHECK(again->text() == *edited);
}

TEST_CASE("areas that are wrong change nothing, and the fault is named") {
    const Folder folder;
    auto book = AreaBook::open(folder.path, {});
    REQUIRE(book);
    REQUIRE(edit(*book, zone_called("works-1")));
    const auto refused = edit(*book, R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"x","name":"X"},"geometry":{"type":"Point","coordinates":[0,0]}}]})");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::bad_input);
    CHECK(refused.error().message.find("feature 1") != std::string::npos);
    CHECK(book->chart()->find("works-1") != nullptr);
    CHECK(AreaBook::open(folder.path, {})->chart()->find("works-1") != nullptr);
}

TEST_CASE("what is in force of an area drawn is what is kept of it, to the last bit") {
    const Folder folder;
    auto book = AreaBook::open(folder.path, {});
    REQUIRE(book);
    std::string fine = zone_called("works-1");
    for (std::size_t at = 0; (at = fine.find("-79.95", at)) != std::string::npos; at += 6) fine.replace(at, 6, "-79.950000123456");
    const auto drawn = book->read(fine);
    REQUIRE(drawn);
    REQUIRE(edit(*book, fine));
    const auto again = book->read_file();
    REQUIRE(again);
    CHECK(again->text == drawn->text);
    CHECK(again->chart->areas().front().shape.parts.front().outer.corners().front() == drawn->chart->areas().front().shape.parts.front().outer.corners().front());
}

TEST_CASE("an area of the files is not drawn over under its own id") {
    const Folder folder;
    const Folder other;
    auto first = AreaBook::open(other.path, {});
    REQUIRE(first);
    REQUIRE(edit(*first, zone_called("gatun")));
    Water water;
    water.areas = first->chart()->areas();
    auto book = AreaBook::open(folder.path, std::move(water));
    REQUIRE(book);
    const auto refused = edit(*book, zone_called("gatun"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("gatun") != std::string::npos);
}

}  // namespace
}  // namespace vigia::app
