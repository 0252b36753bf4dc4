#include "logic/detection/sudden_stop.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::Vessel;

constexpr model::FactName speed_before{"speed_before", {"speed before", "velocidad anterior"}};
constexpr model::FactName took{"took", {"took", "tardó"}};
constexpr model::FactName limit_took{"limit_took", {"limit of stopping time", "límite de tiempo de parada"}};

constexpr model::Words words{
    {"{vessel}, {length} long, went from {speed_before} to a standstill within {took} and has lain there for {held}.",
     "{vessel}, de {length} de eslora, pasó de {speed_before} a quedar parado en {took} y lleva así {held}."},
    {"No engine stops a ship of this size so fast: grounding, a collision or a fault of its positioning are likely. Which of them is not known from its reports alone.",
     "Ninguna máquina para tan pronto un buque de este porte: lo probable es una varada, un abordaje o un fallo de su posicionador. Sus informes solos no dicen cuál."},
    {"Status “aground”, another vessel at the same place or a call for help would confirm it; going on at its former speed from a place ahead would show a fault of its receiver.",
     "El estado “varado”, otro buque en el mismo lugar o una llamada de socorro lo confirmarían; reaparecer más adelante a su velocidad anterior indicaría un fallo del receptor."}};

constexpr Duration made_good_over = std::chrono::seconds(10);  ///< at least

/// Metres per second by the way between two places; empty without time between.
std::optional<MetresPerSecond> derived(geo::Position from, Time left, geo::Position to, Time came) {
    const double seconds = std::chrono::duration<double>(came - left).count();
    if (seconds <= 0) return std::nullopt;
    return distance_near(from, to) / Seconds{seconds};
}

/// When the speed passed a value between the last two fixes, on a straight line; the last fix's time where that is not known.
Time passed_at(const Vessel& vessel, MetresPerSecond value) {
    if (!vessel.fix.speed || !vessel.before.speed || *vessel.before.speed <= *vessel.fix.speed) return vessel.seen;
    const double part = std::clamp((*vessel.before.speed - value) / (*vessel.before.speed - *vessel.fix.speed), 0.0, 1.0);
    return vessel.before_seen + Duration{static_cast<std::int64_t>(static_cast<double>((vessel.seen - vessel.before_seen).count()) * part)};
}

bool concerns(const Vessel& vessel, Metres length) {
    return vessel.length && *vessel.length >= length && vessel.afloat() && !vessel.fishing();
}

}  // namespace

void SuddenStop::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    if (vessel.fix.speed && *vessel.fix.speed >= limits.from) {
        if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
        if (concerns(vessel, limits.length)) run_on(vessel, limits);
        return;
    }
    const bool was_fast = vessel.before.speed && *vessel.before.speed >= limits.from;
    if (was_fast && vessel.continued() && concerns(vessel, limits.length)) leave(vessel, limits);
    if (marks_.on(vessel)) stand(scene, vessel, states_.of(vessel), limits, out);
}

/// Remembers where it was, so that its speed can be worked out over some seconds when it slows: over less the errors of two
/// fixes weigh as much as the way between them (3 s at 8 kn are 14 m).
void SuddenStop::run_on(const Vessel& vessel, const Limits& limits) {
    Wake& wake = wakes_.of(vessel);
    if (!vessel.continued()) {
        wake = {};
        return;
    }
    const bool was_fast = vessel.before.speed && *vessel.before.speed >= limits.from;
    if (!was_fast || wake.later.seen == Time{}) wake = {{*vessel.before.position, vessel.before_seen}, {}};
    if (vessel.before_seen - wake.later.seen >= made_good_over) wake = {{*vessel.before.position, vessel.before_seen}, wake.later};
}

/// The first fix that is not fast: how fast it was until then.
void SuddenStop::leave(const Vessel& vessel, const Limits& limits) {
    State& state = states_.of(vessel);
    const Wake& wake = wakes_.of(vessel);
    const bool long_enough = vessel.before_seen - wake.later.seen >= made_good_over;
    const Passed& passed = long_enough ? wake.later : wake.earlier;
    // Errors of two fixes some seconds apart: a tenth of slack.
    const auto pace = passed.seen == Time{} ? std::nullopt : derived(passed.at, passed.seen, *vessel.before.position, vessel.before_seen);
    state = {.spell = {}, .fast_until = passed_at(vessel, limits.from), .took = {}, .fast = *vessel.before.speed,
             .really_fast = pace && *pace >= limits.from * 0.9, .at = vessel.position()};
    marks_.set(vessel, true);
}

void SuddenStop::stand(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) {
    Spell& spell = state.spell;
    if (!vessel.continued()) return forget(vessel, state, vessel.before_seen, scene.now(), out);
    if (spell.told()) {
        if (vessel.faster(limits.ends_above)) forget(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    const bool slow = vessel.fix.speed && *vessel.fix.speed <= limits.to;
    if (!spell.running) {
        state.took = (slow ? passed_at(vessel, limits.to) : vessel.seen) - state.fast_until;
        if (state.took > limits.within || !state.really_fast) return forget(vessel, state, vessel.seen, scene.now(), out);
        const bool elsewhere = !vessel.where.in(AreaKind::lock) && !vessel.where.in(AreaKind::harbour) && !vessel.where.in(AreaKind::anchorage);
        if (slow && elsewhere) spell = {.since = vessel.seen, .open = {}, .running = true}, state.at = vessel.position();
        return;
    }
    if (!slow) return forget(vessel, state, vessel.seen, scene.now(), out);
    const Duration held = vessel.seen - spell.since;
    if (held < limits.held) return;
    const auto pace = derived(state.at, spell.since, vessel.position(), vessel.seen);
    if (!pace || *pace > limits.to) return forget(vessel, state, vessel.seen, scene.now(), out);
    spell.open = out.begin({.kind = EventKind::sudden_stop, .vessels = {{vessel.id, vessel.mmsi}}, .begun = spell.since,
                            .confidence = vessel.fix.accuracy == model::Accuracy::high ? 0.9 : 0.75, .where = vessel.fix.position, .area = {}, .words = &words,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&facts::length, *vessel.length}, {&speed_before, state.fast},
                                      {&took, state.took}, {&facts::held, held}, {&facts::speed, *vessel.fix.speed},
                                      {&facts::limit_speed, limits.to}, {&limit_took, limits.within}, {&facts::limit_held, limits.held}}},
                           scene.now());
}

void SuddenStop::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void SuddenStop::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    state.spell.end(EventKind::sudden_stop, vessel, ended, now, out);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
