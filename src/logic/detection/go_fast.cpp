#include "logic/detection/go_fast.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::Words words{
    {"{vessel}, a small craft, has made at least {limit_speed} for {held}; now {speed}.",
     "{vessel}, embarcación pequeña, mantiene al menos {limit_speed} desde hace {held}; ahora {speed}."},
    {"Who is aboard and why the haste is not known; sport, a race or a water taxi would look the same.",
     "No se sabe quién va a bordo ni el motivo de la prisa; una embarcación deportiva o un taxi acuático se vería igual."},
    {"A licence as high-speed or passenger craft would explain it; running without lights or towards an unlit ship would weigh more.",
     "Una licencia de nave de gran velocidad o de pasaje lo explicaría; navegar sin luces o hacia un buque a oscuras pesaría más."}};

/// Between 18:00 and 06:00 in Panama (UTC-5).
bool is_night(Time at) {
    const Time local = at - std::chrono::hours(5);
    const auto hour = std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count();
    return hour >= 18 || hour < 6;
}

bool concerns(const Vessel& vessel) {
    const bool fast_by_trade = vessel.ship_type >= 40 && vessel.ship_type <= 49, passengers = vessel.ship_type >= 60 && vessel.ship_type <= 69;
    return vessel.afloat() && vessel.is_small() && !vessel.exempt() && !fast_by_trade && !passengers;
}

}  // namespace

void GoFast::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const MetresPerSecond limit = is_night(vessel.seen) ? limits.night_speed : limits.speed;
    const bool fast = vessel.fix.speed && *vessel.fix.speed >= limit && *vessel.fix.speed <= limits.fastest && concerns(vessel);
    State& state = states_.of(vessel);
    if (!vessel.continued() && state.running) {
        if (state.open != FindingRef::none) end(vessel, state, vessel.before_seen, scene.now(), out);
        state = {};
    }
    if (state.open != FindingRef::none) {
        if (!vessel.slower(limits.ends_below)) {
            state.slow = false;
            return;
        }
        if (!state.slow) state.slow = true, state.slow_since = vessel.seen;
        if (vessel.seen - state.slow_since >= limits.ends_after) {
            end(vessel, state, state.slow_since, scene.now(), out);
            state = {};
        }
        return;
    }
    if (!fast) {
        state.running = false;
        return;
    }
    if (!state.running) state = {.since = vessel.seen, .slow_since = {}, .top = {}, .open = {}, .running = true, .slow = false};
    state.top = std::max(state.top, *vessel.fix.speed);
    const Duration held = vessel.seen - state.since;
    if (held < limits.held) return;
    state.open = out.begin({.kind = model::EventKind::go_fast, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.since,
                            .confidence = vessel.length ? 0.9 : 0.7, .where = vessel.fix.position, .area = {}, .words = &words,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&facts::speed, *vessel.fix.speed}, {&facts::top_speed, state.top},
                                      {&facts::held, held}, {&facts::limit_speed, limit}, {&facts::limit_held, limits.held}}},
                           scene.now());
}

void GoFast::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    State& state = states_.of(vessel);
    if (state.open != FindingRef::none) end(vessel, state, vessel.seen, scene.now(), out);
    state = {};
}

void GoFast::end(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) const {
    out.end(state.open, model::EventKind::go_fast, vessel.mmsi, ended, now);
}

}  // namespace vigia::detection
