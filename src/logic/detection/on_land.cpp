#include "logic/detection/on_land.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName inland{"inland", {"distance to the nearest water", "distancia al agua más cercana"}};
constexpr model::FactName limit_inland{"limit_inland", {"limit of distance from water", "límite de distancia al agua"}};

constexpr model::Words words{
    {"{vessel} reports from land: {points} positions in a row, the last {inland} from the nearest water.",
     "{vessel} informa desde tierra: {points} posiciones seguidas, la última a {inland} del agua más cercana."},
    {"Where the vessel really is is not known. A faulty GPS receiver, jamming or false signals look the same; so does a boat on a "
     "trailer or in a yard, or water that the map lacks.",
     "No se sabe dónde está en realidad. Un receptor GPS averiado, interferencia o señales falsas se verían igual; también una lancha en "
     "remolque o en varadero, o agua que falta en la carta."},
    {"A position back on the water ends it. Other vessels with the same fault nearby would point to false GPS signals; a radar or visual "
     "fix elsewhere would prove the report false.",
     "Una posición de nuevo en el agua lo termina. Otros buques cercanos con la misma falla apuntarían a señales GPS falsas; una situación "
     "por radar o a la vista en otro lugar probaría que el informe es falso."}};

}  // namespace

void OnLand::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (!vessel.where.on_land && inland_ == 0) return;
    State& state = states_.of(vessel);
    if (state.inland && !vessel.continued()) stop(vessel, state, vessel.before_seen, scene.now(), out);
    if (state.open != FindingRef::none) {
        if (!vessel.where.on_land) stop(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    const Metres limit = limits_.at(vessel.where).inland;
    if (!vessel.where.on_land || !vessel.where.off_coast || *vessel.where.off_coast > -limit || !vessel.afloat())
        return stop(vessel, state, vessel.seen, scene.now(), out);
    if (!state.inland) {
        state = {.since = vessel.seen, .open = {}, .inland = true};
        ++inland_;
        return;
    }
    const Metres off = -*vessel.where.off_coast;
    // The sheet of distances errs by up to a cell of some 550 m.
    state.open = out.begin({.kind = model::EventKind::on_land, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.since,
                            .confidence = off > limit + Metres{550} ? 0.95 : 0.8, .where = vessel.fix.position, .area = {}, .words = &words,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&facts::points, std::int64_t{2}}, {&inland, off},
                                      {&limit_inland, limit}}},
                           scene.now());
}

void OnLand::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (inland_ > 0) stop(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void OnLand::stop(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    if (!state.inland) return;
    if (state.open != FindingRef::none) out.end(state.open, model::EventKind::on_land, vessel.mmsi, ended, now);
    state = {};
    --inland_;
}

}  // namespace vigia::detection
