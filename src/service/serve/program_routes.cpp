#include <algorithm>
#include <utility>

#include "base/text.h"
#include "service/serve/inside/command.h"
#include "service/serve/inside/metrics.h"
#include "service/serve/inside/routes.h"

namespace vigia::serve {

namespace {

using net::Method;
using net::Request;
using net::Response;

net::Route route(Method method, std::string pattern, std::string id, std::string summary, std::string right = "watch") {
    net::Route out;
    out.method = method;
    out.pattern = std::move(pattern);
    out.right = std::move(right);
    out.id = std::move(id);
    out.summary = std::move(summary);
    return out;
}

net::Answer json_answer(std::string_view schema, std::string description, int status = 200) {
    return {.status = status, .content_type = "application/json", .description = std::move(description),
            .schema = "{\"$ref\":\"#/components/schemas/" + std::string(schema) + "\"}"};
}

Response live_now() { return net::problem(409, "This is a live watch: there is no replay to command."); }

Response commanded(const Inside& inside, const Request& request) {
    const Replay& replay = inside.world.replay;
    if (!replay.possible()) return live_now();
    if (!request.header("content-type").starts_with("application/json"))
        return net::problem(415, "Send the command as application/json.");
    const Result<ReplayCommand> command = replay_command_from_json(request.body);
    if (!command) return net::problem(400, command.error().message);
    switch (command->action) {
        case ReplayCommand::Action::play: replay.play(); break;
        case ReplayCommand::Action::pause: replay.pause(); break;
        case ReplayCommand::Action::step: replay.step(); break;
        case ReplayCommand::Action::speed: replay.speed(command->speed); break;
    }
    return net::json(replay_json(replay.state()));
}

void append_texts(std::string& out, const std::vector<std::string>& texts) {
    out += '[';
    for (const std::string& text : texts) {
        if (out.back() != '[') out += ',';
        append_json(out, text);
    }
    out += ']';
}

Response ready(const World& world) {
    const auto picture = world.picture();
    std::vector<std::string> reasons = world.not_ready ? world.not_ready() : std::vector<std::string>();
    if (!picture->store_problem.empty()) reasons.push_back(picture->store_problem);
    const auto is_down = [](const model::SourceHealth& source) { return source.state == model::SourceState::down; };
    if (!picture->sources->empty() && std::ranges::all_of(*picture->sources, is_down))
        reasons.push_back("every source is down");
    std::string out = reasons.empty() ? "{\"ready\":true,\"reasons\":" : "{\"ready\":false,\"reasons\":";
    append_texts(out, reasons);
    out += ",\"notes\":";
    const std::string fault = world.judgement_problem ? world.judgement_problem() : std::string();
    append_texts(out, fault.empty() ? std::vector<std::string>() : std::vector{"judgement: what is written is not in force: " + fault});
    out += '}';
    return net::json(std::move(out), reasons.empty() ? 200 : 503);
}

std::string version_json(const World& world) {
    std::string out = "{\"name\":\"vigia\",\"version\":";
    append_json(out, world.version);
    out += ",\"build\":";
    if (world.build.empty()) out += "null";
    else append_json(out, world.build);
    out += ",\"api\":\"v1\",\"wire\":\"vigia.1\"}";
    return out;
}

}  // namespace

void add_replay_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside) {
    net::Route state = route(Method::get, "/api/v1/replay", "replay", "Where the replay stands; 409 in a live watch");
    state.answers = {json_answer("Replay", "The replay")};
    state.handler = [inside](const Request&) {
        const Replay& replay = inside->world.replay;
        return replay.possible() ? net::json(replay_json(replay.state())) : live_now();
    };
    routes.push_back(std::move(state));

    net::Route command = route(Method::post, "/api/v1/replay", "command_replay", "Play, pause, step or change the speed; 409 in a live watch", "operate");
    command.body_schema = R"({"$ref":"#/components/schemas/ReplayCommand"})";
    command.body_example = R"({"action":"speed","speed":10})";
    command.answers = {json_answer("Replay", "The replay as it stands after the command")};
    command.handler = [inside](const Request& request) { return commanded(*inside, request); };
    routes.push_back(std::move(command));
}

void add_program_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside) {
    net::Route health = route(Method::get, "/healthz", "healthz", "Whether the program is alive");
    health.answers = {{.status = 200, .content_type = "text/plain; charset=utf-8", .description = "It is", .schema = {}}};
    health.handler = [](const Request&) { return net::text("ok\n"); };
    routes.push_back(std::move(health));

    net::Route readiness = route(Method::get, "/readyz", "readyz", "Whether the watch can rely on it, else why not");
    readiness.answers = {json_answer("Ready", "Ready"), json_answer("Ready", "Not ready, with the reasons", 503)};
    readiness.handler = [inside](const Request&) { return ready(inside->world); };
    routes.push_back(std::move(readiness));

    net::Route metrics = route(Method::get, "/metrics", "metrics", "Figures in the text format of Prometheus");
    metrics.answers = {{.status = 200, .content_type = "text/plain; version=0.0.4; charset=utf-8", .description = "The figures", .schema = {}}};
    metrics.handler = [inside](const Request& request) {
        const std::vector<Figure> figures = inside->world.figures ? inside->world.figures() : std::vector<Figure>();
        Response response = net::text(metrics_text(*inside->world.picture(), request.server, inside->live.counts(), figures));
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return response;
    };
    routes.push_back(std::move(metrics));

    net::Route version = route(Method::get, "/version", "version", "Which vigia this is");
    version.answers = {json_answer("Version", "The version")};
    version.handler = [inside](const Request&) { return net::json(version_json(inside->world)); };
    routes.push_back(std::move(version));

    net::Route document = route(Method::get, "/api/v1/openapi.json", "openapi", "This document");
    document.answers = {json_answer("OpenApi", "OpenAPI 3.1")};
    document.handler = [inside](const Request&) { return net::json(inside->openapi); };
    routes.push_back(std::move(document));
}

}  // namespace vigia::serve
