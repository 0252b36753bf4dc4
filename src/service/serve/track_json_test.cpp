#include "service/serve/inside/track_json.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "service/serve/inside/sea_for_test.h"

using namespace vigia;
using namespace vigia::serve;
using nlohmann::json;

namespace {

model::Track called(std::string_view name) {
    model::Track track;
    track.id = model::TrackId{7};
    track.mmsi = model::Mmsi::of(1234567);
    track.particulars.name = FixedText<34>(name);
    return track;
}

json as_json(const model::Track& track) {
    std::string text;
    append_track(text, track);
    json read = json::parse(text, nullptr, false);
    REQUIRE_MESSAGE(!read.is_discarded(), text);
    return read;
}

}  // namespace

TEST_CASE("what is not known is null, and an MMSI keeps its zeros") {
    const json track = as_json(called(""));
    CHECK(track["mmsi"] == "001234567");
    CHECK(track["status"] == "undefined");
    for (const char* key : {"name", "call_sign", "imo", "ship_type", "fix_seen", "lat", "lon", "speed", "course", "heading", "length", "beam",
                            "draught", "destination"})
        CHECK_MESSAGE(track.at(key).is_null(), key);
}

TEST_CASE("hostile names stay text") {
    for (const char* name : {"<img onerror=alert(1)>", "</script><script>", "\"},{\"id\":1", "\xE2\x80\xAE" "DLOG", "a\\b\"c\n\t\x01",
                             "\xD9\x85\xD8\xB1\xD9\x83\xD8\xA8"})
        CHECK(as_json(called(name))["name"] == name);
}

TEST_CASE("any bytes in a name make valid JSON in valid UTF-8") {
    Random random(11);
    for (int i = 0; i < 50'000; ++i) {
        std::string name;
        for (std::uint64_t n = random.below(24); n > 0; --n) name += static_cast<char>(random.below(256));
        const json track = as_json(called(name));  // the parser refuses bad UTF-8
        CHECK(track["id"] == 7);
    }
}

TEST_CASE("the details tell who heard it, what it declares and where it should be by now") {
    Sea sea;
    sea.at(355000001, geo::Position::of(8.85, -79.5), 12, 90).called(355000001, "ANCON", 9074729, "HP1");
    sea.wait(std::chrono::seconds(60)).at(355000002, geo::Position::of(9, -79));
    const auto picture = sea.picture();
    std::string text;
    append_track_details(text, *picture->find(model::TrackId{1}), *picture);
    const json track = json::parse(text);
    CHECK(track["name"] == "ANCON");
    CHECK(track["heard_by"][0]["source"] == "north");
    CHECK(track["heard_by"][0]["station"] == "colon");
    CHECK(track["position_accuracy"] == "low");
    CHECK(track["dead_reckoned"]["age_s"] == 60);
    CHECK(track["dead_reckoned"]["lon"].get<double>() > -79.5);
    CHECK(track["particulars"][0]["field"] == "name");
    CHECK(track["particulars"][0]["value"] == "ANCON");
}

TEST_CASE("a tail is a list of places with their times") {
    Sea sea;
    for (int i = 0; i < 10; ++i)
        sea.at(355000001, geo::Position::of(8.85, -79.5 + 0.01 * i), 12, 90).wait(std::chrono::minutes(2));
    const auto picture = sea.picture();
    const json tail = json::parse(tail_json(*picture, model::TrackId{1}, sea.now - std::chrono::hours(1)));
    REQUIRE(tail["points"].size() > 3);
    CHECK(tail["points"][0][0].get<double>() == doctest::Approx(-79.5));
    CHECK(tail["points"][0][1].get<double>() == doctest::Approx(8.85));
    CHECK(tail["points"][0][2] == 1'790'000'000'000);
    CHECK(json::parse(tail_json(*picture, model::TrackId{99}, sea.now))["points"].empty());
}
