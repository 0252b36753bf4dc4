#include "app/serving.h"

#include <chrono>
#include <utility>

#include "app/alert_desk.h"
#include "app/area_book.h"
#include "app/share.h"
#include "io/feed/pace.h"
#include "model/names.h"
#include "service/serve/serve.h"
#include "web_assets.h"

namespace vigia::app {

namespace {

constexpr std::size_t largest_areas = 1 << 20;  ///< bytes of GeoJSON that can be sent at once

serve::Replay strings_of(feed::Pace& pace, const engine::Span& span) {
    serve::Replay replay;
    replay.state = [&pace, span] {
        const auto state = pace.state();
        return serve::ReplayState{
            .speed = state.speed.is_fastest() ? std::nullopt : std::optional(state.speed.times),
            .paused = state.paused,
            .now = state.now.value_or(span.from.value_or(Time{})),
            .from = span.from,
            .to = span.to};
    };
    replay.play = [&pace] { pace.play(); };
    replay.pause = [&pace] { pace.pause(); };
    replay.step = [&pace] { pace.step(); };
    replay.speed = [&pace](std::optional<double> times) {
        pace.set_speed(times ? feed::Speed{*times} : feed::Speed::fastest());
    };
    return replay;
}

/// Drawn on the map, checked, kept, then used by the detectors and the desk from the next report on.
serve::Areas strings_of(AreaBook& areas, engine::Loop& loop, AlertDesk& desk) {
    return {.text = [&areas] { return areas.text(); },
            .edit = [&areas, &loop, &desk](std::string_view geojson) {
                auto edited = areas.edit(geojson);
                if (edited) {
                    loop.use(areas.chart());
                    desk.office().use(areas.chart());
                }
                return edited;
            }};
}

std::vector<std::string> reasons_against(const engine::Picture& picture) {
    std::vector<std::string> reasons;
    if (!picture.store_problem.empty()) reasons.push_back("store: " + picture.store_problem);
    for (const auto& source : *picture.sources)
        if (source.state == model::SourceState::down)
            reasons.push_back("source " + source.name + ": " + std::string(model::name(source.state)) +
                              (source.trouble.reason.empty() ? "" : ", " + source.trouble.reason));
    return reasons;
}

std::vector<net::Asset> assets() {
    std::vector<net::Asset> all;
    for (const auto& asset : web_assets())
        all.push_back({asset.path, asset.content_type, asset.etag, asset.bytes, asset.gzip, asset.immutable});
    return all;
}

}  // namespace

Result<std::unique_ptr<net::Server>> serve(const std::string& listen, engine::Loop& loop, AlertDesk& desk, AreaBook& areas,
                                           feed::Pace* pace, const engine::Span& span) {
    auto endpoint = net::endpoint_from_text(listen);
    if (!endpoint) return fail(std::move(endpoint));
    auto sites = text_of_file(share_file("sites.geojson"));
    if (!sites) return fail(std::move(sites));
    auto coastline = text_of_file(share_file("coastline/land-medium.geojson"));
    if (!coastline) return fail(std::move(coastline));

    serve::World world;
    world.picture = [&loop] { return loop.picture(); };
    world.not_ready = [&loop, &desk] {
        auto reasons = reasons_against(*loop.picture());
        if (const std::string problem = desk.office().problem(); !problem.empty()) reasons.push_back("alerts: " + problem);
        return reasons;
    };
    world.figures = [&desk] { return desk.figures(); };
    world.alerts = desk.strings();
    world.areas = strings_of(areas, loop, desk);
    if (pace != nullptr) world.replay = strings_of(*pace, span);
    world.version = VIGIA_VERSION;
    world.build = "g++ " __VERSION__;
    world.sites = std::move(*sites);
    world.coastline = std::move(*coastline);
    net::Limits limits;
    limits.body_bytes = largest_areas;
    return net::Server::start(*endpoint, serve::site(std::move(world), assets()), limits);
}

Result<std::string> can_listen(const std::string& listen) {
    auto endpoint = net::endpoint_from_text(listen);
    if (!endpoint) return fail(std::move(endpoint));
    auto server = net::Server::start(*endpoint, {});
    if (!server) return fail(std::move(server));
    return (*server)->url();
}

Time wall_clock() { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }

}  // namespace vigia::app
