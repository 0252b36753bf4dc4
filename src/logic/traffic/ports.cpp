// Ships that call at berths, ships that pass by, and aircraft.
#include <algorithm>
#include <cmath>

#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

namespace {
Duration hours(double h) { return Duration{std::llround(h * 3'600'000)}; }
constexpr double anchor_hours_low = 1.5, anchor_hours_high = 8;  ///< before the berth
constexpr int flight_points = 14;

Task rest(Activity activity, model::NavigationStatus status, Duration time) {
    Task t;
    t.kind = Task::Kind::rest;
    t.activity = activity;
    t.status = status;
    t.time = time;
    return t;
}
Task go(const Place& to, double pace) {
    Task t;
    t.kind = Task::Kind::go;
    t.to = to;
    t.pace = pace;
    return t;
}
Task gone() {
    Task t;
    t.kind = Task::Kind::leave;
    return t;
}
}  // namespace

/// Alongside: swings to the quay's direction, then lies there.
void World::Inside::push_berth(Slot slot, const Place& berth, Duration stay) {
    push(slot, go(berth, 0.9));
    Task swing = rest(Activity::turning, model::NavigationStatus::under_way_using_engine, seconds(600));
    swing.align = berth.heading;
    push(slot, swing);
    push(slot, rest(Activity::moored, model::NavigationStatus::moored, stay));
}

void World::Inside::port_ship(std::uint32_t index) {
    const PortCalls& port = scenario.ports[index];
    at(now + hours(random.exponential(24 / port.per_day)), Event::Kind::port_ship, index);
    std::vector<std::size_t> open;
    for (std::size_t b = 0; b < waters.berths.size(); ++b) {
        if (waters.berths[b].port == port.port.text && !berth_taken[b]) open.push_back(b);
    }
    if (open.empty()) {
        ++tally.diverted;
        return;
    }
    const std::size_t b = open[random.below(open.size())];
    const Berth& berth = waters.berths[b];
    NodeIndex gate = sea_gate("atlantic");
    std::string_view sea = "atlantic";
    if (!connected(gate, berth.gate)) gate = sea_gate(sea = "pacific");
    const std::string_view kind = port.ships[random.below(port.ships.size())].text;
    const Slot ship = appear(registry.merchant(kind, berth.length.value), node_place(gate));
    if (ship == nobody) return;
    Vessel& v = vessels[ship];
    v.berth = b;
    v.has_berth = berth_taken[b] = true;
    Place anchor;
    if (!take_spot(ship, sea, anchor)) {
        ++tally.diverted;
        return leave(ship);
    }
    v.plan = registry.voyage(v.who, berth.port, now + hours(12));
    const Duration waits = hours(random.uniform(anchor_hours_low, anchor_hours_high));
    Task wait = rest(Activity::at_anchor, model::NavigationStatus::at_anchor, waits);
    wait.kind = Task::Kind::anchor;
    push(ship, wait);
    const std::size_t alongside = v.tasks.size();
    push_berth(ship, {berth.gate, berth.at, berth.heading.value, berth.name, 3.0},
               hours(random.uniform(port.stay_hours_low, port.stay_hours_high)));
    v.tasks[alongside].note = Note::free_spot;
    Task out = go(node_place(sea_gate(sea)), random.uniform(0.88, 0.96));
    out.note = Note::free_berth;
    out.on_and_out = true;
    push(ship, out);
    push(ship, gone());
    arrive_from_sea(ship, go(anchor, random.uniform(0.88, 0.96)));
    call_pilot_boat(ship, v.leg.ends + waits - hours(0.3));
}

void World::Inside::through_ship(std::uint32_t index) {
    const Through& line = scenario.through[index];
    at(now + hours(random.exponential(24 / line.per_day)), Event::Kind::through_ship, index);
    const bool back = random.chance(0.5);
    const NodeIndex from = *waters.node((back ? line.to : line.from).text), to = *waters.node((back ? line.from : line.to).text);
    static constexpr std::string_view kinds[] = {"bulk", "tanker", "container", "general"};
    Identity who = registry.merchant(kinds[random.below(std::size(kinds))], 250);
    who.role = Role::through;
    const Slot ship = appear(std::move(who), node_place(from));
    if (ship == nobody) return;
    vessels[ship].plan = registry.voyage(vessels[ship].who, registry.far_port(random.chance(0.5)), now + hours(90));
    push(ship, gone());
    Task on = go(node_place(to), 1.0);
    on.on_and_out = true;
    arrive_from_sea(ship, on);
}

void World::Inside::flight(std::uint32_t index) {
    const Flights& flights = scenario.flights[index];
    at(now + hours(random.exponential(24 / flights.per_day)), Event::Kind::flight, index);
    const Ground& ground = *waters.ground(flights.ground.text);
    const Slot slot = appear(registry.craft(Role::aircraft, false), ground_place(ground));
    if (slot == nobody) return;
    vessels[slot].altitude = std::round(random.uniform(250, 600));
    Task search = go(ground_place(ground), 1.0);
    search.activity = Activity::working;
    search.on_and_out = true;
    Corner c;
    for (int i = 0; i < flight_points; ++i) {
        const geo::Position p = i == 0 ? vessels[slot].place.at : ground_place(ground).at;
        c.latitude = p.latitude();
        c.longitude = p.longitude();
        search.corners.push_back(c);
    }
    search.to.at = geo::Position::of(c.latitude, c.longitude);
    push(slot, gone());
    Passage planned = passage(vessels[slot], vessels[slot].place, search, 60);
    begin_voyage(slot, search, std::move(planned.voyage));
}

}  // namespace vigia::traffic
