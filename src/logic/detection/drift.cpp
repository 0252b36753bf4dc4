#include "logic/detection/drift.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName heading{"heading", {"heading", "proa"}};
constexpr model::FactName begun_at{"begun_at", {"began at", "empezó en"}};
constexpr model::FactName limit_across{"limit_across", {"limit of angle", "límite de ángulo"}};

constexpr model::Words words{
    {"{vessel}, {length} long, has moved across its heading for {held}, {distance} from where that began; now {speed}, course {course}, heading {heading}.",
     "{vessel}, de {length} de eslora, se desplaza atravesado a su proa desde hace {held}, a {distance} de donde empezó; ahora {speed}, rumbo {course}, proa {heading}."},
    {"Whether its engine has failed is not known; a master who lets the ship drift while waiting, or a strong current across a slow ship, would look the same.",
     "No se sabe si falló la máquina; un capitán que deja derivar el buque mientras espera, o una corriente fuerte de través sobre un buque lento, se vería igual."},
    {"Status “not under command”, a call for help or shoal water to leeward would make it graver; way made along the heading ends it.",
     "El estado “sin gobierno”, una llamada de socorro o bajos a sotavento lo agravarían; arrancar en el sentido de la proa lo termina."}};

bool concerns(const Vessel& vessel, Metres length) {
    const bool working = (vessel.ship_type >= 50 && vessel.ship_type <= 59) || vessel.ship_type == 31 || vessel.ship_type == 32;
    return vessel.afloat() && vessel.transceiver != model::Transceiver::class_b && vessel.length && *vessel.length >= length && !working &&
           vessel.role != model::Role::listed && !vessel.at_rest_by_status();
}

bool across(const model::Fix& fix, Degrees least) {
    if (!fix.course || !fix.heading) return false;
    const Degrees angle = between(*fix.course, *fix.heading);
    return angle > least && angle < Degrees{180} - least;
}

}  // namespace

void Drift::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const auto speed = vessel.fix.speed;
    const bool hit = speed && *speed >= limits.slowest && *speed <= limits.fastest && concerns(vessel, limits.length) && across(vessel.fix, limits.across);
    if (!hit && !marks_.on(vessel)) return;
    State& state = states_.of(vessel);
    const bool too_long = !hit && vessel.seen - state.last > limits.miss;
    if (state.spell.running && (too_long || !vessel.continued())) end(vessel, state, scene.now(), out);
    if (!hit) return;
    if (!state.spell.running) {
        state = {.spell = {.since = vessel.seen, .open = {}, .running = true}, .from = vessel.position(), .last = {}, .points = 0};
        marks_.set(vessel, true);
    }
    state.last = vessel.seen;
    ++state.points;
    if (state.spell.told() || vessel.seen - state.spell.since < limits.held) return;
    const Metres way = distance_near(state.from, vessel.position());
    if (way > limits.way) tell(vessel, state, limits, way, scene.now(), out);
}

void Drift::tell(const Vessel& vessel, State& state, const Limits& limits, Metres way, Time now, Findings& out) const {
    state.spell.open = out.begin({.kind = model::EventKind::drift, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.spell.since,
                                  .confidence = 0.85, .where = vessel.fix.position, .area = {}, .words = &words,
                                  .facts = {{&facts::vessel, model::called(vessel)}, {&facts::length, *vessel.length}, {&facts::speed, *vessel.fix.speed},
                                            {&facts::course, *vessel.fix.course}, {&heading, *vessel.fix.heading}, {&facts::held, vessel.seen - state.spell.since},
                                            {&facts::distance, way}, {&begun_at, state.from}, {&facts::points, state.points},
                                            {&facts::limit_held, limits.held}, {&facts::limit_distance, limits.way}, {&limit_across, limits.across}}},
                                 now);
}

void Drift::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) end(vessel, states_.of(vessel), scene.now(), out);
}

void Drift::end(const Vessel& vessel, State& state, Time now, Findings& out) {
    state.spell.end(model::EventKind::drift, vessel, state.last, now, out);
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
