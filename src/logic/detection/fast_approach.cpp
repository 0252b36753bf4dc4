#include "logic/detection/fast_approach.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName structure_name{"structure", {"structure", "estructura"}};
constexpr model::FactName limit_cpa{"limit_cpa", {"limit of closest approach", "límite de distancia mínima de paso"}};
constexpr model::FactName limit_tcpa{"limit_tcpa", {"limit of time to it", "límite de tiempo hasta el paso"}};
constexpr model::FactName limit_end{"limit_end", {"ends below", "termina por debajo de"}};

constexpr model::Sentence not_known{
    "What it intends is not known; an agent's, a diver's or a sightseeing boat that does not declare its work would look the same.",
    "No se conoce su intención; una lancha de agencia, de buceo o de paseo que no declara su oficio se vería igual."};
constexpr model::Sentence would_change{
    "Turning away, or slowing below {limit_end}, ends it; no answer by radio, or several craft at once, would weigh more.",
    "Si cae a otro rumbo o baja de {limit_end}, termina; la falta de respuesta por radio, o varias lanchas a la vez, pesarían más."};
constexpr model::Words ship_words{
    {"{vessel}, a small craft at {speed}, will pass {cpa} from {other} in {tcpa} if both keep course and speed; now {distance} away.",
     "{vessel}, embarcación pequeña a {speed}, pasará a {cpa} de {other} en {tcpa} si ambos mantienen rumbo y velocidad; ahora a {distance}."},
    not_known, would_change};
constexpr model::Words structure_words{
    {"{vessel}, a small craft at {speed}, will pass {cpa} from {structure} in {tcpa} if it keeps course and speed; now {distance} away.",
     "{vessel}, embarcación pequeña a {speed}, pasará a {cpa} de {structure} en {tcpa} si mantiene rumbo y velocidad; ahora a {distance}."},
    not_known, would_change};

constexpr model::Sentence why_exempt{
    "{vessel} has since said, or is listed, to be a craft whose work is to go close to others.",
    "{vessel} ha declarado después, o consta en lista, ser una embarcación cuyo oficio es acercarse a otros buques."};
constexpr Duration craft_fix_stands = std::chrono::seconds(90), still_fix_stands = std::chrono::minutes(7);
constexpr MetresPerSecond still = from_knots(3);   ///< slower vessels may report each 3 min
constexpr double fastest_protected = 13;           ///< m/s: how far a search must reach

double seconds(Duration span) { return std::chrono::duration<double>(span).count(); }

bool is_such_craft(const Vessel& vessel) {
    return vessel.is_small() && !vessel.exempt() && vessel.afloat() && (vessel.ship_type < 60 || vessel.ship_type > 69);
}

bool is_protected_vessel(const model::Scene& scene, const Vessel& vessel) {
    if (vessel.ship_type == 35 || vessel.ship_type == 84) return vessel.afloat();
    return !scene.lists().entries().protected_vessels.empty() && scene.lists().protects(vessel.mmsi);
}

bool holds(const Approach& approach, const FastApproach::Limits& limits) {
    return approach.closing && approach.cpa < limits.cpa && approach.tcpa.value < seconds(limits.tcpa);
}

model::Finding finding_of(const Vessel& craft, const Approach& approach, Time begun, Duration held, const FastApproach::Limits& limits, const model::Words* words) {
    const Duration tcpa{static_cast<std::int64_t>(approach.tcpa.value * 1000)};
    return {.kind = model::EventKind::fast_approach, .vessels = {{craft.id, craft.mmsi}}, .begun = begun, .confidence = craft.length ? 0.85 : 0.65,
            .where = craft.position(), .area = {}, .words = words,
            .facts = {{&facts::vessel, model::called(craft)}, {&facts::speed, *craft.fix.speed}, {&facts::distance, approach.range}, {&facts::cpa, approach.cpa},
                      {&facts::tcpa, tcpa}, {&facts::held, held}, {&facts::limit_speed, limits.speed}, {&limit_cpa, limits.cpa},
                      {&limit_tcpa, limits.tcpa}, {&facts::limit_held, limits.held}, {&limit_end, limits.ends_below}}};
}

}  // namespace

void FastApproach::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const bool guarded = is_protected_vessel(scene, vessel);
    const bool may = vessel.faster(limits.speed) && is_such_craft(vessel) && vessel.fix.course;
    if (vessel.slot >= known_.size()) {
        known_.resize(vessel.slot + 1, 0);
        standing_.resize(vessel.slot + 1);
        ashore_.resize(vessel.slot + 1);
    }
    std::uint8_t& known = known_[vessel.slot];
    if (!may && !guarded && known == 0) return;
    if (vessel.fixes > 1 && !vessel.continued()) cut(scene, vessel, vessel.before_seen, out);
    Standing& own = standing_[vessel.slot];
    own = {.at = vessel.position(), .velocity = velocity(vessel.fix), .speed = vessel.fix.speed.value_or(MetresPerSecond{}), .seen = vessel.seen, .may = may};
    if (guarded) grid_.put(vessel.slot, own.at);
    else if ((known & is_protected) != 0) grid_.erase(vessel.slot);
    if (may) search(vessel, own, limits);
    pairs_.each(vessel.slot, [&](Pair& pair) { return judge(scene, pair, limits, out); });
    if (may || (known & is_craft) != 0) judge_structures(scene, vessel, own, limits, out);
    const bool busy = may || pairs_.any(vessel.slot) || ashore_[vessel.slot].open != FindingRef::none;
    known = static_cast<std::uint8_t>((busy ? is_craft : 0) | (guarded ? is_protected : 0));
}

void FastApproach::said(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.slot >= known_.size() || (known_[vessel.slot] & is_craft) == 0 || !vessel.exempt()) return;
    const auto withdraw = [&](const State& state) {
        if (state.open != FindingRef::none) out.withdraw(state.open, model::EventKind::fast_approach, vessel.mmsi, why_exempt, scene.now());
    };
    pairs_.each(vessel.slot, [&](Pair& pair) {
        if (pair.one != vessel.slot) return Keep::yes;  // others may approach it still
        withdraw(pair.state);
        return Keep::no;
    });
    withdraw(ashore_[vessel.slot]);
    ashore_[vessel.slot] = {};
    standing_[vessel.slot].may = false;
    known_[vessel.slot] &= static_cast<std::uint8_t>(~is_craft);
}

void FastApproach::search(const Vessel& vessel, const Standing& own, const Limits& limits) {
    const double ahead = seconds(limits.tcpa);
    grid_.near(own.at, Metres{(own.speed.value + fastest_protected) * ahead + limits.cpa.value}, [&](std::uint32_t slot) {
        if (slot == vessel.slot) return;
        const Standing& other = standing_[slot];
        const Flat apart = way(own.at, other.at, east_scale(own.at.latitude())) + other.velocity * seconds(own.seen - other.seen);
        if (holds(approach(apart, other.velocity - own.velocity), limits)) pairs_.add(vessel.slot, slot);
    });
}

Keep FastApproach::judge(const model::Scene& scene, Pair& pair, const Limits& limits, Findings& out) {
    const Standing &craft = standing_[pair.one], &target = standing_[pair.two];
    const Time at = std::max(craft.seen, target.seen), oldest = std::min(craft.seen, target.seen);
    State& state = pair.state;
    const model::Mmsi mmsi = scene.vessel(pair.one).mmsi;
    if (at - oldest > Vessel::cut_after) {
        end(state, mmsi, std::max(oldest, state.judged), scene.now(), out);
        return Keep::no;
    }
    const auto stale = [at](const Standing& s) { return at - s.seen > (s.speed < still ? still_fix_stands : craft_fix_stands); };
    if (stale(craft) || stale(target)) return Keep::yes;
    state.judged = at;
    const Flat apart = way(craft.at, target.at, east_scale(craft.at.latitude())) + target.velocity * seconds(at - target.seen) - craft.velocity * seconds(at - craft.seen);
    const Approach now = approach(apart, target.velocity - craft.velocity);
    if (state.open != FindingRef::none) {
        if (now.closing && craft.speed >= limits.ends_below) return Keep::yes;
        end(state, mmsi, at, scene.now(), out);
        return Keep::no;
    }
    if (!craft.may || !holds(now, limits)) return Keep::no;
    if (!state.running) state = {.since = at, .judged = at, .open = {}, .running = true};
    if (at - state.since < limits.held) return Keep::yes;
    const Vessel& other = scene.vessel(pair.two);
    model::Finding finding = finding_of(scene.vessel(pair.one), now, state.since, at - state.since, limits, &ship_words);
    finding.vessels.push_back({other.id, other.mmsi});
    finding.facts.push_back({&facts::other, model::called(other)});
    state.open = out.begin(std::move(finding), scene.now());
    return Keep::yes;
}

void FastApproach::judge_structures(const model::Scene& scene, const Vessel& vessel, const Standing& own, const Limits& limits, Findings& out) {
    Ashore& state = ashore_[vessel.slot];
    const auto& structures = scene.chart().structures();
    const double scale = east_scale(own.at.latitude());
    const auto towards = [&](const model::Structure& s) { return approach(way(own.at, s.at, scale), own.velocity * -1); };
    Approach soonest;
    const model::Structure* met = nullptr;
    if (own.may)
        for (const model::Structure& s : structures)
            if (const Approach a = towards(s); holds(a, limits) && (met == nullptr || a.tcpa < soonest.tcpa)) soonest = a, met = &s;
    const auto index = [&] { return static_cast<std::size_t>(met - structures.data()); };
    if (state.open != FindingRef::none) {
        const bool goes_on = state.structure < structures.size() && towards(structures[state.structure]).closing;
        if (own.speed >= limits.ends_below && goes_on) return;
        if (met != nullptr) state.structure = index();
        else end(state, vessel.mmsi, vessel.seen, scene.now(), out);
        return;
    }
    if (met == nullptr) {
        state.running = false;
        return;
    }
    if (!state.running) state.running = true, state.since = vessel.seen;
    if (vessel.seen - state.since < limits.held) return;
    state.structure = index();
    model::Finding finding = finding_of(vessel, soonest, state.since, vessel.seen - state.since, limits, &structure_words);
    finding.facts.push_back({&structure_name, model::Named{FixedText<48>(met->name), FixedText<48>(met->name_es)}});
    state.open = out.begin(std::move(finding), scene.now());
}

void FastApproach::end(State& state, model::Mmsi craft, Time ended, Time now, Findings& out) const {
    if (state.open != FindingRef::none) out.end(state.open, model::EventKind::fast_approach, craft, std::max(ended, state.since), now);
    state.open = FindingRef::none;
    state.running = false;
}

void FastApproach::cut(const model::Scene& scene, const Vessel& vessel, Time ended, Findings& out) {
    pairs_.each(vessel.slot, [&](Pair& pair) {
        end(pair.state, scene.vessel(pair.one).mmsi, std::max(ended, pair.state.judged), scene.now(), out);
        return Keep::no;
    });
    end(ashore_[vessel.slot], vessel.mmsi, ended, scene.now(), out);
}

void FastApproach::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.slot >= known_.size() || known_[vessel.slot] == 0) return;
    cut(scene, vessel, vessel.seen, out);
    grid_.erase(vessel.slot);
    standing_[vessel.slot] = {};
    ashore_[vessel.slot] = {};
    known_[vessel.slot] = 0;
}

}  // namespace vigia::detection
