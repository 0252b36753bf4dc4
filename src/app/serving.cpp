#include "app/serving.h"

#include <chrono>
#include <utility>

#include "app/judging.h"
#include "app/renewal.h"
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

/// Drawn on the map, checked, kept, then used by the detectors and the desk.
serve::Areas strings_of(Judging& judging) {
    return {.text = [&judging] { return judging.areas_text(); }, .edit = [&judging](std::string_view geojson) { return judging.edit_areas(geojson); }};
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

Result<std::unique_ptr<net::Server>> serve(const std::string& listen, engine::Loop& loop, Judging& judging, Renewal& renewal,
                                           feed::Pace* pace, const engine::Span& span) {
    auto endpoint = net::endpoint_from_text(listen);
    if (!endpoint) return fail(std::move(endpoint));
    auto sites = text_of_file(share_file("sites.geojson"));
    if (!sites) return fail(std::move(sites));
    auto coastline = text_of_file(share_file("coastline/land-medium.geojson"));
    if (!coastline) return fail(std::move(coastline));

    AlertDesk& desk = judging.desk();
    serve::World world;
    world.picture = [&loop] { return loop.picture(); };
    world.not_ready = [&loop, &desk] {
        auto reasons = reasons_against(*loop.picture());
        if (const std::string problem = desk.office().problem(); !problem.empty()) reasons.push_back("alerts: " + problem);
        return reasons;
    };
    world.judgement_problem = [&renewal] { return renewal.fault(); };
    world.figures = [&desk, &renewal] {
        auto all = desk.figures();
        for (serve::Figure& figure : renewal.figures()) all.push_back(std::move(figure));
        return all;
    };
    world.alerts = desk.strings();
    world.areas = strings_of(judging);
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
