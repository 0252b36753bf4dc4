#include "service/serve/serve.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "io/net/probe.h"
#include "service/serve/inside/desk_for_test.h"
#include "service/serve/inside/schema_for_test.h"
#include "service/serve/inside/sea_for_test.h"

using namespace vigia;
using namespace vigia::serve;
using nlohmann::json;

namespace {

const geo::Position pacific = geo::Position::of(8.85, -79.5);

/// A served sea: its Picture is fixed, so that the server's thread only reads.
struct House {
    Sea sea;
    alerting::Desk desk{{}};
    World world;
    std::unique_ptr<net::Server> server;
    std::vector<std::string> reasons;
    ReplayState replay{.speed = 10, .paused = false, .now = from_unix_milliseconds(1'790'000'000'000), .from = {}, .to = {}};

    explicit House(engine::Mode mode = engine::Mode::live) : sea(mode) {
        if (mode == engine::Mode::live) {
            sea.at(355000001, pacific, 12, 90).called(355000001, "<IMG ONERROR=1>", 9074729, "HP1");
            sea.at(355000002, pacific).wait(std::chrono::seconds(30)).at(355000002, pacific);
        }
        world.picture = [picture = sea.picture()] { return picture; };
        world.not_ready = [this] { return reasons; };
        world.figures = [] {
            return std::vector<Figure>{{.name = "vigia_queue_batches", .help = "Batches that wait.", .labels = "queue=\"store\"", .value = 3}};
        };
        desk.take(begun(model::EventKind::go_fast, 352001234, 1));
        world.alerts = desk_of(desk);
        world.areas = {.text = [] { return std::string(R"({"type":"FeatureCollection","features":[]})"); },
                       .edit = [](std::string_view text) { return Result<std::string>(std::string(text)); }};
        world.version = "0.1.0";
        world.coastline = R"({"type":"FeatureCollection","features":[]})";
    }
    void with_replay() {
        world.replay = {.state = [this] { return replay; },
                        .play = [this] { replay.paused = false; },
                        .pause = [this] { replay.paused = true; },
                        .step = [this] { replay.now += std::chrono::seconds(1); },
                        .speed = [this](std::optional<double> speed) { replay.speed = speed; }};
    }
    net::Probe visited() {
        if (!server) {
            auto started = net::Server::start({.host = "127.0.0.1", .port = 0}, site(world, {}));
            REQUIRE(started);
            server = std::move(*started);
        }
        auto probe = net::Probe::connect(server->port());
        REQUIRE(probe);
        return std::move(*probe);
    }
};

net::Probe::Reply asked(net::Probe& probe, std::string_view method, std::string_view target, const std::vector<net::Pair>& headers = {},
                        std::string_view body = {}) {
    auto reply = probe.ask(method, target, headers, body);
    REQUIRE(reply);
    return *reply;
}

const std::vector<net::Pair> as_json{{"Content-Type", "application/json"}};

/// The target of a route with its examples, and the values that it needs.
std::string target_of(const net::Route& route) {
    std::string target = route.pattern;
    for (const net::Parameter& each : route.path) {
        const std::string hole = "{" + each.name + "}";
        target.replace(target.find(hole), hole.size(), each.example);
    }
    char mark = '?';
    for (const net::Parameter& each : route.query) {
        const std::string called = each.name.ends_with('!') ? each.name.substr(0, each.name.size() - 1) : each.name;
        target += mark + called + "=" + each.example;
        mark = '&';
    }
    return target;
}

}  // namespace

TEST_CASE("the document has every route, and every path of the document is a route") {
    House house;
    net::Probe probe = house.visited();
    const json document = json::parse(asked(probe, "GET", "/api/v1/openapi.json").body);
    const net::Site served = site(house.world, {});
    std::size_t operations = 0;
    for (const auto& [path, methods] : document["paths"].items())
        for (const auto& [method, operation] : methods.items()) {
            ++operations;
            if (path == served.channel.path) continue;
            const auto same = [&, p = path, m = method](const net::Route& route) {
                std::string lower(name(route.method));
                for (char& c : lower) c = static_cast<char>(c | 0x20);
                return route.pattern == p && lower == m;
            };
            CHECK_MESSAGE(std::ranges::count_if(served.routes, same) == 1, path);
            CHECK(operation.contains("operationId"));
            CHECK(operation["x-right"].get<std::string>().size() > 0);
        }
    CHECK(operations == served.routes.size() + 1);
}

TEST_CASE("every route answers on a real server as its schema says") {
    House house;
    house.with_replay();
    net::Probe probe = house.visited();
    const SchemaCheck check(json::parse(asked(probe, "GET", "/api/v1/openapi.json").body));
    for (const net::Route& route : site(house.world, {}).routes) {
        const auto reply = asked(probe, name(route.method), target_of(route), route.body_example.empty() ? std::vector<net::Pair>() : as_json, route.body_example);
        const auto declared = std::ranges::find(route.answers, reply.status, &net::Answer::status);
        REQUIRE_MESSAGE(declared != route.answers.end(), route.pattern << " gave " << reply.status << " " << reply.body);
        CHECK_MESSAGE(reply.header("content-type") == declared->content_type, route.pattern);
        if (declared->schema.empty()) continue;
        const json body = json::parse(reply.body, nullptr, false);
        REQUIRE_MESSAGE(!body.is_discarded(), route.pattern);
        const std::string fault = check.fault(body, json::parse(declared->schema));
        CHECK_MESSAGE(fault.empty(), route.pattern << " " << fault);
        if (!route.body_schema.empty()) CHECK(check.fault(json::parse(route.body_example), json::parse(route.body_schema)).empty());
    }
}

TEST_CASE("errors are problems as the document says") {
    House house;
    net::Probe probe = house.visited();
    const json document = json::parse(asked(probe, "GET", "/api/v1/openapi.json").body);
    const SchemaCheck check(document);
    for (const auto& [target, status] : std::vector<std::pair<std::string, int>>{
             {"/api/v1/tracks/999", 404}, {"/api/v1/tracks/x", 400}, {"/api/v1/tracks/0", 404}, {"/api/v1/tracks/4294967297", 400},
             {"/api/v1/tracks/1/tail?minutes=0", 400}, {"/api/v1/tracks/1/tail?minutes=1e3", 400}, {"/api/v1/search", 400},
             {"/api/v1/replay", 409}, {"/nothing", 404}}) {
        const auto reply = asked(probe, "GET", target);
        CHECK_MESSAGE(reply.status == status, target);
        CHECK(reply.header("content-type") == "application/problem+json");
        CHECK(check.fault(json::parse(reply.body), document["components"]["schemas"]["Problem"]).empty());
    }
}

TEST_CASE("the picture comes as JSON or, when asked for, as a binary snapshot") {
    House house;
    net::Probe probe = house.visited();
    const json picture = json::parse(asked(probe, "GET", "/api/v1/picture").body);
    CHECK(picture["mode"] == "live");
    REQUIRE(picture["tracks"].size() == 2);
    CHECK(picture["tracks"][0]["name"] == "<IMG ONERROR=1>");
    CHECK(picture["tracks"][1]["mmsi"] == "355000002");
    const auto frame = asked(probe, "GET", "/api/v1/picture", {{"Accept", "application/vnd.vigia.picture"}});
    CHECK(frame.header("content-type") == "application/vnd.vigia.picture");
    CHECK(frame.body.size() == 24 + 2 * 24);
    CHECK(frame.body.starts_with("VIGA\1"));
}

TEST_CASE("a replay is commanded by JSON of our own pages only, a live watch not at all") {
    House house;
    house.with_replay();
    net::Probe probe = house.visited();
    const auto command = [&](std::string_view body) { return asked(probe, "POST", "/api/v1/replay", as_json, body); };
    CHECK(json::parse(command(R"({"action":"pause"})").body)["paused"] == true);
    CHECK(json::parse(command(R"({"action":"speed","speed":"max"})").body)["speed"] == "max");
    CHECK(json::parse(command(R"({"action":"speed","speed":2.5})").body)["speed"] == 2.5);
    CHECK(json::parse(command(R"({"action":"step"})").body)["now"] == to_iso(from_unix_milliseconds(1'790'000'001'000)));
    CHECK(json::parse(command(R"({"action":"play"})").body)["paused"] == false);
    CHECK(command(R"({"action":"explode"})").status == 400);
    CHECK(command("not json").status == 400);
    CHECK(asked(probe, "POST", "/api/v1/replay", {}, R"({"action":"play"})").status == 415);
    CHECK(asked(probe, "POST", "/api/v1/replay", {{"Origin", "http://evil.example"}, as_json[0]}, R"({"action":"play"})").status == 403);

    House live;
    net::Probe other = live.visited();
    CHECK(asked(other, "POST", "/api/v1/replay", as_json, R"({"action":"play"})").status == 409);
}

TEST_CASE("readiness tells its reasons") {
    House house;
    net::Probe probe = house.visited();
    CHECK(asked(probe, "GET", "/healthz").body == "ok\n");
    CHECK(asked(probe, "GET", "/readyz").status == 200);
    CHECK(json::parse(asked(probe, "GET", "/readyz").body)["notes"].empty());
    House noted;
    noted.world.judgement_problem = [] { return "vigia.toml:3:1: unknown key"; };
    net::Probe third = noted.visited();
    const auto note = asked(third, "GET", "/readyz");
    CHECK(note.status == 200);  // what is in force can be relied on
    CHECK(json::parse(note.body)["notes"][0] == "judgement: what is written is not in force: vigia.toml:3:1: unknown key");
    House not_yet;
    not_yet.reasons = {"the journal is being recovered"};
    net::Probe other = not_yet.visited();
    const auto reply = asked(other, "GET", "/readyz");
    CHECK(reply.status == 503);
    CHECK(json::parse(reply.body)["reasons"][0] == "the journal is being recovered");
}

TEST_CASE("metrics tell the journal, the engine, the sources, the server and what the program adds") {
    House house;
    net::Probe probe = house.visited();
    const std::string sheet = asked(probe, "GET", "/metrics").body;
    for (const char* line : {"\njournal_durable 0\n", "\nvigia_vessels{freshness=\"live\"} 2\n", "\nvigia_reports_total ", "\nvigia_source_lines_total{source=\"north\"} ",
                             "\nvigia_http_connections 1\n", "\nvigia_queue_batches{queue=\"store\"} 3\n", "# TYPE journal_durable gauge\n", "\nvigia_ws_clients 0\n"})
        CHECK_MESSAGE(sheet.find(line) != sheet.npos, line);
    CHECK(asked(probe, "GET", "/metrics").body.find("vigia_http_requests_total{status=\"200\"} 1\n") != std::string::npos);
}

TEST_CASE("a browser gets a screen or is told how to get one, and a coast once") {
    House house;
    net::Probe probe = house.visited();
    const auto page = asked(probe, "GET", "/");
    CHECK(page.status == 200);
    CHECK(page.body.find("make setup build") != std::string::npos);
    const auto coast = asked(probe, "GET", "/api/v1/coastline");
    CHECK(coast.status == 200);
    CHECK(asked(probe, "GET", "/api/v1/coastline", {{"If-None-Match", std::string(coast.header("etag"))}}).status == 304);
}

TEST_CASE("the live wire brings snapshot, names and status to a client") {
    House house;
    net::Probe probe = house.visited();
    REQUIRE(probe.upgrade("/api/v1/live", "vigia.1")->status == 101);
    REQUIRE(probe.say(R"({"viewport":[-80,8,-79,10],"watch":[]})"));
    bool snapshot = false, names = false, status = false;
    while (!(snapshot && names && status)) {
        const auto heard = probe.hear();
        REQUIRE(heard);
        REQUIRE(heard->kind != net::Probe::Message::Kind::closed);
        if (heard->kind == net::Probe::Message::Kind::binary) {
            CHECK(heard->bytes.size() == 72);
            snapshot = true;
            continue;
        }
        const json said = json::parse(heard->bytes);
        if (said["type"] == "names") {
            names = true;
            CHECK(said["names"][0] == json::parse(R"([1,"<IMG ONERROR=1>","355000001"])"));
        }
        if (said["type"] == "status") {
            status = true;
            CHECK(said["vessels"] == 2);
            CHECK(said["replay"].is_null());
            CHECK(said["sources"][0]["name"] == "north");
        }
    }
}
