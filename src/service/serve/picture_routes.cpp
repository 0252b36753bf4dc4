#include <charconv>
#include <optional>

#include <fmt/core.h>

#include "base/text.h"
#include "service/serve/inside/routes.h"
#include "service/serve/inside/search.h"
#include "service/serve/inside/track_json.h"
#include "service/serve/inside/wire.h"

namespace vigia::serve {

namespace {

using net::Method;
using net::Request;
using net::Response;

constexpr std::uint32_t default_tail_minutes = 360, longest_tail_minutes = 1440;

std::optional<std::uint32_t> number_from(std::string_view text) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string schema(std::string_view name) { return fmt::format("{{\"$ref\":\"#/components/schemas/{}\"}}", name); }

net::Answer answer(std::string_view name, std::string_view description, std::string_view type = "application/json") {
    return {.status = 200, .content_type = std::string(type), .description = std::string(description), .schema = schema(name)};
}

net::Parameter track_parameter() {
    return {.name = "id", .description = "Number of the track", .schema = R"({"type":"integer","minimum":1})", .example = "1"};
}

/// The track that a request names, or the refusal.
struct Asked {
    std::shared_ptr<const engine::Picture> picture;
    const model::Track* track = nullptr;
    Response refusal;
};

Asked asked_track(const Inside& inside, const Request& request) {
    Asked out{.picture = inside.world.picture(), .track = nullptr, .refusal = {}};
    const auto number = number_from(request.parameter("id"));
    if (!number) {
        out.refusal = net::problem(400, "A track has a whole number.");
        return out;
    }
    out.track = out.picture->find(model::TrackId{*number});
    if (!out.track) out.refusal = net::problem(404, fmt::format("There is no track {} (any more).", *number));
    return out;
}

Response whole_picture(const Inside& inside, const Request& request) {
    const auto picture = inside.world.picture();
    if (request.header("accept").find(picture_type) == std::string_view::npos) {
        Response response = net::json(picture_json(*picture));
        response.headers.push_back({"vary", "accept"});
        return response;
    }
    std::string frame;
    frame.reserve(wire_header_bytes + picture->size() * wire_record_bytes);
    begin_frame(frame, FrameKind::snapshot, 0, picture->now);
    picture->for_each([&](const model::Track& track) {
        if (track.fix && track.fix->position) append_record(frame, track, picture->now);
    });
    finish_frame(frame);
    return {.content_type = std::string(picture_type), .body = std::move(frame), .headers = {{"vary", "accept"}}};
}

Response tail(const Inside& inside, const Request& request) {
    const Asked asked = asked_track(inside, request);
    if (!asked.track) return asked.refusal;
    std::uint32_t minutes = default_tail_minutes;
    if (const auto given = request.asked("minutes")) {
        const auto number = number_from(*given);
        if (!number || *number < 1 || *number > longest_tail_minutes)
            return net::problem(400, fmt::format("minutes: a whole number from 1 to {} is wanted.", longest_tail_minutes));
        minutes = *number;
    }
    return net::json(tail_json(*asked.picture, asked.track->id, asked.picture->now - std::chrono::minutes(minutes)));
}

Response search(const Inside& inside, const Request& request) {
    const auto query = request.asked("q");
    if (!query) return net::problem(400, "q: say what to search for: a name, MMSI, IMO number or call sign.");
    return net::json(search_json(*inside.world.picture(), *query));
}

/// A file kept in memory: sent once to each browser, then only asked whether it changed.
struct Kept {
    net::Body body;
    std::string tag;
    explicit Kept(std::string text)
        : body(text), tag(fmt::format("\"{:016x}\"", hash_of(text))) {}
};

Response geojson(const Kept& file, const Request& request) {
    Response response{.content_type = "application/geo+json", .body = file.body,
                      .headers = {{"etag", file.tag}, {"cache-control", "no-cache"}}};
    if (request.header("if-none-match") != file.tag) return response;
    response.status = 304;
    response.content_type.clear();
    response.body = {};
    return response;
}

net::Route route(std::string pattern, std::string id, std::string summary) {
    net::Route out;
    out.method = Method::get;
    out.pattern = std::move(pattern);
    out.right = "watch";
    out.id = std::move(id);
    out.summary = std::move(summary);
    return out;
}

void add_track_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside) {
    net::Route picture = route("/api/v1/picture", "picture", "Every track, as JSON or as a binary snapshot by Accept");
    picture.handler = [inside](const Request& request) { return whole_picture(*inside, request); };
    picture.answers = {answer("Picture", "The Picture now")};
    picture.answers.push_back({.status = 200, .content_type = std::string(picture_type), .description = "The Picture now", .schema = {}});
    routes.push_back(std::move(picture));

    net::Route one = route("/api/v1/tracks/{id}", "track", "All that is known of one track, with its sources and ages");
    one.path = {track_parameter()};
    one.answers = {answer("TrackDetails", "The track")};
    one.handler = [inside](const Request& request) {
        const Asked asked = asked_track(*inside, request);
        if (!asked.track) return asked.refusal;
        std::string body;
        append_track_details(body, *asked.track, *asked.picture);
        return net::json(std::move(body));
    };
    routes.push_back(std::move(one));

    net::Route way = route("/api/v1/tracks/{id}/tail", "tail", "The thinned way of one track");
    way.path = {track_parameter()};
    way.query = {{.name = "minutes", .description = "How far back; 360 when not said",
                  .schema = R"({"type":"integer","minimum":1,"maximum":1440})", .example = "60"}};
    way.answers = {answer("Tail", "The way, oldest point first")};
    way.handler = [inside](const Request& request) { return tail(*inside, request); };
    routes.push_back(std::move(way));

    net::Route find = route("/api/v1/search", "search", "Tracks by name, call sign, MMSI or IMO number");
    find.query = {{.name = "q!", .description = "Part of it; case and accents do not matter; 64 bytes count",
                   .schema = R"({"type":"string"})", .example = "a"}};
    find.answers = {answer("SearchResults", "At most 50, closest first")};
    find.handler = [inside](const Request& request) { return search(*inside, request); };
    routes.push_back(std::move(find));
}

}  // namespace

void add_picture_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside) {
    add_track_routes(routes, inside);
    net::Route sources = route("/api/v1/sources", "sources", "The sources and how they do");
    sources.answers = {answer("Sources", "In the order of the configuration")};
    sources.handler = [inside](const Request&) { return net::json("{\"sources\":" + sources_json(*inside->world.picture()) + '}'); };
    routes.push_back(std::move(sources));

    const World& world = inside->world;
    net::Route sites = route("/api/v1/sites", "sites", "Locks, anchorages, ports and other places");
    sites.answers = {answer("GeoJson", "GeoJSON, each with its source and error", "application/geo+json")};
    sites.handler = [file = Kept(world.sites.empty() ? R"({"type":"FeatureCollection","features":[]})" : world.sites)](
                        const Request& request) { return geojson(file, request); };
    routes.push_back(std::move(sites));

    net::Route coast = route("/api/v1/coastline", "coastline", "Land and lakes of the region. Not for navigation");
    coast.answers = {answer("GeoJson", "GeoJSON", "application/geo+json")};
    coast.handler = [file = Kept(world.coastline), there = !world.coastline.empty()](const Request& request) {
        if (there) return geojson(file, request);
        return net::problem(404, "The coastline file is missing from the data files (share/vigia). Install it, or start from the source tree.");
    };
    routes.push_back(std::move(coast));
}

}  // namespace vigia::serve
