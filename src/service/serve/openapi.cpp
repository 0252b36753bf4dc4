#include "service/serve/inside/openapi.h"

#include <nlohmann/json.hpp>

#include "service/serve/inside/schemas.h"

namespace vigia::serve {

namespace {

using Json = nlohmann::ordered_json;

Json parsed(std::string_view text) {
    Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    check(!json.is_discarded());
    return json;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Json parameter(const net::Parameter& given, std::string_view place) {
    Json out;
    const bool needed = place == "path" || given.name.ends_with('!');
    out["name"] = given.name.ends_with('!') ? given.name.substr(0, given.name.size() - 1) : given.name;
    out["in"] = place;
    out["required"] = needed;
    out["description"] = given.description;
    out["schema"] = parsed(given.schema);
    if (!given.example.empty()) out["example"] = given.example;
    return out;
}

Json operation(const net::Route& route) {
    Json out;
    out["operationId"] = route.id;
    out["summary"] = route.summary;
    out["x-right"] = route.right;
    for (const net::Parameter& each : route.path) out["parameters"].push_back(parameter(each, "path"));
    for (const net::Parameter& each : route.query) out["parameters"].push_back(parameter(each, "query"));
    if (!route.body_schema.empty()) {
        out["requestBody"]["required"] = true;
        out["requestBody"]["content"]["application/json"]["schema"] = parsed(route.body_schema);
    }
    for (const net::Answer& answer : route.answers) {
        Json& response = out["responses"][std::to_string(answer.status)];
        response["description"] = answer.description;
        if (answer.content_type.empty()) continue;
        Json& content = response["content"][answer.content_type];
        content = answer.schema.empty() ? Json::object() : Json{{"schema", parsed(answer.schema)}};
    }
    Json& problem = out["responses"]["default"];
    problem["description"] = "What was wrong, and what to do";
    problem["content"]["application/problem+json"]["schema"]["$ref"] = "#/components/schemas/Problem";
    return out;
}

}  // namespace

std::string openapi_text(std::span<const net::Route> routes, const net::Channel& channel, std::string_view version) {
    Json out;
    out["openapi"] = "3.1.0";
    out["info"]["title"] = "vigia";
    out["info"]["version"] = version;
    out["info"]["description"] = "The live picture of a canal and its waters. Times are ISO 8601 in UTC, units SI.";
    out["info"]["license"] = {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}};
    for (const net::Route& route : routes) out["paths"][route.pattern][lower(name(route.method))] = operation(route);
    Json& live = out["paths"][channel.path]["get"];
    live["operationId"] = "live";
    live["summary"] = "The live picture as a WebSocket, subprotocol " + channel.subprotocol + ": binary frames of vessels, text frames of status and names";
    live["x-right"] = channel.right;
    live["responses"]["101"]["description"] = "The WebSocket is open";
    live["responses"]["426"]["description"] = "An upgrade is wanted";
    out["components"]["schemas"] = parsed(schemas_text());
    return out.dump(1);
}

}  // namespace vigia::serve
