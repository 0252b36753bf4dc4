#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/picture.h"
#include "io/net/server.h"
#include "model/alert.h"

namespace vigia::serve {

/// Where a replay stands.
struct ReplayState {
    std::optional<double> speed;  ///< times real time; empty: as fast as the machine can
    bool paused = false;
    Time now{};
    std::optional<Time> from, to;  ///< the span of what is replayed, where it is known
};

/// The strings by which a replay is pulled; called on the server's thread. All empty when live.
struct Replay {
    std::function<ReplayState()> state;
    std::function<void()> play, pause, step;
    std::function<void(std::optional<double>)> speed;  ///< empty: as fast as the machine can
    [[nodiscard]] bool possible() const { return static_cast<bool>(state); }
};

/// The alert desk, as the service asks it. Empty: there is none.
struct AlertDesk {
    std::function<std::shared_ptr<const model::AlertBoard>()> board;  ///< never null
    std::function<Result<std::shared_ptr<const model::Alert>>(model::AlertAction)> act;  ///< returns when it is kept
};

/// The areas of judgement. Empty: there are none.
struct Areas {
    std::function<std::string()> text;                                  ///< GeoJSON of all
    std::function<Result<std::string>(std::string_view geojson)> edit;  ///< replaces those drawn by hand; gives all
};

/// One line of `/metrics` that the service cannot know by itself.
struct Figure {
    enum class Kind : std::uint8_t { counter, gauge } kind = Kind::gauge;
    std::string name;    ///< `journal_durable`: letters, digits, `_`
    std::string help;
    std::string labels;  ///< `source="north"` or empty
    double value = 0;    ///< whole numbers are written whole up to 2^53
};

/// What the service shows and may command. Every function is called on the server's thread.
struct World {
    std::function<std::shared_ptr<const engine::Picture>()> picture;  ///< never null
    std::function<std::vector<Figure>()> figures;         ///< further metrics; may be empty
    std::function<std::vector<std::string>()> not_ready;  ///< reasons; empty list: ready
    std::function<std::string()> judgement_problem;       ///< why what was edited is not in force, though the watch can be relied on; may be empty
    Replay replay;
    AlertDesk alerts;
    Areas areas;
    std::string version;    ///< `0.1.0`
    std::string build;      ///< compiler or commit, for `/version`; may be empty
    std::string sites;      ///< GeoJSON of the sites; empty: none known
    std::string coastline;  ///< GeoJSON of the coast; empty: 404 with the remedy
};

/// The routes of the service, the live channel and `assets`. The OpenAPI document at
/// `/api/v1/openapi.json` is made from the routes. Without assets `/` says how to build them.
[[nodiscard]] net::Site site(World world, std::vector<net::Asset> assets);

}  // namespace vigia::serve
