#include "logic/detection/port_visit.h"

#include <algorithm>

#include "logic/detection/facts.h"
#include "logic/detection/sheet.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::Vessel;

constexpr model::Words words{
    {"{vessel} came to rest at {area}: below {limit_speed}, {distance} from the harbour (limit {limit_distance}).",
     "{vessel} quedó en reposo en {area}: menos de {limit_speed}, a {distance} del puerto (límite {limit_distance})."},
    {"What it does there is not known: cargo, fuel, stores, crew or waiting.", "No se sabe qué hace allí: carga, combustible, víveres, tripulación o espera."},
    {"It ends when the vessel is under way again and well clear of the harbour.", "Termina cuando el buque navega de nuevo y está bien lejos del puerto."}};

}  // namespace

void PortVisit::read(const model::Scene& scene) {
    edition_ = scene.edition();
    ports_.clear();
    for (const model::Area& area : scene.chart().areas())
        if (area.kind == AreaKind::harbour) ports_.push_back({scene.chart().index(area), box(area.shape)});
}

/// The closest harbour within reach; away is 0 inside.
std::optional<PortVisit::Close> PortVisit::closest(const model::Scene& scene, const Vessel& vessel, Metres reach) const {
    const geo::Position p = vessel.position();
    const double north = reach.value / metres_per_degree, east = reach.value / east_scale(p.latitude());
    std::optional<Close> best;
    for (const Port& port : ports_) {
        if (p.latitude() < port.box.south - north || p.latitude() > port.box.north + north || p.longitude() < port.box.west - east || p.longitude() > port.box.east + east) continue;
        const Metres away = vessel.where.areas.test(port.area) ? Metres{0} : distance_to_edge(scene.chart().areas()[port.area].shape, p);
        if (away <= reach && (!best || away < best->away)) best = Close{port.area, away};
    }
    return best;
}

void PortVisit::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (!vessel.fix.speed) return;
    const Limits& limits = limits_.at(vessel.where);
    if (edition_ != scene.edition()) {
        // Another chart numbers its harbours anew: visits end there.
        marks_.each([&](model::VesselSlot slot) { forget(scene.vessel(slot), states_.of(scene.vessel(slot)), scene.vessel(slot).seen, scene.now(), out); });
        read(scene);
    }
    if (marks_.on(vessel) && !vessel.continued()) forget(vessel, states_.of(vessel), vessel.before_seen, scene.now(), out);
    if (!vessel.continued()) moved_.set(vessel, false);
    if (*vessel.fix.speed > limits.under_way) {
        if (!moved_.on(vessel)) moved_.set(vessel, true);
        if (!marks_.on(vessel)) return;
        State& state = states_.of(vessel);
        const auto& areas = scene.chart().areas();
        const bool inside = vessel.where.areas.test(state.port);
        if (!inside && distance_to_edge(areas[state.port].shape, vessel.position()) > limits.far) forget(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    if (*vessel.fix.speed < limits.stopped && moved_.on(vessel) && !marks_.on(vessel)) stop(scene, vessel, limits, out);
}

/// It came to rest: at a harbour?
void PortVisit::stop(const model::Scene& scene, const Vessel& vessel, const Limits& limits, Findings& out) {
    if (vessel.exempt() || !vessel.afloat()) return;
    const bool passing = vessel.where.in(AreaKind::lock) || vessel.where.in(AreaKind::channel) || vessel.where.in(AreaKind::fairway) || vessel.where.in(AreaKind::anchorage);
    if (passing && !vessel.where.in(AreaKind::harbour)) return;
    const auto port = closest(scene, vessel, limits.near);
    moved_.set(vessel, false);
    if (!port) return;
    State& state = states_.of(vessel);
    state.port = port->area;
    state.open = out.begin({.kind = EventKind::port_visit, .vessels = {{vessel.id, vessel.mmsi}}, .begun = vessel.seen, .confidence = 0.9,
                            .where = vessel.fix.position, .area = port->area, .words = &words,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&facts::area, model::called(scene.chart().areas()[port->area])},
                                      {&facts::speed, *vessel.fix.speed}, {&facts::distance, port->away}, {&facts::limit_speed, limits.stopped},
                                      {&facts::limit_distance, limits.near}}},
                           scene.now());
    marks_.set(vessel, true);
}

void PortVisit::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    moved_.set(vessel, false);
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void PortVisit::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    if (state.open != FindingRef::none) out.end(state.open, EventKind::port_visit, vessel.mmsi, ended, now);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
