#pragma once
#include <memory>
#include <vector>

#include "io/net/route.h"
#include "service/serve/inside/live.h"
#include "service/serve/serve.h"

namespace vigia::serve {

/// What the handlers share for as long as the server lives.
struct Inside {
    explicit Inside(World given) : world(std::move(given)), live(world, {}) {}
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    World world;
    Live live;
    std::string openapi;  ///< made once all routes are known
};

inline constexpr std::string_view picture_type = "application/vnd.vigia.picture";

/// The routes about vessels, places and sources.
void add_picture_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside);
/// The routes about alerts, events and areas.
void add_alert_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside);
/// The routes that command a replay.
void add_replay_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside);
/// The routes about the program itself: health, readiness, metrics, version, document.
void add_program_routes(std::vector<net::Route>& routes, const std::shared_ptr<Inside>& inside);

}  // namespace vigia::serve
