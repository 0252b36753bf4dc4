// Ships that pass the Canal: when they come, which waits for what, and their way through the locks.
#include <algorithm>
#include <cmath>

#include "logic/traffic/inside/flight.h"
#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

namespace {

Duration minutes(double m) { return Duration{std::llround(m * 60'000)}; }
Duration hours(double h) { return Duration{std::llround(h * 3'600'000)}; }

constexpr double choose_hours = 6;        ///< a slot's ship is chosen so long before it enters
constexpr double pilot_minutes = 25;      ///< before it weighs anchor
constexpr double queue_growth = 3.0;      ///< times its ordinary length, then ships go elsewhere

std::string_view home_sea(Direction d) { return d == Direction::southbound ? "atlantic" : "pacific"; }
std::string_view other_sea(Direction d) { return d == Direction::southbound ? "pacific" : "atlantic"; }

}  // namespace

void World::Inside::plan_day(std::uint32_t stream, Time midnight) {
    const Transits& t = scenario.transits[stream];
    const double whole = std::floor(t.per_day);
    const int count = static_cast<int>(whole) + (random.chance(t.per_day - whole) ? 1 : 0);
    const double span = t.last - t.first + (t.last <= t.first ? 1440 : 0);
    for (int i = 0; i < count; ++i) {
        const double minute = t.first + span * (i + random.uniform(0.35, 0.65)) / count;
        const Time slot = midnight + minutes(minute);
        const std::uint64_t number = ++slots_planned;
        at(slot - hours(choose_hours), Event::Kind::slot, stream, number);
        if (!random.chance(t.booked)) continue;
        const double sail = t.direction == Direction::southbound ? 5 : 10;  // hours from the open sea
        const Time comes = slot - hours(random.uniform(t.wait_hours_low, t.wait_hours_high) + choose_hours + sail);
        if (comes > now) at(comes, Event::Kind::booked_ship, stream, number);
    }
}

Slot World::Inside::canal_ship(std::uint32_t stream, bool at_anchor) {
    const Transits& t = scenario.transits[stream];
    const std::string_view sea = home_sea(t.direction);
    const bool wide = t.size == SizeClass::neopanamax || random.chance(t.wide);
    const Slot ship = appear(registry.canal_ship(t.size, wide), node_place(sea_gate(sea)));
    if (ship == nobody) return nobody;
    vessels[ship].stream = static_cast<int>(stream);
    Place anchor;
    if (!take_spot(ship, sea, anchor)) {
        ++tally.diverted;
        leave(ship);
        return nobody;
    }
    vessels[ship].plan = registry.voyage(vessels[ship].who, registry.far_port(sea == "atlantic"), now + hours(30));
    Task wait;
    wait.kind = Task::Kind::anchor;
    wait.activity = Activity::at_anchor;
    wait.status = model::NavigationStatus::at_anchor;
    wait.until = never;
    if (at_anchor) {
        vessels[ship].place = anchor;
        vessels[ship].place.heading = random.uniform(0, 360);
        begin(ship, wait);
        return ship;
    }
    push(ship, wait);
    Task come;
    come.kind = Task::Kind::go;
    come.to = anchor;
    come.pace = random.uniform(0.88, 0.96);
    arrive_from_sea(ship, come);
    return ship;
}

void World::Inside::unbooked_ship(std::uint32_t stream) {
    const Transits& t = scenario.transits[stream];
    const double usual = std::max(1, t.waiting);
    const double waiting = static_cast<double>(queues[stream].size());
    // Owners see the queue: fewer come when it is long, more when it is short.
    const double rate = t.per_day * (1 - t.booked) * std::clamp(1.5 - 0.5 * waiting / usual, 0.4, 1.5);
    if (waiting >= usual * queue_growth) {
        ++tally.diverted;
    } else {
        const Slot ship = canal_ship(stream, false);
        if (ship != nobody) queues[stream].push_back(ship);
    }
    if (rate > 0) at(now + hours(random.exponential(24 / rate)), Event::Kind::unbooked_ship, stream);
}

void World::Inside::choose_ship(std::uint32_t stream, std::uint64_t number) {
    Slot chosen = nobody;
    const auto waits = [&](Slot s) { return vessels[s].leg.kind == Leg::Kind::swing && !vessels[s].chosen; };
    for (Slot s = 0; s < vessels.size(); ++s) {
        const Vessel& v = vessels[s];
        if (v.present && v.stream == static_cast<int>(stream) && v.transit_slot == number && waits(s)) chosen = s;
    }
    auto& queue = queues[stream];
    for (auto it = queue.begin(); chosen == nobody && it != queue.end(); ++it) {
        if (!waits(*it)) continue;
        chosen = *it;
        queue.erase(it);
        break;
    }
    if (chosen == nobody) {  // a booked ship that came early may go before its slot
        for (Slot s = 0; s < vessels.size() && chosen == nobody; ++s) {
            if (vessels[s].present && vessels[s].stream == static_cast<int>(stream) && waits(s)) chosen = s;
        }
    }
    if (chosen == nobody) {
        ++tally.slots_unused;
        return;
    }
    vessels[chosen].chosen = true;
    std::erase(queue, chosen);
    start_transit(chosen, now + hours(choose_hours));
}

void World::Inside::start_transit(Slot ship, Time slot_time) {
    const Transits& stream = scenario.transits[static_cast<std::size_t>(vessels[ship].stream)];
    TransitPlanner planner(*this, ship, stream);
    const TransitTimes times = planner.schedule(slot_time);
    vessels[ship].plan = registry.voyage(vessels[ship].who,
                                         registry.far_port(other_sea(stream.direction) == "pacific"),
                                         now + hours(24 * random.uniform(3, 20)));
    planner.commit(times);
    finish_transit(ship, other_sea(stream.direction) == "pacific");
    vessels[ship].leg.ends = times.weigh;
    at(times.weigh, Event::Kind::leg_end, ship, vessels[ship].legs);
    call_pilot_boat(ship, std::max(now, times.weigh - minutes(pilot_minutes)));
}

/// The end of the way: some anchor for bunkers or stores, then all go to sea.
void World::Inside::finish_transit(Slot ship, bool pacific) {
    const std::string_view sea = pacific ? "pacific" : "atlantic";
    Task out;
    out.kind = Task::Kind::go;
    out.to = node_place(sea_gate(sea));
    out.pace = random.uniform(0.88, 0.96);
    out.on_and_out = true;
    out.note = Note::transit_done;
    push(ship, out);
    Task gone;
    gone.kind = Task::Kind::leave;
    push(ship, gone);
}

}  // namespace vigia::traffic
