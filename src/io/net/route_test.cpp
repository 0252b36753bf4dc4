#include "io/net/route.h"

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using namespace vigia::net;

namespace {

Route route(Method method, std::string pattern) {
    Route made;
    made.method = method;
    made.pattern = std::move(pattern);
    return made;
}

const std::vector<Route> routes{
    route(Method::get, "/"),
    route(Method::get, "/tracks"),
    route(Method::get, "/tracks/{id}"),
    route(Method::get, "/tracks/lost"),
    route(Method::get, "/tracks/{id}/tail"),
    route(Method::get, "/replay"),
    route(Method::post, "/replay"),
};

}  // namespace

TEST_CASE("a path finds its route, and the parts in braces their values") {
    const Match found = match(routes, Method::get, "/tracks/42/tail");
    REQUIRE(found.route);
    CHECK(found.route->pattern == "/tracks/{id}/tail");
    CHECK(found.parameters == std::vector<Pair>{{"id", "42"}});
    CHECK(match(routes, Method::get, "/").route->pattern == "/");
}

TEST_CASE("a literal part wins over a part in braces") {
    CHECK(match(routes, Method::get, "/tracks/lost").route->pattern == "/tracks/lost");
    CHECK(match(routes, Method::get, "/tracks/lots").route->pattern == "/tracks/{id}");
}

TEST_CASE("HEAD finds the GET route") { CHECK(match(routes, Method::head, "/tracks").route); }

TEST_CASE("an unknown path has no methods, a known path tells them") {
    CHECK(match(routes, Method::get, "/nothing").allowed.empty());
    CHECK(match(routes, Method::get, "/tracks/").allowed.empty());
    CHECK(match(routes, Method::get, "/tracks/1/").allowed.empty());
    const Match found = match(routes, Method::put, "/replay");
    CHECK(!found.route);
    CHECK(found.allowed == "GET, HEAD, POST");
}

TEST_CASE("a target is decoded into its path and query") {
    const auto target = target_from_text("/a%20b/c?q=Canal+de+Panam%C3%A1&&empty=&lone&x=1=2");
    REQUIRE(target);
    CHECK(target->path == "/a b/c");
    CHECK(target->query == std::vector<Pair>{{"q", "Canal de Panam\xC3\xA1"}, {"empty", ""}, {"lone", ""}, {"x", "1=2"}});
}

TEST_CASE("targets that could climb, hide or split are refused") {
    for (const char* bad : {"", "*", "tracks", "http://elsewhere/", "/..", "/../x", "/a/../b", "/a/.", "/%2e%2e/x", "/a/%2E%2e",
                            "/a%2Fb", "/a%00b", "/a?b=%00", "/a\\b", "/a%5cb", "/%", "/%4", "/%zz", "/a?b=%", "/a b", "/a\x01",
                            "/a?\x7F", "/a\r\nx"})
        CHECK_MESSAGE(!target_from_text(bad), bad);
    for (const char* good : {"/", "/...", "/a..b", "/.well-known/x", "/a?b=%2F..%2F"})
        CHECK_MESSAGE(target_from_text(good), good);
}

TEST_CASE("a query has a bounded number of values") {
    std::string target = "/?";
    for (std::size_t i = 0; i < query_limit; ++i) target += "a=1&";
    CHECK(target_from_text(target));
    const auto refused = target_from_text(target + "a=1");
    REQUIRE(!refused);
    CHECK(refused.error().kind == ErrorKind::limit);
}

TEST_CASE("any text survives percent encoding and decoding in a query") {
    Random random(7);
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (std::uint64_t n = random.below(30); n > 0; --n) text += static_cast<char>(1 + random.below(255));
        const auto target = target_from_text("/?q=" + percent_encoded(text));
        REQUIRE(target);
        CHECK(target->query.at(0).value == text);
    }
}

TEST_CASE("only loopback names with our port are our own host") {
    for (const char* own : {"127.0.0.1:8080", "localhost:8080", "LocalHost:8080", "[::1]:8080"})
        CHECK_MESSAGE(is_own_host(own, 8080), own);
    for (const char* other : {"", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:", "127.0.0.1:8080x", "127.0.0.1:99999", "evil.example:8080",
                              "localhost.evil.example:8080", "::1:8080", "[::1]", "127.0.0.2:8080", "0.0.0.0:8080", "localhost:+8080"})
        CHECK_MESSAGE(!is_own_host(other, 8080), other);
    CHECK(is_own_host("localhost", 80));
}

TEST_CASE("only our own pages are our own origin") {
    CHECK(is_own_origin("http://localhost:8080", 8080));
    for (const char* other : {"null", "https://localhost:8080", "http://evil.example", "http://localhost:8081", "http://localhost:8080/x", ""})
        CHECK_MESSAGE(!is_own_origin(other, 8080), other);
}
