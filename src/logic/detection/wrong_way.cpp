#include "logic/detection/wrong_way.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::Vessel;

constexpr model::FactName lane_course{"lane_course", {"direction of the lane", "sentido del carril"}};
constexpr model::FactName off_lane{"off_lane", {"off the direction", "diferencia con el sentido"}};
constexpr model::FactName limit_off{"limit_off", {"limit of the difference", "límite de la diferencia"}};

constexpr model::Words words{
    {"{vessel} has gone against the traffic in {area} for {held}: course {course}, lane {lane_course}, {speed}.",
     "{vessel} navega en contravía en {area} desde hace {held}: rumbo {course}, carril {lane_course}, {speed}."},
    {"Whether it avoids a danger, or crosses at a shallow angle, is not known; the lanes are drawn with an error of some kilometres.",
     "No se sabe si esquiva un peligro o si cruza en ángulo muy abierto; los carriles están trazados con un error de algunos kilómetros."},
    {"A ship ahead in the lane that must give way would make it graver; turning about or leaving the lane ends it.",
     "Un buque que venga por el carril y deba apartarse lo agravaría; invertir el rumbo o salir del carril lo termina."}};

}  // namespace

void WrongWay::read(const model::Scene& scene) {
    edition_ = scene.edition();
    lanes_.clear();
    for (const model::Area& area : scene.chart().areas())
        if (area.kind == AreaKind::lane && area.course) lanes_.push_back(scene.chart().index(area));
}

/// Of the lanes that the vessel is in, the one that its course offends least.
std::optional<WrongWay::Lane> WrongWay::kindest(const model::Scene& scene, const Vessel& vessel) const {
    std::optional<Lane> kind;
    for (const model::AreaIndex i : lanes_) {
        if (!vessel.where.areas.test(i)) continue;
        const Degrees off = between(*vessel.fix.course, *scene.chart().areas()[i].course);
        if (!kind || off < kind->off) kind = Lane{off, i};
    }
    return kind;
}

void WrongWay::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const bool marked = marks_.on(vessel);
    if (!marked && (!vessel.where.in(AreaKind::lane) || vessel.exempt() || !vessel.afloat())) return;
    if (edition_ != scene.edition()) read(scene);
    Spell& spell = states_.of(vessel);
    if (marked && !vessel.continued()) forget(vessel, spell, vessel.before_seen, scene.now(), out);
    if (marked && (!vessel.where.in(AreaKind::lane) || vessel.exempt())) return forget(vessel, spell, vessel.seen, scene.now(), out);
    if (!vessel.where.in(AreaKind::lane) || !vessel.fix.course || !vessel.fix.speed) return;
    const Limits& limits = limits_.at(vessel.where);
    const auto lane = kindest(scene, vessel);
    const bool moving = vessel.faster(limits.speed);
    if (spell.told()) {
        if (!lane || (moving && lane->off <= limits.turned)) forget(vessel, spell, vessel.seen, scene.now(), out);
        return;
    }
    if (!lane || !moving || lane->off <= limits.against) {
        if (spell.running) forget(vessel, spell, vessel.seen, scene.now(), out);
        return;
    }
    if (!spell.running) {
        spell = {.since = vessel.seen, .open = {}, .running = true};
        marks_.set(vessel, true);
    }
    const Duration held = vessel.seen - spell.since;
    if (held < limits.held) return;
    const model::Area& area = scene.chart().areas()[lane->area];
    spell.open = out.begin({.kind = EventKind::wrong_way, .vessels = {{vessel.id, vessel.mmsi}}, .begun = spell.since, .confidence = 0.9,
                            .where = vessel.fix.position, .area = lane->area, .words = &words,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&facts::area, model::called(area)}, {&facts::speed, *vessel.fix.speed},
                                      {&facts::course, *vessel.fix.course}, {&lane_course, *area.course}, {&off_lane, lane->off}, {&facts::held, held},
                                      {&limit_off, limits.against}, {&facts::limit_speed, limits.speed}, {&facts::limit_held, limits.held}}},
                           scene.now());
}

void WrongWay::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void WrongWay::forget(const Vessel& vessel, Spell& spell, Time ended, Time now, Findings& out) {
    spell.end(EventKind::wrong_way, vessel, ended, now, out);
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
