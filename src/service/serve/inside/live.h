#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/picture.h"
#include "geo/position.h"
#include "io/net/server.h"
#include "service/serve/serve.h"

namespace vigia::serve {

/// The bounds of the live wire.
struct LiveLimits {
    Duration delta_every{1'000};     ///< deltas and status
    Duration snapshot_every{250};    ///< at most one a client in this time
    Duration silent_start{500};      ///< a client that says no viewport gets everything after this
    std::size_t backlog_frames = 2;  ///< a client with more still to take gets nothing new
    std::size_t remembered = 12;     ///< Pictures kept for clients that lag; beyond, a snapshot
    std::size_t names_per_frame = 4096;
    std::size_t alerts_per_frame = 100;
};

/// What was counted; grows only.
struct LiveCounts {
    std::uint64_t snapshots = 0, deltas = 0, records = 0;
    std::uint64_t skipped = 0;    ///< beats that a client with a backlog did not get; made good later
    std::uint64_t resyncs = 0;    ///< asked by clients
    std::uint64_t forgotten = 0;  ///< clients that lagged so far that they got a snapshot
    std::uint64_t refused_words = 0;
    std::uint64_t alert_frames = 0;
};

/// The live wire: what each client shows, and what it must be told. Its methods are the callbacks of
/// the channel; time comes as an argument. A client that cannot keep up is not queued for: it gets
/// the latest state of each track once it has taken what it had.
class Live {
  public:
    Live(const World& world, const LiveLimits& limits) : world_(world), limits_(limits) {}
    Live(World&&, const LiveLimits&) = delete;

    void opened(net::Clients& clients, net::ClientId id);
    void said(net::Clients& clients, net::ClientId id, std::string_view text);
    void closed(net::ClientId id) { watchers_.erase(id); }
    void tick(net::Clients& clients, Duration running);
    [[nodiscard]] const LiveCounts& counts() const { return counts_; }

  private:
    struct Watcher {
        geo::Box viewport;
        std::vector<model::TrackId> watch;  ///< sorted
        std::weak_ptr<const engine::Picture> shown;
        std::vector<bool> named;            ///< by track id: the name was sent and has not changed
        std::uint32_t sequence = 0;
        Duration opened{};
        std::optional<Duration> snapshot_at;
        std::uint64_t dropped = 0;
        std::optional<std::uint64_t> alerts;  ///< sequence of the board that it knows; empty: none yet
        bool looked = false;                ///< has said its viewport
        bool wants_snapshot = true;
        [[nodiscard]] bool watches(model::TrackId id) const;
    };
    /// A track that changed between two Pictures, encoded once for all who see it.
    struct Changed {
        const model::Track* track = nullptr;  ///< null: removed
        const model::Track* was = nullptr;    ///< null: new
        std::size_t record = 0;               ///< offset in Beat::records
        model::TrackId id{};
        bool renamed = false;
    };
    struct Beat {
        std::shared_ptr<const engine::Picture> from, to;
        std::vector<Changed> changed;
        std::string records;
    };
    using Picture = std::shared_ptr<const engine::Picture>;

    [[nodiscard]] static Beat beat_between(Picture from, Picture to);
    void look();
    void remember(const Picture& picture);
    void follow_renames(Watcher& watcher) const;
    void send_snapshot(net::Clients& clients, net::ClientId id, Watcher& watcher);
    void send_delta(net::Clients& clients, net::ClientId id, Watcher& watcher, const Beat& beat);
    void send_names(net::Clients& clients, net::ClientId id, Watcher& watcher, const std::vector<const model::Track*>& unnamed);
    [[nodiscard]] bool keeps_up(net::Clients& clients, net::ClientId id, Watcher& watcher);
    void try_snapshot(net::Clients& clients, net::ClientId id, Watcher& watcher);
    void beat(net::Clients& clients);
    void tell_alerts(net::Clients& clients);
    [[nodiscard]] std::vector<net::Body> alert_frames(const model::AlertBoard& board, std::optional<std::uint64_t> since) const;

    const World& world_;
    const LiveLimits limits_;
    LiveCounts counts_;
    std::map<net::ClientId, Watcher> watchers_;
    std::deque<Picture> remembered_;  ///< keeps alive what `shown` points to
    Picture now_;                     ///< as of this tick
    Picture last_beat_;
    Duration running_{};
    std::optional<Duration> beat_at_;
};

/// The status that all clients get (schema in README.md).
[[nodiscard]] std::string status_json(const engine::Picture& picture, const std::optional<ReplayState>& replay, std::string_view judgement_problem);
/// Where a replay stands (schema `Replay`).
[[nodiscard]] std::string replay_json(const ReplayState& state);

}  // namespace vigia::serve
