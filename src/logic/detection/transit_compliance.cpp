#include "logic/detection/transit_compliance.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::Vessel;

constexpr model::FactName fault{"fault", {"fault", "irregularidad"}};
constexpr model::FactName entered_at{"entered_at", {"entered the first lock at", "entró en la primera esclusa"}};
constexpr model::FactName sea_at{"sea_at", {"seen on the sea side at", "visto del lado del mar"}};

constexpr model::FactName limit_silence{"limit_silence", {"limit of silence", "límite de silencio"}};

constexpr model::Words overdue_words{
    {"{vessel}, {length} long, entered the canal {held} ago and has not left it (limit {limit_held}); it is outside the anchorages.",
     "{vessel}, de {length} de eslora, entró en el Canal hace {held} y no ha salido (límite {limit_held}); está fuera de los fondeaderos."},
    {"Whether its transit was put off by the control is not known here, nor what it did while it was not heard.",
     "No se sabe aquí si el control aplazó su tránsito, ni qué hizo mientras no se le recibía."},
    {"The schedule of transits would explain it; a fault of its engine or an order to moor would too. Leaving the last lock ends it.",
     "El programa de tránsitos lo explicaría; también una avería de máquina o una orden de amarrar. Salir de la última esclusa lo termina."}};

constexpr model::Words unexplained_words{
    {"{vessel}, {length} long, is in {area}, between the locks, but was heard in no lock since it was seen on the sea side at {sea_at}; its longest silence was below {limit_silence}.",
     "{vessel}, de {length} de eslora, está en {area}, entre las esclusas, pero no se le recibió en ninguna desde que se le vio del lado del mar a las {sea_at}; ningún silencio llegó a {limit_silence}."},
    {"Whether its positions are true, another vessel uses its number, or the receivers at the locks were deaf, is not known.",
     "No se sabe si sus posiciones son ciertas, si otro buque usa su número o si los receptores de las esclusas estaban sordos."},
    {"A lock’s own record of the vessel would settle it; a camera that shows nobody there would point to false positions.",
     "El registro de la esclusa lo aclararía; una cámara que no muestre a nadie allí apuntaría a posiciones falsas."}};

constexpr model::Named overdue_name{{"overdue"}, {"demorado"}}, unexplained_name{{"unexplained"}, {"sin explicación"}};

}  // namespace

void TransitCompliance::read(const model::Scene& scene) {
    edition_ = scene.edition();
    sea_.reset();
    between_.reset();
    all_.reset();
    const Ways ways(scene.chart());
    for (const model::Area& area : scene.chart().areas()) {
        const model::AreaIndex i = scene.chart().index(area);
        if (area.kind == AreaKind::lane || ways.side(i) == Ways::Side::sea) sea_.set(i);
        if (ways.side(i) == Ways::Side::between) between_.set(i);
        if (area.kind == AreaKind::lock) all_.set(i);
    }
    all_ |= sea_ | between_;
}

void TransitCompliance::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (edition_ != scene.edition()) read(scene);
    const bool from_sea = from_sea_.on(vessel), inside = inside_.on(vessel), here = (vessel.where.areas & all_).any();
    if (!here && !inside && (!from_sea || vessel.continued())) return;
    const bool sea = here && !vessel.where.in(AreaKind::lock) && (vessel.where.areas & sea_).any();
    if (from_sea && sea && !inside && vessel.continued()) return;  // most ships, most of the time
    if (!from_sea && !sea) return;
    const Limits& limits = limits_.at(vessel.where);
    if (!vessel.length || *vessel.length < limits.length || !vessel.afloat()) return;
    State& state = states_.of(vessel);
    if (!vessel.continued()) {
        if (vessel.seen - vessel.before_seen > limits.silent) state.known = false;
        state.fixes = 0;
        end(state.unexplained, vessel, vessel.before_seen, scene.now(), out);
    }
    if (sea) return at_sea(vessel, state, scene.now(), out);
    if (vessel.where.in(AreaKind::lock)) {
        if (!state.locked) state.entered = vessel.seen;
        state.locked = true;
        state.fixes = 0;
        end(state.unexplained, vessel, vessel.seen, scene.now(), out);
        inside_.set(vessel, true);
    } else if ((vessel.where.areas & between_).any()) {
        between(scene, vessel, state, limits, out);
        inside_.set(vessel, true);
    }
    if (state.locked && state.overdue == FindingRef::none && vessel.seen - state.entered > limits.longest && !vessel.where.in(AreaKind::anchorage))
        tell_overdue(scene, vessel, state, limits, out);
}

void TransitCompliance::at_sea(const Vessel& vessel, State& state, Time now, Findings& out) {
    end(state.overdue, vessel, vessel.seen, now, out);
    end(state.unexplained, vessel, vessel.seen, now, out);
    state = {};
    state.known = true;
    state.sea_seen = vessel.seen;
    from_sea_.set(vessel, true);
    inside_.set(vessel, false);
}

void TransitCompliance::between(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) const {
    if (state.locked || !state.known || state.unexplained != FindingRef::none) return;
    if (state.fixes == 0) state.between_since = vessel.seen;
    if (++state.fixes < limits.fixes) return;
    const model::AreaSet here = vessel.where.areas & between_;
    const auto area = static_cast<model::AreaIndex>(here._Find_first());
    state.unexplained = out.begin({.kind = EventKind::transit_compliance, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.between_since, .confidence = 0.8,
                                   .where = vessel.fix.position, .area = area, .words = &unexplained_words,
                                   .facts = {{&facts::vessel, model::called(vessel)}, {&fault, unexplained_name}, {&facts::length, *vessel.length},
                                             {&facts::area, model::called(scene.chart().areas()[area])}, {&sea_at, state.sea_seen},
                                             {&facts::points, std::int64_t{state.fixes}}, {&limit_silence, limits.silent}}},
                                  scene.now());
}

void TransitCompliance::tell_overdue(const model::Scene& scene, const Vessel& vessel, State& state, const Limits& limits, Findings& out) const {
    state.overdue = out.begin({.kind = EventKind::transit_compliance, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.entered,
                               .confidence = state.known ? 0.9 : 0.7, .where = vessel.fix.position, .area = {}, .words = &overdue_words,
                               .facts = {{&facts::vessel, model::called(vessel)}, {&fault, overdue_name}, {&facts::length, *vessel.length},
                                         {&entered_at, state.entered}, {&facts::held, vessel.seen - state.entered}, {&facts::limit_held, limits.longest}}},
                              scene.now());
}

void TransitCompliance::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (!from_sea_.on(vessel)) return;
    State& state = states_.of(vessel);
    end(state.overdue, vessel, vessel.seen, scene.now(), out);
    end(state.unexplained, vessel, vessel.seen, scene.now(), out);
    state = {};
    from_sea_.set(vessel, false);
    inside_.set(vessel, false);
}

void TransitCompliance::end(FindingRef& ref, const Vessel& vessel, Time ended, Time now, Findings& out) const {
    if (ref != FindingRef::none) out.end(ref, EventKind::transit_compliance, vessel.mmsi, ended, now);
    ref = FindingRef::none;
}

}  // namespace vigia::detection
