#include "logic/detection/slow_meeting.h"

#include <algorithm>
#include <cmath>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName closest{"closest", {"closest", "distancia mínima"}};
constexpr model::FactName limit_break{"limit_break", {"longest break allowed", "interrupción máxima admitida"}};
constexpr model::Sentence why_exempt{
    "{vessel} or {other} has since said, or is listed, to be a craft whose work is to lie alongside others.",
    "{vessel} o {other} ha declarado después, o consta en lista, ser una embarcación cuyo oficio es atracarse a otros buques."};
constexpr double cell = 0.006;  ///< degrees: about the radius of a search

/// Metres from the antenna to the farthest corner; 0 for a point.
double reach_of(const Vessel& vessel) {
    if (!vessel.length || !vessel.beam) return 0;
    const model::Dimensions& d = *vessel.particulars->dimensions;
    return std::hypot(std::max(d.bow, d.stern), std::max(d.port, d.starboard));
}

}  // namespace

SlowMeeting::SlowMeeting(const Rule& rule, ByArea<SlowMeetingLimits> limits) : rule_(rule), limits_(std::move(limits)), grid_(cell) {}

void SlowMeeting::use(ByArea<SlowMeetingLimits> limits) {
    limits_ = std::move(limits);
    searched_ = {};  // within another distance
}

bool SlowMeeting::may_meet(const model::Scene& scene, const Vessel& vessel, const SlowMeetingLimits& limits) const {
    if (!vessel.slower(limits.speed)) return false;
    if (rule_.waters == Waters::open ? vessel.where.sheltered() : !vessel.where.in(model::AreaKind::anchorage)) return false;
    if (!vessel.afloat() || vessel.exempt()) return false;
    return rule_.permits == Permits::do_not_count || !scene.lists().permits(vessel.mmsi, vessel.seen);
}

void SlowMeeting::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const SlowMeetingLimits& limits = limits_.at(vessel.where);
    const bool may = may_meet(scene, vessel, limits);
    if (vessel.slot >= known_.size()) {
        known_.resize(vessel.slot + 1, 0);
        standing_.resize(vessel.slot + 1);
    }
    if (!may && known_[vessel.slot] == 0) return;
    if (!vessel.continued()) {
        cut(scene, vessel, vessel.before_seen, out);
        searched_.forget(vessel.slot);
    }
    if (!may) leave_grid(vessel.slot);
    else if (searched_.left(vessel.slot, vessel.position(), step)) search(scene, vessel, limits);
    if ((known_[vessel.slot] & has_pairs) == 0) return;
    standing_[vessel.slot] = standing_of(vessel, may);
    pairs_.each(vessel.slot, [&](Pair& pair) { return judge(scene, pair, limits, out); });
    if (!pairs_.any(vessel.slot)) known_[vessel.slot] &= in_grid;
}

void SlowMeeting::said(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.slot >= known_.size() || known_[vessel.slot] == 0) return;
    searched_.forget(vessel.slot);  // the hull may have become larger
    if (!vessel.exempt()) return;
    pairs_.each(vessel.slot, [&](Pair& pair) {
        if (pair.state.open != FindingRef::none)
            out.withdraw(pair.state.open, rule_.kind, scene.vessel(pair.one).mmsi, why_exempt, scene.now());
        return Keep::no;
    });
}

SlowMeeting::Standing SlowMeeting::standing_of(const Vessel& vessel, bool may) {
    return {.hull = hull_of(vessel), .velocity = velocity(vessel.fix), .speed = vessel.fix.speed.value_or(MetresPerSecond{}), .seen = vessel.seen,
            .reach = reach_of(vessel), .antenna = vessel.position(), .may = may};
}

void SlowMeeting::leave_grid(model::VesselSlot slot) {
    grid_.erase(slot);
    searched_.forget(slot);
    known_[slot] &= has_pairs;
}

void SlowMeeting::search(const model::Scene& scene, const Vessel& vessel, const SlowMeetingLimits& limits) {
    grid_.put(vessel.slot, vessel.position());
    searched_.keep(vessel.slot, vessel.position());
    known_[vessel.slot] |= in_grid;
    const double scale = east_scale(vessel.position().latitude());
    // Between two searches each of a pair stays within a step of where it searched; so the other was found within three.
    const double within = limits.distance.value + 4 * step + reach_of(vessel);
    grid_.near(vessel.position(), Metres{within + longest_reach + step}, [&](std::uint32_t slot) {
        if (slot == vessel.slot) return;
        const Vessel& other = scene.vessel(slot);
        const double reach = within + std::min(reach_of(other), longest_reach);
        if (way(vessel.position(), other.position(), scale).squared() > reach * reach) return;
        const bool first = vessel.mmsi < other.mmsi;
        if (pairs_.add(first ? vessel.slot : slot, first ? slot : vessel.slot) == nullptr) return;
        standing_[slot] = standing_of(other, true);
        known_[slot] |= has_pairs;
        known_[vessel.slot] |= has_pairs;
    });
}

Keep SlowMeeting::judge(const model::Scene& scene, Pair& pair, const SlowMeetingLimits& limits, Findings& out) {
    const Standing &one = standing_[pair.one], &two = standing_[pair.two];
    const Time at = std::max(one.seen, two.seen), oldest = std::min(one.seen, two.seen);
    State& state = pair.state;
    if (at - oldest > Vessel::cut_after) {
        end(scene, pair, oldest, out);
        return Keep::no;
    }
    if (at - oldest > slow_fix_stands) return Keep::yes;
    if (!state.running && state.open == FindingRef::none) {
        // By antennas, since a hull that turns comes closer without moving.
        const double near = limits.distance.value + one.reach + two.reach, apart = way(one.antenna, two.antenna, one.hull.scale).size();
        if (!one.may || !two.may || apart > near + 8 * step) return Keep::no;
        if (apart > near + step) return Keep::yes;
    }
    const auto then = [at](const Standing& s) {
        return s.seen == at ? s.hull : s.hull.carried(s.velocity * std::chrono::duration<double>(at - s.seen).count());
    };
    const Metres apart = detection::distance(then(one), then(two));
    const bool both = one.may && two.may;
    state.judged = at;
    if (state.open != FindingRef::none) {
        if (apart > limits.ends_beyond || one.speed > limits.ends_above || two.speed > limits.ends_above) end(scene, pair, at, out);
    } else if (both && apart <= limits.distance) {
        go_on(scene, pair, at, oldest, apart, limits, out);
    } else if (state.running) {
        if (!state.broken) state.broken = true, state.broken_since = at;
        if (at - state.broken_since > limits.longest_break) state.running = false;
    }
    return Keep::yes;
}

void SlowMeeting::go_on(const model::Scene& scene, Pair& pair, Time at, Time oldest, Metres apart, const SlowMeetingLimits& limits, Findings& out) {
    State& state = pair.state;
    if (state.broken && at - state.broken_since > limits.longest_break) state.running = false;
    state.broken = false;
    if (!state.running) state = {.since = at, .broken_since = {}, .judged = at, .open = {}, .closest = static_cast<float>(apart.value), .running = true, .broken = false};
    state.closest = std::min(state.closest, static_cast<float>(apart.value));
    // No longer than both have shown it: of one that falls silent nothing is known after its last fix.
    if (oldest - state.since >= limits.held) begin(scene, pair, at, apart, limits, out);
}

void SlowMeeting::begin(const model::Scene& scene, Pair& pair, Time at, Metres apart, const SlowMeetingLimits& limits, Findings& out) {
    const Vessel &one = scene.vessel(pair.one), &two = scene.vessel(pair.two);
    const bool point = standing_[pair.one].hull.is_point() || standing_[pair.two].hull.is_point();
    const model::Area* anchorage = scene.chart().find(one.where, model::AreaKind::anchorage);
    model::Finding finding{.kind = rule_.kind, .vessels = {{one.id, one.mmsi}, {two.id, two.mmsi}}, .begun = pair.state.since,
                           .confidence = point ? 0.75 : 0.9, .where = one.position(), .area = {}, .words = point ? rule_.point_words : rule_.words,
                           .facts = {{&facts::vessel, model::called(one)}, {&facts::other, model::called(two)}, {&facts::distance, apart},
                                     {&closest, Metres{pair.state.closest}}, {&facts::held, at - pair.state.since},
                                     {&facts::limit_distance, limits.distance}, {&facts::limit_speed, limits.speed},
                                     {&facts::limit_held, limits.held}, {&limit_break, limits.longest_break}}};
    if (rule_.waters == Waters::anchorage) {
        if (anchorage != nullptr) finding.area = scene.chart().index(*anchorage);
        finding.facts.push_back({&facts::area, anchorage != nullptr ? model::Named{FixedText<48>(anchorage->name), FixedText<48>(anchorage->name_es)}
                                                                    : model::Named{FixedText<48>("an anchorage"), FixedText<48>("un fondeadero")}});
    }
    pair.state.open = out.begin(std::move(finding), scene.now());
}

void SlowMeeting::end(const model::Scene& scene, Pair& pair, Time ended, Findings& out) {
    if (pair.state.open != FindingRef::none)
        out.end(pair.state.open, rule_.kind, scene.vessel(pair.one).mmsi, std::max(ended, pair.state.judged), scene.now());
    pair.state = {};
}

void SlowMeeting::cut(const model::Scene& scene, const Vessel& vessel, Time ended, Findings& out) {
    pairs_.each(vessel.slot, [&](Pair& pair) {
        end(scene, pair, ended, out);
        return Keep::yes;
    });
}

void SlowMeeting::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.slot >= known_.size() || known_[vessel.slot] == 0) return;
    cut(scene, vessel, vessel.seen, out);
    pairs_.each(vessel.slot, [](Pair&) { return Keep::no; });
    leave_grid(vessel.slot);
    known_[vessel.slot] = 0;
}

}  // namespace vigia::detection
