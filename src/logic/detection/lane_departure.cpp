#include "logic/detection/lane_departure.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::Vessel;

constexpr model::FactName half_width_fact{"half_width", {"half width", "semiancho"}};
constexpr model::FactName line_course{"line_course", {"direction of the channel", "orientación del canal"}};

constexpr model::Words words{
    {"{vessel}, {length} long, has been out of {area} for {held}: {distance} from its middle line (half width {half_width}), still along it on course {course} at {speed}.",
     "{vessel}, de {length} de eslora, lleva {held} fuera de {area}: a {distance} de su eje (semiancho {half_width}), siguiendo aún su orientación, rumbo {course}, {speed}."},
    {"Whether there is water enough where it is, and whether it gave way to another, is not known; the channels are drawn with an error of some hundred metres.",
     "No se sabe si hay agua suficiente donde está ni si dejó paso a otro; los canales están trazados con un error de algunos cientos de metros."},
    {"A loss of speed, or its draught against the depth there, would make it graver; coming back to the middle, or an order of the control, ends it.",
     "Que pierda arrancada, o su calado frente a la sonda del lugar, lo agravarían; volver al eje o una orden del control lo termina."}};

bool concerns(const Vessel& vessel, Metres length) { return vessel.length && *vessel.length >= length && !vessel.exempt() && vessel.afloat(); }

/// In an area that shelters, other than that one.
bool sheltered_elsewhere(const model::Scene& scene, const Vessel& vessel, model::AreaIndex own) {
    if (!vessel.where.sheltered()) return false;
    model::AreaSet others = vessel.where.areas;
    others.reset(own);
    for (std::size_t i = others._Find_first(); i < others.size(); i = others._Find_next(i)) {
        const AreaKind kind = scene.chart().areas()[i].kind;
        if (kind != AreaKind::lane && kind != AreaKind::zone) return true;
    }
    return false;
}

}  // namespace

void LaneDeparture::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const bool in_way = vessel.where.in(AreaKind::channel) || vessel.where.in(AreaKind::fairway);
    const bool marked = marks_.on(vessel);
    if (!marked && !in_way) return;
    if (edition_ != scene.edition()) ways_ = Ways(scene.chart()), edition_ = scene.edition();
    const Limits& limits = limits_.at(vessel.where);
    const bool concerned = concerns(vessel, limits.length);
    if (!marked && !concerned) return;
    State& state = states_.of(vessel);
    if (marked && !vessel.continued()) forget(vessel, state, vessel.before_seen, scene.now(), out);
    if (!concerned) return forget(vessel, state, vessel.seen, scene.now(), out);
    if (!in_way || !ways_.within(vessel.where.areas, vessel.position(), state.hint)) {
        if (marked) out_of_it(scene, vessel, state, limits, out);
        return;
    }
    state.spell.end(EventKind::lane_departure, vessel, vessel.seen, scene.now(), out);
    if (!state.keeping) {
        state.keeping = true;
        state.keeping_since = vessel.seen;
        marks_.set(vessel, true);
    }
    if (vessel.seen - state.keeping_since >= limits.kept) state.kept = true;
}

void LaneDeparture::out_of_it(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) {
    state.keeping = false;
    if (!state.kept) return forget(vessel, state, vessel.seen, scene.now(), out);
    const auto line = ways_.nearest(vessel.position(), limits.reach);
    // Beyond the end of the lines, far from them or in another shelter it has left in good order.
    if (!line || !line->abeam || sheltered_elsewhere(scene, vessel, line->area)) return forget(vessel, state, vessel.seen, scene.now(), out);
    if (state.spell.told()) return;
    const bool is_out = line->away > line->half_width * limits.half_widths_share && vessel.faster(limits.speed) && vessel.fix.course &&
                        std::min(between(*vessel.fix.course, line->course), Degrees{180} - between(*vessel.fix.course, line->course)) <= limits.course;
    if (!is_out) {
        state.spell.running = false;
        return;
    }
    if (!state.spell.running) state.spell = {.since = vessel.seen, .open = {}, .running = true};
    if (vessel.seen - state.spell.since >= limits.held) tell(scene, vessel, state, *line, limits, out);
}

void LaneDeparture::tell(const model::Scene& scene, const Vessel& vessel, State& state, const Ways::Beside& line, const Limits& limits, Findings& out) const {
    state.spell.open = out.begin({.kind = EventKind::lane_departure, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.spell.since, .confidence = 0.8,
                                  .where = vessel.fix.position, .area = line.area, .words = &words,
                                  .facts = {{&facts::vessel, model::called(vessel)}, {&facts::length, *vessel.length},
                                            {&facts::area, model::called(scene.chart().areas()[line.area])}, {&facts::held, vessel.seen - state.spell.since},
                                            {&facts::distance, line.away}, {&half_width_fact, line.half_width}, {&line_course, line.course},
                                            {&facts::course, *vessel.fix.course}, {&facts::speed, *vessel.fix.speed},
                                            {&facts::limit_distance, line.half_width * limits.half_widths_share}, {&facts::limit_held, limits.held}}},
                                 scene.now());
}

void LaneDeparture::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void LaneDeparture::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    state.spell.end(EventKind::lane_departure, vessel, ended, now, out);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
