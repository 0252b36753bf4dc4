#include "service/serve/inside/command.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::serve;

TEST_CASE("a client says what it looks at, each part by itself") {
    const auto all = client_word_from_json(R"({"viewport":[-80.5,8,-79,9.5],"watch":[3,1],"resync":true,"later":{}})");
    REQUIRE(all);
    CHECK(all->viewport->west == -80.5);
    CHECK(all->viewport->north == 9.5);
    CHECK(*all->watch == std::vector{model::TrackId{3}, model::TrackId{1}});
    CHECK(all->resync);
    const auto nothing = client_word_from_json("{}");
    REQUIRE(nothing);
    CHECK(!nothing->viewport);
    CHECK(!nothing->watch);
    CHECK(!nothing->resync);
}

TEST_CASE("a view across the 180th meridian is turned round, one round the Earth is the Earth") {
    const auto across = client_word_from_json(R"({"viewport":[170,-10,190,10]})");
    REQUIRE(across);
    CHECK(across->viewport->west == 170);
    CHECK(across->viewport->east == -170);
    CHECK(across->viewport->contains(geo::Position::of(0, 175)));
    CHECK(across->viewport->contains(geo::Position::of(0, -175)));
    CHECK(!across->viewport->contains(geo::Position::of(0, 0)));
    const auto world = client_word_from_json(R"({"viewport":[-300,-90,300,90]})");
    REQUIRE(world);
    CHECK(world->viewport->contains(geo::Position::of(0, 0)));
}

TEST_CASE("words that make no sense are refused") {
    for (const char* bad : {"", "[]", "7", "{", "null", R"({"viewport":[1,2,3]})", R"({"viewport":[1,2,3,"4"]})", R"({"viewport":[0,10,1,-10]})",
                            R"({"viewport":[1e300,0,1,1]})", R"({"viewport":[1e999,0,1,1]})", R"({"watch":7})", R"({"watch":[0]})",
                            R"({"watch":[-1]})", R"({"watch":[4294967296]})", R"({"watch":["1"]})", R"({"resync":1})", "{\"a\":\"\xFF\"}"})
        CHECK_MESSAGE(!client_word_from_json(bad), bad);
    std::string deep(20'000, '[');
    CHECK(!client_word_from_json("{\"x\":" + deep));
    std::string watch = "{\"watch\":[1";
    for (std::size_t i = 0; i < watch_limit; ++i) watch += ",1";
    const auto refused = client_word_from_json(watch + "]}");
    REQUIRE(!refused);
    CHECK(refused.error().kind == ErrorKind::limit);
}

TEST_CASE("a replay is played, paused, stepped and given a speed") {
    using Action = ReplayCommand::Action;
    CHECK(replay_command_from_json(R"({"action":"play"})")->action == Action::play);
    CHECK(replay_command_from_json(R"({"action":"pause"})")->action == Action::pause);
    CHECK(replay_command_from_json(R"({"action":"step"})")->action == Action::step);
    CHECK(replay_command_from_json(R"({"action":"speed","speed":60})")->speed == 60);
    const auto fastest = replay_command_from_json(R"({"action":"speed","speed":"max"})");
    REQUIRE(fastest);
    CHECK(!fastest->speed);
    for (const char* bad : {"{}", R"({"action":"stop"})", R"({"action":7})", R"({"action":"speed"})", R"({"action":"speed","speed":0})",
                            R"({"action":"speed","speed":-1})", R"({"action":"speed","speed":1e9})", R"({"action":"speed","speed":"fast"})"})
        CHECK_MESSAGE(!replay_command_from_json(bad), bad);
}
