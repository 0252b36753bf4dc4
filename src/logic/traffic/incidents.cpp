// Who acts where and when: the director's common tools, and the list of what can be acted out.
#include <algorithm>
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

constexpr int most_tries = 400;        ///< for a time and place
constexpr int most_castings = 40;      ///< of an incident whose actors cannot come in time
constexpr double same_kind_apart = 26'000, same_kind_time = 2400;  ///< of what spans an area
constexpr std::uint32_t first_number = 500'000;  ///< actors are numbered from here
constexpr double wake = 1500;          ///< metres to each side within which actors come from the sea
constexpr std::size_t reserved_spots = 9;

bool spans_area(IncidentKind kind) {
    return kind == IncidentKind::gnss_jamming || kind == IncidentKind::gnss_spoofing;
}

}  // namespace

Director::Director(World::Inside& inside, Time start, Time first)
    : sea(inside), random(inside.random.fork(0x494E4349)), registry(random), run_start(start), earliest(first) {
    registry.number_from(first_number);
    reserve_anchorages();
}

/// Spots nearest to the gates, so that few others lie on the way to them; ordinary ships leave them free.
void Director::reserve_anchorages() {
    for (std::size_t a = 0; a < sea.waters.anchorages.size(); ++a) {
        const Anchorage& area = sea.waters.anchorages[a];
        if (area.sea == "lake") continue;
        std::vector<std::size_t> order(sea.spots[a].size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const geo::Position gate = sea.waters.nodes[area.gate].at;
        std::ranges::sort(order, {}, [&](std::size_t i) { return geo::distance_near(gate, sea.spots[a][i]).value; });
        for (std::size_t k = 0; k < std::min(reserved_spots, order.size() / 4); ++k) {
            const std::size_t i = order[k];
            sea.spot_taken[a][i] = true;
            spots_.push_back({a, sea.spots[a][i]});
        }
    }
}

Time Director::any_time(double before, double after) {
    const Time low = from + seconds(before), high = to - seconds(after);
    if (high <= low) return never;
    return low + seconds(random.uniform() * static_cast<double>((high - low).count()) / 1000);
}

bool Director::book(geo::Position at, double radius, Time begins, Time ends, double apart_seconds) {
    begins -= seconds(apart_seconds);
    ends += seconds(apart_seconds);
    const Duration longer = seconds(same_kind_time);
    for (const Booking& b : bookings_) {
        const double way = geo::distance_near(b.at, at).value;
        if (b.kind == staged_.kind && spans_area(b.kind) && way < same_kind_apart && begins < b.to + longer && b.from < ends + longer) return false;
        if (way < b.radius + radius && begins < b.to && b.from < ends) return false;
    }
    bookings_.push_back({at, radius, begins, ends, staged_.kind});
    return true;
}

std::optional<Scene> Director::open_water(std::string_view use, double radius, double before, double after) {
    std::vector<const Ground*> grounds;
    for (const Ground& g : sea.waters.grounds) {
        if (g.use == use) grounds.push_back(&g);
    }
    if (grounds.empty()) return std::nullopt;
    for (int i = 0; i < most_tries; ++i) {
        const Time when = any_time(before, after);
        if (when == never) return std::nullopt;
        const Ground& ground = *grounds[random.below(grounds.size())];
        const geo::Position at = inside(ground.corners, random.uniform(), random.uniform());
        if (book(at, radius, when - seconds(before), when + seconds(after))) return Scene{at, when, ground.name, &ground};
    }
    return std::nullopt;
}

std::optional<Scene> Director::at_anchor(std::string_view side, double before, double after) {
    std::vector<const Spot*> free;
    for (const Spot& s : spots_) {
        const Anchorage& area = sea.waters.anchorages[s.anchorage];
        if (side.empty() || area.sea == side || area.name == side) free.push_back(&s);
    }
    for (int i = 0; i < most_tries && !free.empty(); ++i) {
        const Time when = any_time(before, after);
        if (when == never) return std::nullopt;
        const Spot& spot = *free[random.below(free.size())];
        if (book(spot.at, 250, when - seconds(before), when + seconds(after)))
            return Scene{spot.at, when, sea.waters.anchorages[spot.anchorage].name, nullptr};
    }
    return std::nullopt;
}

const Mark& Director::mark(std::string_view of) {
    std::vector<const Mark*> found;
    for (const Mark& m : sea.waters.marks) {
        if (m.of == of) found.push_back(&m);
    }
    check(!found.empty());  // World::make proves that the waters have what incidents need
    return *found[random.below(found.size())];
}

Script Director::from_sea(const Handling& hull, const Scene& scene, geo::Position to_place, double course, double run) {
    const geo::Position gate = mark(scene.where).at;
    const geo::Position begin = offset(gate, 90, random.uniform(-wake, wake), 0);
    // Round the bend a mile before, so that it is on its course by then.
    const geo::Position bend = offset(to_place, course, -run - mile, 0), before = offset(to_place, course, -run, 0);
    Script script(hull, begin, geo::bearing(begin, bend).value, hull.speed);
    script.where = scene.where;
    script.sail(std::vector{bend, before}, hull.speed, hull.speed);
    return script;
}

void Director::to_sea(Script& script, const Scene& scene, double course, double run) {
    const geo::Position away = offset(script.at(), course, run, 0);
    const geo::Position gate = offset(mark(scene.where).at, 90, random.uniform(-wake, wake), 0);
    script.sail(std::vector{away, gate}, script.hull.speed, script.hull.speed);
    script.leave();
}

Director::Pass Director::pass(const Handling& hull, const Scene& scene, geo::Position at, double course, double before, double after) {
    Script script = from_sea(hull, scene, at, course, before);
    script.sail(at, hull.speed, hull.speed);
    const Duration mark = script.elapsed();
    script.sail(offset(at, course, after, 0), hull.speed, hull.speed);
    return {std::move(script), mark};
}

std::size_t Director::planned() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        sea.staged, [&](const Staged& s) { return s.kind == staged_.kind && s.positive == positive; }));
}

Place Director::anchor_place(const Scene& scene) const {
    const auto area = std::ranges::find_if(sea.waters.anchorages, [&](const Anchorage& a) { return a.name == scene.where; });
    check(area != sea.waters.anchorages.end());
    return {area->gate, scene.at, wind(), area->name};
}

Script Director::from_base(const Handling& hull, std::string_view name, const Place& to_place, const Identity& who, double pace) {
    const Base& base = sea.waters.bases[sea.base_index(name)];
    const Place home{base.gate, offset(base.at, base.heading.value, random.uniform(-60, 60), random.uniform(-60, 60)),
                     base.heading.value, base.name};
    Script script(hull, home.at, home.heading, 0);
    script.where = base.name;
    script.status = model::NavigationStatus::moored;
    script.activity = Activity::moored;
    script.rest(random.uniform(20, 50) * minute);
    script.status = model::NavigationStatus::under_way_using_engine;
    script.activity = Activity::under_way;
    script.where = to_place.name;
    script.follow(sea.corners(home, to_place, who), pace, 0);
    return script;
}

void Director::to_base(Script& script, const Place& from_place, std::string_view name, const Identity& who) {
    const Base& base = sea.waters.bases[sea.base_index(name)];
    const Place home{base.gate, offset(base.at, base.heading.value, random.uniform(-60, 60), random.uniform(-60, 60)),
                     base.heading.value, base.name};
    Place here = from_place;
    here.at = script.at();
    script.where = base.name;
    script.follow(sea.corners(here, home, who), 0.9, 0);
    script.status = model::NavigationStatus::moored;
    script.activity = Activity::moored;
    script.rest(random.uniform(20, 50) * minute);
    script.leave();
}

Script Director::to_anchor(const Handling& hull, const Identity& who, const Scene& scene) {
    const Place spot = anchor_place(scene);
    NodeIndex gate = sea.sea_gate_of("atlantic", random);
    if (!sea.connected(gate, spot.gate)) gate = sea.sea_gate_of("pacific", random);
    const std::vector<Corner> way = sea.corners(sea.node_place(gate), spot, who);
    const geo::Position a = geo::Position::of(way[0].latitude, way[0].longitude), b = geo::Position::of(way[1].latitude, way[1].longitude);
    Script script(hull, a, geo::bearing(a, b).value, hull.speed);
    script.where = spot.name;
    script.follow(way, 0.92, 0);
    script.status = model::NavigationStatus::at_anchor;
    script.activity = Activity::at_anchor;
    script.rest(25 * minute, wind());
    return script;
}

void Director::leave_anchor(Script& script, const Identity& who, const Scene& scene) {
    Place spot = anchor_place(scene);
    spot.at = script.at();
    NodeIndex gate = sea.sea_gate_of("atlantic", random);
    if (!sea.connected(spot.gate, gate)) gate = sea.sea_gate_of("pacific", random);
    script.status = model::NavigationStatus::under_way_using_engine;
    script.activity = Activity::under_way;
    script.where = "open water";
    script.follow(sea.corners(spot, sea.node_place(gate), who), 0.92, script.hull.speed);
    script.leave();
}

bool Director::act(const Identity& who, const Script& script, Duration at_mark, Time when) {
    Actor actor;
    actor.enters = when - at_mark;
    if (actor.enters < earliest) return false;
    actor.who = who;
    actor.hull = script.hull;
    actor.plan = registry.voyage(who, registry.far_port(random.chance(0.5)), when);
    actor.place.at = script.began_at();
    actor.place.heading = script.began_heading();
    actor.place.name = script.tasks().front().to.name;
    actor.tasks = script.tasks();
    staged_.vessels.push_back(who.number);
    actors_.push_back(std::move(actor));
    return true;
}

Cue Director::cue_for(const Identity& who, Cue::Kind kind, Time begins, Time ends) const {
    Cue cue;
    cue.kind = kind;
    cue.vessel = who.number;
    cue.from = begins;
    cue.to = ends;
    return cue;
}

bool Director::stage(const Incidents& wanted, bool meets) {
    const auto hours = [](double h) { return Duration{std::llround(h * 3'600'000)}; };
    positive = meets;
    from = run_start + hours(wanted.from_hour);
    to = run_start + hours(wanted.to_hour);
    for (int i = 0; i < most_castings; ++i) {
        actors_.clear();
        cues_.clear();
        staged_ = {wanted.kind, meets, {}, {}, {}};
        if (act_out()) {
            kept_ = bookings_.size();
            for (Actor& actor : actors_) {
                sea.at(actor.enters, Event::Kind::actor, static_cast<std::uint32_t>(sea.cast.size()));
                sea.cast.push_back(std::move(actor));
            }
            sea.cues.insert(sea.cues.end(), cues_.begin(), cues_.end());
            sea.staged.push_back(staged_);
            return true;
        }
        bookings_.resize(kept_, bookings_.front());
    }
    return false;
}

void World::Inside::enter(std::uint32_t index) {
    Actor& actor = cast[index];
    const Slot slot = appear(actor.who, actor.place);
    if (slot == nobody) return;
    Vessel& v = vessels[slot];
    v.hull = actor.hull;
    v.plan = actor.plan;
    v.tasks = std::move(actor.tasks);
    v.boat_out = true;  // nobody else is sent to it
    next_task(slot);
}

}  // namespace vigia::traffic
