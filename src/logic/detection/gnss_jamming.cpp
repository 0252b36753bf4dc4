#include "logic/detection/gnss_jamming.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName affected{"affected", {"vessels affected", "buques afectados"}};
constexpr model::FactName spread{"spread", {"within", "en un radio de"}};
constexpr model::FactName place{"place", {"place", "lugar"}};
constexpr model::FactName within{"within_time", {"lost within", "perdidas en"}};
constexpr model::FactName limit_vessels{"limit_vessels", {"limit of vessels", "límite de buques"}};

constexpr model::Words words{
    {"{affected} vessels within {spread} of {place} lost their good positions within {within_time} of each other.",
     "{affected} buques en un radio de {spread} de {place} perdieron la posición precisa con {within_time} de diferencia como máximo."},
    {"Whether somebody jams GPS is not known: a disturbed ionosphere, a satellite out of service, works at a radar or a lost differential "
     "signal would look the same.",
     "No se sabe si alguien interfiere el GPS: la ionosfera perturbada, un satélite fuera de servicio, trabajos en un radar o la pérdida de la "
     "señal diferencial se verían igual."},
    {"More vessels in a circle around one place, or a loss by shore receivers too, would point to a jammer; a loss all over the coast to the "
     "satellites or the sun.",
     "Más buques en círculo alrededor de un punto, o la pérdida también en receptores de tierra, apuntarían a un perturbador; una pérdida en toda "
     "la costa, a los satélites o al sol."}};

}  // namespace

void GnssJamming::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (!vessel.afloat()) return;
    State& state = states_.of(vessel);
    if (vessel.fix.accuracy == model::Accuracy::low) {
        if (vessel.fixes > 1 && !vessel.continued()) state.bad = 0;
        return lost(scene, vessel, state, vessel.seen, out);
    }
    state.bad = 0;
    state.good[state.next] = vessel.seen;
    state.next = static_cast<std::uint8_t>((state.next + 1U) % good_needed);
}

void GnssJamming::status(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    if (vessel.fixes == 0 || !vessel.afloat() || moment.fix.position || moment.fix.range == model::Range::long_range) return;
    lost(scene, vessel, states_.of(vessel), moment.seen, out);
}

void GnssJamming::lost(const model::Scene& scene, const Vessel& vessel, State& state, Time seen, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    if (state.bad == 0) {
        state.bad_since = seen;
        // Receivers that are never sure for ten minutes on end say nothing about jamming.
        state.was_good = state.good[state.next] != Time{} && seen - state.good[state.next] <= limits.within && seen - state.last_bad > limits.within;
    }
    if (state.bad < 255) ++state.bad;
    state.last_bad = seen;
    if (!state.was_good || state.bad < limits.lost_reports) return;
    if (cluster_.any_open()) {
        if (Cluster::Open* open = cluster_.of(vessel.mmsi)) {
            open->last = std::max(open->last, seen);
            open->last_heard = scene.now();
            return;
        }
    }
    if (state.bad > limits.lost_reports) return;
    Cluster::Open* open = cluster_.add({.vessel = {vessel.id, vessel.mmsi}, .at = vessel.position(), .begun = state.bad_since, .when = state.bad_since},
                                       {limits.near, limits.within, static_cast<std::size_t>(limits.vessels)}, scene.now());
    if (open != nullptr) tell(*open, limits, scene.now(), out);
}

void GnssJamming::tell(Cluster::Open& open, const Limits& limits, Time now, Findings& out) const {
    const auto count = static_cast<std::int64_t>(open.vessels.size());
    model::Finding finding{.kind = model::EventKind::gnss_jamming, .vessels = open.vessels, .begun = open.begun,
                           // Three may fail together by chance where many sail; each further one makes that less likely.
                           .confidence = std::min(0.95, 0.4 + 0.1 * static_cast<double>(count)), .where = open.at, .area = {}, .words = &words,
                           .facts = {{&affected, count}, {&spread, open.spread}, {&place, open.at}, {&within, open.last - open.begun},
                                     {&limit_vessels, std::int64_t{limits.vessels}}, {&facts::limit_distance, limits.near}, {&facts::limit_held, limits.within}}};
    if (open.told == FindingRef::none) open.told = out.begin(std::move(finding), now);
    else out.revise(open.told, std::move(finding), now);
}

void GnssJamming::second(const model::Scene&, Time second, Findings& out) {
    if (!cluster_.any_open()) return;
    cluster_.expire(second, limits_.usual.quiet, [&](const Cluster::Open& open) {
        out.end(open.told, model::EventKind::gnss_jamming, open.vessels.front().mmsi, open.last, second);
    });
}

}  // namespace vigia::detection
