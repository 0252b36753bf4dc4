#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "geo/position.h"
#include "model/alert.h"
#include "model/identity.h"

namespace vigia::serve {

inline constexpr std::size_t watch_limit = 500;  ///< tracks on the watch list of one client

/// What a live client says: each part is empty when it was not said.
struct ClientWord {
    std::optional<geo::Box> viewport;
    std::optional<std::vector<model::TrackId>> watch;
    bool resync = false;
    bool resync_alerts = false;
};

/// Reads `{"viewport":[west,south,east,north],"watch":[ids],"resync":true,"resync_alerts":true}`, every member optional;
/// members of other names are passed over, so that newer pages can speak to older servers.
/// Longitudes beyond the 180th meridian are turned round; west > east crosses it.
/// Errors: bad_input that says what is wrong; limit when the watch list is too long.
[[nodiscard]] Result<ClientWord> client_word_from_json(std::string_view text);

/// Reads `{"action","by","to","until","reason","outcome","note"}`; whether it is whole the desk says.
/// Errors: bad_input that says what is wrong.
[[nodiscard]] Result<model::AlertAction> alert_action_from_json(std::string_view text);

/// What a person wants of a replay.
struct ReplayCommand {
    enum class Action : std::uint8_t { play, pause, step, speed } action = Action::play;
    std::optional<double> speed;  ///< of `speed`; empty: as fast as the machine can
};

/// Reads `{"action":"play|pause|step|speed","speed":n|"max"}`.
/// Errors: bad_input that says what is wrong.
[[nodiscard]] Result<ReplayCommand> replay_command_from_json(std::string_view text);

}  // namespace vigia::serve
