#include "logic/detection/drop_pattern.h"

#include <algorithm>
#include <cmath>

#include "logic/detection/facts.h"
#include "logic/detection/sheet.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName dwelt{"dwelt", {"dwelt", "permanencia"}};
constexpr model::FactName dropped_at{"dropped_at", {"dwell began", "inicio de la permanencia"}};
constexpr model::FactName place_name{"place", {"place", "lugar"}};
constexpr model::FactName limit_within{"limit_within", {"longest time until the visit", "plazo máximo hasta la visita"}};

constexpr model::Words words{
    {"{vessel} broke off its course {course} at {dropped_at}, dwelt {dwelt} at {place}, {off_coast} off the coast, and went on as before; {other} has now stayed {held} at {distance} from that place, slower than {limit_speed}.",
     "{vessel} interrumpió su rumbo {course} a las {dropped_at}, permaneció {dwelt} en {place}, a {off_coast} de la costa, y siguió como antes; {other} lleva ahora {held} a {distance} de ese lugar, a menos de {limit_speed}."},
    {"Whether something was put into the water and picked up is not known; a drill, a short repair and a chance visit would look the same.",
     "No se sabe si algo fue lanzado al agua y recogido; un ejercicio, una reparación breve y una visita casual se verían igual."},
    {"Something seen afloat there, or a visitor that came straight to the place and left at once, would weigh more; fishing grounds there would explain the visit.",
     "Un objeto avistado a flote, o un visitante que fue directo al lugar y se marchó enseguida, pesaría más; un caladero en el lugar explicaría la visita."}};

constexpr double smoothing = 0.1;  ///< the weight of a new fix in the way that is kept

/// The turn from one direction to another, (-180, 180].
double turn_between(Degrees from, Degrees to) {
    const double turn = turned_into_circle(to - from).value;
    return turn > 180 ? turn - 360 : turn;
}

bool concerns(const Vessel& vessel, Metres off_coast) {
    return !vessel.where.sheltered() && vessel.where.offshore(off_coast) && vessel.afloat() && !vessel.exempt() && !vessel.fishing();
}

}  // namespace

void DropPattern::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    if (!drops_.empty()) visit(scene, vessel, limits, out);
    const bool concerned = concerns(vessel, limits.off_coast);
    if (vessel.slot >= known_.size()) {
        known_.resize(vessel.slot + 1, 0);
        states_.resize(vessel.slot + 1);
    }
    if (!concerned && known_[vessel.slot] == 0) return;
    State& state = states_[vessel.slot];
    if (!concerned || known_[vessel.slot] == 0 || !vessel.continued()) state = {};
    known_[vessel.slot] = concerned ? 1 : 0;
    if (concerned && vessel.fix.speed) follow(vessel, state, limits);
}

void DropPattern::follow(const Vessel& vessel, State& state, const Limits& limits) {
    if (state.dwells) dwell(vessel, state, limits);
    const Before& before = state.before;
    if (!state.dwells && before.known && vessel.seen > before.until && vessel.seen - before.until <= limits.breaking) {
        const bool turned = vessel.fix.course && *vessel.fix.speed >= least_way && between(*vessel.fix.course, {before.course}) >= limits.turn;
        if (*vessel.fix.speed < limits.slow || turned) {
            dwells_.of(vessel) = {.place = vessel.position(), .since = vessel.seen, .resumed = {}, .resuming = false};
            state.dwells = true;
        }
    }
    keep_way(vessel, state, limits);
}

void DropPattern::keep_way(const Vessel& vessel, State& state, const Limits& limits) {
    Cruise& cruise = state.cruise;
    const MetresPerSecond speed = *vessel.fix.speed;
    if (!vessel.fix.course || speed < limits.steady_speed) {
        cruise.running = false;
        return;
    }
    const Degrees course = *vessel.fix.course;
    if (!cruise.running || between(course, {cruise.first_course}) > limits.steady_course) {
        const auto degrees = static_cast<float>(course.value);
        cruise = {.first_course = degrees, .course = degrees, .speed = static_cast<float>(speed.value), .running = true, .since = vessel.seen};
        return;
    }
    cruise.course = static_cast<float>(turned_into_circle({cruise.course + smoothing * turn_between({cruise.course}, course)}).value);
    cruise.speed += static_cast<float>((speed.value - cruise.speed) * smoothing);
    if (vessel.seen - cruise.since >= limits.steady && !state.dwells)
        state.before = {.course = cruise.course, .speed = cruise.speed, .until = vessel.seen, .known = true};
}

void DropPattern::dwell(const Vessel& vessel, State& state, const Limits& limits) {
    Dwell& dwell = dwells_.of(vessel);
    const Before& before = state.before;
    const bool as_before = vessel.fix.course && between(*vessel.fix.course, {before.course}) <= limits.same_course &&
                           std::abs(vessel.fix.speed->value - before.speed) <= limits.same_speed_share * before.speed;
    const bool near = geo::distance_near(dwell.place, vessel.position()) <= limits.near;
    if (!as_before || (!dwell.resuming && !near)) {
        dwell.resuming = false;
        if (!near || vessel.seen - dwell.since > limits.longest_dwell) state.dwells = false;
        return;
    }
    if (!dwell.resuming) dwell.resuming = true, dwell.resumed = vessel.seen;
    if (vessel.seen - dwell.resumed < limits.goes_on) return;
    const Duration lasted = dwell.resumed - dwell.since;
    if (lasted >= limits.shortest_dwell && lasted <= limits.longest_dwell) add_drop(vessel, before, dwell);
    state.dwells = false;
    state.before.known = false;
}

void DropPattern::add_drop(const Vessel& vessel, const Before& before, const Dwell& dwell) {
    if (drops_.size() == most_drops) {
        drops_.erase(drops_.begin());
        ++refused_;
    }
    Drop& drop = drops_.emplace_back();
    drop.dropper = {vessel.id, vessel.mmsi};
    drop.called = model::called(vessel);
    drop.place = dwell.place;
    drop.begun = dwell.since;
    drop.ended = dwell.resumed;
    drop.course = {before.course};
    drop.off_coast = vessel.where.off_coast.value_or(Metres{});
}

DropPattern::Visit* DropPattern::visit_of(Drop& drop, const Vessel& vessel) {
    const auto end = drop.visits.begin() + static_cast<std::ptrdiff_t>(drop.count);
    const auto found = std::find_if(drop.visits.begin(), end, [&](const Visit& v) { return v.id == vessel.id; });
    if (found != end) return &*found;
    if (drop.count < most_visits) return &drop.visits[drop.count++];
    const auto left = std::find_if(drop.visits.begin(), end, [&](const Visit& v) { return vessel.seen - v.last > Vessel::cut_after; });
    if (left != end) return &(*left = {});
    ++refused_;
    return nullptr;
}

void DropPattern::visit(const model::Scene& scene, const Vessel& vessel, const Limits& limits, Findings& out) {
    while (!drops_.empty() && vessel.seen - drops_.front().ended > limits.within) drops_.erase(drops_.begin());
    if (!vessel.slower(limits.slow) || !vessel.afloat()) return;
    const double degrees = limits.near.value / metres_per_degree;
    for (auto drop = drops_.begin(); drop != drops_.end();) {
        const bool other = vessel.id != drop->dropper.track && vessel.mmsi != drop->dropper.mmsi;
        const bool level = std::abs(vessel.position().latitude() - drop->place.latitude()) <= degrees;
        const Metres away = other && level ? geo::distance_near(drop->place, vessel.position()) : Metres{1e9};
        Visit* visit = away <= limits.near ? visit_of(*drop, vessel) : nullptr;
        if (visit != nullptr) {
            const bool stayed = visit->id == vessel.id && visit->fixes + 1 == vessel.fixes && vessel.continued();
            if (!stayed) visit->since = vessel.seen;
            visit->id = vessel.id;
            visit->last = vessel.seen;
            visit->fixes = vessel.fixes;
            if (vessel.seen - visit->since >= limits.stay) {
                tell(scene, *drop, *visit, vessel, away, limits, out);
                drop = drops_.erase(drop);
                continue;
            }
        }
        ++drop;
    }
}

void DropPattern::tell(const model::Scene& scene, const Drop& drop, const Visit& visit, const Vessel& visitor, Metres away, const Limits& limits, Findings& out) const {
    const FindingRef ref = out.begin(
        {.kind = model::EventKind::drop_pattern, .vessels = {drop.dropper, {visitor.id, visitor.mmsi}}, .begun = drop.begun,
         .confidence = 0.6, .where = drop.place, .area = {}, .words = &words,
         .facts = {{&facts::vessel, drop.called}, {&facts::other, model::called(visitor)}, {&facts::course, drop.course}, {&dropped_at, drop.begun},
                   {&dwelt, drop.ended - drop.begun}, {&place_name, drop.place}, {&facts::off_coast, drop.off_coast}, {&facts::distance, away},
                   {&facts::held, visitor.seen - visit.since}, {&facts::limit_speed, limits.slow}, {&facts::limit_distance, limits.near},
                   {&facts::limit_held, limits.stay}, {&limit_within, limits.within}}},
        scene.now());
    out.end(ref, model::EventKind::drop_pattern, drop.dropper.mmsi, visitor.seen, scene.now());
}

void DropPattern::gone(const model::Scene&, const Vessel& vessel, Findings&) {
    if (vessel.slot < known_.size()) known_[vessel.slot] = 0;
}

}  // namespace vigia::detection
