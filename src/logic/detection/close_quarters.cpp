#include "logic/detection/close_quarters.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::AreaKind;
using model::Vessel;

constexpr model::FactName limit_cpa{"limit_cpa", {"limit of closest approach", "límite de distancia mínima de paso"}};
constexpr model::FactName limit_tcpa{"limit_tcpa", {"limit of time to it", "límite de tiempo hasta el paso"}};
constexpr model::FactName limit_lengths{"limit_lengths", {"lengths of the ellipse", "esloras de la elipse"}};
constexpr model::FactName limit_beams{"limit_beams", {"beams of the ellipse", "mangas de la elipse"}};

constexpr model::Sentence would_change{
    "A turn or a change of speed that lets them pass clear ends it; no answer by radio, poor visibility or a ship that turns slowly would weigh more.",
    "Una caída o un cambio de velocidad que los deje pasar libres lo termina; la falta de respuesta por radio, la mala visibilidad o un buque de giro lento pesarían más."};
constexpr model::Words open_words{
    {"{vessel} and {other} will pass {cpa} from each other in {tcpa} if both keep course and speed; now {distance} apart. The limit is {limit_cpa} within {limit_tcpa}.",
     "{vessel} y {other} pasarán a {cpa} uno de otro en {tcpa} si mantienen rumbo y velocidad; ahora a {distance}. El límite es {limit_cpa} en {limit_tcpa}."},
    {"Whether they have agreed by radio how to pass, or are about to turn, is not known. Distances are between antennas.",
     "No se sabe si han convenido por radio cómo pasar o si están por caer a otro rumbo. Las distancias son entre antenas."},
    would_change};
constexpr model::Words narrow_words{
    {"The hulls of {vessel} and {other} come within the safety ellipse ({limit_lengths} lengths by {limit_beams} beams) in less than {limit_tcpa} if both keep course and speed; their antennas will pass {cpa} apart in {tcpa}.",
     "Los cascos de {vessel} y {other} entran en la elipse de seguridad ({limit_lengths} esloras por {limit_beams} mangas) en menos de {limit_tcpa} si mantienen rumbo y velocidad; sus antenas pasarán a {cpa} en {tcpa}."},
    {"Whether they have agreed by radio how to pass, or will follow a bend of the channel, is not known; close meetings in order are usual here.",
     "No se sabe si han convenido por radio cómo pasar o si seguirán una curva del canal; aquí son usuales los cruces próximos y ordenados."},
    would_change};

constexpr model::Sentence why_exempt{
    "{vessel} or {other} has since said, or is listed, to be a craft whose work is to go close to others.",
    "{vessel} o {other} ha declarado después, o consta en lista, ser una embarcación cuyo oficio es acercarse a otros buques."};
constexpr Duration search_each = std::chrono::seconds(30);
constexpr Duration clear_held = std::chrono::seconds(15);  ///< one noisy reading ends nothing; it ends at the first of them
constexpr double search_on_change = 0.35;      ///< m/s of change of velocity since the last search
constexpr double seconds_ahead = 60;           ///< pairs are taken up that long before they may come to the limit
constexpr double any_time = 3600;              ///< s: an open one goes on however long it takes
constexpr double same_way = 0.5;               ///< m/s: velocities that differ by less are smoothed

double seconds(Duration span) { return std::chrono::duration<double>(span).count(); }

}  // namespace

bool CloseQuarters::may_meet(const Vessel& vessel, const Limits& limits) {
    if (!vessel.faster(limits.speed) || !vessel.length || *vessel.length < limits.length || !vessel.fix.course) return false;
    return vessel.afloat() && !vessel.exempt() && !vessel.where.in(AreaKind::lock) && !vessel.where.in(AreaKind::harbour);
}

void CloseQuarters::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const bool may = may_meet(vessel, limits);
    if (vessel.slot >= known_.size()) {
        known_.resize(vessel.slot + 1, 0);
        standing_.resize(vessel.slot + 1);
    }
    if (!may && known_[vessel.slot] == 0) return;
    if (vessel.fixes > 1 && !vessel.continued()) cut(scene, vessel, vessel.before_seen, out);
    Standing& own = standing_[vessel.slot];
    const Sea sea_before = own.mover.sea;
    update(vessel, own, may);
    std::uint8_t& known = known_[vessel.slot];
    if (may) {
        const Flat changed = own.mover.velocity.flat() - own.searched_velocity.flat();
        if (own.since_search >= search_each.count() || changed.squared() > search_on_change * search_on_change || own.mover.sea != sea_before)
            search(scene, vessel, own, limits);
        known |= in_grid;
    } else {
        grid_.erase(vessel.slot);
        own.since_search = never;
        known &= has_pairs;
    }
    if ((known & has_pairs) == 0) return;
    pairs_.each(vessel.slot, [&](Pair& pair) { return judge(scene, pair, limits, out); });
    if (!pairs_.any(vessel.slot)) known &= in_grid;
}

void CloseQuarters::said(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.slot >= known_.size() || known_[vessel.slot] == 0 || !vessel.exempt()) return;
    pairs_.each(vessel.slot, [&](Pair& pair) {
        if (pair.state.open != FindingRef::none)
            out.withdraw(pair.state.open, model::EventKind::close_quarters, scene.vessel(pair.one).mmsi, why_exempt, scene.now());
        return Keep::no;
    });
    grid_.erase(vessel.slot);
    standing_[vessel.slot].since_search = never;
    standing_[vessel.slot].mover.may = false;
    known_[vessel.slot] = 0;
}

void CloseQuarters::expect(model::VesselSlot slot) const {
    if (slot < known_.size() && known_[slot] != 0) __builtin_prefetch(&standing_[slot]);
}

void CloseQuarters::update(const Vessel& vessel, Standing& own, bool may) const {
    Flat now = velocity(vessel.fix);
    const Duration passed = vessel.seen - own.mover.seen;
    const bool known = known_[vessel.slot] != 0 && passed < moving_fix_stands;
    // Steady courses are smoothed: half of the noise is half of the doubt 15 minutes ahead.
    if (known && (now - own.mover.velocity.flat()).squared() < same_way * same_way) now = (own.mover.velocity.flat() + now) * 0.5;
    own.since_search = known && own.since_search < never ? own.since_search + static_cast<std::int32_t>(passed.count()) : never;
    own.mover = {.slot = vessel.slot, .length = vessel.length ? static_cast<float>(vessel.length->value) : 0, .at = vessel.position(), .seen = vessel.seen,
                 .velocity = {static_cast<float>(now.east), static_cast<float>(now.north)},
                 .sea = vessel.where.sheltered() ? Sea::narrow : Sea::open, .may = may};
}

void CloseQuarters::search(const model::Scene& scene, const Vessel& vessel, Standing& own, const Limits& limits) {
    grid_.put(own.mover);
    own.since_search = 0;
    own.searched_velocity = own.mover.velocity;
    const double ahead = seconds(own.mover.sea == Sea::open ? std::max(limits.tcpa, limits.ellipse_ahead) : limits.ellipse_ahead) + seconds_ahead;
    // The faster of two finds the other: their range shrinks by at most twice its speed.
    const double radius = 2 * vessel.fix.speed->value * (ahead + seconds(search_each)) + std::max(limits.cpa.value, 3.0 * own.mover.length);
    const double scale = east_scale(own.mover.at.latitude());
    grid_.near(vessel.position(), Metres{radius}, [&](const Mover& other) {
        if (other.slot == vessel.slot || !comes_close(own.mover, other, scale, limits)) return;
        const bool first = vessel.mmsi < scene.vessel(other.slot).mmsi;
        if (pairs_.add(first ? vessel.slot : other.slot, first ? other.slot : vessel.slot) == nullptr) return;
        known_[vessel.slot] |= has_pairs;
        known_[other.slot] |= has_pairs;
    });
}

bool CloseQuarters::comes_close(const Mover& own, const Mover& other, double scale, const Limits& limits) {
    const Duration age = own.seen - other.seen;
    if (age > moving_fix_stands + search_each) return false;  // a record of the grid is that of a search
    const Flat relative = other.velocity.flat() - own.velocity.flat();
    const Flat apart = way(own.at, other.at, scale) + other.velocity.flat() * seconds(age);
    const double inward = -dot(apart, relative), pace = relative.squared();
    if (inward <= 0) return false;
    const bool open = own.sea == Sea::open && other.sea == Sea::open;
    const double ahead = seconds(open ? limits.tcpa : limits.ellipse_ahead) + seconds_ahead;
    // An ellipse reaches a length from its middle, an antenna is up to half a length from that, the other's hull a length.
    const double slack = open ? 300 + limits.cpa.value : 150 + 1.5 * (own.length + other.length);
    // The closest approach is |cross| / |relative|, unless it lies too far ahead.
    if (inward > pace * ahead) return (apart + relative * ahead).squared() < slack * slack;
    const double aside = cross(apart, relative);
    return aside * aside < slack * slack * pace;
}

CloseQuarters::Meeting CloseQuarters::meeting(const Standing& one, const Standing& two) {
    Meeting now;
    now.at = std::max(one.mover.seen, two.mover.seen);
    now.apart = way(one.mover.at, two.mover.at, scale_between(one.mover.at, two.mover.at)) + two.mover.velocity.flat() * seconds(now.at - two.mover.seen) -
                one.mover.velocity.flat() * seconds(now.at - one.mover.seen);
    now.relative = two.mover.velocity.flat() - one.mover.velocity.flat();
    now.approach = approach(now.apart, now.relative);
    return now;
}

bool CloseQuarters::too_close(const model::Scene& scene, const Pair& pair, const Meeting& now, Sea sea, const Limits& limits, Asked asked) const {
    const bool begins = asked == Asked::whether_it_begins;
    const double share = begins ? 1 : limits.ends_beyond_share;
    const Seconds ahead{begins ? seconds(sea == Sea::open ? limits.tcpa : limits.ellipse_ahead) : any_time};
    if (sea == Sea::open) return now.approach.cpa < limits.cpa * share && now.approach.tcpa < ahead;
    const Mover &one = standing_[pair.one].mover, &two = standing_[pair.two].mover;
    const double time = std::min(now.approach.tcpa.value, ahead.value), reach = 2 * share * (one.length + two.length);
    if ((now.apart + now.relative * time).squared() > reach * reach) return false;
    const auto then = [&](const Mover& m) { return hull_of(scene.vessel(m.slot), Pointing::by_course).carried(m.velocity.flat() * seconds(now.at - m.seen)); };
    const Hull first = then(one), second = then(two);
    const double lengths = limits.ellipse_lengths_count * share, beams = limits.ellipse_beams_count * share;
    return meets_ellipse(first, lengths, beams, second, now.relative, ahead) || meets_ellipse(second, lengths, beams, first, now.relative * -1, ahead);
}

Keep CloseQuarters::judge(const model::Scene& scene, Pair& pair, const Limits& limits, Findings& out) {
    const Standing &one = standing_[pair.one], &two = standing_[pair.two];
    State& state = pair.state;
    const Time oldest = std::min(one.mover.seen, two.mover.seen);
    const Meeting now = meeting(one, two);
    if (now.at - oldest > Vessel::cut_after) {
        end(scene, pair, std::max(oldest, state.judged), out);
        return Keep::no;
    }
    if (now.at - oldest > moving_fix_stands) return state.open != FindingRef::none || state.running ? Keep::yes : Keep::no;
    state.judged = now.at;
    if (state.open != FindingRef::none) {
        if (now.approach.closing && too_close(scene, pair, now, state.sea, limits, Asked::whether_it_goes_on)) {
            state.clear = false;
            return Keep::yes;
        }
        if (!state.clear) state.clear = true, state.clear_since = now.at;
        if (now.at - state.clear_since >= clear_held) end(scene, pair, state.clear_since, out);
        return Keep::yes;
    }
    const Sea sea = one.mover.sea == Sea::open && two.mover.sea == Sea::open ? Sea::open : Sea::narrow;
    const bool close = one.mover.may && two.mover.may && now.approach.closing && too_close(scene, pair, now, sea, limits, Asked::whether_it_begins);
    if (close) {
        if (!state.running || state.sea != sea) state = {.since = now.at, .judged = now.at, .clear_since = {}, .open = {}, .running = true, .clear = false, .sea = sea};
        if (now.at - state.since >= (sea == Sea::open ? limits.held : limits.ellipse_held)) begin(scene, pair, now, limits, out);
        return Keep::yes;
    }
    state.running = false;
    return one.mover.may && two.mover.may && comes_close(one.mover, two.mover, scale_between(one.mover.at, two.mover.at), limits) ? Keep::yes : Keep::no;
}

void CloseQuarters::begin(const model::Scene& scene, Pair& pair, const Meeting& now, const Limits& limits, Findings& out) {
    const Vessel &one = scene.vessel(pair.one), &two = scene.vessel(pair.two);
    const bool open = pair.state.sea == Sea::open, sizes = one.beam && two.beam;
    const Duration tcpa{static_cast<std::int64_t>(now.approach.tcpa.value * 1000)};
    model::Finding finding{.kind = model::EventKind::close_quarters, .vessels = {{one.id, one.mmsi}, {two.id, two.mmsi}}, .begun = pair.state.since,
                           .confidence = open || sizes ? 0.9 : 0.7, .where = one.position(), .area = {}, .words = open ? &open_words : &narrow_words,
                           .facts = {{&facts::vessel, model::called(one)}, {&facts::other, model::called(two)}, {&facts::distance, now.approach.range},
                                     {&facts::cpa, now.approach.cpa}, {&facts::tcpa, tcpa}, {&facts::speed, *one.fix.speed}, {&facts::held, now.at - pair.state.since},
                                     {&limit_tcpa, open ? limits.tcpa : limits.ellipse_ahead}, {&facts::limit_held, open ? limits.held : limits.ellipse_held}}};
    if (open) {
        finding.facts.push_back({&limit_cpa, limits.cpa});
    } else {
        finding.facts.push_back({&limit_lengths, static_cast<std::int64_t>(std::lround(limits.ellipse_lengths_count))});
        finding.facts.push_back({&limit_beams, static_cast<std::int64_t>(std::lround(limits.ellipse_beams_count))});
    }
    pair.state.open = out.begin(std::move(finding), scene.now());
}

void CloseQuarters::end(const model::Scene& scene, Pair& pair, Time ended, Findings& out) {
    if (pair.state.open != FindingRef::none)
        out.end(pair.state.open, model::EventKind::close_quarters, scene.vessel(pair.one).mmsi, std::max(ended, pair.state.since), scene.now());
    pair.state = {};
}

void CloseQuarters::cut(const model::Scene& scene, const Vessel& vessel, Time ended, Findings& out) {
    pairs_.each(vessel.slot, [&](Pair& pair) {
        end(scene, pair, std::max(ended, pair.state.judged), out);
        return Keep::no;
    });
}

void CloseQuarters::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.slot >= known_.size() || known_[vessel.slot] == 0) return;
    cut(scene, vessel, vessel.seen, out);
    grid_.erase(vessel.slot);
    standing_[vessel.slot] = {};
    known_[vessel.slot] = 0;
}

}  // namespace vigia::detection
