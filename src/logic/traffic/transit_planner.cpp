// The way of one ship through locks, lake and Cut: found as a whole before it weighs anchor.
#include <algorithm>
#include <cmath>

#include "logic/traffic/inside/flight.h"

namespace vigia::traffic {

namespace {

Duration minutes(double m) { return Duration{std::llround(m * 60'000)}; }

constexpr double lane_aside = 22;          ///< metres from the middle of a flight of two lanes
constexpr double lock_limit = 1.0288;      ///< m/s, 2 knots
constexpr double lock_pace = 0.9;
constexpr int most_tries = 200;
constexpr int wall_minutes = 50;           ///< longer waits are spent at anchor in the lake
constexpr int between_flights_minutes = 35;
constexpr int least_lake_minutes = 20;
constexpr int start_slack_minutes = 45;    ///< from being chosen to weighing anchor, at least

Task rest_for(Duration time, Activity activity, model::NavigationStatus status) {
    Task t;
    t.kind = Task::Kind::rest;
    t.activity = activity;
    t.status = status;
    t.time = time;
    return t;
}

}  // namespace

TransitPlanner::TransitPlanner(World::Inside& sea, Slot ship, const Transits& stream)
    : sea_(sea), ship_(ship), stream_(stream), wide_(sea.vessels[ship].who.beam() >= sea.scenario.cut.wide) {
    Random own = sea.random.fork(sea.vessels[ship].who.number);
    pace_ = own.uniform(0.90, 0.97);
    const bool south = stream.direction == Direction::southbound;
    std::vector<std::string_view> names =
        stream.size == SizeClass::neopanamax
            ? std::vector<std::string_view>{"cocoli", "agua_clara"}
            : std::vector<std::string_view>{"miraflores", "pedro_miguel", "gatun"};  // northbound
    if (south) std::ranges::reverse(names);
    lake_after_ = south ? 0 : names.size() - 2;
    for (const std::string_view name : names) {
        Flight f;
        f.way = sea.waters.lock(name);
        check(f.way != nullptr);  // World::make proves it
        f.way_index = static_cast<std::size_t>(f.way - sea.waters.ways.data());
        for (std::size_t i = 0; i < sea.scenario.locks.size(); ++i) {
            if (sea.scenario.locks[i].name.text == name) f.book = i;
        }
        f.rule = sea.scenario.locks[f.book];
        f.backwards = south;  // all flights are drawn from south to north
        f.enters = south ? f.way->to : f.way->from;
        f.leaves = south ? f.way->from : f.way->to;
        f.passes = passing_time(f);
        flights_.push_back(f);
    }
}

TransitPlanner::Stops TransitPlanner::stops(const Flight& f, std::size_t lane) const {
    const geo::Position from = sea_.waters.nodes[f.enters].at, to = sea_.waters.nodes[f.leaves].at;
    const double heading = geo::bearing(from, to).value;
    const double length = geo::distance_near(from, to).value;
    const bool right = f.backwards == (lane == 0);  // lane 0 lies to the west of both directions
    const double aside = f.way->lanes < 2 ? 0 : (right ? lane_aside : -lane_aside);
    Stops s;
    s.wall = {f.enters, offset(from, heading, 0, aside), heading, f.way->name, lock_limit,
              static_cast<std::uint16_t>(f.way_index)};
    for (int i = 0; i < f.way->chambers; ++i) {
        const double along = length * (i + 0.5) / f.way->chambers;
        s.chambers.push_back({f.leaves, offset(from, heading, along, aside), heading, f.way->name, lock_limit,
                              static_cast<std::uint16_t>(f.way_index)});
    }
    return s;
}

Place TransitPlanner::last_chamber(const Flight& f, std::size_t lane) const { return stops(f, lane).chambers.back(); }

Task TransitPlanner::to_wall(const Flight& f, std::size_t lane, const Place& from) const {
    (void)from;
    Task go;
    go.kind = Task::Kind::go;
    go.to = stops(f, lane).wall;
    go.pace = pace_;
    return go;
}

Task TransitPlanner::into(const Flight& f, const Place& from, const Place& chamber) const {
    Task go;
    go.kind = Task::Kind::go;
    go.to = chamber;
    go.pace = lock_pace;
    go.activity = Activity::in_lock;
    Corner corner{from.at.latitude(), from.at.longitude(), lock_limit, 0, true,
                  static_cast<std::uint16_t>(f.way_index)};
    go.corners.push_back(corner);
    corner.latitude = chamber.at.latitude();
    corner.longitude = chamber.at.longitude();
    go.corners.push_back(corner);
    return go;
}

Duration TransitPlanner::sail(const Place& from, const Task& go) const {
    return sea_.passage(sea_.vessels[ship_], from, go).lasts();
}

/// From leaving `from` to entering the Cut; zero when the way does not lead there.
Duration TransitPlanner::until_cut(const Place& from, const Task& go) const {
    const Passage p = sea_.passage(sea_.vessels[ship_], from, go);
    for (const PathPoint& point : p.voyage->points) {
        if (point.reach == no_reach || sea_.waters.ways[point.reach].water != Water::cut) continue;
        return seconds(p.turn_seconds + time_at(*p.voyage, point.along));
    }
    return Duration{0};
}

Duration TransitPlanner::passing_time(const Flight& f) const {
    const Stops s = stops(f, 0);
    Duration whole{0};
    Place at = s.wall;
    for (const Place& chamber : s.chambers) {
        whole += sail(at, into(f, at, chamber)) + minutes(f.rule.step_minutes);
        at = chamber;
    }
    return whole;
}

/// From the flight before the lake to the wall of the one after it, with a wait at anchor where needed.
void TransitPlanner::plan_lake(TransitTimes& times, std::size_t i, Duration straight, Time earliest) {
    const Flight& before = flights_[i];
    const Flight& after = flights_[i + 1];
    const Place chamber = last_chamber(before, times.entries[i].lane);
    const LockBook& book = sea_.locks[after.book];
    const Duration approach = minutes(after.rule.approach_minutes);
    const LockBook::Turn turn = book.fit(times.leaves[i] + straight + approach, stream_.direction, after.passes);
    const bool cut_waits = earliest > times.leaves[i];
    times.lake_anchor = cut_waits || turn.entry - (times.leaves[i] + straight + approach) > minutes(wall_minutes);
    if (!times.lake_anchor) return times.entries.push_back(turn);
    if (!have_lake_spot_) have_lake_spot_ = sea_.take_spot(nobody, "lake", lake_spot_);
    Task there;
    there.kind = Task::Kind::go;
    there.to = lake_spot_;
    there.pace = pace_;
    const Task on = to_wall(after, 0, lake_spot_);
    Place from_spot = lake_spot_;
    from_spot.heading = sea_.scenario.wind_from.value;
    const Duration sails = sail(from_spot, on);
    Time leaves = times.leaves[i] + sail(chamber, there) + minutes(least_lake_minutes);
    if (cut_waits) {
        const Duration to_cut = until_cut(from_spot, on);
        const Time opens = cut_opens(sea_.scenario.cut, stream_.direction, leaves + to_cut);
        leaves = std::max(leaves, opens - to_cut);
    }
    const LockBook::Turn later = book.fit(leaves + sails + approach, stream_.direction, after.passes);
    times.leaves_lake = later.entry - approach - sails;
    times.entries.push_back(later);
}

/// Tries an entry into the first flight. When it does not suit, `better` is the next worth trying.
bool TransitPlanner::try_from(Time entry, TransitTimes& times, Time& better) {
    times = {};
    Time earliest = entry;
    for (std::size_t i = 0; i < flights_.size(); ++i) {
        const Flight& f = flights_[i];
        if (times.entries.size() == i) {
            times.entries.push_back(sea_.locks[f.book].fit(earliest, stream_.direction, f.passes));
            const Duration wait = times.entries[i].entry - earliest;
            if (i > 0 && wait > minutes(between_flights_minutes)) {
                better = entry + wait - minutes(between_flights_minutes / 2.0);
                return false;
            }
        }
        times.leaves.push_back(times.entries[i].entry + f.passes);
        if (i + 1 == flights_.size()) break;
        const Place chamber = last_chamber(f, times.entries[i].lane);
        const Task on = to_wall(flights_[i + 1], 0, chamber);
        const Duration straight = sail(chamber, on);
        earliest = times.leaves[i] + straight + minutes(flights_[i + 1].rule.approach_minutes);
        if (i != lake_after_) continue;
        Time may_leave = times.leaves[i];
        if (wide_) {
            const Duration to_cut = until_cut(chamber, on);
            may_leave = cut_opens(sea_.scenario.cut, stream_.direction, times.leaves[i] + to_cut) - to_cut;
            if (may_leave > times.leaves[i] && stream_.direction == Direction::northbound) {
                better = times.entries[0].entry + (may_leave - times.leaves[i]);
                return false;
            }
        }
        plan_lake(times, i, straight, may_leave);
    }
    return true;
}

TransitTimes TransitPlanner::schedule(Time slot_time) {
    const Vessel& v = sea_.vessels[ship_];
    Place here = v.place;
    here.heading = sea_.scenario.wind_from.value;
    const Task first = to_wall(flights_[0], 0, here);
    const Duration before = sail(here, first) + minutes(flights_[0].rule.approach_minutes);
    Time entry = std::max(slot_time, sea_.now + minutes(start_slack_minutes) + before);
    TransitTimes times;
    for (int i = 0; i < most_tries; ++i) {
        Time better{};
        if (try_from(entry, times, better)) break;
        entry = std::max(better, entry + minutes(1));
        check(i + 1 < most_tries);
    }
    times.weigh = times.entries[0].entry - before;
    return times;
}

void TransitPlanner::add_flight(const TransitTimes& times, std::size_t i, Place& at) {
    const Flight& f = flights_[i];
    const Stops s = stops(f, times.entries[i].lane);
    Task wall = to_wall(f, times.entries[i].lane, at);
    // Tugs stay between two flights that are close together: Miraflores Lake has no tug landing.
    const bool after_lake = i > 0 && i - 1 == lake_after_;
    wall.note = i == 0 ? Note::free_spot : after_lake ? Note::release_followers : Note::none;
    sea_.push(ship_, wall);
    Task wait = rest_for({}, Activity::waiting_at_lock, model::NavigationStatus::under_way_using_engine);
    wait.until = times.entries[i].entry;
    wait.align = s.wall.heading;
    sea_.push(ship_, wait);
    Place from = s.wall;
    for (const Place& chamber : s.chambers) {
        sea_.push(ship_, into(f, from, chamber));
        sea_.push(ship_, rest_for(minutes(f.rule.step_minutes), Activity::in_lock,
                                  model::NavigationStatus::under_way_using_engine));
        from = chamber;
    }
    at = from;
    if (i > 0 && !after_lake) return;
    const int tugs = stream_.size == SizeClass::neopanamax ? 2 : wide_ ? 1 : 0;
    if (tugs > 0) sea_.call_tugs(ship_, s.wall, times.entries[i].entry - minutes(1), tugs);
}

void TransitPlanner::commit(const TransitTimes& times) {
    Place at = sea_.vessels[ship_].place;
    for (std::size_t i = 0; i < flights_.size(); ++i) {
        LockBook& book = sea_.locks[flights_[i].book];
        book.forget_before(sea_.now);
        book.book(times.entries[i], stream_.direction, flights_[i].passes);
        add_flight(times, i, at);
        if (i != lake_after_ || !times.lake_anchor) continue;
        Task there;
        there.kind = Task::Kind::go;
        there.to = lake_spot_;
        there.pace = pace_;
        there.note = Note::release_followers;
        sea_.push(ship_, there);
        Task wait;
        wait.kind = Task::Kind::anchor;
        wait.activity = Activity::at_anchor;
        wait.status = model::NavigationStatus::at_anchor;
        wait.until = times.leaves_lake;
        sea_.push(ship_, wait);
        at = lake_spot_;
    }
}

}  // namespace vigia::traffic
