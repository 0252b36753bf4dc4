#include <charconv>
#include <optional>

#include <fmt/core.h>

#include "service/serve/inside/alert_text.h"
#include "service/serve/inside/command.h"
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

net::Answer answer(std::string_view schema, std::string description, std::string type = "application/json") {
    return {.status = 200, .content_type = std::move(type), .description = std::move(description), .schema = fmt::format("{{\"$ref\":\"#/components/schemas/{}\"}}", schema)};
}

net::Parameter query(std::string name, std::string description, std::string example, std::string schema = R"({"type":"string"})") {
    return {.name = std::move(name), .description = std::move(description), .schema = std::move(schema), .example = std::move(example)};
}

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::bad_input: case ErrorKind::unsupported: case ErrorKind::limit: return 400;
        case ErrorKind::not_found: return 404;
        case ErrorKind::denied: return 409;
        case ErrorKind::unavailable: return 503;
    }
    std::unreachable();
}

Response told(const Error& error) { return net::problem(status_of(error.kind), error.message); }

std::optional<model::AlertId> id_of(const Request& request) {
    const std::string_view text = request.parameter("id");
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return model::AlertId{number};
}

/// A handler that gets the board, or says that there is none.
template <class F>
std::function<Response(const Request&)> with_board(const std::shared_ptr<Inside>& inside, F f) {
    return [inside, f](const Request& request) {
        const AlertDesk& desk = inside->world.alerts;
        const auto board = desk.board ? desk.board() : nullptr;
        return board ? f(*board, request) : net::problem(404, "There is no alert desk here.");
    };
}

Response one_alert(const model::AlertBoard& board, const Request& request) {
    const auto id = id_of(request);
    if (!id) return net::problem(400, "An alert has a whole number.");
    const model::Alert* alert = board.find(*id);
    if (alert == nullptr) return net::problem(404, fmt::format("There is no alert {} (any more).", static_cast<std::uint64_t>(*id)));
    return net::json(alert_json(board, *alert));
}

Response handover(const model::AlertBoard& board, const Request& request) {
    const std::string_view language = request.asked("lang").value_or("es");
    if (language != "es" && language != "en") return net::problem(400, "lang: es or en is wanted.");
    return {.content_type = "text/html; charset=utf-8", .body = handover_html(board, language == "es" ? model::Language::es : model::Language::en),
            .headers = {{"content-security-policy", std::string(handover_policy())}}};
}

Response acted(const Inside& inside, const Request& request) {
    const AlertDesk& desk = inside.world.alerts;
    if (!desk.act) return net::problem(404, "There is no alert desk here.");
    const auto id = id_of(request);
    if (!id) return net::problem(400, "An alert has a whole number.");
    if (!request.header("content-type").starts_with("application/json")) return net::problem(415, "Send the action as application/json.");
    auto action = alert_action_from_json(request.body);
    if (!action) return told(action.error());
    action->alert = *id;
    const auto done = desk.act(std::move(*action));
    if (!done) return told(done.error());
    return net::json(alert_json(*desk.board(), **done));
}

void add_reading_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside) {
    net::Route list = route(Method::get, "/api/v1/alerts", "alerts", "The alert queue, highest rank first");
    list.query = {query("state", "open (when not said), all, or states by commas", "open"), query("kind", "Kinds by commas", "go_fast"),
                  query("vessel", "MMSI", "352001234"), query("from", "Raised at or after", "2026-01-01T00:00:00Z"), query("to", "Raised before", "2027-01-01T00:00:00Z"),
                  query("zone", "Id of an area", "gatun-anchorage"), query("limit", "500 when not said", "100", R"({"type":"integer","minimum":1,"maximum":2000})")};
    list.answers = {answer("Alerts", "The alerts, and how the desk stands")};
    list.handler = with_board(inside, [](const model::AlertBoard& board, const Request& request) {
        const auto filter = alert_filter_from(request);
        return filter ? net::json(alerts_json(board, *filter)) : told(filter.error());
    });
    routes.push_back(std::move(list));

    net::Route statistics = route(Method::get, "/api/v1/alerts/statistics", "alert_statistics", "Alerts per hour against the budget, precision of each rule over 30 days");
    statistics.answers = {answer("AlertStatistics", "The figures")};
    statistics.handler = with_board(inside, [](const model::AlertBoard& board, const Request&) { return net::json(statistics_json(board)); });
    routes.push_back(std::move(statistics));

    net::Route page = route(Method::get, "/api/v1/alerts/handover", "handover", "One page of the open items, for the next watch");
    page.query = {query("lang", "es (when not said) or en", "en")};
    page.answers = {{.status = 200, .content_type = "text/html; charset=utf-8", .description = "A page to print or to file", .schema = {}}};
    page.handler = with_board(inside, handover);
    routes.push_back(std::move(page));

    net::Route events = route(Method::get, "/api/v1/events", "events", "What was noticed of late, also what raised no alert, latest first");
    events.query = {query("kind", "Kinds by commas", "go_fast"), query("vessel", "MMSI", "352001234"), query("from", "Noticed at or after", "2026-01-01T00:00:00Z"),
                    query("to", "Noticed before", "2027-01-01T00:00:00Z"), query("limit", "500 when not said", "100", R"({"type":"integer","minimum":1,"maximum":2000})")};
    events.answers = {answer("Events", "The events")};
    events.handler = with_board(inside, [](const model::AlertBoard& board, const Request& request) {
        auto text = events_json(board, request);
        return text ? net::json(std::move(*text)) : told(text.error());
    });
    routes.push_back(std::move(events));
}

net::Parameter alert_parameter() { return {.name = "id", .description = "Number of the alert", .schema = R"({"type":"integer","minimum":1})", .example = "1"}; }

void add_area_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside) {
    net::Route areas = route(Method::get, "/api/v1/areas", "areas", "The areas that judgement uses");
    areas.answers = {answer("GeoJson", "GeoJSON; those with `drawn_by_hand` can be changed", "application/geo+json")};
    areas.handler = [inside](const Request&) {
        if (!inside->world.areas.text) return net::problem(404, "There are no areas here.");
        return Response{.content_type = "application/geo+json", .body = inside->world.areas.text(), .headers = {}};
    };
    routes.push_back(std::move(areas));

    net::Route edit = route(Method::put, "/api/v1/areas", "edit_areas", "Replace the areas drawn by hand; used from the next report on", "operate");
    edit.body_schema = R"({"$ref":"#/components/schemas/GeoJson"})";
    edit.body_example = R"({"type":"FeatureCollection","features":[]})";
    edit.answers = {answer("GeoJson", "All areas as they are now", "application/geo+json")};
    edit.handler = [inside](const Request& request) {
        if (!inside->world.areas.edit) return net::problem(409, "The areas cannot be edited here.");
        const std::string_view type = request.header("content-type");
        if (!type.starts_with("application/json") && !type.starts_with("application/geo+json")) return net::problem(415, "Send the areas as application/geo+json.");
        auto edited = inside->world.areas.edit(request.body);
        if (!edited) return told(edited.error());
        return Response{.content_type = "application/geo+json", .body = std::move(*edited), .headers = {}};
    };
    routes.push_back(std::move(edit));
}

}  // namespace

void add_alert_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside) {
    add_reading_routes(routes, inside);
    net::Route one = route(Method::get, "/api/v1/alerts/{id}", "alert", "One alert, with similar ones of before");
    one.path = {alert_parameter()};
    one.answers = {answer("Alert", "The alert")};
    one.handler = with_board(inside, one_alert);
    routes.push_back(std::move(one));

    net::Route action = route(Method::post, "/api/v1/alerts/{id}/actions", "act", "Acknowledge, assign, snooze, dismiss, close, note or undo; answered when it is kept", "operate");
    action.path = {alert_parameter()};
    action.body_schema = R"({"$ref":"#/components/schemas/AlertAction"})";
    action.body_example = R"({"action":"acknowledge","by":"A. Ríos"})";
    action.answers = {answer("Alert", "The alert as it is after the action")};
    action.handler = [inside](const Request& request) { return acted(*inside, request); };
    routes.push_back(std::move(action));
    add_area_routes(routes, inside);
}

}  // namespace vigia::serve
