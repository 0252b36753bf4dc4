// Legs, tasks and events: how vessels do one thing after another.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

namespace {
constexpr double degree = std::numbers::pi / 180.0;
constexpr double swing_seconds = 1800;     ///< for a ship at anchor to come head to wind
constexpr double at_gate = 80;             ///< metres: so near, the gate itself is left out of the way
constexpr double head_tolerance = 12;      ///< degrees of heading that need no turn at rest
constexpr double furthest_followed = 700; ///< metres: further away a craft does not join its ship
constexpr std::size_t most_queued_tasks = 64;

double wrapped(double angle) { return turned_into_circle({angle}).value; }

bool exempt(Role role) {
    return role == Role::pilot || role == Role::patrol || role == Role::aircraft;
}
}  // namespace

Time local(Time midnight, int minutes) { return midnight + std::chrono::minutes(minutes); }

Time local_midnight(Time at) {
    constexpr std::chrono::hours behind{5};  // Panama is UTC-5 all year
    return std::chrono::floor<std::chrono::days>(at - behind) + behind;
}

int month_day(Time at) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at - std::chrono::hours(5))};
    return static_cast<int>(static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day()));
}

Duration seconds(double s) { return Duration{std::llround(s * 1000)}; }

geo::Position offset(geo::Position from, double heading, double ahead, double aside) {
    const double c = std::cos(heading * degree), s = std::sin(heading * degree);
    return geo::Position::of(from.latitude() + (ahead * c - aside * s) / metres_per_degree,
                             from.longitude() + (ahead * s + aside * c) / longitude_metres(from.latitude()));
}

Duration Passage::lasts() const { return seconds(turn_seconds) + seconds(voyage->duration); }

void World::Inside::at(Time when, Event::Kind kind, std::uint32_t index, std::uint64_t key) {
    events.push({std::max(when, now), ++order, kind, index, key});
}

void World::Inside::run_until(Time when) {
    while (!events.empty() && events.top().at <= when) {
        const Event event = events.top();
        events.pop();
        now = event.at;
        handle(event);
    }
}

void World::Inside::handle(const Event& event) {
    switch (event.kind) {
        case Event::Kind::leg_end:
            if (vessels[event.index].present && vessels[event.index].legs == event.key) next_task(event.index);
            return;
        case Event::Kind::plan_day:
            plan_day(event.index, local_midnight(now + std::chrono::hours(36)));
            return at(now + std::chrono::hours(24), Event::Kind::plan_day, event.index);
        case Event::Kind::booked_ship: {
            const Slot ship = canal_ship(event.index, false);
            if (ship != nobody) vessels[ship].transit_slot = event.key;
            return;
        }
        case Event::Kind::unbooked_ship: return unbooked_ship(event.index);
        case Event::Kind::slot: return choose_ship(event.index, event.key);
        case Event::Kind::port_ship: return port_ship(event.index);
        case Event::Kind::through_ship: return through_ship(event.index);
        case Event::Kind::flight: return flight(event.index);
        case Event::Kind::call: return answer(event.key);
        case Event::Kind::actor: return enter(event.index);
    }
    std::unreachable();
}

Slot World::Inside::appear(Identity who, const Place& place) {
    Slot slot;
    if (free.empty()) {
        if (vessels.size() >= static_cast<std::size_t>(most_vessels)) return nobody;
        slot = static_cast<Slot>(vessels.size());
        vessels.emplace_back();
    } else {
        slot = free.back();
        free.pop_back();
    }
    const std::uint32_t legs = vessels[slot].legs;
    vessels[slot] = Vessel{};
    Vessel& v = vessels[slot];
    v.present = true;
    v.legs = legs;
    v.who = std::move(who);
    v.hull = registry.handling(v.who);
    v.place = place;
    changes.push_back({Change::Kind::appeared, slot});
    return slot;
}

void World::Inside::leave(Slot slot) {
    take_note(slot, Note::release_followers);
    take_note(slot, Note::free_spot);
    take_note(slot, Note::free_berth);
    Vessel& v = vessels[slot];
    v.present = false;
    v.tasks.clear();
    v.leg = Leg{};
    v.waiting_voyage.reset();
    ++v.legs;
    free.push_back(slot);
    changes.push_back({Change::Kind::left, slot});
}

void World::Inside::set_leg(Slot slot, Leg leg) {
    Vessel& v = vessels[slot];
    leg.begun = now;
    v.leg = std::move(leg);
    ++v.legs;
    if (v.leg.ends != never) at(v.leg.ends, Event::Kind::leg_end, slot, v.legs);
    changes.push_back({Change::Kind::manoeuvred, slot});
}

void World::Inside::wake(Slot slot) { at(now, Event::Kind::leg_end, slot, vessels[slot].legs); }

/// Where the vessel is now becomes the place from which its next task begins.
void World::Inside::next_task(Slot slot) {
    {
        Vessel& v = vessels[slot];
        if (v.leg.kind != Leg::Kind::rest || v.leg.turn != 0) {
            const State here = state(slot, now);
            v.place.at = here.position;
            v.place.heading = here.heading.value;
        }
        if (v.leg.kind == Leg::Kind::follow && v.leg.leader != nobody) {
            std::erase(vessels[v.leg.leader].followers, slot);
        }
        if (v.waiting_voyage) return begin_voyage(slot, v.going, std::move(v.waiting_voyage));
        v.idle = false;
        if (v.tasks.empty()) idle_craft(slot);
        check(!v.tasks.empty() && v.tasks.size() <= most_queued_tasks);
    }
    Task task = std::move(vessels[slot].tasks.front());
    vessels[slot].tasks.pop_front();
    begin(slot, std::move(task));
}

void World::Inside::begin(Slot slot, Task task) {
    take_note(slot, task.note);
    switch (task.kind) {
        case Task::Kind::go: return begin_go(slot, std::move(task));
        case Task::Kind::rest:
        case Task::Kind::anchor: return begin_rest(slot, task);
        case Task::Kind::follow: return begin_follow(slot, task);
        case Task::Kind::drift: return begin_drift(slot, task);
        case Task::Kind::leave: return leave(slot);
    }
    std::unreachable();
}

void World::Inside::take_note(Slot slot, Note note) {
    Vessel& v = vessels[slot];
    switch (note) {
        case Note::none: return;
        case Note::home: v.idle = true; return;
        case Note::free_spot:
            if (v.has_spot) spot_taken[v.anchorage][v.spot] = false;
            v.has_spot = false;
            return take_note(slot, Note::release_followers);  // whoever lies alongside lets go
        case Note::free_berth:
            if (v.has_berth) berth_taken[v.berth] = false;
            v.has_berth = false;
            return;
        case Note::transit_done:
            ++tally.transits;
            ++(v.who.size == SizeClass::neopanamax ? tally.neopanamax : tally.panamax);
            [[fallthrough]];
        case Note::release_followers: {
            const std::vector<Slot> followers = std::move(v.followers);
            v.followers.clear();
            for (const Slot follower : followers) {
                Vessel& f = vessels[follower];
                if (!f.present || f.leg.kind != Leg::Kind::follow || f.leg.leader != slot) continue;
                // It stays where it is for the moment, since its leader may be gone when it goes on.
                const State here = state(follower, now);
                f.place.at = here.position;
                f.place.heading = here.heading.value;
                f.place.gate = v.place.gate;
                f.place.limit = v.place.limit;
                f.place.reach = v.place.reach;
                f.leg.kind = Leg::Kind::rest;
                f.leg.latitude = here.position.latitude();
                f.leg.longitude = here.position.longitude();
                f.leg.heading = here.heading.value;
                f.leg.leader = nobody;
                wake(follower);
            }
            return;
        }
    }
    std::unreachable();
}

void World::Inside::begin_rest(Slot slot, const Task& task) {
    const Vessel& v = vessels[slot];
    Leg leg;
    leg.activity = task.activity;
    leg.status = task.status;
    leg.name = v.place.name;
    leg.ends = task.until == Time{} ? now + task.time : std::max(task.until, now);
    leg.latitude = v.place.at.latitude();
    leg.longitude = v.place.at.longitude();
    leg.heading = v.place.heading;
    if (task.align >= 0 && leg.ends != never && leg.ends > now) {
        const double lasts = static_cast<double>((leg.ends - now).count()) / 1000.0;
        leg.turn = std::remainder(task.align - v.place.heading, 360.0) / lasts;
    }
    if (task.kind == Task::Kind::anchor) {
        leg.kind = Leg::Kind::swing;
        leg.radius = std::min(140.0, 20 + v.who.length().value * 0.45);
        leg.phase = random.uniform(0, 2 * std::numbers::pi);
    }
    set_leg(slot, std::move(leg));
}

void World::Inside::begin_follow(Slot slot, const Task& task) {
    Vessel& v = vessels[slot];
    // Nobody joins a ship that has gathered way: it might lead through a lock and leave no way home.
    const bool gone = task.whom == nobody || !vessels[task.whom].present ||
                      vessels[task.whom].leg.kind == Leg::Kind::voyage || vessels[task.whom].waiting_voyage ||
                      geo::distance_near(state(task.whom, now).position, v.place.at).value > furthest_followed;
    Leg leg;
    leg.activity = task.activity;
    leg.status = task.status;
    leg.name = v.place.name;
    leg.ends = task.until == Time{} ? now + task.time : task.until;
    if (gone) {
        leg.ends = now;
        leg.latitude = v.place.at.latitude();
        leg.longitude = v.place.at.longitude();
        leg.heading = v.place.heading;
        return set_leg(slot, std::move(leg));
    }
    const State leader = state(task.whom, now);
    const double dx = (v.place.at.longitude() - leader.position.longitude()) *
                      longitude_metres(leader.position.latitude());
    const double dy = (v.place.at.latitude() - leader.position.latitude()) * metres_per_degree;
    const double c = std::cos(leader.heading.value * degree), s = std::sin(leader.heading.value * degree);
    leg.kind = Leg::Kind::follow;
    leg.leader = task.whom;
    leg.ahead = dx * s + dy * c;
    leg.aside = dx * c - dy * s;
    leg.turn = std::remainder(v.place.heading - leader.heading.value, 360.0);  // eased to the leader's heading
    vessels[task.whom].followers.push_back(slot);
    set_leg(slot, std::move(leg));
}

void World::Inside::begin_drift(Slot slot, const Task& task) {
    const Vessel& v = vessels[slot];
    Leg leg;
    leg.kind = Leg::Kind::drift;
    leg.activity = task.activity;
    leg.status = task.status;
    leg.name = task.to.name;
    leg.ends = now + task.time;
    leg.latitude = v.place.at.latitude();
    leg.longitude = v.place.at.longitude();
    leg.heading = v.place.heading;
    leg.drift = task.drift;
    set_leg(slot, std::move(leg));
}

Passage World::Inside::passage(const Vessel& vessel, const Place& from, const Task& go, double begin_speed) const {
    const std::vector<Corner> way = go.corners.empty() ? corners(from, go.to, vessel.who) : go.corners;
    Handling hull = vessel.hull;
    hull.speed = std::min(hull.speed, go.top);
    const double pace = exempt(vessel.who.role) ? 1.6 : go.pace;
    Passage passage;
    Ends ends{begin_speed, from.heading, go.on_and_out ? hull.speed : 0};
    passage.voyage = plan_voyage(way, hull, pace, ends);
    if (begin_speed <= 0) {
        const double turn = std::abs(std::remainder(passage.voyage->points.front().course - from.heading, 360.0));
        if (turn > head_tolerance) passage.turn_seconds = turn / (vessel.hull.turn_rate * 0.8);
    }
    return passage;
}

void World::Inside::begin_go(Slot slot, Task task) {
    Vessel& v = vessels[slot];
    if (task.voyage) return begin_voyage(slot, task, task.voyage);
    if (task.corners.empty() && !connected(v.place.gate, task.to.gate)) return strand(slot);
    Passage planned = passage(v, v.place, task);
    if (planned.turn_seconds <= 0) return begin_voyage(slot, task, std::move(planned.voyage));
    Leg leg;
    leg.activity = Activity::turning;
    leg.status = task.status;
    leg.name = v.place.name;
    leg.latitude = v.place.at.latitude();
    leg.longitude = v.place.at.longitude();
    leg.heading = v.place.heading;
    leg.turn = std::remainder(planned.voyage->points.front().course - v.place.heading, 360.0) / planned.turn_seconds;
    leg.ends = now + seconds(planned.turn_seconds);
    v.waiting_voyage = std::move(planned.voyage);
    v.going = std::move(task);
    set_leg(slot, std::move(leg));
}

/// Should not happen, and is counted: a vessel on the wrong side of a lock. It gives up what it had to do.
void World::Inside::strand(Slot slot) {
    Vessel& v = vessels[slot];
    ++tally.stranded;
    v.tasks.clear();
    if (v.fleet < 0 && v.ferry < 0) return leave(slot);
    Task wait;
    wait.activity = Activity::moored;
    wait.status = model::NavigationStatus::moored;
    wait.time = std::chrono::hours(24);
    wait.note = Note::home;
    begin(slot, wait);
}

void World::Inside::begin_voyage(Slot slot, const Task& task, std::shared_ptr<const Voyage> voyage) {
    Leg leg;
    leg.kind = Leg::Kind::voyage;
    leg.activity = task.activity;
    leg.status = task.status;
    Vessel& v = vessels[slot];
    leg.left = v.place.name;
    leg.name = task.to.name;
    leg.ends = now + seconds(voyage->duration);
    leg.voyage = std::move(voyage);
    leg.scripted = task.voyage != nullptr;
    v.place = task.to;
    set_leg(slot, std::move(leg));
}

void World::Inside::arrive_from_sea(Slot slot, Task first) {
    Vessel& v = vessels[slot];
    const std::vector<Corner> way = corners(v.place, first.to, v.who);
    first.corners = way;
    const double dx = (way[1].longitude - way[0].longitude) * longitude_metres(way[0].latitude);
    const double dy = (way[1].latitude - way[0].latitude) * metres_per_degree;
    v.place.heading = wrapped(std::atan2(dx, dy) / degree);
    Passage planned = passage(v, v.place, first, v.hull.speed);
    begin_voyage(slot, first, std::move(planned.voyage));
}

void World::Inside::add_way(const Way& way, std::size_t index, bool backwards, const Identity& who,
                            std::vector<Corner>& out) const {
    Corner corner;
    std::optional<MetresPerSecond> limit = speed_limit(way, who.length(), month_day(now));
    corner.limit = limit ? limit->value : 1e9;
    corner.half_width = way.half_width.value;
    corner.keep_right = !way.one_way && way.water != Water::sea;
    corner.reach = static_cast<std::uint16_t>(index);
    for (std::size_t i = 0; i < way.corners.size(); ++i) {
        const geo::Position p = way.corners[backwards ? way.corners.size() - 1 - i : i];
        corner.latitude = p.latitude();
        corner.longitude = p.longitude();
        if (i == 0 && !out.empty()) out.pop_back();  // the node where both ways meet
        out.push_back(corner);
    }
}

namespace {
Corner corner_at(const Place& place) {
    Corner c;
    c.latitude = place.at.latitude();
    c.longitude = place.at.longitude();
    c.limit = place.limit;
    c.reach = place.reach;
    return c;
}
}  // namespace

std::vector<Corner> World::Inside::corners(const Place& from, const Place& to, const Identity& who) const {
    const Corner begin = corner_at(from), end = corner_at(to);
    std::vector<Corner> out;
    if (from.gate != to.gate) {
        const auto ways = route(waters, from.gate, to.gate);
        check(ways.has_value());  // World::make proves that all gates of a sea are connected
        for (const Travelled t : *ways) add_way(waters.ways[t.way], t.way, t.backwards, who, out);
    } else if (from.name != to.name) {  // by the gate that both share
        Corner gate = end;
        gate.latitude = waters.nodes[to.gate].at.latitude();
        gate.longitude = waters.nodes[to.gate].at.longitude();
        out.push_back(gate);
    }
    if (out.empty()) return {begin, end};
    if (geo::distance_near(waters.nodes[from.gate].at, from.at).value < at_gate) {
        out.front().latitude = begin.latitude;
        out.front().longitude = begin.longitude;
    } else {
        out.insert(out.begin(), begin);
    }
    if (out.size() > 1 && geo::distance_near(waters.nodes[to.gate].at, to.at).value < at_gate) {
        out.pop_back();
    } else {
        out.back().limit = end.limit;
        out.back().half_width = 0;
        out.back().reach = end.reach;
    }
    out.push_back(end);
    return out;
}

State World::Inside::state(Slot slot, Time when) {
    Vessel& v = vessels[slot];
    Leg& leg = v.leg;
    const double since = static_cast<double>((when - leg.begun).count()) / 1000.0;
    State state;
    state.status = leg.status;
    state.activity = leg.activity;
    state.leg = leg.name;
    if (v.who.role == Role::aircraft) state.altitude = Metres{v.altitude};
    switch (leg.kind) {
        case Leg::Kind::rest:
            state.position = geo::Position::of(leg.latitude, leg.longitude);
            state.heading = state.course = {wrapped(leg.heading + leg.turn * since)};
            state.rate_of_turn = {leg.turn * 60};
            return state;
        case Leg::Kind::swing: {
            // Head to wind, slowly to and fro; the anchor lies `radius` ahead of where it was dropped.
            const double x = std::min(1.0, since / swing_seconds);
            const double eased = x * x * (3 - 2 * x);
            const double sway = 14 * std::sin(since / 140 + leg.phase) + 22 * std::sin(since / 3300 + leg.phase * 3);
            const double still = 14 * std::sin(leg.phase) + 22 * std::sin(leg.phase * 3);
            const double wanted = std::remainder(scenario.wind_from.value + sway - leg.heading, 360.0);
            const double first = std::remainder(scenario.wind_from.value + still - leg.heading, 360.0);
            const double heading = leg.heading + first * eased + (std::remainder(wanted - first, 360.0)) * eased;
            const double rate = (14.0 / 140 * std::cos(since / 140 + leg.phase) * eased +
                                 first * 6 * x * (1 - x) / swing_seconds);
            const geo::Position dropped = geo::Position::of(leg.latitude, leg.longitude);
            const geo::Position anchor = offset(dropped, leg.heading, leg.radius, 0);
            state.position = offset(anchor, heading, -leg.radius, 0);
            state.speed = {std::abs(rate) * degree * leg.radius};
            state.heading = {wrapped(heading)};
            state.course = {wrapped(heading + (rate > 0 ? -90 : 90))};
            state.rate_of_turn = {rate * 60};
            return state;
        }
        case Leg::Kind::voyage: {
            const Motion m = motion_at(*leg.voyage, since, 0, leg.cursor);
            state.position = geo::Position::of(m.latitude, m.longitude);
            state.speed = {m.speed};
            state.course = state.heading = {m.course};
            state.rate_of_turn = {m.turn * 60};
            // Between a place and its gate there is no reach: it is still where it was, or there already.
            if (m.reach != no_reach) state.leg = waters.ways[m.reach].name;
            else if (since < leg.voyage->duration / 2) state.leg = leg.left;
            if (leg.scripted) {
                if (m.reach != no_reach) state.limit = speed_limit(waters.ways[m.reach], v.who.length(), month_day(when));
            } else if (m.limit < 1e8) {
                state.limit = MetresPerSecond{m.limit};
            }
            return state;
        }
        case Leg::Kind::drift: {
            const Drift& d = leg.drift;
            const double turned = std::clamp(d.turn, -d.rate * since, d.rate * since);
            state.position = offset(geo::Position::of(leg.latitude, leg.longitude), d.course, drifted(d, since), 0);
            state.speed = {d.first_speed + (d.speed - d.first_speed) * std::min(since / d.ramp, 1.0)};
            state.course = {wrapped(d.course)};
            state.heading = {wrapped(leg.heading + turned)};
            if (turned != d.turn) state.rate_of_turn = {(d.turn > 0 ? d.rate : -d.rate) * 60};
            return state;
        }
        case Leg::Kind::follow: {
            const State leader = this->state(leg.leader, when);
            const double ease = std::max(0.0, 1 - since / 60);
            state.position = offset(leader.position, leader.heading.value, leg.ahead, leg.aside);
            state.speed = leader.speed;
            state.course = leader.course;
            state.heading = {wrapped(leader.heading.value + leg.turn * ease)};
            state.rate_of_turn = leader.rate_of_turn;
            state.leg = leader.leg;
            state.limit = leader.limit;
            return state;
        }
    }
    std::unreachable();
}

}  // namespace vigia::traffic
