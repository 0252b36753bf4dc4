#include "io/net/http.h"

#include <doctest/doctest.h>

using namespace vigia::net;

TEST_CASE("every method has a name that leads back to it") {
    for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::remove})
        CHECK(method_from_name(name(method)) == method);
    CHECK(!method_from_name("BREW"));
    CHECK(!method_from_name("get"));
}

TEST_CASE("a problem tells its status twice and its detail as safe JSON") {
    const Response answer = problem(404, "no \"track\" <7>");
    CHECK(answer.status == 404);
    CHECK(answer.content_type == "application/problem+json");
    CHECK(answer.body.view() ==
          R"({"type":"about:blank","title":"Not Found","status":404,"detail":"no \"track\" <7>"})");
}

TEST_CASE("a request gives its values by name, the first one where there are several") {
    Request request;
    request.query = {{"q", "one"}, {"q", "two"}};
    request.parameters = {{"id", "7"}};
    request.headers = {{"accept", "x/y"}};
    CHECK(request.asked("q") == "one");
    CHECK(!request.asked("p"));
    CHECK(request.parameter("id") == "7");
    CHECK(request.parameter("no").empty());
    CHECK(request.header("accept") == "x/y");
    CHECK(request.header("host").empty());
}

TEST_CASE("copies of a body share its bytes") {
    const Body body(std::string(1000, 'x'));
    const Body copy = body;
    CHECK(copy.view().data() == body.view().data());
}

TEST_CASE("percent encoding leaves only unreserved characters") {
    CHECK(percent_encoded("a b&c=é/~") == "a%20b%26c%3D%C3%A9%2F~");
}
