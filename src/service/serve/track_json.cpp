#include "service/serve/inside/track_json.h"

#include <numeric>
#include <utility>

#include "base/text.h"
#include "logic/tracking/reckoning.h"
#include "model/names.h"

namespace vigia::serve {

namespace {

void append_text(std::string& out, std::string_view key, std::string_view value) {
    out += key;
    append_json(out, value);
}

template <class Text>
void append_text_or_null(std::string& out, std::string_view key, const std::optional<Text>& value) {
    out += key;
    if (value && !value->empty()) append_json(out, value->view());
    else out += "null";
}

void append_number_or_null(std::string& out, std::string_view key, std::optional<double> value, int decimals) {
    out += key;
    if (value) append_number(out, *value, decimals);
    else out += "null";
}

void append_whole(std::string& out, std::string_view key, std::uint64_t value) {
    out += key;
    append_int(out, static_cast<std::int64_t>(value));
}

template <class Number>
void append_whole_or_null(std::string& out, std::string_view key, const std::optional<Number>& value) {
    out += key;
    if (value) append_int(out, static_cast<std::int64_t>(*value));
    else out += "null";
}

template <class Unit>
std::optional<double> value_of(const std::optional<Quantity<Unit>>& quantity) {
    return quantity ? std::optional(quantity->value) : std::nullopt;
}

std::optional<double> length_of(const model::Particulars& said) {
    if (!said.dimensions) return std::nullopt;
    const int length = said.dimensions->bow + said.dimensions->stern;
    return length == 0 ? std::nullopt : std::optional<double>(length);
}

std::optional<double> beam_of(const model::Particulars& said) {
    if (!said.dimensions) return std::nullopt;
    const int beam = said.dimensions->port + said.dimensions->starboard;
    return beam == 0 ? std::nullopt : std::optional<double>(beam);
}

/// The members of `Track`, without the braces.
void append_members(std::string& out, const model::Track& track) {
    const model::Particulars& said = track.particulars;
    append_whole(out, "\"id\":", std::to_underlying(track.id));
    append_text(out, ",\"mmsi\":", track.mmsi.text());
    append_text_or_null(out, ",\"name\":", said.name);
    append_text_or_null(out, ",\"call_sign\":", said.call_sign);
    append_whole_or_null(out, ",\"imo\":", said.imo);
    append_whole_or_null(out, ",\"ship_type\":", said.ship_type);
    append_text(out, ",\"transceiver\":", name(track.transceiver));
    append_text(out, ",\"freshness\":", name(track.freshness));
    out += ",\"seen\":";
    append_time(out, track.seen);
    out += ",\"fix_seen\":";
    if (track.fix) append_time(out, track.fix_seen);
    else out += "null";
    static const model::Fix nothing;
    const model::Fix& fix = track.fix ? *track.fix : nothing;
    std::optional<double> latitude, longitude;
    if (fix.position) {
        latitude = fix.position->latitude();
        longitude = fix.position->longitude();
    }
    append_number_or_null(out, ",\"lat\":", latitude, 6);
    append_number_or_null(out, ",\"lon\":", longitude, 6);
    append_number_or_null(out, ",\"speed\":", value_of(fix.speed), 2);
    append_number_or_null(out, ",\"course\":", value_of(fix.course), 1);
    append_number_or_null(out, ",\"heading\":", value_of(fix.heading), 1);
    append_text(out, ",\"status\":", name(fix.status));
    append_number_or_null(out, ",\"length\":", length_of(said), 0);
    append_number_or_null(out, ",\"beam\":", beam_of(said), 0);
    append_number_or_null(out, ",\"draught\":", value_of(said.draught), 1);
    append_text_or_null(out, ",\"destination\":", said.destination);
}

void append_eta(std::string& out, const std::optional<model::Eta>& eta) {
    if (!eta) {
        out += "null";
        return;
    }
    append_whole_or_null(out, "{\"month\":", eta->month);
    append_whole_or_null(out, ",\"day\":", eta->day);
    append_whole_or_null(out, ",\"hour\":", eta->hour);
    append_whole_or_null(out, ",\"minute\":", eta->minute);
    out += '}';
}

/// Calls `f(field name, writer of its JSON value)` for each field that was said.
template <class F>
void for_each_field(const model::Particulars& said, F&& f) {
    const auto text = [](const auto& value) { return [&](std::string& out) { append_json(out, value.view()); }; };
    const auto number = [](double value, int decimals) {
        return [value, decimals](std::string& out) { append_number(out, value, decimals); };
    };
    if (said.name) f("name", text(*said.name));
    if (said.call_sign) f("call_sign", text(*said.call_sign));
    if (said.imo) f("imo", number(*said.imo, 0));
    if (said.ship_type) f("ship_type", number(*said.ship_type, 0));
    if (const auto length = length_of(said)) f("length", number(*length, 0));
    if (const auto beam = beam_of(said)) f("beam", number(*beam, 0));
    if (said.draught) f("draught", number(said.draught->value, 1));
    if (said.destination) f("destination", text(*said.destination));
    if (said.eta) f("eta", [&](std::string& out) { append_eta(out, said.eta); });
}

void append_heard_by(std::string& out, const model::Track& track, const engine::Picture& picture) {
    out += ",\"heard_by\":[";
    bool first = true;
    for (const model::HeardBy& by : track.heard_by) {
        if (by.reports == 0) continue;
        if (!std::exchange(first, false)) out += ',';
        const std::size_t source = std::to_underlying(by.source);
        append_text(out, "{\"source\":", source < picture.sources->size() ? std::string_view((*picture.sources)[source].name) : "");
        const std::string_view station = picture.station(by.station);
        out += ",\"station\":";
        if (station.empty()) out += "null";
        else append_json(out, station);
        out += ",\"last\":";
        append_time(out, by.last);
        append_whole(out, ",\"reports\":", by.reports);
        out += '}';
    }
    out += ']';
}

void append_dead_reckoned(std::string& out, const model::Track& track, Time now) {
    out += ",\"dead_reckoned\":";
    const auto reckoned = tracking::position_at(track, now);
    if (!reckoned || !reckoned->moved) {
        out += "null";
        return;
    }
    append_number_or_null(out, "{\"lat\":", reckoned->position.latitude(), 6);
    append_number_or_null(out, ",\"lon\":", reckoned->position.longitude(), 6);
    append_number_or_null(out, ",\"age_s\":", static_cast<double>(reckoned->age.count()) / 1000.0, 1);
    out += '}';
}

}  // namespace

void append_time(std::string& out, Time time) {
    out += '"';
    out += to_iso(time);
    out += '"';
}

void append_track(std::string& out, const model::Track& track) {
    out += '{';
    append_members(out, track);
    out += '}';
}

void append_track_details(std::string& out, const model::Track& track, const engine::Picture& picture) {
    out += '{';
    append_members(out, track);
    out += ",\"first_seen\":";
    append_time(out, track.first_seen);
    append_whole(out, ",\"reports\":", track.reports);
    out += ",\"position_accuracy\":";
    if (track.fix && track.fix->position) out += track.fix->accuracy == model::Accuracy::high ? "\"high\"" : "\"low\"";
    else out += "null";
    append_dead_reckoned(out, track, picture.now);
    append_heard_by(out, track, picture);

    out += ",\"particulars\":[";
    bool first = true;
    for_each_field(track.particulars, [&](std::string_view field, auto&& write) {
        if (!std::exchange(first, false)) out += ',';
        append_text(out, "{\"field\":", field);
        out += ",\"value\":";
        write(out);
        out += ",\"seen\":";
        append_time(out, track.particulars_seen);
        out += '}';
    });
    out += "],\"past\":[";
    first = true;
    if (track.past) {
        for (const model::PastParticulars& past : *track.past) {
            if (!std::exchange(first, false)) out += ',';
            out += "{\"until\":";
            append_time(out, past.until);
            for_each_field(past.particulars, [&](std::string_view field, auto&& write) {
                out += ',';
                append_json(out, field);
                out += ':';
                write(out);
            });
            out += '}';
        }
    }
    out += "],\"eta\":";
    append_eta(out, track.particulars.eta);
    out += '}';
}

std::string picture_json(const engine::Picture& picture) {
    std::string out;
    out.reserve(256 + picture.size() * 420);
    append_text(out, "{\"mode\":", name(picture.mode));
    out += ",\"now\":";
    append_time(out, picture.now);
    append_whole(out, ",\"sequence\":", picture.sequence);
    out += ",\"tracks\":[";
    bool first = true;
    picture.for_each([&](const model::Track& track) {
        if (!std::exchange(first, false)) out += ',';
        append_track(out, track);
    });
    out += "]}";
    return out;
}

std::string tail_json(const engine::Picture& picture, model::TrackId id, Time from) {
    std::string out = "{\"points\":[";
    bool first = true;
    for (const model::TailPoint& point : picture.tail(id, from)) {
        if (!std::exchange(first, false)) out += ',';
        out += '[';
        append_number(out, point.longitude_e7 / 1e7, 5);
        out += ',';
        append_number(out, point.latitude_e7 / 1e7, 5);
        out += ',';
        append_int(out, point.seen_ms);
        out += ',';
        if (point.speed_dm_s == 0xFFFF) out += "null";
        else append_fixed(out, point.speed_dm_s, 1);
        out += ']';
    }
    out += "]}";
    return out;
}

std::string sources_json(const engine::Picture& picture) {
    std::string out = "[";
    bool first = true;
    for (const model::SourceHealth& source : *picture.sources) {
        if (!std::exchange(first, false)) out += ',';
        append_whole(out, "{\"id\":", std::to_underlying(source.id));
        append_text(out, ",\"name\":", source.name);
        append_text(out, ",\"url\":", source.url);
        append_text(out, ",\"state\":", name(source.state));
        if (source.trouble.kind == model::TroubleKind::none) {
            out += ",\"trouble\":null,\"reason\":null";
        } else {
            append_text(out, ",\"trouble\":", name(source.trouble.kind));
            append_text(out, ",\"reason\":", source.trouble.reason);
        }
        out += ",\"last_heard\":";
        if (source.last_heard) append_time(out, *source.last_heard);
        else out += "null";
        append_whole(out, ",\"lines\":", source.lines);
        append_whole(out, ",\"messages\":", source.messages);
        append_whole(out, ",\"bytes\":", source.bytes);
        append_whole(out, ",\"dropped\":", source.dropped);
        append_whole(out, ",\"reconnects\":", source.reconnects);
        append_number_or_null(out, ",\"lines_per_second\":", source.lines_per_second, 1);
        append_number_or_null(out, ",\"latency_s\":", source.latency ? std::optional(static_cast<double>(source.latency->count()) / 1000.0) : std::nullopt, 3);
        out += ",\"refused\":{";
        bool first_reason = true;
        for (const auto& [reason, count] : source.refused) {
            if (!std::exchange(first_reason, false)) out += ',';
            append_json(out, reason);
            append_whole(out, ":", count);
        }
        out += "}}";
    }
    return out + ']';
}

}  // namespace vigia::serve
