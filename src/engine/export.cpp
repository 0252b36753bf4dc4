#include "engine/picture.h"

#include <string>

#include "logic/tracking/freshness.h"
#include "model/names.h"

namespace vigia::engine {
namespace {

/// Writes `key=value` pairs; numbers to the last bit that the air can carry.
class Line {
  public:
    explicit Line(std::string& out) : out_(out) {}
    void text(std::string_view key, std::string_view value) { begin(key); append_json(out_, value); }
    void word(std::string_view key, std::string_view value) { begin(key); out_ += value; }
    void whole(std::string_view key, std::int64_t value) { begin(key); append_int(out_, value); }
    void number(std::string_view key, double value) { begin(key); append_number(out_, value, 9); }
    void time(std::string_view key, Time value) { whole(key, to_unix_milliseconds(value)); }

  private:
    void begin(std::string_view key) {
        if (!first_) out_ += ' ';
        first_ = false;
        out_ += key;
        out_ += '=';
    }
    std::string& out_;
    bool first_ = true;
};

void write_fix(Line& line, const model::Fix& fix) {
    if (fix.position) {
        line.number("lat", fix.position->latitude());
        line.number("lon", fix.position->longitude());
    }
    if (fix.speed) line.number("speed", fix.speed->value);
    if (fix.course) line.number("course", fix.course->value);
    if (fix.heading) line.number("heading", fix.heading->value);
    if (fix.rate_of_turn) line.number("turn", fix.rate_of_turn->value);
    if (fix.altitude) line.number("altitude", fix.altitude->value);
    line.word("status", name(fix.status));
    line.word("accuracy", fix.accuracy == model::Accuracy::high ? "high" : "low");
    if (fix.range == model::Range::long_range) line.word("range", "long");
}

void write_particulars(Line& line, const model::Particulars& p) {
    if (p.name) line.text("name", p.name->view());
    if (p.call_sign) line.text("call_sign", p.call_sign->view());
    if (p.destination) line.text("destination", p.destination->view());
    if (p.imo) line.whole("imo", *p.imo);
    if (p.ship_type) line.whole("ship_type", *p.ship_type);
    if (p.dimensions) {
        line.whole("bow", p.dimensions->bow);
        line.whole("stern", p.dimensions->stern);
        line.whole("port", p.dimensions->port);
        line.whole("starboard", p.dimensions->starboard);
    }
    if (p.draught) line.number("draught", p.draught->value);
    if (p.eta) {
        line.whole("eta_month", p.eta->month ? *p.eta->month : -1);
        line.whole("eta_day", p.eta->day ? *p.eta->day : -1);
        line.whole("eta_hour", p.eta->hour ? *p.eta->hour : -1);
        line.whole("eta_minute", p.eta->minute ? *p.eta->minute : -1);
    }
}

void write_track(std::string& out, const Picture& picture, const model::Track& track) {
    Line line(out);
    line.whole("track", static_cast<std::int64_t>(track.id));
    line.word("mmsi", track.mmsi.text());
    line.word("transceiver", name(track.transceiver));
    line.word("freshness", name(tracking::freshness(track, picture.heard)));
    line.time("first_seen", track.first_seen);
    line.time("seen", track.seen);
    line.time("heard", track.heard);
    line.whole("changed", static_cast<std::int64_t>(track.changed));
    line.whole("reports", track.reports);
    if (track.fix) {
        line.time("fix_seen", track.fix_seen);
        write_fix(line, *track.fix);
    }
    if (track.particulars != model::Particulars{}) {
        write_particulars(line, track.particulars);
        line.time("particulars_seen", track.particulars_seen);
        for (std::size_t i = 0; i < model::particulars_fields; ++i)
            if (track.field_seen[i] != Time{})
                line.time(name(static_cast<model::ParticularsField>(i)), track.field_seen[i]);
    }
    for (const model::HeardBy& by : track.heard_by) {
        if (by.reports == 0) continue;
        const auto source = static_cast<std::size_t>(by.source);
        line.text("heard_by", source < picture.sources->size() ? (*picture.sources)[source].name : "");
        line.text("station", picture.station(by.station));
        line.time("last", by.last);
        line.whole("heard_reports", by.reports);
    }
    if (track.past)
        for (const model::PastParticulars& past : *track.past) {
            line.time("until", past.until);
            write_particulars(line, past.particulars);
        }
    for (const model::TailPoint& point : picture.tail(track.id, Time{})) {
        line.whole("tail", point.seen_ms);
        line.whole("tail_lat", point.latitude_e7);
        line.whole("tail_lon", point.longitude_e7);
        line.whole("tail_speed", point.speed_dm_s);
        line.whole("tail_course", point.course_tenths);
    }
    out += '\n';
}

}  // namespace

std::string export_tracks(const Picture& picture) {
    std::string out;
    picture.for_each([&](const model::Track& track) { write_track(out, picture, track); });
    return out;
}

}  // namespace vigia::engine
