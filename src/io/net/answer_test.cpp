#include "io/net/inside/answer.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::net;

namespace {

const Time noon = from_unix_milliseconds(1'795'462'025'000);  // 2026-11-23T19:27:05Z

Request asking(std::string path, std::vector<Pair> headers = {}) {
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

std::string_view field(const Response& response, std::string_view name) {
    for (const Pair& each : response.headers)
        if (each.name == name) return each.value;
    return {};
}

const std::vector<Asset> assets{
    {"/index.html", "text/html", "\"11\"", "<p>hello", ""},
    {"/assets/app-1234.js", "text/javascript", "\"22\"", "let it = 1", "zipped", true},
};

}  // namespace

TEST_CASE("a date is written as HTTP wants it") { CHECK(http_date(noon) == "Mon, 23 Nov 2026 19:27:05 GMT"); }

TEST_CASE("a head has length, security fields and no caching unless said") {
    const std::string head = head_of(json("{}"), Connection::keep, noon);
    CHECK(head.starts_with("HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 19:27:05 GMT\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"));
    CHECK(head.ends_with("Connection: keep-alive\r\n\r\n"));
    CHECK(head.find("cache-control: no-store\r\n") != head.npos);
    CHECK(head.find("Content-Security-Policy: default-src 'self';") != head.npos);
    CHECK(head.find("unsafe-inline") == head.npos);
    for (const char* name : {"X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Referrer-Policy: ",
                             "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin"})
        CHECK_MESSAGE(head.find(name) != head.npos, name);
}

TEST_CASE("a field that would split the answer is left out") {
    Response response = text("x");
    response.headers = {{"x-name", "a\r\nSet-Cookie: b"}, {"x\n", "c"}};
    const std::string head = head_of(response, Connection::close, noon);
    CHECK(head.find("Set-Cookie") == head.npos);
    CHECK(head.find("x-name") == head.npos);
}

TEST_CASE("the root is the index, asked for again each time and not sent twice") {
    const auto first = asset_answer(assets, asking("/"));
    REQUIRE(first);
    CHECK(first->body.view() == "<p>hello");
    CHECK(field(*first, "cache-control") == "no-cache");
    CHECK(field(*first, "etag") == "\"11\"");
    const auto again = asset_answer(assets, asking("/index.html", {{"if-none-match", "\"11\""}}));
    REQUIRE(again);
    CHECK(again->status == 304);
    CHECK(again->body.view().empty());
}

TEST_CASE("a file with a hash in its name is kept for a year, and zipped for who takes it") {
    const auto plain = asset_answer(assets, asking("/assets/app-1234.js"));
    REQUIRE(plain);
    CHECK(plain->body.view() == "let it = 1");
    CHECK(field(*plain, "cache-control").find("immutable") != std::string_view::npos);
    const auto zipped = asset_answer(assets, asking("/assets/app-1234.js", {{"accept-encoding", "gzip, br"}}));
    REQUIRE(zipped);
    CHECK(zipped->body.view() == "zipped");
    CHECK(field(*zipped, "content-encoding") == "gzip");
    CHECK(field(*zipped, "etag") == "\"22-gz\"");
}

TEST_CASE("a file that is not there is not answered") {
    CHECK(!asset_answer(assets, asking("/assets/")));
    CHECK(!asset_answer(assets, asking("/assets/app-1234.js/")));
    CHECK(!asset_answer(assets, asking("/etc/passwd")));
}
