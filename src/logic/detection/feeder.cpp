#include "logic/detection/feeder.h"

#include <algorithm>

#include "logic/detection/facts.h"
#include "logic/detection/slow_meeting.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName closest{"closest", {"closest", "distancia mínima"}};
constexpr model::FactName left_at{"left_at", {"left the coast", "dejó la costa"}};
constexpr model::FactName met_at{"met_at", {"closest at", "hora de la distancia mínima"}};
constexpr model::FactName slowest{"slowest", {"slowest near the ship", "velocidad mínima junto al buque"}};
constexpr model::FactName limit_trip{"limit_trip", {"longest trip", "duración máxima del viaje"}};
constexpr model::FactName limit_coast{"limit_coast", {"distance that counts as at the coast", "distancia que cuenta como costa"}};

constexpr model::Words words{
    {"{vessel}, a craft of {length}, left the coast at {left_at}, came within {closest} of {other} at {met_at}, slowing to {slowest}, and was back at the coast {held} after leaving.",
     "{vessel}, embarcación de {length} de eslora, dejó la costa a las {left_at}, llegó a {closest} de {other} a las {met_at}, con velocidad mínima de {slowest}, y volvió a la costa {held} después de salir."},
    {"Whether anything changed hands is not known; fishing near ships at anchor, or an agent's boat that does not declare its work, would look the same.",
     "No se sabe si hubo entrega alguna; pescar cerca de buques fondeados, o una lancha de agencia que no declara su oficio, se vería igual."},
    {"A permit or an order by the ship's agent would explain it; going by night, or the same craft at several ships, would weigh more.",
     "Un permiso o un encargo del agente del buque lo explicaría; ir de noche, o la misma lancha en varios buques, pesaría más."}};

constexpr MetresPerSecond stops_below = from_knots(3);  ///< a craft that only passes goes faster

bool is_craft(const Vessel& vessel, const Feeder::Limits& limits) {
    return vessel.length && *vessel.length <= limits.craft && vessel.afloat() && !vessel.exempt();
}

bool waits_for_craft(const Vessel& vessel, const Feeder::Limits& limits) {
    return vessel.length && *vessel.length >= limits.ship && vessel.slower(limits.ship_speed) && vessel.afloat() &&
           (vessel.fix.status == model::NavigationStatus::at_anchor || vessel.where.offshore(limits.coast));
}

bool at_coast(const model::Whereabouts& where, const Feeder::Limits& limits) { return where.off_coast && *where.off_coast < limits.coast; }

}  // namespace

void Feeder::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    if (vessel.slot >= waits_.size()) {
        waits_.resize(vessel.slot + 1, 0);
        trip_of_.resize(vessel.slot + 1, none);
    }
    if (waits_for_craft(vessel, limits)) {
        if (put_.left(vessel.slot, vessel.position(), step)) {
            ships_.put({vessel.slot, vessel.position(), static_cast<float>(vessel.length->value)});
            put_.keep(vessel.slot, vessel.position());
            waits_[vessel.slot] = 1;
        }
    } else if (waits_[vessel.slot] != 0) {
        leave(vessel.slot);
    }
    if (is_craft(vessel, limits)) follow_craft(scene, vessel, limits, out);
}

void Feeder::follow_craft(const model::Scene& scene, const Vessel& craft, const Limits& limits, Findings& out) {
    const std::uint32_t on_trip = trip_of_[craft.slot];
    const bool known = craft.continued() && craft.where.off_coast;
    if (on_trip != none && (!known || craft.seen - trips_[on_trip].left > limits.trip)) return stop(craft.slot);
    if (!known) return;
    if (at_coast(craft.where, limits)) {
        if (on_trip == none) return;
        tell(scene, craft, trips_[on_trip], limits, out);
        return stop(craft.slot);
    }
    Trip* trip = on_trip == none ? nullptr : &trips_[on_trip];
    if (trip == nullptr && at_coast(craft.before_where, limits)) trip = start(craft.slot, craft.before_seen);
    if (trip == nullptr) return;
    meet_ships(scene, craft, *trip, limits);
}

void Feeder::meet_ships(const model::Scene& scene, const Vessel& craft, Trip& trip, const Limits& limits) {
    const Hull own = hull_of(craft);
    const geo::Position from = *craft.before.position, to = craft.position();
    const Flat gone = way(from, to, own.scale);
    // A craft at 25 knots that reports each 30 s goes 400 m between fixes: what counts is the way between them.
    ships_.near(to, Metres{limits.distance.value + 450 + step + gone.size()}, [&](const Ship& near_ship) {
        const Flat apart = way(from, near_ship.at, own.scale);
        const double reach = limits.distance.value + near_ship.length + 50 + step;
        const double part = gone.squared() > 0 ? std::clamp(dot(apart, gone) / gone.squared(), 0.0, 1.0) : 1.0;
        if ((apart - gone * part).squared() > reach * reach) return;
        const Vessel& ship = scene.vessel(near_ship.slot);
        if (craft.seen - ship.seen > slow_fix_stands) return;
        const Metres closest_now = detection::distance(own.carried(gone * (part - 1)), hull_of(ship));
        if (closest_now > limits.distance) return;
        const auto end = trip.met.begin() + static_cast<std::ptrdiff_t>(trip.count);
        auto met = std::find_if(trip.met.begin(), end, [&](const Met& m) { return m.ship.track == ship.id; });
        const MetresPerSecond speed = craft.fix.speed.value_or(MetresPerSecond{});
        if (met == end) {
            if (trip.count == most_met) {
                ++refused_;
                return;
            }
            ++trip.count;
            *met = {{ship.id, ship.mmsi}, model::called(ship), craft.seen, closest_now, speed};
        }
        if (closest_now < met->closest) met->closest = closest_now, met->at = craft.seen;
        met->slowest = std::min(met->slowest, speed);
    });
}

void Feeder::tell(const model::Scene& scene, const Vessel& craft, const Trip& trip, const Limits& limits, Findings& out) {
    for (std::size_t i = 0; i < trip.count; ++i) {
        const Met& met = trip.met[i];
        const FindingRef ref = out.begin(
            {.kind = model::EventKind::feeder, .vessels = {{craft.id, craft.mmsi}, met.ship}, .begun = trip.left,
             .confidence = met.slowest < stops_below ? 0.8 : 0.4, .where = craft.fix.position, .area = {}, .words = &words,
             .facts = {{&facts::vessel, model::called(craft)}, {&facts::other, met.called}, {&facts::length, *craft.length}, {&left_at, trip.left},
                       {&met_at, met.at}, {&closest, met.closest}, {&slowest, met.slowest}, {&facts::held, craft.seen - trip.left},
                       {&facts::limit_distance, limits.distance}, {&limit_trip, limits.trip}, {&limit_coast, limits.coast}}},
            scene.now());
        out.end(ref, model::EventKind::feeder, craft.mmsi, craft.seen, scene.now());
    }
}

void Feeder::leave(model::VesselSlot slot) {
    ships_.erase(slot);
    put_.forget(slot);
    waits_[slot] = 0;
}

Feeder::Trip* Feeder::start(model::VesselSlot slot, Time left) {
    std::uint32_t at = 0;
    if (!free_.empty()) {
        at = free_.back();
        free_.pop_back();
    } else if (trips_.size() < most_trips) {
        at = static_cast<std::uint32_t>(trips_.size());
        trips_.emplace_back();
    } else {
        ++refused_;
        return nullptr;
    }
    trips_[at] = {};
    trips_[at].left = left;
    trip_of_[slot] = at;
    return &trips_[at];
}

void Feeder::stop(model::VesselSlot slot) {
    free_.push_back(trip_of_[slot]);
    trip_of_[slot] = none;
}

void Feeder::gone(const model::Scene&, const Vessel& vessel, Findings&) {
    if (vessel.slot >= waits_.size()) return;
    leave(vessel.slot);
    if (trip_of_[vessel.slot] != none) stop(vessel.slot);
}

}  // namespace vigia::detection
