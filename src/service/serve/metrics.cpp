#include "service/serve/inside/metrics.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/core.h>

#include "base/text.h"
#include "model/names.h"

namespace vigia::serve {

namespace {

/// A value of a label: backslash, quote and line end are escaped.
std::string label(std::string_view name, std::string_view value) {
    std::string out(name);
    out += "=\"";
    for (const char c : value) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n') out += "\\n";
        else out += c;
    }
    out += '"';
    return out;
}

class Sheet {
  public:
    /// Begins a metric; the values follow.
    void begin(std::string_view name, Figure::Kind kind, std::string_view help) {
        name_ = name;
        out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind == Figure::Kind::counter ? "counter" : "gauge");
    }
    void add(std::string_view labels, std::uint64_t value) { line(labels, std::to_string(value)); }
    void add(std::string_view labels, double value) {
        const bool whole = value == std::floor(value) && std::abs(value) < 9.007199254740992e15;
        line(labels, whole ? fmt::format("{:.0f}", value) : fmt::format("{}", value));
    }
    void counter(std::string_view name, std::string_view help, std::uint64_t value) {
        begin(name, Figure::Kind::counter, help);
        add("", value);
    }
    void gauge(std::string_view name, std::string_view help, double value) {
        begin(name, Figure::Kind::gauge, help);
        add("", value);
    }
    [[nodiscard]] std::string text() && { return std::move(out_); }

  private:
    void line(std::string_view labels, std::string_view value) {
        out_ += name_;
        if (!labels.empty()) out_ += fmt::format("{{{}}}", labels);
        out_ += fmt::format(" {}\n", value);
    }
    std::string out_, name_;
};

void add_engine(Sheet& sheet, const engine::Picture& picture) {
    const engine::Counts& counts = picture.counts;
    sheet.begin("journal_durable", Figure::Kind::gauge, "Sequence number up to which fdatasync has returned.");
    sheet.add("", picture.journal_durable);
    sheet.begin("vigia_sequence", Figure::Kind::gauge, "Sequence number of the last line consumed.");
    sheet.add("", picture.sequence);
    sheet.gauge("vigia_store_problem", "1 while nothing can be kept, else 0.", picture.store_problem.empty() ? 0 : 1);
    sheet.gauge("vigia_stream_time_seconds", "Stream time of the Picture, seconds since 1970.",
                static_cast<double>(to_unix_milliseconds(picture.now)) / 1000);
    sheet.begin("vigia_vessels", Figure::Kind::gauge, "Tracks in the Picture by freshness.");
    std::uint64_t fresh[3] = {};
    picture.for_each([&](const model::Track& track) { ++fresh[std::to_underlying(track.freshness)]; });
    for (const model::Freshness each : {model::Freshness::live, model::Freshness::stale, model::Freshness::lost})
        sheet.add(label("freshness", name(each)), fresh[std::to_underlying(each)]);
    sheet.counter("vigia_lines_total", "Lines consumed.", counts.lines);
    sheet.counter("vigia_lines_untimed_total", "Recorded lines refused because nothing dates them.", counts.untimed);
    sheet.counter("vigia_lines_time_ahead_total", "Recorded lines refused because they are dated far ahead of the stream.", counts.time_ahead);
    sheet.counter("vigia_lines_clamped_total", "Lines whose recorded time lay before the stream's.", counts.clamped);
    sheet.counter("vigia_messages_total", "Whole, accepted messages.", counts.messages);
    sheet.counter("vigia_messages_duplicate_total", "Reports heard again within the window.", counts.duplicates);
    sheet.counter("vigia_reports_total", "Reports folded into tracks.", counts.reports);
    sheet.counter("vigia_reports_late_total", "Reports older than the fix of their track.", counts.late);
    sheet.counter("vigia_tracks_begun_total", "Tracks begun.", counts.tracks_begun);
    sheet.counter("vigia_tracks_forked_total", "Tracks begun by an impossible jump or a clash of identity.", counts.forks);
    sheet.counter("vigia_tracks_removed_total", "Tracks removed.", counts.tracks_removed);
    sheet.counter("vigia_tracks_evicted_total", "Tracks removed early because a table was full.", counts.tracks_evicted);
    sheet.counter("vigia_stations_refused_total", "Names of receiving stations beyond the bound.", counts.stations_refused);
    sheet.counter("vigia_reports_clock_ahead_total", "Reports dated after they were heard.", counts.clock_ahead);
    sheet.counter("vigia_lines_not_kept_total", "Lines that the store could not take.", counts.lines_not_kept);
}

void add_sources(Sheet& sheet, const engine::Picture& picture) {
    const auto& sources = *picture.sources;
    const auto each = [&](std::string_view name, Figure::Kind kind, std::string_view help, auto&& value) {
        sheet.begin(name, kind, help);
        for (const model::SourceHealth& source : sources) sheet.add(label("source", source.name), value(source));
    };
    using Health = model::SourceHealth;
    each("vigia_source_up", Figure::Kind::gauge, "1 while the source is connected and heard.",
         [](const Health& s) { return std::uint64_t{s.state == model::SourceState::up}; });
    each("vigia_source_lines_total", Figure::Kind::counter, "Lines of the source.", [](const Health& s) { return s.lines; });
    each("vigia_source_messages_total", Figure::Kind::counter, "Messages of the source.", [](const Health& s) { return s.messages; });
    each("vigia_source_bytes_total", Figure::Kind::counter, "Bytes of the source.", [](const Health& s) { return s.bytes; });
    each("vigia_source_dropped_total", Figure::Kind::counter, "Lines dropped because the engine could not keep up.",
         [](const Health& s) { return s.dropped; });
    each("vigia_source_reconnects_total", Figure::Kind::counter, "Connections made again.", [](const Health& s) { return s.reconnects; });
    each("vigia_source_lines_per_second", Figure::Kind::gauge, "Over the last minute of stream time.",
         [](const Health& s) { return s.lines_per_second; });
    sheet.begin("vigia_source_latency_seconds", Figure::Kind::gauge, "Heard minus seen, median of late.");
    for (const Health& source : sources)
        if (source.latency) sheet.add(label("source", source.name), static_cast<double>(source.latency->count()) / 1000);
    sheet.begin("vigia_refused_total", Figure::Kind::counter, "Lines and messages refused, by source and reason.");
    for (const Health& source : sources)
        for (const auto& [reason, count] : source.refused)
            sheet.add(label("source", source.name) + "," + label("reason", reason), count);
}

void add_server(Sheet& sheet, const net::Counters& server) {
    sheet.begin("vigia_http_requests_total", Figure::Kind::counter, "HTTP answers by status.");
    for (const auto& [status, count] : server.answered) sheet.add(label("status", std::to_string(status)), count);
    sheet.begin("vigia_http_refused_total", Figure::Kind::counter, "What the server refused, by limit or check.");
    for (const auto& [why, count] : server.refused) sheet.add(label("reason", why), count);
    sheet.gauge("vigia_http_connections", "Open HTTP connections.", static_cast<double>(server.connections_open));
    sheet.counter("vigia_http_connections_total", "HTTP connections accepted.", server.connections_total);
    sheet.gauge("vigia_ws_clients", "Open live connections.", static_cast<double>(server.clients_open));
    sheet.counter("vigia_ws_clients_total", "Live connections made.", server.clients_total);
    sheet.counter("vigia_ws_frames_sent_total", "Frames sent to live clients.", server.frames_sent);
    sheet.counter("vigia_ws_frames_dropped_total", "Frames left out for clients that did not keep up.", server.frames_dropped);
    sheet.counter("vigia_ws_messages_received_total", "Messages from live clients.", server.messages_received);
    sheet.counter("vigia_bytes_sent_total", "Bytes of answers and frames.", server.bytes_sent);
}

void add_live(Sheet& sheet, const LiveCounts& live) {
    sheet.counter("vigia_live_snapshots_total", "Snapshots sent.", live.snapshots);
    sheet.counter("vigia_live_deltas_total", "Deltas sent.", live.deltas);
    sheet.counter("vigia_live_records_total", "Records in snapshots and deltas.", live.records);
    sheet.counter("vigia_live_alert_frames_total", "Frames of alerts sent.", live.alert_frames);
    sheet.counter("vigia_live_skipped_total", "Beats that a client with a backlog did not get.", live.skipped);
    sheet.counter("vigia_live_forgotten_total", "Clients that lagged so far that they got a snapshot.", live.forgotten);
    sheet.counter("vigia_live_resyncs_total", "Snapshots asked for after a gap.", live.resyncs);
    sheet.counter("vigia_live_refused_total", "Messages of live clients that were not understood.", live.refused_words);
}

}  // namespace

std::string metrics_text(const engine::Picture& picture, const net::Counters* server, const LiveCounts& live,
                         std::span<const Figure> figures) {
    Sheet sheet;
    add_engine(sheet, picture);
    add_sources(sheet, picture);
    if (server) add_server(sheet, *server);
    add_live(sheet, live);
    std::set<std::string_view> told;  // figures of one name are given together, under one help
    for (const Figure& figure : figures) {
        if (!told.insert(figure.name).second) continue;
        sheet.begin(figure.name, figure.kind, figure.help);
        for (const Figure& each : figures)
            if (each.name == figure.name) sheet.add(each.labels, each.value);
    }
    return std::move(sheet).text();
}

}  // namespace vigia::serve
