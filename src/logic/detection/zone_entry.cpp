#include "logic/detection/zone_entry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::Vessel;

constexpr model::FactName inside_for{"inside_for", {"was inside for", "estuvo dentro"}};
constexpr model::FactName entered_at{"entered_at", {"first inside at", "primera vez dentro"}};
constexpr model::FactName margin_fact{"limit_margin", {"margin outside", "margen exterior"}};

constexpr model::Words entry_words{
    {"{vessel} came from outside into {area}, a watched zone, and was inside in {points} successive reports, first at {entered_at}.",
     "{vessel} entró desde fuera en {area}, zona vigilada, y estuvo dentro en {points} informes seguidos, el primero a las {entered_at}."},
    {"Why it came, and whether it has leave to be there, is not known; the zone is drawn with an error that the chart states.",
     "No se sabe a qué vino ni si tiene permiso; la zona está trazada con el error que indica la carta."},
    {"A permit, or work ordered for that place, would explain it; staying, stopping at the structure or more craft would make it graver.",
     "Un permiso o una obra ordenada allí lo explicarían; que permanezca, se detenga junto a la estructura o lleguen más embarcaciones lo agravaría."}};

constexpr model::Words exit_words{
    {"{vessel} has left {area}, a watched zone, after {inside_for} inside; it is now more than {limit_margin} outside.",
     "{vessel} salió de {area}, zona vigilada, tras {inside_for} dentro; está a más de {limit_margin} fuera de ella."},
    {"What it did inside is not known from its reports alone.", "Por sus informes solos no se sabe qué hizo dentro."},
    {"Something left behind, or a second visit, would make it graver; a permit would explain it.",
     "Algo dejado atrás o una segunda visita lo agravarían; un permiso lo explicaría."}};

}  // namespace

void ZoneEntry::read(const model::Scene& scene) {
    if (edition_ != 0) read_at_ = scene.now();
    edition_ = scene.edition();
    zones_.clear();
    radius_.clear();
    for (const model::Area& area : scene.chart().areas()) {
        if (area.kind != AreaKind::zone) continue;
        double surface = 0;
        for (const geo::Polygon& part : area.shape.parts) surface += square_metres(part);
        zones_.push_back(scene.chart().index(area));
        radius_.push_back(Metres{std::sqrt(surface / std::numbers::pi)});
    }
}

void ZoneEntry::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const bool marked = marks_.on(vessel), in_zone = vessel.where.in(AreaKind::zone);
    if (edition_ != scene.edition()) {
        // Another chart numbers its zones anew: who is inside now is taken as having been there.
        if (edition_ != 0) marks_.each([&](model::VesselSlot slot) {
            const Vessel& other = scene.vessel(slot);
            forget(other, states_.of(other), other.seen, scene.now(), out);
        });
        read(scene);
        if (!in_zone) return;
    }
    if (!marked && (!in_zone || vessel.exempt() || !vessel.afloat())) return;
    State& state = states_.of(vessel);
    if (marked && !vessel.continued()) forget(vessel, state, vessel.before_seen, scene.now(), out);
    if (marked && vessel.exempt()) return forget(vessel, state, vessel.seen, scene.now(), out);
    for (Presence& presence : state)
        if (presence.used) stay(scene, vessel, presence, out);
    if (in_zone) come(vessel, state);
    marks_.set(vessel, std::ranges::any_of(state, &Presence::used));
}

/// A zone that it was in at the fix before, or near.
void ZoneEntry::stay(const model::Scene& scene, const Vessel& vessel, Presence& presence, Findings& out) const {
    const Limits& limits = limits_.of(presence.zone);
    if (vessel.where.areas.test(presence.zone)) {
        if (presence.fixes < limits.fixes && ++presence.fixes == limits.fixes && presence.entered) tell_entry(scene, vessel, presence, out);
        return;
    }
    if (presence.fixes < limits.fixes) {
        presence = {};
        return;
    }
    const auto place = static_cast<std::size_t>(std::ranges::find(zones_, presence.zone) - zones_.begin());
    const Metres margin = radius_[place] * limits.margin_share;
    const model::Area& zone = scene.chart().areas()[presence.zone];
    if (distance_to_edge(zone.shape, vessel.position()) <= margin) return;
    if (presence.open != FindingRef::none) out.end(presence.open, EventKind::zone_entry, vessel.mmsi, vessel.seen, scene.now());
    if (zone.exit == model::TellExit::yes) tell_exit(scene, vessel, presence, margin, out);
    presence = {};
}

/// Zones that it was not in yet.
void ZoneEntry::come(const Vessel& vessel, State& state) {
    for (const model::AreaIndex zone : zones_) {
        if (!vessel.where.areas.test(zone)) continue;
        if (std::ranges::any_of(state, [&](const Presence& p) { return p.used && p.zone == zone; })) continue;
        const auto free = std::ranges::find(state, false, &Presence::used);
        if (free == state.end()) {
            ++refused_;
            return;
        }
        const bool was_outside = vessel.continued() && vessel.before_seen >= read_at_ && !vessel.before_where.areas.test(zone);
        *free = {.zone = zone, .used = true, .entered = was_outside, .fixes = 1, .since = vessel.seen, .open = FindingRef::none};
    }
}

void ZoneEntry::tell_entry(const model::Scene& scene, const Vessel& vessel, Presence& presence, Findings& out) const {
    std::vector<model::Fact> facts{{&facts::vessel, model::called(vessel)}, {&facts::area, model::called(scene.chart().areas()[presence.zone])},
                                   {&entered_at, presence.since}, {&facts::points, std::int64_t{presence.fixes}}};
    if (vessel.fix.speed) facts.push_back({&facts::speed, *vessel.fix.speed});
    if (vessel.fix.course) facts.push_back({&facts::course, *vessel.fix.course});
    presence.open = out.begin({.kind = EventKind::zone_entry, .vessels = {{vessel.id, vessel.mmsi}}, .begun = presence.since, .confidence = 0.95,
                               .where = vessel.fix.position, .area = presence.zone, .words = &entry_words, .facts = std::move(facts)},
                              scene.now());
}

void ZoneEntry::tell_exit(const model::Scene& scene, const Vessel& vessel, const Presence& presence, Metres margin, Findings& out) const {
    const FindingRef ref = out.begin({.kind = EventKind::zone_exit, .vessels = {{vessel.id, vessel.mmsi}}, .begun = vessel.seen, .confidence = 0.95,
                                      .where = vessel.fix.position, .area = presence.zone, .words = &exit_words,
                                      .facts = {{&facts::vessel, model::called(vessel)}, {&facts::area, model::called(scene.chart().areas()[presence.zone])},
                                                {&entered_at, presence.since}, {&inside_for, vessel.seen - presence.since}, {&margin_fact, margin}}},
                                     scene.now());
    out.end(ref, EventKind::zone_exit, vessel.mmsi, vessel.seen, scene.now());
}

void ZoneEntry::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void ZoneEntry::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    for (const Presence& presence : state)
        if (presence.open != FindingRef::none) out.end(presence.open, EventKind::zone_entry, vessel.mmsi, ended, now);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
