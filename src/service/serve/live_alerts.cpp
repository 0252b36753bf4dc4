#include <map>

#include "base/text.h"
#include "service/serve/inside/alert_text.h"
#include "service/serve/inside/live.h"
#include "service/serve/inside/track_json.h"

namespace vigia::serve {

namespace {

/// One frame with some of the alerts; `more` says that another follows.
std::string frame_of(const model::AlertBoard& board, std::span<const model::Alert* const> alerts, std::optional<std::uint64_t> since, bool more) {
    std::string out = since ? "{\"type\":\"alerts\",\"full\":false,\"since\":" : "{\"type\":\"alerts\",\"full\":true,\"since\":";
    append_int(out, static_cast<std::int64_t>(since.value_or(0)));
    out += ",\"sequence\":";
    append_int(out, static_cast<std::int64_t>(board.sequence));
    out += more ? ",\"more\":true,\"now\":" : ",\"more\":false,\"now\":";
    append_time(out, board.now);
    out += ',';
    append_standing_of_desk(out, board);
    out += ",\"alerts\":[";
    for (const model::Alert* alert : alerts) {
        if (out.back() != '[') out += ',';
        model::append_alert_json(out, *alert, board.now);
    }
    return out + "]}";
}

}  // namespace

/// The frames that bring a client from what it knows (nothing: empty) to the board. Frames that go on one another have
/// the same `since`, so that a client which misses one asks anew.
std::vector<net::Body> Live::alert_frames(const model::AlertBoard& board, std::optional<std::uint64_t> since) const {
    std::vector<const model::Alert*> wanted;
    for (const auto& alert : board.alerts)
        if (since ? alert->changed > *since : alert->open()) wanted.push_back(alert.get());
    std::vector<net::Body> frames;
    const std::span<const model::Alert* const> all(wanted);
    for (std::size_t at = 0; at == 0 || at < all.size(); at += limits_.alerts_per_frame) {
        const auto some = all.subspan(at, std::min(limits_.alerts_per_frame, all.size() - at));
        frames.emplace_back(frame_of(board, some, since, at + some.size() < all.size()));
    }
    return frames;
}

/// Tells each client what changed on the alert desk since it was told last; the same for all who know the same.
void Live::tell_alerts(net::Clients& clients) {
    if (!world_.alerts.board) return;
    const auto board = world_.alerts.board();
    std::map<std::optional<std::uint64_t>, std::vector<net::Body>> made;
    for (auto& [id, watcher] : watchers_) {
        if (watcher.alerts == board->sequence || !keeps_up(clients, id, watcher)) continue;
        auto& frames = made[watcher.alerts];
        if (frames.empty()) frames = alert_frames(*board, watcher.alerts);
        for (const net::Body& body : frames) clients.send(id, {.kind = net::Frame::Kind::text, .loss = net::Loss::allowed, .body = body});
        watcher.alerts = board->sequence;
        counts_.alert_frames += frames.size();
    }
}

}  // namespace vigia::serve
