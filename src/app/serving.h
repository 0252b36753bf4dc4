#pragma once
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "engine/loop.h"
#include "engine/span.h"
#include "io/net/server.h"

namespace vigia::feed {
class Pace;
}

namespace vigia::app {

class Judging;
class Renewal;

/// Starts the server over a running loop and what judges for it, which is edited from there too; `pace` and `span` are the replay's, null and empty when live.
/// Errors: as net::Server::start, and those of the map files.
[[nodiscard]] Result<std::unique_ptr<net::Server>> serve(const std::string& listen, engine::Loop& loop, Judging& judging,
                                                         Renewal& renewal, feed::Pace* pace, const engine::Span& span);

/// The address that a server here would have, if it can be listened on now; asked before anything is opened or
/// made. Errors: as net::Server::start.
[[nodiscard]] Result<std::string> can_listen(const std::string& listen);

/// The time of the wall clock; for the live watch only.
[[nodiscard]] Time wall_clock();

}  // namespace vigia::app
