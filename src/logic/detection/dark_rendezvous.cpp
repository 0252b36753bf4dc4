#include "logic/detection/dark_rendezvous.h"

#include "logic/detection/facts.h"
#include "logic/detection/hull.h"
#include "logic/detection/slow_meeting.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName limit_alone{"limit_alone", {"nobody within", "nadie a menos de"}};
constexpr model::FactName limit_fast{"limit_fast", {"limit of the fast run", "límite de la marcha rápida"}};
constexpr model::FactName limit_off_coast{"limit_off_coast", {"least distance to the coast", "distancia mínima a la costa"}};

constexpr model::Words words{
    {"{vessel} came at up to {top_speed}, slowed to at most {limit_speed} and has stayed so for {held}, {off_coast} off the coast, with no other vessel on AIS within {limit_alone}.",
     "{vessel} venía a un máximo de {top_speed}, redujo a {limit_speed} o menos y sigue así desde hace {held}, a {off_coast} de la costa, sin otro buque en AIS a menos de {limit_alone}."},
    {"Nothing shows that another craft was there; waiting for a berth or a pilot, a breakdown or drifting for orders would look the same.",
     "Nada muestra que hubiera otra embarcación; esperar atraque o práctico, una avería o quedar a la deriva por órdenes se vería igual."},
    {"A radar echo or a sighting within {limit_alone} would weigh much more; a reported breakdown or an appointment for a pilot would explain it.",
     "Un eco de radar o un avistamiento a menos de {limit_alone} pesaría mucho más; una avería comunicada o una cita con el práctico lo explicaría."}};

/// From a hull's antenna to another's farthest outline; the longest ships have 400 m.
constexpr double longest_hulls = 800;

bool concerns(const Vessel& vessel, Metres off_coast) {
    return !vessel.where.sheltered() && vessel.where.offshore(off_coast) && vessel.afloat() && !vessel.exempt() && !vessel.fishing() &&
           !vessel.at_rest_by_status() && vessel.fix.status != model::NavigationStatus::not_under_command;
}

bool is_alone(const model::Scene& scene, const Vessel& vessel, Metres within) {
    bool alone = true;
    const Hull own = hull_of(vessel);
    scene.near(vessel.position(), Metres{within.value + longest_hulls}, [&](const Vessel& other) {
        if (!alone || other.id == vessel.id || !other.afloat() || vessel.seen - other.seen > slow_fix_stands) return;
        const double age = std::chrono::duration<double>(vessel.seen - other.seen).count();
        alone = distance(own, hull_of(other).carried(velocity(other.fix) * age)) > within;
    });
    return alone;
}

}  // namespace

void DarkRendezvous::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const bool concerned = concerns(vessel, limits.off_coast);
    if (vessel.slot >= known_.size()) {
        known_.resize(vessel.slot + 1, 0);
        states_.resize(vessel.slot + 1);
    }
    if (!concerned && known_[vessel.slot] == 0) return;
    State& state = states_[vessel.slot];
    if (!vessel.continued()) {
        if (state.open != FindingRef::none) end(vessel, state, vessel.before_seen, scene.now(), out);
        state = {};
    }
    if (state.open != FindingRef::none) {
        if (vessel.faster(limits.ends_above)) {
            end(vessel, state, vessel.seen, scene.now(), out);
            state = {};
        }
    } else if (!concerned) {
        state = {};
    } else if (vessel.fix.speed) {
        follow(scene, vessel, state, limits, out);
    }
    known_[vessel.slot] = concerned || state.open != FindingRef::none ? 1 : 0;
}

void DarkRendezvous::follow(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) {
    const MetresPerSecond speed = *vessel.fix.speed;
    if (speed > limits.fast) {
        if (!state.fast) state.fast = true, state.fast_since = vessel.seen, state.top = speed;
        state.top = std::max(state.top, speed);
        if (vessel.seen - state.fast_since >= limits.fast_held) state.was_fast = true, state.fast_until = vessel.seen;
        state.slow = false;
        return;
    }
    state.fast = false;
    if (speed > limits.slow || !state.was_fast) {
        state.slow = false;
        return;
    }
    if (!state.slow && vessel.seen - state.fast_until > limits.slowing) {
        state.was_fast = false;
        return;
    }
    if (!is_alone(scene, vessel, limits.alone)) {
        state.slow = false;
        return;
    }
    if (!state.slow) state.slow = true, state.slow_since = vessel.seen;
    if (vessel.seen - state.slow_since >= limits.slow_held) begin(scene, vessel, state, limits, out);
}

void DarkRendezvous::begin(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) {
    state.open = out.begin({.kind = model::EventKind::dark_rendezvous, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.slow_since,
                            .confidence = 0.5, .where = vessel.fix.position, .area = {}, .words = &words,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&facts::speed, *vessel.fix.speed}, {&facts::top_speed, state.top},
                                      {&facts::held, vessel.seen - state.slow_since}, {&facts::off_coast, *vessel.where.off_coast},
                                      {&facts::limit_speed, limits.slow}, {&facts::limit_held, limits.slow_held}, {&limit_fast, limits.fast},
                                      {&limit_alone, limits.alone}, {&limit_off_coast, limits.off_coast}}},
                           scene.now());
}

void DarkRendezvous::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.slot >= known_.size() || known_[vessel.slot] == 0) return;
    State& state = states_[vessel.slot];
    if (state.open != FindingRef::none) end(vessel, state, vessel.seen, scene.now(), out);
    state = {};
    known_[vessel.slot] = 0;
}

void DarkRendezvous::end(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) const {
    out.end(state.open, model::EventKind::dark_rendezvous, vessel.mmsi, std::max(ended, state.slow_since), now);
}

}  // namespace vigia::detection
