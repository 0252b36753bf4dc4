#include "logic/detection/site_approach.h"

#include <algorithm>

#include "logic/detection/facts.h"
#include "logic/detection/hull.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::EventKind;
using model::StructureKind;
using model::Vessel;

constexpr double longest_hull = 500;  ///< metres from an antenna to its hull's farthest corner, with room

constexpr model::FactName structure_fact{"structure", {"structure", "estructura"}};

constexpr model::Words words{
    {"{vessel} is {distance} from {structure} (limit {limit_distance}), outside lock and channel, at {speed}.",
     "{vessel} está a {distance} de {structure} (límite {limit_distance}), fuera de esclusa y canal, a {speed}."},
    {"Why it is there is not known; inspection, works or an error of its position would look the same. The structure is drawn as a point.",
     "No se sabe qué hace allí; una inspección, una obra o un error de su posición se verían igual. La estructura está trazada como un punto."},
    {"An order for works or a permit would explain it; stopping there, a second craft or divers would make it graver.",
     "Una orden de trabajo o un permiso lo explicarían; que se detenga, otra embarcación o buzos lo agravarían."}};

Metres limit_of(StructureKind kind, const SiteApproach::Limits& limits) {
    switch (kind) {
        case StructureKind::dam: return limits.dam;
        case StructureKind::bridge: return limits.bridge;
        case StructureKind::lock: return limits.lock;
    }
    std::unreachable();
}

}  // namespace

void SiteApproach::read(const model::Scene& scene) {
    edition_ = scene.edition();
    boxes_.clear();
    Metres farthest{0};
    const auto widen = [&](const Limits& l) { farthest = std::max({farthest, l.dam * l.ends_share, l.bridge * l.ends_share, l.lock * l.ends_share}); };
    widen(limits_.usual);
    for (const auto& [area, limits] : limits_.special) widen(limits);
    all_ = {180, 90, -180, -90};
    for (const model::Structure& structure : scene.chart().structures()) {
        const double north = (farthest.value + longest_hull) / metres_per_degree, east = (farthest.value + longest_hull) / east_scale(structure.at.latitude());
        const geo::Box box{structure.at.longitude() - east, structure.at.latitude() - north, structure.at.longitude() + east, structure.at.latitude() + north};
        boxes_.push_back(box);
        all_ = {std::min(all_.west, box.west), std::min(all_.south, box.south), std::max(all_.east, box.east), std::max(all_.north, box.north)};
    }
}

bool SiteApproach::may_be_near(const Vessel& vessel) const {
    const geo::Position p = vessel.position();
    if (p.latitude() < all_.south || p.latitude() > all_.north || p.longitude() < all_.west || p.longitude() > all_.east) return false;
    return std::ranges::any_of(boxes_, [&](const geo::Box& box) {
        return p.latitude() >= box.south && p.latitude() <= box.north && p.longitude() >= box.west && p.longitude() <= box.east;
    });
}

/// The structure to which it is closest, in parts of its limit. There is at least one.
SiteApproach::Close SiteApproach::closest(const model::Scene& scene, const Vessel& vessel, const Limits& limits) const {
    const Hull hull = hull_of(vessel);
    const auto& all = scene.chart().structures();
    Close best;
    for (std::size_t i = 0; i < all.size(); ++i) {
        Hull point;
        point.middle = all[i].at;
        point.scale = hull.scale;
        const Metres away = distance(hull, point), limit = limit_of(all[i].kind, limits);
        if (i == 0 || away / limit < best.away / best.limit) best = {i, away, limit};
    }
    return best;
}

void SiteApproach::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const bool marked = marks_.on(vessel);
    if (!marked && !vessel.faster(limits.speed)) return;
    if (edition_ != scene.edition()) read(scene);
    const bool concerned = !vessel.exempt() && vessel.afloat() && !vessel.where.in(AreaKind::lock) && !vessel.where.in(AreaKind::channel) && may_be_near(vessel);
    if (!marked && !concerned) return;
    State& state = states_.of(vessel);
    if (marked && !vessel.continued()) forget(vessel, state, vessel.before_seen, scene.now(), out);
    if (!concerned) return forget(vessel, state, vessel.seen, scene.now(), out);
    const Close close = closest(scene, vessel, limits);
    if (state.spell.told()) {
        if (close.structure != state.structure || close.away > close.limit * limits.ends_share) forget(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    if (close.away > close.limit || !vessel.faster(limits.speed)) return forget(vessel, state, vessel.seen, scene.now(), out);
    if (state.fixes == 0 || state.structure != close.structure) state = {.spell = {.since = vessel.seen, .open = {}, .running = true}, .structure = close.structure, .fixes = 0};
    marks_.set(vessel, true);
    if (++state.fixes >= limits.fixes) tell(scene, vessel, state, close, out);
}

void SiteApproach::tell(const model::Scene& scene, const Vessel& vessel, State& state, const Close& close, Findings& out) const {
    state.spell.open = out.begin({.kind = EventKind::site_approach, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.spell.since,
                                  .confidence = vessel.length && vessel.beam ? 0.9 : 0.8, .where = vessel.fix.position, .area = {}, .words = &words,
                                  .facts = {{&facts::vessel, model::called(vessel)}, {&structure_fact, model::called(scene.chart().structures()[close.structure])},
                                            {&facts::distance, close.away}, {&facts::speed, *vessel.fix.speed}, {&facts::points, std::int64_t{state.fixes}},
                                            {&facts::limit_distance, close.limit}, {&facts::limit_speed, limits_.at(vessel.where).speed}}},
                                 scene.now());
}

void SiteApproach::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void SiteApproach::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    state.spell.end(EventKind::site_approach, vessel, ended, now, out);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
