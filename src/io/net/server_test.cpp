#include "io/net/server.h"

#include <atomic>
#include <latch>
#include <set>
#include <thread>

#include <doctest/doctest.h>

#include "io/net/probe.h"

using namespace vigia;
using namespace vigia::net;

namespace {

/// A site with a route of each kind, and a channel that answers each message by itself.
Site small_site() {
    Site site;
    const auto add = [&](Method method, std::string pattern, std::function<Response(const Request&)> handler) {
        Route route;
        route.method = method;
        route.pattern = std::move(pattern);
        route.handler = std::move(handler);
        site.routes.push_back(std::move(route));
    };
    add(Method::get, "/hello/{who}", [](const Request& r) { return text("hello " + std::string(r.parameter("who"))); });
    add(Method::post, "/echo", [](const Request& r) { return text(r.body); });
    add(Method::get, "/big", [](const Request&) { return text(std::string(8'000'000, 'x')); });
    add(Method::get, "/refused/{why}", [](const Request& r) {
        const auto it = r.server->refused.find(std::string(r.parameter("why")));
        return text(std::to_string(it == r.server->refused.end() ? 0 : it->second));
    });
    add(Method::get, "/dropped", [](const Request& r) { return text(std::to_string(r.server->frames_dropped)); });
    site.assets = {{"/index.html", "text/html", "\"1\"", "<p>index", ""}};
    site.channel.path = "/live";
    site.channel.subprotocol = "vigia.1";
    site.channel.message = [](Clients& clients, ClientId id, std::string_view said) {
        clients.send(id, {.kind = Frame::Kind::text, .loss = Loss::forbidden, .body = "you said " + std::string(said)});
    };
    return site;
}

std::unique_ptr<Server> started(const Limits& limits = {}, Site site = small_site()) {
    auto server = Server::start({.host = "127.0.0.1", .port = 0}, std::move(site), limits);
    REQUIRE(server);
    return std::move(*server);
}

Probe connected(const Server& server) {
    auto probe = Probe::connect(server.port());
    REQUIRE(probe);
    return std::move(*probe);
}

Probe::Reply asked(Probe& probe, std::string_view method, std::string_view target, const std::vector<Pair>& headers = {},
                   std::string_view body = {}) {
    auto reply = probe.ask(method, target, headers, body);
    REQUIRE_MESSAGE(reply, (reply ? "" : reply.error().message));
    return *reply;
}

/// What the server has counted as refused for that reason, asked from outside.
std::string refused(const Server& server, const std::string& why) {
    Probe probe = connected(server);
    return asked(probe, "GET", "/refused/" + why).body;
}

Probe upgraded(const Server& server) {
    Probe probe = connected(server);
    const auto reply = probe.upgrade("/live", "vigia.1");
    REQUIRE(reply);
    REQUIRE(reply->status == 101);
    return probe;
}

}  // namespace

TEST_CASE("one connection carries many requests, each with the security fields") {
    const auto server = started();
    Probe probe = connected(*server);
    for (int i = 0; i < 3; ++i) {
        const auto reply = asked(probe, "GET", "/hello/Ana");
        CHECK(reply.status == 200);
        CHECK(reply.body == "hello Ana");
        CHECK(reply.header("content-security-policy").starts_with("default-src 'self';"));
        CHECK(reply.header("x-content-type-options") == "nosniff");
        CHECK(reply.header("cache-control") == "no-store");
    }
    CHECK(asked(probe, "POST", "/echo", {}, "a body").body == "a body");
    CHECK(asked(probe, "GET", "/").body == "<p>index");
}

TEST_CASE("HEAD gives the fields of GET and no body") {
    const auto server = started();
    Probe probe = connected(*server);
    const auto reply = asked(probe, "HEAD", "/hello/Ana");
    CHECK(reply.header("content-length") == "9");
    CHECK(reply.body.empty());
    CHECK(asked(probe, "GET", "/hello/Bo").body == "hello Bo");
}

TEST_CASE("what is not there, not allowed or not understood gets a problem, not a close") {
    const auto server = started();
    Probe probe = connected(*server);
    CHECK(asked(probe, "GET", "/nothing").status == 404);
    CHECK(asked(probe, "GET", "/nothing").header("content-type") == "application/problem+json");
    const auto wrong = asked(probe, "POST", "/hello/Ana");
    CHECK(wrong.status == 405);
    CHECK(wrong.header("allow") == "GET, HEAD");
    CHECK(asked(probe, "BREW", "/echo").status == 405);
    CHECK(asked(probe, "BREW", "/echo").header("allow") == "POST");
    CHECK(asked(probe, "POST", "/index.html").status == 405);
    CHECK(asked(probe, "GET", "/hello/../../etc/passwd").status == 400);
    CHECK(asked(probe, "GET", "/hello/%2e%2e/x").status == 400);
    CHECK(asked(probe, "GET", "/" + std::string(3000, 'a')).status == 414);
    CHECK(asked(probe, "GET", "/live").status == 426);
}

TEST_CASE("another host name gets nothing, whatever it asks") {
    const auto server = started();
    Probe probe = connected(*server);
    const std::string port = std::to_string(server->port());
    CHECK(asked(probe, "GET", "/hello/Ana", {{"Host", "evil.example:" + port}}).status == 421);
    CHECK(asked(probe, "GET", "/hello/Ana", {{"Host", "127.0.0.1:1"}}).status == 421);
    CHECK(asked(probe, "GET", "/hello/Ana", {{"Host", "localhost:" + port}}).status == 200);
    CHECK(asked(probe, "GET", "/hello/Ana", {{"Host", "localhost:" + port}, {"Host", "localhost:" + port}}).status == 400);
    CHECK(refused(*server, "host") == "3");
    const auto upgrade = connected(*server).upgrade("/live", "vigia.1", {{"Host", "evil.example:" + port}});
    REQUIRE(upgrade);
    CHECK(upgrade->status == 421);
}

TEST_CASE("a page of another site can neither change anything nor listen") {
    const auto server = started();
    Probe probe = connected(*server);
    const std::string own = "http://localhost:" + std::to_string(server->port());
    CHECK(asked(probe, "POST", "/echo", {{"Origin", "http://evil.example"}}, "x").status == 403);
    CHECK(asked(probe, "POST", "/echo", {{"Origin", "null"}}, "x").status == 403);
    CHECK(asked(probe, "POST", "/echo", {{"Sec-Fetch-Site", "cross-site"}}, "x").status == 403);
    CHECK(asked(probe, "POST", "/echo", {{"Origin", own}}, "x").status == 200);
    CHECK(asked(probe, "POST", "/echo", {}, "x").status == 200);
    const auto foreign = connected(*server).upgrade("/live", "vigia.1", {{"Origin", "http://evil.example"}});
    REQUIRE(foreign);
    CHECK(foreign->status == 403);
    const auto ours = connected(*server).upgrade("/live", "vigia.1", {{"Origin", own}});
    REQUIRE(ours);
    CHECK(ours->status == 101);
}

TEST_CASE("a header or body beyond its bound is refused with its own status, and counted") {
    const auto server = started({.header_bytes = 4096, .body_bytes = 1000});
    Probe header = connected(*server);
    CHECK(asked(header, "GET", "/hello/Ana", {{"X-Long", std::string(10'000, 'a')}}).status == 431);
    CHECK(header.wait_closed());
    Probe body = connected(*server);
    CHECK(asked(body, "POST", "/echo", {}, std::string(5000, 'b')).status == 413);
    CHECK(refused(*server, "header_size") == "1");
    CHECK(refused(*server, "body_size") == "1");
}

TEST_CASE("what is not HTTP is told so and let go") {
    const auto server = started();
    Probe probe = connected(*server);
    REQUIRE(probe.send_raw("\x16\x03\x01 this is not http\r\n\r\n"));
    const auto reply = probe.read_reply();
    REQUIRE(reply);
    CHECK(reply->status == 400);
    CHECK(probe.wait_closed());
    CHECK(refused(*server, "syntax") == "1");
}

TEST_CASE("a header that trickles in is told that it took too long, and cut off") {
    const auto server = started({.header_time = Duration{150}});
    Probe probe = connected(*server);
    REQUIRE(probe.send_raw("GET /hello/Ana HTTP/1.1\r\nHo"));
    const auto reply = probe.read_reply();
    REQUIRE(reply);
    CHECK(reply->status == 408);
    CHECK(probe.wait_closed());
    CHECK(refused(*server, "request_time") == "1");
}

TEST_CASE("a body that does not come is told that it took too long, and cut off") {
    const auto server = started({.body_time = Duration{150}});
    Probe probe = connected(*server);
    REQUIRE(probe.send_raw("POST /echo HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server->port()) +
                           "\r\nContent-Length: 10\r\n\r\nab"));
    const auto reply = probe.read_reply();
    REQUIRE(reply);
    CHECK(reply->status == 408);
    CHECK(probe.wait_closed());
    CHECK(refused(*server, "request_time") == "1");
}

TEST_CASE("an idle connection is closed") {
    const auto server = started({.idle_time = Duration{150}});
    Probe probe = connected(*server);
    CHECK(probe.wait_closed());
}

TEST_CASE("an answer that is not taken is given up") {
    const auto server = started({.write_time = Duration{200}});
    Probe probe = connected(*server);
    const std::string ask = "GET /big HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server->port()) + "\r\n\r\n";
    REQUIRE(probe.send_raw(ask));
    std::string count;
    while ((count = refused(*server, "write_time")) == "0") {}  // bounded by ctest
    CHECK(count == "1");
}

TEST_CASE("connections beyond the bound get 503") {
    const auto server = started({.connections = 2});
    Probe first = connected(*server), second = connected(*server);
    CHECK(asked(first, "GET", "/hello/a").status == 200);
    CHECK(asked(second, "GET", "/hello/b").status == 200);
    Probe third = connected(*server);
    const auto reply = third.read_reply();
    REQUIRE(reply);
    CHECK(reply->status == 503);
}

TEST_CASE("a handler that fails gives 500 and the server goes on") {
    Site site = small_site();
    site.routes[0].handler = [](const Request& request) { return text(std::string().append(1, request.body.at(7))); };
    const auto server = started({}, std::move(site));
    Probe probe = connected(*server);
    CHECK(asked(probe, "GET", "/hello/a").status == 500);
    CHECK(asked(probe, "GET", "/refused/handler").body == "1");
}

TEST_CASE("a WebSocket client must offer the subprotocol at the right path") {
    const auto server = started();
    CHECK(connected(*server).upgrade("/live", "")->status == 400);
    CHECK(connected(*server).upgrade("/live", "other.1")->status == 400);
    CHECK(connected(*server).upgrade("/other", "vigia.1")->status == 404);
    const auto reply = connected(*server).upgrade("/live", "other.1, vigia.1");
    REQUIRE(reply);
    CHECK(reply->status == 101);
    CHECK(reply->header("sec-websocket-protocol") == "vigia.1");
    CHECK(reply->header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    CHECK(reply->header("x-content-type-options") == "nosniff");
}

TEST_CASE("messages go both ways") {
    const auto server = started();
    Probe probe = upgraded(*server);
    REQUIRE(probe.say("ahoy"));
    const auto heard = probe.hear();
    REQUIRE(heard);
    CHECK(heard->bytes == "you said ahoy");
}

TEST_CASE("clients beyond the bound get 503") {
    const auto server = started({.clients = 1});
    Probe first = upgraded(*server);
    CHECK(connected(*server).upgrade("/live", "vigia.1")->status == 503);
}

TEST_CASE("a message beyond its bound closes the client with 1009") {
    const auto server = started({.message_bytes = 1000});
    Probe probe = upgraded(*server);
    REQUIRE(probe.say(std::string(5000, 'x')));
    const auto heard = probe.hear();
    REQUIRE(heard);
    CHECK(heard->kind == Probe::Message::Kind::closed);
    CHECK(heard->close_code == 1009);
    CHECK(refused(*server, "message_size") == "1");
}

TEST_CASE("a client that is silent even to pings is closed; one that answers them stays") {
    const auto server = started({.ping_time = Duration{200}});
    Probe silent = upgraded(*server);
    Probe lively = upgraded(*server);
    const std::string before = "still here";
    std::atomic<bool> over = false;
    std::thread answers([&] {  // hear() answers pings until the message comes
        const auto heard = lively.hear();
        over = heard && heard->bytes == "you said " + before;
    });
    CHECK(silent.wait_closed());
    REQUIRE(lively.say(before));
    answers.join();
    CHECK(over);
}

TEST_CASE("a client that never reads loses the oldest frames and nobody else does") {
    Site site = small_site();
    const auto shared = std::make_shared<const std::string>(500'000, 'f');
    std::set<ClientId> clients;
    site.channel.opened = [&](Clients&, ClientId id) { clients.insert(id); };
    site.channel.closed = [&](Clients&, ClientId id) { clients.erase(id); };
    site.channel.message = [&](Clients& all, ClientId id, std::string_view) {
        for (const ClientId each : clients) all.send(each, {.kind = Frame::Kind::binary, .loss = Loss::allowed, .body = Body(shared)});
        all.send(id, {.kind = Frame::Kind::text, .loss = Loss::forbidden, .body = std::string("done")});
    };
    const auto server = started({.queued_frames = 8}, std::move(site));
    Probe deaf = upgraded(*server);
    Probe reader = upgraded(*server);
    int frames = 0;
    for (int round = 0; round < 60; ++round) {
        REQUIRE(reader.say("more"));
        for (;;) {
            const auto heard = reader.hear();
            REQUIRE(heard);
            REQUIRE(heard->kind != Probe::Message::Kind::closed);
            if (heard->kind == Probe::Message::Kind::text) break;
            CHECK(heard->bytes.size() == shared->size());
            ++frames;
        }
    }
    CHECK(frames == 60);
    Probe probe = connected(*server);
    CHECK(std::stoi(asked(probe, "GET", "/dropped").body) > 10);
    server->stop();
    CHECK(clients.empty());
}

TEST_CASE("a client that takes nothing for too long is cut off") {
    Site site = small_site();
    site.channel.every = Duration{20};
    site.channel.opened = [](Clients& clients, ClientId id) {
        for (int i = 0; i < 40; ++i)
            clients.send(id, {.kind = Frame::Kind::binary, .loss = Loss::forbidden, .body = std::string(1'000'000, 'f')});
    };
    const auto server = started({.queued_frames = 64, .queued_bytes = 100'000'000, .stall_time = Duration{200}}, std::move(site));
    Probe deaf = upgraded(*server);
    while (refused(*server, "stalled") == "0") {}  // bounded by ctest
    CHECK(refused(*server, "stalled") == "1");
}

TEST_CASE("ticks come with the time that the server has run") {
    Site site = small_site();
    std::latch ticks(3);
    std::atomic<std::int64_t> last = -1;
    site.channel.every = Duration{10};
    site.channel.tick = [&](Clients&, Duration running) {
        CHECK(running.count() >= last);
        last = running.count();
        if (!ticks.try_wait()) ticks.count_down();
    };
    const auto server = started({}, std::move(site));
    ticks.wait();
    server->stop();
    CHECK(last >= 20);
}

TEST_CASE("work posted from another thread runs, and stopping tells clients and closes idle connections") {
    const auto server = started();
    std::latch ran(1);
    server->post([&] { ran.count_down(); });
    ran.wait();
    Probe idle = connected(*server);
    CHECK(asked(idle, "GET", "/hello/a").status == 200);
    Probe live = upgraded(*server);
    std::thread stopper([&] { server->stop(); });
    const auto heard = live.hear();
    REQUIRE(heard);
    CHECK(heard->kind == Probe::Message::Kind::closed);
    CHECK(heard->close_code == 1001);
    CHECK(idle.wait_closed());
    stopper.join();
    CHECK(!Probe::connect(server->port()));
}

TEST_CASE("only this machine can be served, and the error says how else") {
    CHECK(endpoint_from_text("127.0.0.1:8080")->port == 8080);
    CHECK(endpoint_from_text(":0")->port == 0);
    CHECK(endpoint_from_text("[::1]:9")->host == "::1");
    for (const char* other : {"0.0.0.0:8080", "192.168.1.2:8080", "[::]:8080", "example.org:80"}) {
        const auto refused_one = endpoint_from_text(other);
        REQUIRE(!refused_one);
        CHECK(refused_one.error().kind == ErrorKind::denied);
        CHECK(refused_one.error().message.find("ssh -L") != std::string::npos);
    }
    for (const char* bad : {"8080", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000"})
        CHECK_MESSAGE(!endpoint_from_text(bad), bad);
    const auto listening = Server::start({.host = "0.0.0.0", .port = 0}, small_site());
    REQUIRE(!listening);
    CHECK(listening.error().kind == ErrorKind::denied);
}

TEST_CASE("a port that is taken is told with the remedy") {
    const auto server = started();
    const auto second = Server::start({.host = "127.0.0.1", .port = server->port()}, small_site());
    REQUIRE(!second);
    CHECK(second.error().kind == ErrorKind::unavailable);
    CHECK(second.error().message.find("--listen") != std::string::npos);
}
