#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "io/net/probe.h"
#include "service/serve/inside/desk_for_test.h"
#include "service/serve/inside/schema_for_test.h"
#include "service/serve/inside/sea_for_test.h"
#include "service/serve/serve.h"

using namespace vigia;
using namespace vigia::serve;
using nlohmann::json;

namespace {

/// A served desk with three alerts: go-fast, distress, loitering.
struct House {
    Sea sea;
    alerting::Desk desk{{}};
    std::string areas = R"({"type":"FeatureCollection","features":[]})";
    std::unique_ptr<net::Server> server;
    std::unique_ptr<net::Probe> probe;
    json document;

    House() {
        desk.take(begun(model::EventKind::go_fast, 352001234, 1));
        desk.take(begun(model::EventKind::distress, 972000001, 2));
        desk.take(begun(model::EventKind::loitering, 352009999, 3));
        desk.take(begun(model::EventKind::port_visit, 352009999, 4));
        World world;
        world.picture = [picture = sea.picture()] { return picture; };
        world.alerts = desk_of(desk);
        world.areas.text = [this] { return areas; };
        world.areas.edit = [this](std::string_view text) -> Result<std::string> {
            if (text.find("bad") != text.npos) return fail(ErrorKind::bad_input, "feature 1 \"bad\": it has no kind");
            return areas = text;
        };
        auto started = net::Server::start({.host = "127.0.0.1", .port = 0}, site(std::move(world), {}));
        REQUIRE(started);
        server = std::move(*started);
        auto connected = net::Probe::connect(server->port());
        REQUIRE(connected);
        probe = std::make_unique<net::Probe>(std::move(*connected));
        document = json::parse(ask("GET", "/api/v1/openapi.json").body);
    }
    net::Probe::Reply ask(std::string_view method, std::string_view target, std::string_view body = {}) {
        std::vector<net::Pair> headers;
        if (!body.empty()) headers.push_back({"Content-Type", "application/json"});
        auto reply = probe->ask(method, target, headers, body);
        REQUIRE(reply);
        return *reply;
    }
    json good(std::string_view target, const char* schema) {
        const auto reply = ask("GET", target);
        REQUIRE_MESSAGE(reply.status == 200, reply.body);
        json body = json::parse(reply.body);
        const std::string fault = SchemaCheck(document).fault(body, document["components"]["schemas"][schema]);
        CHECK_MESSAGE(fault.empty(), fault);
        return body;
    }
    net::Probe::Reply act(int alert, std::string_view body) { return ask("POST", "/api/v1/alerts/" + std::to_string(alert) + "/actions", body); }
};

}  // namespace

TEST_CASE("the queue is listed with all that a card needs, the gravest first") {
    House house;
    const json all = house.good("/api/v1/alerts", "Alerts");
    REQUIRE(all["alerts"].size() == 3);
    CHECK(all["alerts"][0]["kinds"] == json{"distress"});
    CHECK(all["alerts"][0]["safety"] == true);
    CHECK(all["alerts"][1]["kinds"] == json{"go_fast"});
    CHECK(all["alerts"][1]["why"]["es"] == "<img onerror=1> (352001234) va rápido.");
    CHECK(all["alerts"][1]["vessels"][0]["name"] == "<img onerror=1>");
    CHECK(all["alerts"][1]["contributions"][0]["points"] == 50);
    CHECK(all["alerts"][1]["risk"] == 50);
    CHECK(all["counts"]["new"] == 3);
    CHECK(all["budget"]["used"] == 2);
    CHECK(house.good("/api/v1/alerts?kind=go_fast,loitering&limit=1", "Alerts")["alerts"].size() == 1);
    CHECK(house.good("/api/v1/alerts?vessel=972000001&state=all", "Alerts")["alerts"].size() == 1);
    CHECK(house.good("/api/v1/alerts?from=2026-11-23T17:00:01Z", "Alerts")["alerts"].empty());
    CHECK(house.good("/api/v1/alerts?state=closed", "Alerts")["alerts"].empty());
}

TEST_CASE("a query that is not understood is answered by what can be asked") {
    House house;
    for (const char* bad : {"state=old", "kind=x", "vessel=12x", "from=yesterday", "limit=0", "limit=2001", "colour=red"}) {
        const auto reply = house.ask("GET", std::string("/api/v1/alerts?") + bad);
        CHECK_MESSAGE(reply.status == 400, bad);
        CHECK(reply.header("content-type") == "application/problem+json");
    }
    CHECK(house.ask("GET", "/api/v1/alerts/x").status == 400);
    CHECK(house.ask("GET", "/api/v1/alerts/99").status == 404);
    CHECK(house.ask("GET", "/api/v1/events?zone=a").status == 400);
    CHECK(house.ask("GET", "/api/v1/alerts/handover?lang=fr").status == 400);
}

TEST_CASE("an action answers with the alert as it is after it, or with what is the case") {
    House house;
    const auto done = house.act(1, R"({"action":"acknowledge","by":"A. Ríos"})");
    REQUIRE(done.status == 200);
    const json alert = json::parse(done.body);
    CHECK(SchemaCheck(house.document).fault(alert, house.document["components"]["schemas"]["Alert"]).empty());
    CHECK(alert["state"] == "acknowledged");
    CHECK(alert["by"] == "A. Ríos");
    CHECK(alert["log"].back()["text"]["es"] == "Reconocida por A. Ríos");
    CHECK(alert["can"].back() == "undo");
    const auto twice = house.act(1, R"({"action":"acknowledge","by":"L. Mora"})");
    CHECK(twice.status == 409);
    CHECK(json::parse(twice.body)["detail"].get<std::string>().find("last action by A. Ríos") != std::string::npos);
    CHECK(house.act(1, R"({"action":"snooze","by":"A","until":"2h"})").status == 200);
    CHECK(house.good("/api/v1/alerts/1", "Alert")["snoozed_until"] == to_iso(noon + std::chrono::hours(2) + std::chrono::seconds(5)));
    CHECK(house.act(1, R"({"action":"undo","by":"A"})").status == 200);
    CHECK(house.act(1, R"({"action":"dismiss","by":"A","reason":"known_vessel"})").status == 200);
    CHECK(house.good("/api/v1/alerts/1", "Alert")["reason"] == "known_vessel");
    CHECK(house.act(2, R"({"action":"snooze","by":"A","until":"1h"})").status == 409);
    CHECK(house.act(9, R"({"action":"acknowledge","by":"A"})").status == 404);
    for (const char* bad : {R"({"action":"explode","by":"A"})", R"({"action":"acknowledge"})", R"({"action":"snooze","by":"A","until":"3h"})",
                            R"({"action":"dismiss","by":"A","reason":"bored"})", R"({"action":"close","by":"A"})", R"({"action":"assign","by":"A"})",
                            R"({"action":"acknowledge","by":7})", "[]"})
        CHECK_MESSAGE(house.act(3, bad).status == 400, bad);
}

TEST_CASE("statistics and events are as their schemas say") {
    House house;
    REQUIRE(house.act(1, R"({"action":"close","by":"A","outcome":"confirmed"})").status == 200);
    const json figures = house.good("/api/v1/alerts/statistics", "AlertStatistics");
    const auto rule = std::ranges::find_if(figures["rules"], [](const json& each) { return each["kind"] == "go_fast"; });
    REQUIRE(rule != figures["rules"].end());
    CHECK((*rule)["precision"] == 1);
    const json events = house.good("/api/v1/events", "Events");
    REQUIRE(events["events"].size() == 4);
    CHECK(events["events"][0]["kind"] == "port_visit");
    CHECK(events["events"][0]["alert"].is_null());
    CHECK(events["events"][3]["alert"] == 1);
    CHECK(house.good("/api/v1/events?kind=distress", "Events")["events"].size() == 1);
}

TEST_CASE("the handover is one page that needs nothing and runs nothing") {
    House house;
    REQUIRE(house.act(1, R"({"action":"assign","by":"A. Ríos","to":"L. Mora","note":"<b>see radar</b>"})").status == 200);
    const auto page = house.ask("GET", "/api/v1/alerts/handover?lang=es");
    CHECK(page.status == 200);
    CHECK(page.header("content-type") == "text/html; charset=utf-8");
    CHECK(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-"));
    CHECK(page.body.find("Entrega de la guardia") != std::string::npos);
    CHECK(page.body.find("Lancha rápida") != std::string::npos);
    CHECK(page.body.find("asignada a L. Mora") != std::string::npos);
    CHECK(page.body.find("&lt;b&gt;see radar&lt;/b&gt;") != std::string::npos);
    CHECK(page.body.find("<img") == std::string::npos);
    CHECK(house.ask("GET", "/api/v1/alerts/handover?lang=en").body.find("Handover of the watch") != std::string::npos);
}

TEST_CASE("areas are replaced as GeoJSON, and what is wrong is named") {
    House house;
    CHECK(house.ask("GET", "/api/v1/areas").header("content-type") == "application/geo+json");
    CHECK(house.ask("PUT", "/api/v1/areas", R"({"type":"FeatureCollection","features":[],"name":"mine"})").status == 200);
    CHECK(house.areas.find("mine") != std::string::npos);
    const auto refused = house.ask("PUT", "/api/v1/areas", R"({"bad":1})");
    CHECK(refused.status == 400);
    CHECK(json::parse(refused.body)["detail"] == "feature 1 \"bad\": it has no kind");
}

TEST_CASE("a client gets all open alerts, then what changed, within a second") {
    House house;
    net::Probe& probe = *house.probe;
    REQUIRE(probe.upgrade("/api/v1/live", "vigia.1")->status == 101);
    const auto next = [&] {
        for (;;) {
            const auto heard = probe.hear();
            REQUIRE(heard);
            REQUIRE(heard->kind != net::Probe::Message::Kind::closed);
            if (heard->kind != net::Probe::Message::Kind::text) continue;
            json said = json::parse(heard->bytes);
            if (said["type"] == "alerts") return said;
        }
    };
    const json first = next();
    CHECK(first["full"] == true);
    CHECK(first["alerts"].size() == 3);
    auto other = net::Probe::connect(house.server->port());
    REQUIRE(other);
    REQUIRE(other->ask("POST", "/api/v1/alerts/1/actions", {{"Content-Type", "application/json"}}, R"({"action":"dismiss","by":"A","reason":"duplicate"})")->status == 200);
    const json second = next();
    CHECK(second["full"] == false);
    CHECK(second["since"] == first["sequence"]);
    REQUIRE(second["alerts"].size() == 1);
    CHECK(second["alerts"][0]["state"] == "dismissed");
    CHECK(second["counts"]["open"] == 2);
    REQUIRE(probe.say(R"({"resync_alerts":true})"));
    const json third = next();
    CHECK(third["full"] == true);
    CHECK(third["alerts"].size() == 2);
}
