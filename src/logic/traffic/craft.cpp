// Craft that live here: what each does when it has nothing left to do.
#include <algorithm>
#include <cmath>

#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

namespace {

constexpr int trawl_points = 9;
constexpr double ferry_turnaround_minutes = 25;

Duration minutes(double m) { return Duration{std::llround(m * 60'000)}; }
Duration hours(double h) { return Duration{std::llround(h * 3'600'000)}; }

using Status = model::NavigationStatus;

Task rest(Activity activity, Status status, Duration time) {
    Task t;
    t.kind = Task::Kind::rest;
    t.activity = activity;
    t.status = status;
    t.time = time;
    return t;
}

Task go(const Place& to, Status status = Status::under_way_using_engine) {
    Task t;
    t.kind = Task::Kind::go;
    t.to = to;
    t.status = status;
    t.pace = 0.92;
    return t;
}

/// How each role works in its ground: knots, status.
struct Work {
    double low, high;
    Status status;
};
Work work_of(Role role) {
    switch (role) {
        case Role::fishing: return {2.2, 4.2, Status::fishing};
        case Role::yacht: return {3.0, 6.0, Status::under_way_sailing};
        case Role::patrol: return {7.0, 16.0, Status::under_way_using_engine};
        case Role::transit: case Role::port_call: case Role::through: case Role::tug: case Role::pilot: case Role::ferry:
        case Role::dredger: case Role::launch: case Role::bunker: case Role::aircraft: break;
    }
    return {3.0, 5.0, Status::under_way_using_engine};
}

/// Rest at the base until the next trip. Local craft rather go out by day.
Duration lie_time(World::Inside& sea, double busy, double trip_hours) {
    const double mean = trip_hours * (1 - busy) / std::max(busy, 0.02);
    return hours(std::clamp(sea.random.exponential(mean), 0.2, 6 * mean + 1));
}

void trip(World::Inside& sea, Slot slot, const Fleet& fleet) {
    Vessel& v = sea.vessels[slot];
    const Ground& ground = *sea.waters.ground(fleet.grounds[sea.random.below(fleet.grounds.size())].text);
    const Work work = work_of(v.who.role);
    const Place first = sea.ground_place(ground);
    sea.push(slot, go(first, work.status == Status::fishing ? Status::under_way_using_engine : work.status));
    Place at = first;
    const int legs = static_cast<int>(1 + sea.random.below(3));
    for (int leg = 0; leg < legs; ++leg) {
        Task labour = go(at, work.status);
        labour.activity = Activity::working;
        labour.top = from_knots(sea.random.uniform(work.low, work.high)).value;
        Corner c;
        c.latitude = at.at.latitude();
        c.longitude = at.at.longitude();
        labour.corners.push_back(c);
        for (int i = 0; i < trawl_points; ++i) {
            // Short boards: each a part of the way to some other place of the (convex) ground.
            const geo::Position far = inside(ground.corners, sea.random.uniform(), sea.random.uniform());
            const double part = sea.random.uniform(0.15, 0.5);
            c.latitude += (far.latitude() - c.latitude) * part;
            c.longitude += (far.longitude() - c.longitude) * part;
            labour.corners.push_back(c);
        }
        at.at = geo::Position::of(c.latitude, c.longitude);
        labour.to = at;
        sea.push(slot, labour);
        if (work.status == Status::fishing) sea.push(slot, rest(Activity::working, Status::fishing, minutes(sea.random.uniform(5, 40))));
    }
    sea.push(slot, go(sea.base_place(slot, sea.base_index(fleet.base.text))));
}

/// Boats and bunker barges that go to a ship at anchor, lie alongside for a while, and come back.
bool errand(World::Inside& sea, Slot slot, const Fleet& fleet) {
    const std::size_t home = sea.base_index(fleet.base.text);
    std::vector<Slot> ships;
    for (Slot s = 0; s < sea.vessels.size(); ++s) {
        const Vessel& v = sea.vessels[s];
        if (v.present && v.leg.kind == Leg::Kind::swing && v.followers.empty() && !v.boat_out) ships.push_back(s);
    }
    for (int tries = 0; tries < 6 && !ships.empty(); ++tries) {
        const Slot ship = ships[sea.random.below(ships.size())];
        if (!sea.connected(sea.waters.bases[home].gate, sea.vessels[ship].place.gate)) continue;
        const bool bunker = sea.vessels[slot].who.role == Role::bunker;
        const State there = sea.state(ship, sea.now);
        const double abeam = sea.vessels[ship].who.beam().value / 2 + sea.vessels[slot].who.beam().value / 2 + 6;
        Place alongside = sea.vessels[ship].place;
        alongside.at = offset(there.position, there.heading.value, -10, abeam);
        sea.push(slot, go(alongside));
        Task by;
        by.kind = Task::Kind::follow;
        by.whom = ship;
        by.activity = Activity::attending;
        by.status = bunker ? Status::moored : Status::under_way_using_engine;
        by.time = bunker ? hours(sea.random.uniform(3, 7)) : minutes(sea.random.uniform(8, 35));
        sea.push(slot, by);
        sea.push(slot, go(sea.base_place(slot, home)));
        return true;
    }
    return false;
}

/// A dredger shifts along the side of the Cut and works for some hours in each place.
void dredge(World::Inside& sea, Slot slot) {
    const auto cut = std::ranges::find_if(sea.waters.ways, [](const Way& w) { return w.water == Water::cut && w.corners.size() > 6; });
    check(cut != sea.waters.ways.end());
    const std::size_t index = static_cast<std::size_t>(cut - sea.waters.ways.begin());
    Vessel& v = sea.vessels[slot];
    std::vector<Corner> way;
    sea.add_way(*cut, index, true, v.who, way);  // from Gamboa southwards
    const std::size_t far = 3 + sea.random.below(way.size() - 5);
    Task there = go(v.place, Status::restricted_manoeuvrability);
    there.corners.push_back({v.place.at.latitude(), v.place.at.longitude(), 3, 0, true, no_reach});
    there.corners.insert(there.corners.end(), way.begin(), way.begin() + static_cast<std::ptrdiff_t>(far) + 1);
    // It works at the right-hand side, out of the way of ships.
    const geo::Position a = geo::Position::of(way[far - 1].latitude, way[far - 1].longitude);
    const geo::Position b = geo::Position::of(way[far].latitude, way[far].longitude);
    there.to.at = offset(b, geo::bearing(a, b).value, 0, 55);
    there.to.name = cut->name;
    there.corners.push_back({there.to.at.latitude(), there.to.at.longitude(), 2, 0, true, static_cast<std::uint16_t>(index)});
    sea.push(slot, there);
    Task labour = rest(Activity::working, Status::restricted_manoeuvrability, hours(sea.random.uniform(4, 9)));
    sea.push(slot, labour);
    Task back = go(sea.base_place(slot, sea.base_index(sea.scenario.fleets[static_cast<std::size_t>(v.fleet)].base.text)));
    for (std::size_t i = there.corners.size(); i-- > 1;) back.corners.push_back(there.corners[i]);
    back.corners.push_back({back.to.at.latitude(), back.to.at.longitude(), 3, 0, true, no_reach});
    sea.push(slot, back);
}

void ferry_trip(World::Inside& sea, Slot slot) {
    Vessel& v = sea.vessels[slot];
    const Ferry& line = sea.scenario.ferries[static_cast<std::size_t>(v.ferry)];
    const Time midnight = local_midnight(sea.now);
    Time departs = never;
    const auto boat = static_cast<int>(v.transit_slot);  // its number in the line
    for (int day = 0; day <= 1 && departs == never; ++day) {
        int trip = 0;
        for (double m = line.first; m <= line.last; m += line.every_minutes, ++trip) {
            const Time when = midnight + std::chrono::hours(24 * day) + minutes(m);
            if (trip % line.boats != boat || when < sea.now) continue;
            departs = when;
            break;
        }
    }
    Task wait = rest(Activity::moored, Status::moored, {});
    wait.until = departs == never ? sea.now + hours(6) : departs;
    wait.note = Note::home;
    sea.push(slot, wait);
    if (departs == never) return;
    sea.push(slot, go(sea.base_place(slot, sea.base_index(line.to.text))));
    sea.push(slot, rest(Activity::moored, Status::moored, minutes(ferry_turnaround_minutes)));
    sea.push(slot, go(sea.base_place(slot, sea.base_index(line.from.text))));
}

}  // namespace

void World::Inside::place_fleets() {
    for (std::size_t f = 0; f < scenario.fleets.size(); ++f) {
        const Fleet& fleet = scenario.fleets[f];
        for (int i = 0; i < fleet.count; ++i) {
            const bool class_a = fleet.class_a >= 1 || random.chance(fleet.class_a);
            const Slot slot = appear(registry.craft(fleet.role, class_a), {});
            if (slot == nobody) return;
            vessels[slot].place = base_place(slot, base_index(fleet.base.text));
            vessels[slot].fleet = static_cast<int>(f);
            vessels[slot].plan = registry.voyage(vessels[slot].who, fleet.base.text, now);
            Task first = rest(Activity::moored, Status::moored, hours(random.uniform(0, 12)));
            first.note = Note::home;
            begin(slot, first);
        }
    }
    for (std::size_t f = 0; f < scenario.ferries.size(); ++f) {
        for (int i = 0; i < scenario.ferries[f].boats; ++i) {
            const Slot slot = appear(registry.craft(Role::ferry, true), {});
            if (slot == nobody) return;
            vessels[slot].place = base_place(slot, base_index(scenario.ferries[f].from.text));
            Vessel& v = vessels[slot];
            v.ferry = static_cast<int>(f);
            v.transit_slot = static_cast<std::uint64_t>(i);
            v.hull.speed = scenario.ferries[f].speed.value;
            v.plan = registry.voyage(v.who, scenario.ferries[f].to.text, now);
            begin(slot, rest(Activity::moored, Status::moored, minutes(1)));
        }
    }
}

void World::Inside::idle_craft(Slot slot) {
    Vessel& v = vessels[slot];
    if (v.ferry >= 0) return ferry_trip(*this, slot);
    check(v.fleet >= 0);  // ships always have a last task
    const Fleet& fleet = scenario.fleets[static_cast<std::size_t>(v.fleet)];
    const bool at_home = v.leg.kind == Leg::Kind::rest && v.leg.activity == Activity::moored;
    const bool called = v.who.role == Role::tug || v.who.role == Role::pilot;
    if (called && v.leg.activity == Activity::attending) return go_home(slot);
    if (!at_home || called || (fleet.grounds.empty() && (v.who.role == Role::yacht || v.who.role == Role::fishing || v.who.role == Role::patrol))) {
        Task lie = rest(Activity::moored, Status::moored,
                        called ? hours(24) : lie_time(*this, fleet.busy, v.who.role == Role::dredger ? 8 : 4));
        lie.note = Note::home;
        return push(slot, lie);
    }
    switch (v.who.role) {
        case Role::fishing: case Role::yacht: case Role::patrol: return trip(*this, slot, fleet);
        case Role::dredger: return dredge(*this, slot);
        case Role::launch: case Role::bunker:
            if (errand(*this, slot, fleet)) return;
            return push(slot, rest(Activity::moored, Status::moored, hours(1)));
        case Role::tug: case Role::pilot: case Role::ferry: case Role::aircraft: case Role::transit:
        case Role::port_call: case Role::through: check(false);
    }
}

}  // namespace vigia::traffic
