#include "logic/detection/speeding.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::EventKind;
using model::Vessel;

constexpr model::FactName limit_over{"limit_over", {"tolerance", "tolerancia"}};

constexpr model::Words words{
    {"{vessel} has been more than {limit_over} above the limit of {limit_speed} in {area} for {held}; now {speed}, at most {top_speed}.",
     "{vessel} lleva {held} a más de {limit_over} sobre el límite de {limit_speed} en {area}; ahora {speed}, máximo {top_speed}."},
    {"The speed is over ground: how much of it is current is not known, nor whether the control allowed it or a danger called for it.",
     "La velocidad es sobre el fondo: no se sabe cuánto se debe a la corriente, ni si el control la autorizó o un peligro la exigía."},
    {"A permission of the control would end it; small craft alongside, a ship at the bank or works in the reach would make it graver.",
     "Una autorización del control lo terminaría; embarcaciones menores cerca, un buque junto a la orilla u obras en el tramo lo agravarían."}};

}  // namespace

/// What the chart says of limits, once for each chart.
void Speeding::read(const model::Scene& scene) {
    edition_ = scene.edition();
    limited_.reset();
    lowest_ = from_knots(1000);
    const auto& areas = scene.chart().areas();
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const auto take = [&](MetresPerSecond limit) { limited_.set(i), lowest_ = std::min(lowest_, limit); };
        if (areas[i].limit) take(*areas[i].limit);
        if (areas[i].large_limit) take(*areas[i].large_limit);
        if (areas[i].season) take(areas[i].season->limit);
    }
}

/// The highest of the limits of the areas that the vessel is in.
std::optional<Speeding::InForce> Speeding::in_force(const model::Scene& scene, const Vessel& vessel) const {
    std::optional<InForce> highest;
    const model::AreaSet here = vessel.where.areas & limited_;
    for (std::size_t i = here._Find_first(); i < here.size(); i = here._Find_next(i)) {
        const auto limit = speed_limit(scene.chart().areas()[i], vessel.length, vessel.seen);
        if (limit && (!highest || *limit > highest->limit)) highest = InForce{*limit, static_cast<model::AreaIndex>(i)};
    }
    return highest;
}

void Speeding::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (edition_ != scene.edition()) read(scene);
    if (!marks_.on(vessel) && (!vessel.faster(lowest_) || vessel.exempt() || (vessel.where.areas & limited_).none() || !vessel.afloat())) return;
    State& state = states_.of(vessel);
    if (marks_.on(vessel) && !vessel.continued()) forget(vessel, state, vessel.before_seen, scene.now(), out);
    const auto force = in_force(scene, vessel);
    const Limits& limits = limits_.at(vessel.where);
    const bool concerned = force && !vessel.exempt() && vessel.fix.speed;
    if (state.spell.told()) {
        if (!force || vessel.exempt() || (vessel.fix.speed && *vessel.fix.speed <= force->limit)) forget(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    if (!concerned || *vessel.fix.speed <= force->limit + limits.over) {
        if (marks_.on(vessel)) forget(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    if (!state.spell.running) {
        state = {.spell = {.since = vessel.seen, .open = {}, .running = true}, .top = {}};
        marks_.set(vessel, true);
    }
    state.top = std::max(state.top, *vessel.fix.speed);
    if (vessel.seen - state.spell.since >= limits.held) tell(scene, vessel, state, *force, limits, out);
}

void Speeding::tell(const model::Scene& scene, const Vessel& vessel, State& state, const InForce& force, const Limits& limits, Findings& out) const {
    state.spell.open = out.begin({.kind = EventKind::speeding, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.spell.since, .confidence = 0.9,
                                  .where = vessel.fix.position, .area = force.area, .words = &words,
                                  .facts = {{&facts::vessel, model::called(vessel)}, {&facts::area, model::called(scene.chart().areas()[force.area])},
                                            {&facts::speed, *vessel.fix.speed}, {&facts::top_speed, state.top}, {&facts::held, vessel.seen - state.spell.since},
                                            {&facts::limit_speed, force.limit}, {&limit_over, limits.over}, {&facts::limit_held, limits.held}}},
                                 scene.now());
}

void Speeding::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void Speeding::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    state.spell.end(EventKind::speeding, vessel, ended, now, out);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
