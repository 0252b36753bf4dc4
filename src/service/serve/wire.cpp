#include "service/serve/inside/wire.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/result.h"

namespace vigia::serve {

namespace {

constexpr std::uint16_t unknown = 0xFFFF;
constexpr std::int64_t longest_age = 0xFFFE;
constexpr std::uint8_t flag_removed = 1 << 2, flag_coarse = 1 << 3, flag_accurate = 1 << 4;

template <class Number>
void append_little(std::string& out, Number value) {
    auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(Number); ++i, bits >>= 8) out += static_cast<char>(bits & 0xFF);
}

std::uint16_t tenths(double value, std::uint16_t most) {
    return static_cast<std::uint16_t>(std::clamp(std::lround(value * 10), 0L, static_cast<long>(most)));
}

std::uint16_t tenths_of_circle(const std::optional<Degrees>& angle) {
    if (!angle) return unknown;
    const std::uint16_t value = tenths(angle->value, 3600);
    return value == 3600 ? 0 : value;
}

std::int32_t millionths(double degrees) { return static_cast<std::int32_t>(std::lround(degrees * 1e6)); }

}  // namespace

void begin_frame(std::string& out, FrameKind kind, std::uint32_t sequence, Time now) {
    out += "VIGA";
    out += '\1';
    out += static_cast<char>(kind);
    append_little(out, std::uint16_t{0});
    append_little(out, sequence);
    append_little(out, std::uint32_t{0});
    append_little(out, to_unix_milliseconds(now));
}

void append_record(std::string& out, const model::Track& track, Time now, Presence presence) {
    check(track.fix && track.fix->position);
    const model::Fix& fix = *track.fix;
    append_little(out, std::to_underlying(track.id));
    append_little(out, millionths(fix.position->longitude()));
    append_little(out, millionths(fix.position->latitude()));
    append_little(out, fix.speed ? tenths(to_knots(*fix.speed), unknown - 1) : unknown);
    append_little(out, tenths_of_circle(fix.course));
    append_little(out, tenths_of_circle(fix.heading));
    const std::int64_t age = (now - track.fix_seen).count() / 1000;
    append_little(out, static_cast<std::uint16_t>(std::clamp<std::int64_t>(age, 0, longest_age)));
    append_little(out, static_cast<std::uint8_t>(std::to_underlying(track.transceiver) | ship_group(track) << 3));
    append_little(out, std::to_underlying(fix.status));
    const auto& hull = track.particulars.dimensions;
    append_little(out, static_cast<std::uint8_t>(hull ? std::min((hull->bow + hull->stern + 1) / 2, 255) : 0));
    std::uint8_t flags = std::to_underlying(track.freshness);
    if (presence == Presence::removed) flags |= flag_removed;
    if (fix.range == model::Range::long_range) flags |= flag_coarse;
    if (fix.accuracy == model::Accuracy::high) flags |= flag_accurate;
    append_little(out, flags);
}

void append_removed(std::string& out, model::TrackId id) {
    append_little(out, std::to_underlying(id));
    append_little(out, std::uint64_t{0});
    for (int i = 0; i < 3; ++i) append_little(out, unknown);       // speed, course, heading
    append_little(out, static_cast<std::uint16_t>(longest_age));
    append_little(out, std::uint8_t{0});                           // class
    append_little(out, std::to_underlying(model::NavigationStatus::undefined));
    append_little(out, std::uint8_t{0});                           // length
    append_little(out, flag_removed);
}

void finish_frame(std::string& out) {
    auto count = static_cast<std::uint32_t>((out.size() - wire_header_bytes) / wire_record_bytes);
    for (std::size_t i = 12; i < 16; ++i, count >>= 8) out[i] = static_cast<char>(count & 0xFF);
}

std::uint8_t ship_group(const model::Track& track) {
    if (!track.particulars.ship_type || track.transceiver == model::Transceiver::aid_to_navigation) return 0;
    const int type = *track.particulars.ship_type;
    if (type == 0) return 0;
    switch (type) {
        case 30: return 4;
        case 31: case 32: case 50: case 52: case 53: case 54: return 5;
        case 35: case 55: return 8;
        case 36: case 37: return 6;
        default: break;
    }
    switch (type / 10) {
        case 4: return 7;
        case 6: return 3;
        case 7: return 1;
        case 8: return 2;
        default: return 9;
    }
}

}  // namespace vigia::serve
