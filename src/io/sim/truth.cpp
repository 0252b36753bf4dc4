#include "io/sim/truth.h"

#include <cmath>

#include "base/text.h"
#include "model/names.h"

namespace vigia::sim {

namespace {

void nine_digits(std::string& out, std::uint32_t number) {
    char digits[9];
    for (int i = 8; i >= 0; --i, number /= 10) digits[i] = static_cast<char>('0' + number % 10);
    out.append(digits, 9);
}

}  // namespace

void append_truth(std::string& out, Time at, std::string_view why, const traffic::Identity& who,
                  const traffic::State& state) {
    const auto fixed = [&](std::string_view key, double value, int decimals, double scale) {
        out += key;
        append_fixed(out, std::llround(value * scale), decimals);
    };
    out += "{\"t\":\"";
    out += to_iso(at);
    out += "\",\"vessel\":";
    append_int(out, who.number);
    out += ",\"mmsi\":\"";
    nine_digits(out, who.mmsi);
    out += "\",\"why\":\"";
    out += why;
    fixed("\",\"lat\":", state.position.latitude(), 6, 1e6);
    fixed(",\"lon\":", state.position.longitude(), 6, 1e6);
    fixed(",\"sog\":", to_knots(state.speed), 2, 100);
    fixed(",\"cog\":", state.course.value, 1, 10);
    fixed(",\"heading\":", state.heading.value, 1, 10);
    out += ",\"status\":\"";
    out += model::name(state.status);
    out += "\",\"role\":\"";
    out += traffic::name(who.role);
    out += "\",\"state\":\"";
    out += traffic::name(state.activity);
    out += "\",\"leg\":";
    append_json(out, state.leg);
    out += ",\"size\":\"";
    out += traffic::name(who.size);
    fixed("\",\"length\":", who.length().value, 0, 1);
    if (state.limit) {
        fixed(",\"limit\":", to_knots(*state.limit), 2, 100);
    } else {
        out += ",\"limit\":null";
    }
    out += "}\n";
}

void append_incident(std::string& out, const traffic::Staged& incident) {
    out += "{\"incident\":{\"kind\":\"";
    out += traffic::name(incident.kind);
    out += incident.positive ? "\",\"positive\":true" : "\",\"positive\":false";
    out += ",\"from\":\"" + to_iso(incident.from) + "\",\"to\":\"" + to_iso(incident.to) + "\",\"vessels\":[";
    for (std::size_t i = 0; i < incident.vessels.size(); ++i) {
        if (i > 0) out += ',';
        append_int(out, incident.vessels[i]);
    }
    out += "]}}\n";
}

}  // namespace vigia::sim
