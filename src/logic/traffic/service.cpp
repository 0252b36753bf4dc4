// Pilot boats and tugs: called to a ship, with it for a while, then home.
#include <algorithm>
#include <cmath>
#include <limits>

#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

namespace {

using Status = model::NavigationStatus;
constexpr double pilot_minutes = 6;      ///< alongside
constexpr double early_minutes = 4;      ///< a tug is at its place so long before it is needed
constexpr double furthest = 40'000;      ///< metres: nobody is called from further away
constexpr double pilot_abeam = 12;
constexpr double called_minutes = 80;    ///< craft are chosen so long before they are needed

Task go(const Place& to) {
    Task t;
    t.kind = Task::Kind::go;
    t.to = to;
    t.pace = 0.92;
    return t;
}

/// The free craft of a role nearest to a place that it can reach; nobody when there is none.
Slot nearest_free(const World::Inside& sea, Role role, const Place& to) {
    Slot best = nobody;
    double least = furthest;
    for (Slot s = 0; s < sea.vessels.size(); ++s) {
        const Vessel& v = sea.vessels[s];
        if (!v.present || v.who.role != role || !v.idle || !v.tasks.empty()) continue;
        const double way = geo::distance_near(v.place.at, to.at).value;
        if (way >= least || !sea.connected(v.place.gate, to.gate)) continue;
        best = s;
        least = way;
    }
    return best;
}

/// Ends the rest of a craft at its base at the time at which it must leave.
void call(World::Inside& sea, Slot slot, Time leaves) {
    Vessel& v = sea.vessels[slot];
    v.idle = false;
    v.leg.ends = std::max(leaves, sea.now);
    ++v.legs;
    sea.at(v.leg.ends, Event::Kind::leg_end, slot, v.legs);
}

}  // namespace

void World::Inside::go_home(Slot slot) {
    const Vessel& v = vessels[slot];
    std::size_t best = waters.bases.size();
    double least = std::numeric_limits<double>::infinity();
    for (const Fleet& fleet : scenario.fleets) {
        if (fleet.role != v.who.role) continue;
        const std::size_t base = base_index(fleet.base.text);
        const double way = geo::distance_near(waters.bases[base].at, v.place.at).value;
        if (way < least && connected(v.place.gate, waters.bases[base].gate)) {
            best = base;
            least = way;
        }
    }
    if (best == waters.bases.size()) {  // no base on this side of the locks: it waits to be called
        Task wait;
        wait.activity = Activity::moored;
        wait.status = Status::moored;
        wait.time = std::chrono::hours(24);
        wait.note = Note::home;
        return push(slot, wait);
    }
    vessels[slot].tasks.push_front(go(base_place(slot, best)));
}

void World::Inside::call_pilot_boat(Slot ship, Time boarding) { call_tugs(ship, {}, boarding, 0); }

void World::Inside::call_tugs(Slot ship, const Place& join, Time ready, int count) {
    calls[++calls_made] = {ship, vessels[ship].who.number, count, join, ready};
    at(ready - Duration{std::llround(called_minutes * 60'000)}, Event::Kind::call, ship, calls_made);
}

void World::Inside::answer(std::uint64_t number) {
    const Call call = calls.at(number);
    calls.erase(number);
    if (!vessels[call.ship].present || vessels[call.ship].who.number != call.number) return;
    if (call.tugs == 0) return send_pilot_boat(call.ship, call.ready);
    send_tugs(call.ship, call.join, call.ready, call.tugs);
}

void World::Inside::send_pilot_boat(Slot ship, Time boarding) {
    const Vessel& v = vessels[ship];
    const Slot boat = nearest_free(*this, Role::pilot, v.place);
    if (boat == nobody) {
        ++tally.without_pilot_boat;
        return;
    }
    Place alongside = v.place;
    if (v.leg.kind == Leg::Kind::swing) {
        const State there = state(ship, std::max(boarding, now));
        alongside.at = offset(there.position, there.heading.value, 0, v.who.beam().value / 2 + pilot_abeam);
    } else {
        alongside.at = offset(alongside.at, 0, 0, v.who.length().value);
    }
    const Task out = go(alongside);
    const Duration lasts = passage(vessels[boat], vessels[boat].place, out).lasts();
    push(boat, out);
    Task by;
    by.kind = Task::Kind::follow;
    by.whom = ship;
    by.activity = Activity::attending;
    by.time = Duration{std::llround(pilot_minutes * 60'000)};
    push(boat, by);
    Task home;
    home.kind = Task::Kind::rest;
    home.activity = Activity::attending;
    home.time = seconds(30);
    push(boat, home);
    call(*this, boat, boarding - lasts);
}

void World::Inside::send_tugs(Slot ship, const Place& join, Time ready, int count) {
    for (int i = 0; i < count; ++i) {
        const Slot tug = nearest_free(*this, Role::tug, join);
        if (tug == nobody) {
            ++tally.without_tug;
            continue;
        }
        const double length = vessels[ship].who.length().value;
        Place place = join;
        place.at = i == 0 ? offset(join.at, join.heading, -(length / 2 + 55), 0)
                          : offset(join.at, join.heading, -length * 0.3, vessels[ship].who.beam().value / 2 + 12);
        Task out = go(place);
        out.corners = corners(vessels[tug].place, place, vessels[tug].who);
        // The gate itself lies beyond the place, which is on the way to it.
        if (out.corners.size() > 2 && geo::distance_near(place.at, waters.nodes[place.gate].at).value > 0) {
            const Corner& last = out.corners[out.corners.size() - 2];
            const geo::Position at = geo::Position::of(last.latitude, last.longitude);
            if (geo::distance_near(at, waters.nodes[place.gate].at).value < 5) out.corners.erase(out.corners.end() - 2);
        }
        const Duration lasts = passage(vessels[tug], vessels[tug].place, out).lasts();
        push(tug, out);
        Task wait;
        wait.kind = Task::Kind::rest;
        wait.activity = Activity::attending;
        wait.until = ready;
        push(tug, wait);
        Task by;
        by.kind = Task::Kind::follow;
        by.whom = ship;
        by.activity = Activity::attending;
        by.until = never;
        push(tug, by);
        call(*this, tug, ready - lasts - Duration{std::llround(early_minutes * 60'000)});
    }
}

}  // namespace vigia::traffic
