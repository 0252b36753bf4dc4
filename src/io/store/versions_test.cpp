#include "io/store/versions.h"

#include <fstream>

#include <doctest/doctest.h>

#include "io/store/inside/test_folder.h"

namespace vigia::store {
namespace {

using namespace std::chrono_literals;

const Time noon = *time_from_iso("2026-03-02T12:00:00Z");

std::string at(const Versions& versions, Time time) {
    const auto version = versions.at(time);
    REQUIRE(version);
    return *version ? (*version)->text : std::string("none");
}

TEST_CASE("a version holds from its second until the next, and a time before the first has none") {
    const TestFolder folder;
    const Versions versions(folder.path / "judgement");
    CHECK(at(versions, noon) == "none");
    REQUIRE(versions.keep(noon, "one"));
    REQUIRE(versions.keep(noon + 10s, "two"));
    CHECK(at(versions, noon - 1s) == "none");
    CHECK(at(versions, noon) == "one");
    CHECK(at(versions, noon + 9s + 999ms) == "one");
    CHECK(at(versions, noon + 10s) == "two");
    CHECK(at(Versions(folder.path / "judgement"), noon + 1h) == "two");
}

TEST_CASE("a version that says what the one before it says is not kept again, and one of the same second is replaced") {
    const TestFolder folder;
    const Versions versions(folder.path);
    REQUIRE(versions.keep(noon, "one"));
    REQUIRE(versions.keep(noon + 1h, "one"));
    CHECK(versions.times()->size() == 1);
    REQUIRE(versions.keep(noon, "other"));
    CHECK(versions.times()->size() == 1);
    CHECK(at(versions, noon + 1h) == "other");
}

TEST_CASE("old versions are thinned to the first of each day, the oldest go, and an older time is never answered by a later one") {
    const TestFolder folder;
    const Versions versions(folder.path, {.most = 52, .whole_for = 48h, .then_each = 24h});
    const Time first = *time_from_iso("2026-03-01T00:00:00Z");
    for (int hour = 0; hour <= 24 * 10; ++hour) REQUIRE(versions.keep(first + std::chrono::hours(hour), std::to_string(hour)));
    const auto times = versions.times();
    REQUIRE(times);
    CHECK(times->size() == 52);
    for (const Time time : *times) CHECK((time > first + 8 * 24h || (time - first) % 24h == 0h));
    CHECK(at(versions, first + 7 * 24h + 23h) == std::to_string(7 * 24));
    CHECK(at(versions, first + 9 * 24h + 5h) == std::to_string(9 * 24 + 5));
    CHECK(at(versions, first) == "none");
}

TEST_CASE("files of other names among the versions are left alone") {
    const TestFolder folder;
    const Versions versions(folder.path);
    REQUIRE(versions.keep(noon, "one"));
    for (const char* name : {"notes.txt", "2026-03-02T120000Z.json.new", "2026-99-02T120000Z.json", "x.json"}) std::ofstream(folder.path / name) << "x";
    CHECK(versions.times()->size() == 1);
}

TEST_CASE("a table of coverage comes back as it was kept, as of a time and never a later one") {
    const TestFolder folder;
    model::Coverage coverage;
    const model::ReceiverSet by = model::ReceiverSet{1} << coverage.number({.source = model::SourceId{3}, .station = {}});
    for (int i = 0; i < 20; ++i) coverage.add(geo::Position::of(8.5, -79.5), model::Coverage::Class::a, i % 5 == 0 ? 0 : by);
    coverage.add(geo::Position::of(8.6, -79.5), model::Coverage::Class::b, by);
    const KeptCoverage kept{.as_of = noon, .receivers = {{"north \"pier\"", ""}}, .rows = coverage.rows(), .learnt = coverage.learnt()};
    REQUIRE(coverage_versions(folder.path).keep(noon, text_of(kept)));
    CHECK_FALSE(*coverage_at(folder.path, noon - 1s));
    const auto again = coverage_at(folder.path, noon + 1s);
    REQUIRE(again);
    REQUIRE(*again);
    CHECK((*again)->as_of == noon);
    CHECK((*again)->receivers == kept.receivers);
    CHECK((*again)->rows == kept.rows);
    CHECK((*again)->learnt == 21);
}

TEST_CASE("what is no table of coverage is refused with its reason") {
    for (const char* text : {"", "[]", "{}", R"({"vigia":"coverage","version":2})", R"({"vigia":"coverage","version":1,"as_of_ms":0,"learnt":1,"receivers":[],"rows":[[1,2,3]]})",
                             R"({"vigia":"coverage","version":1,"as_of_ms":0,"learnt":1,"receivers":[["a"]],"rows":[]})",
                             R"({"vigia":"coverage","version":1,"as_of_ms":0,"learnt":1,"receivers":[],"rows":[[1,0,1,1,1]]})",
                             R"({"vigia":"coverage","version":1,"as_of_ms":0,"learnt":1,"receivers":[],"rows":[[1,0,0,2,1]]})",
                             R"({"vigia":"coverage","version":1,"as_of_ms":0,"learnt":1,"receivers":[],"rows":[[1,0,0,-1,1]]})"})
        CHECK_FALSE(coverage_from_text(text));
    const TestFolder folder;
    REQUIRE(coverage_versions(folder.path).keep(noon, "torn"));
    const auto refused = coverage_at(folder.path, noon);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("2026-03-02T120000Z.json") != std::string::npos);
    CHECK(refused.error().message.find("Remove the file") != std::string::npos);
}

}  // namespace
}  // namespace vigia::store
