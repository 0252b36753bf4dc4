#include "service/serve/inside/live.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "model/names.h"
#include "service/serve/inside/command.h"
#include "service/serve/inside/track_json.h"
#include "service/serve/inside/wire.h"

namespace vigia::serve {

namespace {

bool is_placed(const model::Track& track) { return track.fix && track.fix->position; }

bool is_in(const geo::Box& box, const model::Track* track) {
    return track && is_placed(*track) && box.contains(*track->fix->position);
}

net::Frame binary(std::string bytes) {
    return {.kind = net::Frame::Kind::binary, .loss = net::Loss::allowed, .body = std::move(bytes)};
}

/// The delay of the source that is heard most: how long after its measurement a report arrives.
std::optional<Duration> delay_of(const engine::Picture& picture) {
    const model::SourceHealth* busiest = nullptr;
    for (const model::SourceHealth& source : *picture.sources)
        if (source.latency && (!busiest || source.lines_per_second > busiest->lines_per_second)) busiest = &source;
    return busiest ? busiest->latency : std::nullopt;
}

}  // namespace

bool Live::Watcher::watches(model::TrackId id) const { return std::ranges::binary_search(watch, id); }

void Live::opened(net::Clients&, net::ClientId id) { watchers_[id].opened = running_; }

void Live::said(net::Clients& clients, net::ClientId id, std::string_view text) {
    const auto found = watchers_.find(id);
    if (found == watchers_.end()) return;
    Watcher& watcher = found->second;
    Result<ClientWord> word = client_word_from_json(text);
    if (!word) {
        ++counts_.refused_words;
        std::string refusal = "{\"type\":\"problem\",\"detail\":";
        append_json(refusal, word.error().message);
        refusal += '}';
        clients.send(id, {.kind = net::Frame::Kind::text, .loss = net::Loss::allowed, .body = std::move(refusal)});
        return;
    }
    if (word->viewport) watcher.viewport = *word->viewport;
    if (word->watch) {
        std::ranges::sort(*word->watch);
        watcher.watch = std::move(*word->watch);
    }
    if (word->resync_alerts) watcher.alerts.reset();
    if (word->resync || word->resync_alerts) ++counts_.resyncs;
    if (!word->viewport && !word->watch && !word->resync) return;
    watcher.looked = true;
    watcher.wants_snapshot = true;
    if (!now_) look();
    try_snapshot(clients, id, watcher);
}

void Live::look() { now_ = world_.picture(); }

void Live::tick(net::Clients& clients, Duration running) {
    running_ = running;
    look();
    for (auto& [id, watcher] : watchers_) try_snapshot(clients, id, watcher);
    tell_alerts(clients);
    if (!beat_at_ || running - *beat_at_ >= limits_.delta_every) {
        // On a fixed grid, so that ticks which come a little late do not stretch the beat.
        const bool behind = !beat_at_ || running - *beat_at_ >= 2 * limits_.delta_every;
        beat_at_ = behind ? running : *beat_at_ + limits_.delta_every;
        beat(clients);
    }
}

/// Whether a client has taken nearly all that it was sent; notes what was lost on its way.
bool Live::keeps_up(net::Clients& clients, net::ClientId id, Watcher& watcher) {
    const net::Backlog backlog = clients.backlog(id);
    if (backlog.dropped != watcher.dropped) {
        watcher.dropped = backlog.dropped;
        watcher.wants_snapshot = true;
        watcher.alerts.reset();
    }
    return backlog.frames <= limits_.backlog_frames;
}

void Live::try_snapshot(net::Clients& clients, net::ClientId id, Watcher& watcher) {
    const bool can = keeps_up(clients, id, watcher);
    if (!watcher.wants_snapshot || !can) return;
    if (!watcher.looked && running_ - watcher.opened < limits_.silent_start) return;
    if (watcher.snapshot_at && running_ - *watcher.snapshot_at < limits_.snapshot_every) return;
    send_snapshot(clients, id, watcher);
}

void Live::send_snapshot(net::Clients& clients, net::ClientId id, Watcher& watcher) {
    std::string frame;
    std::vector<const model::Track*> unnamed;
    begin_frame(frame, FrameKind::snapshot, watcher.sequence++, now_->now);
    now_->for_each([&](const model::Track& track) {
        if (!is_placed(track) || !(is_in(watcher.viewport, &track) || watcher.watches(track.id))) return;
        append_record(frame, track, now_->now);
        unnamed.push_back(&track);
    });
    finish_frame(frame);
    ++counts_.snapshots;
    counts_.records += (frame.size() - wire_header_bytes) / wire_record_bytes;
    clients.send(id, binary(std::move(frame)));
    follow_renames(watcher);
    send_names(clients, id, watcher, unnamed);
    watcher.wants_snapshot = false;
    watcher.snapshot_at = running_;
    watcher.shown = now_;
    remember(now_);
}

/// Forgets that names were sent which have changed since what the client shows.
void Live::follow_renames(Watcher& watcher) const {
    const Picture shown = watcher.shown.lock();
    if (shown == now_) return;
    if (!shown) {
        watcher.named.clear();
        return;
    }
    const auto changed = [&](const model::Track& track) {
        const auto index = static_cast<std::size_t>(std::to_underlying(track.id));
        const model::Track* was = shown->find(track.id);
        if (index < watcher.named.size() && was && was->particulars.name != track.particulars.name) watcher.named[index] = false;
    };
    now_->changed_since(*shown, changed, [](model::TrackId) {});
}

void Live::remember(const Picture& picture) {
    if (!remembered_.empty() && remembered_.back() == picture) return;
    remembered_.push_back(picture);
    if (remembered_.size() > limits_.remembered) remembered_.pop_front();
}

Live::Beat Live::beat_between(Picture from, Picture to) {
    Beat beat{.from = std::move(from), .to = std::move(to), .changed = {}, .records = {}};
    const auto changed = [&](const model::Track& track) {
        if (!is_placed(track)) return;
        const model::Track* was = beat.from->find(track.id);
        const bool renamed = was && was->particulars.name != track.particulars.name;
        beat.changed.push_back({.track = &track, .was = was, .record = beat.records.size(), .id = track.id, .renamed = renamed});
        append_record(beat.records, track, beat.to->now);
    };
    const auto removed = [&](model::TrackId id) {
        beat.changed.push_back({.track = nullptr, .was = beat.from->find(id), .record = beat.records.size(), .id = id});
        append_removed(beat.records, id);
    };
    beat.to->changed_since(*beat.from, changed, removed);
    return beat;
}

/// Tells every client what changed, and how the watch stands.
void Live::beat(net::Clients& clients) {
    if (watchers_.empty()) {
        last_beat_ = nullptr;
        return;
    }
    std::optional<Beat> common;
    if (last_beat_ && last_beat_ != now_) common = beat_between(last_beat_, now_);
    const std::optional<ReplayState> replay = world_.replay.possible() ? std::optional(world_.replay.state()) : std::nullopt;
    const net::Frame status{.kind = net::Frame::Kind::text, .loss = net::Loss::allowed, .body = status_json(*now_, replay, world_.judgement_problem ? world_.judgement_problem() : std::string())};
    for (auto& [id, watcher] : watchers_) {
        if (!keeps_up(clients, id, watcher)) {
            ++counts_.skipped;
            continue;
        }
        clients.send(id, status);
        if (watcher.wants_snapshot) continue;  // the next tick that may will send it
        const Picture shown = watcher.shown.lock();
        if (shown == now_) continue;
        if (!shown) {
            ++counts_.forgotten;
            watcher.wants_snapshot = true;
        } else if (common && shown == common->from) {
            send_delta(clients, id, watcher, *common);
        } else {
            send_delta(clients, id, watcher, beat_between(shown, now_));
        }
    }
    last_beat_ = now_;
    remember(now_);
}

void Live::send_delta(net::Clients& clients, net::ClientId id, Watcher& watcher, const Beat& beat) {
    std::string frame;
    std::vector<const model::Track*> unnamed;
    begin_frame(frame, FrameKind::delta, watcher.sequence, beat.to->now);
    for (const Changed& change : beat.changed) {
        const auto index = static_cast<std::size_t>(std::to_underlying(change.id));
        if (change.renamed && index < watcher.named.size()) watcher.named[index] = false;
        // Where it was counts too: a ship that leaves the view is told once more, outside of it.
        if (!is_in(watcher.viewport, change.track) && !is_in(watcher.viewport, change.was) && !watcher.watches(change.id)) continue;
        frame.append(beat.records, change.record, wire_record_bytes);
        if (change.track) unnamed.push_back(change.track);
    }
    watcher.shown = beat.to;
    const std::size_t records = (frame.size() - wire_header_bytes) / wire_record_bytes;
    if (records == 0) return;
    finish_frame(frame);
    ++watcher.sequence;
    ++counts_.deltas;
    counts_.records += records;
    clients.send(id, binary(std::move(frame)));
    send_names(clients, id, watcher, unnamed);
}

/// Sends the names of those tracks whose names the client has not yet, some thousands a frame.
void Live::send_names(net::Clients& clients, net::ClientId id, Watcher& watcher, const std::vector<const model::Track*>& unnamed) {
    std::string frame;
    std::size_t count = 0;
    const auto flush = [&] {
        if (count == 0) return;
        frame += "]}";
        clients.send(id, {.kind = net::Frame::Kind::text, .loss = net::Loss::forbidden, .body = std::move(frame)});
        frame = std::string();
        count = 0;
    };
    for (const model::Track* track : unnamed) {
        const auto index = static_cast<std::size_t>(std::to_underlying(track->id));
        if (index >= watcher.named.size()) watcher.named.resize(index + index / 2 + 64);
        if (watcher.named[index]) continue;
        watcher.named[index] = true;
        frame += count == 0 ? "{\"type\":\"names\",\"names\":[[" : ",[";
        append_int(frame, static_cast<std::int64_t>(index));
        frame += ',';
        const auto& called = track->particulars.name;
        if (called && !called->empty()) append_json(frame, called->view());
        else frame += "null";
        frame += ",\"" + track->mmsi.text() + "\"]";
        if (++count == limits_.names_per_frame) flush();
    }
    flush();
}

std::string replay_json(const ReplayState& state) {
    std::string out = "{\"speed\":";
    if (state.speed) append_number(out, *state.speed, 3);
    else out += "\"max\"";
    out += state.paused ? ",\"paused\":true,\"now\":" : ",\"paused\":false,\"now\":";
    append_time(out, state.now);
    out += ",\"from\":";
    if (state.from) append_time(out, *state.from);
    else out += "null";
    out += ",\"to\":";
    if (state.to) append_time(out, *state.to);
    else out += "null";
    out += '}';
    return out;
}

namespace {

/// How many tracks are of craft, as people count them: not aids to navigation, not stations ashore.
std::int64_t vessels_in(const engine::Picture& picture) {
    std::int64_t vessels = 0;
    picture.for_each([&](const model::Track& track) {
        const bool fixed = track.transceiver == model::Transceiver::aid_to_navigation || track.transceiver == model::Transceiver::base_station;
        vessels += fixed ? 0 : 1;
    });
    return vessels;
}

}  // namespace

std::string status_json(const engine::Picture& picture, const std::optional<ReplayState>& replay, std::string_view judgement_problem) {
    std::string out = "{\"type\":\"status\",\"mode\":";
    append_json(out, name(picture.mode));
    out += ",\"now\":";
    append_time(out, picture.now);
    out += ",\"vessels\":";
    append_int(out, vessels_in(picture));
    out += ",\"delay_ms\":";
    if (const auto delay = delay_of(picture)) append_int(out, delay->count());
    else out += "null";
    out += ",\"replay\":" + (replay ? replay_json(*replay) : "null") + ",\"store_problem\":";
    if (picture.store_problem.empty()) out += "null";
    else append_json(out, picture.store_problem);
    out += ",\"judgement_problem\":";
    if (judgement_problem.empty()) out += "null";
    else append_json(out, judgement_problem);
    return out + ",\"sources\":" + sources_json(picture) + '}';
}

}  // namespace vigia::serve
