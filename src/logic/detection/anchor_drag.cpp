#include "logic/detection/anchor_drag.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::Vessel;

/// So many fixes make the mean; later ones move it slowly, as the wind turns and the ship swings.
constexpr std::int64_t most_in_mean = 240;

constexpr model::FactName radius_fact{"limit_radius", {"limit of distance from where it lay", "límite de distancia al lugar de fondeo"}};
constexpr model::FactName lay_at{"lay_at", {"lay at", "fondeado en"}};
constexpr model::FactName lain_for{"lain_for", {"had lain for", "llevaba fondeado"}};

constexpr model::Words words{
    {"{vessel} lay at anchor for {lain_for} and now moves at {speed}, {distance} from where it lay (circle of {limit_radius}), still with status “at anchor”.",
     "{vessel} llevaba fondeado {lain_for} y ahora se mueve a {speed}, a {distance} de donde estaba (círculo de {limit_radius}), todavía con estado “fondeado”."},
    {"How much chain is out, and whether the engine is in use, is not known; a ship that shifts its berth without changing its status looks the same.",
     "No se sabe cuánta cadena tiene largada ni si usa máquina; un buque que cambia de fondeadero sin cambiar su estado se vería igual."},
    {"Another ship or shoal water to leeward would make it graver; status “under way”, or lying still again, ends it.",
     "Otro buque o bajos a sotavento lo agravarían; el estado “en navegación”, o quedar otra vez quieto, lo termina."}};

}  // namespace

void AnchorDrag::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const bool anchored = vessel.fix.status == model::NavigationStatus::at_anchor && vessel.afloat();
    if (!anchored && !marks_.on(vessel)) return;
    State& state = states_.of(vessel);
    if (marks_.on(vessel)) {
        if (!vessel.continued()) forget(vessel, state, vessel.before_seen, scene.now(), out);
        else if (!anchored) forget(vessel, state, vessel.seen, scene.now(), out);
    }
    if (!anchored || !vessel.fix.speed) return;
    const Limits& limits = limits_.at(vessel.where);
    if (state.spell.told()) return drag(scene, vessel, state, limits, out);
    if (state.laid) return watch(scene, vessel, state, limits, out);
    if (vessel.where.in(AreaKind::anchorage) && vessel.slower(limits.lying)) return lie(vessel, state, limits);
    forget(vessel, state, vessel.seen, scene.now(), out);
}

/// Lies still: the middle of its berth comes out of its fixes.
void AnchorDrag::lie(const Vessel& vessel, State& state, const Limits& limits) {
    if (state.lain == 0) {
        state.lying_since = vessel.seen;
        marks_.set(vessel, true);
    }
    state.lain = std::min(state.lain + 1, most_in_mean);
    const auto weight = 1 / static_cast<double>(state.lain);
    state.latitude += (vessel.position().latitude() - state.latitude) * weight;
    state.longitude += (vessel.position().longitude() - state.longitude) * weight;
    if (vessel.seen - state.lying_since >= limits.lain) state.laid = true;
}

/// Has lain long enough: is it outside its circle?
void AnchorDrag::watch(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) {
    if (vessel.faster(limits.fastest)) return forget(vessel, state, vessel.seen, scene.now(), out);
    const Metres radius = std::max(limits.least_radius, vessel.length.value_or(Metres{0}) * limits.lengths);
    const auto middle = geo::Position::of(state.latitude, state.longitude);
    const Metres away = distance_near(middle, vessel.position());
    if (away <= radius) {
        state.outside = 0;
        state.resting = false;
        if (vessel.slower(limits.lying)) lie(vessel, state, limits);
        return;
    }
    if (*vessel.fix.speed < limits.slowest) {
        state.outside = 0;
        // It lies elsewhere now: begin anew there.
        if (rested(vessel, state, limits.lying, limits.lain)) forget(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    state.resting = false;
    if (state.outside++ == 0) state.spell.since = vessel.seen;
    if (state.outside < limits.fixes) return;
    state.spell.open = out.begin({.kind = EventKind::anchor_drag, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.spell.since,
                                  .confidence = vessel.length ? 0.85 : 0.7, .where = vessel.fix.position, .area = {}, .words = &words,
                                  .facts = {{&facts::vessel, model::called(vessel)}, {&facts::speed, *vessel.fix.speed}, {&facts::distance, away},
                                            {&lay_at, middle}, {&lain_for, state.spell.since - state.lying_since}, {&facts::points, state.outside},
                                            {&radius_fact, radius}, {&facts::limit_speed, limits.slowest}, {&facts::limit_held, limits.lain}}},
                                 scene.now());
}

void AnchorDrag::drag(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) {
    if (vessel.faster(limits.fastest)) return forget(vessel, state, vessel.seen, scene.now(), out);
    if (rested(vessel, state, limits.ends_below, limits.ends_after)) forget(vessel, state, state.resting_since, scene.now(), out);
}

/// Whether it has been slower than that for so long.
bool AnchorDrag::rested(const Vessel& vessel, State& state, MetresPerSecond below, Duration span) {
    if (!vessel.slower(below)) {
        state.resting = false;
        return false;
    }
    if (!state.resting) state.resting = true, state.resting_since = vessel.seen;
    return vessel.seen - state.resting_since >= span;
}

void AnchorDrag::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void AnchorDrag::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    state.spell.end(EventKind::anchor_drag, vessel, ended, now, out);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
