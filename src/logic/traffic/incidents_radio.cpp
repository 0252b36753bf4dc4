// Silence and radio: vessels that pass by, while their transceivers, or the receivers, do what is cued.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

constexpr double run = 3 * mile;

geo::Position middle(const Ground& ground) {
    double latitude = 0, longitude = 0;
    for (const geo::Position p : ground.corners) {
        latitude += p.latitude();
        longitude += p.longitude();
    }
    const auto count = static_cast<double>(ground.corners.size());
    return geo::Position::of(latitude / count, longitude / count);
}

}  // namespace

bool dark_activity(Director& d) {
    const double silent = d.at_least(limit::silence, d.positive);
    const auto scene = d.open_water("busy", 1.5 * mile, 20 * minute, silent + 15 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    const Handling hull = d.coaster_hull();
    // Northward beside the lane; home by the way it came.
    const double course = 0;
    const Place begin{scene->ground->gate, offset(scene->at, course, -run, 0), 0, scene->where, 1e9};
    Script script = d.from_base(hull, "Amador marina", begin, who);
    script.sail(scene->at, hull.speed, hull.speed);
    const Duration mark = script.elapsed();
    const double way = hull.speed * silent + mile;
    script.sail(offset(scene->at, course, way, 0), hull.speed, 0);
    script.sail(begin.at, hull.speed, 0);
    d.to_base(script, begin, "Amador marina", who);
    d.cue(d.cue_for(who, Cue::Kind::silent, scene->when, scene->when + seconds(silent)));
    d.decides(scene->when, scene->when + seconds(silent));
    return d.act(who, script, mark, scene->when);
}

bool gap_movement(Director& d) {
    const double gap = d.between(1.1, 1.4) * limit::gap;
    const double speed = limit::gap_reach * (d.positive ? d.between(1.1, 1.6) : d.between(0.5, 0.9));
    const auto scene = d.open_water("open", 2 * mile, 40 * minute, gap + 20 * minute);
    if (!scene) return false;
    const Identity who = d.boat(d.between(26, 38), 30, true);  // says that it fishes: 14 knots at most
    Handling hull = d.coaster_hull();
    hull.speed = std::round(8 * knot * 20) / 20;
    hull.gather = hull.slow = 0.3;
    const double course = geo::bearing(scene->at, middle(*scene->ground)).value + d.between(-20, 20);
    Script script = d.from_sea(hull, *scene, scene->at, course, run);
    script.sail(scene->at, hull.speed, hull.speed);
    const Duration mark = script.elapsed();
    script.hull.speed = speed;
    const geo::Position there = offset(scene->at, course, speed * gap, 0);
    script.sail(there, speed, hull.speed);
    script.hull.speed = hull.speed;
    d.to_sea(script, *scene, course, mile);
    if (!d.book(there, mile, scene->when + seconds(gap - 300), scene->when + seconds(gap + 600))) return false;
    d.cue(d.cue_for(who, Cue::Kind::silent, scene->when, scene->when + seconds(gap)));
    d.decides(scene->when, scene->when + seconds(gap));
    return d.act(who, script, mark, scene->when);
}

bool impossible_jump(Director& d) {
    const double way = limit::jump * (d.positive ? d.between(1.1, 2) : d.between(0.5, 0.9));
    const double lasts = d.between(4, 8) * minute, aside = d.between(0, 2 * std::numbers::pi);
    const auto scene = d.open_water("open", 3 * mile, 40 * minute, 30 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    const double course = d.between(0, 360);
    Director::Pass pass = d.pass(d.coaster_hull(), *scene, scene->at, course, 2 * mile, run);
    d.to_sea(pass.script, *scene, course, mile);
    Cue cue = d.cue_for(who, Cue::Kind::shifted, scene->when, scene->when + seconds(lasts));
    cue.east = way * std::sin(aside);
    cue.north = way * std::cos(aside);
    d.cue(cue);
    d.decides(scene->when, scene->when + seconds(lasts));
    return d.act(who, pass.script, pass.mark, scene->when);
}

bool mmsi_collision(Director& d) {
    const double lasts = d.at_least(limit::common_span, d.positive);
    const auto scene = d.open_water("open", 2.5 * mile, 40 * minute, 40 * minute);
    if (!scene) return false;
    const double course = d.between(0, 360), apart = d.between(5.5, 8) * mile;
    // To the side on which the water lies: beyond the edge of a ground may be a cape.
    const geo::Position port = offset(scene->at, course, 0, -apart), starboard = offset(scene->at, course, 0, apart), inner = middle(*scene->ground);
    const geo::Position there = geo::distance_near(port, inner) < geo::distance_near(starboard, inner) ? port : starboard;
    if (!d.book(there, 1.5 * mile, scene->when - seconds(15 * minute), scene->when + seconds(30 * minute))) return false;
    const Identity one = d.coaster();
    Identity other = d.coaster();
    const std::uint32_t number = other.number;
    other = one;  // another hull that says the same of itself
    other.number = number;
    Director::Pass a = d.pass(d.coaster_hull(), *scene, scene->at, course, 2 * mile, run);
    d.to_sea(a.script, *scene, course, mile);
    const double across = d.between(0, 360);
    Script b = d.from_sea(d.coaster_hull(), *scene, there, across, run);
    b.sail(there, b.hull.speed, 0);
    b.rest(8 * minute);
    const Duration mark = b.elapsed();
    b.rest(lasts + 8 * minute);
    d.to_sea(b, *scene, across + 90, run);
    const Time begins = scene->when, ends = begins + seconds(lasts);
    d.cue(d.cue_for(other, Cue::Kind::silent, Time::min(), begins));
    d.cue(d.cue_for(other, Cue::Kind::silent, ends, never));
    // In a near miss the first is silent meanwhile: one change to and fro, and no common span.
    if (!d.positive) d.cue(d.cue_for(one, Cue::Kind::silent, begins - seconds(30), ends + seconds(30)));
    d.decides(begins, ends);
    return d.act(one, a.script, a.mark, begins + seconds(lasts / 2)) && d.act(other, b, mark, begins);
}

namespace {

/// So many vessels that pass around a place at the same time, each on a course of its own.
struct Group {
    std::vector<Identity> who;
    std::vector<geo::Position> at;
    std::vector<double> course;
};

bool gather(Director& d, const Scene& scene, int count, double nearest, double farthest, double speed, Group& group) {
    for (int i = 0; i < count; ++i) {
        const double angle = 360.0 * i / count + d.between(-20, 20);
        const geo::Position at = offset(scene.at, angle, d.between(nearest, farthest), 0);
        const double course = angle + d.between(-40, 40);  // outwards
        Handling hull = d.coaster_hull();
        hull.speed = std::round(speed * d.between(0.9, 1.1) * 20) / 20;
        const Identity who = d.coaster();
        Director::Pass pass = d.pass(hull, scene, at, course, 1.2 * mile, 2.5 * mile);
        d.to_sea(pass.script, scene, course, mile);
        group.who.push_back(who);
        group.at.push_back(at);
        group.course.push_back(course);
        if (!d.act(who, pass.script, pass.mark, scene.when)) return false;
    }
    return true;
}

int how_many(Director& d) { return d.positive ? limit::together + static_cast<int>(d.random.below(2)) : limit::together - 1; }

}  // namespace

bool gnss_spoofing(Director& d) {
    const bool circles = d.random.chance(0.4);
    const double lasts = d.between(10, 14) * minute, turn = lasts / d.between(1.3, 1.8);
    const auto scene = d.open_water("open", 4.5 * mile, 45 * minute, 30 * minute);
    Group group;
    if (!scene || !gather(d, *scene, how_many(d), circles ? 0.8 * mile : 2.8 * mile, circles ? 1.6 * mile : 3.6 * mile, 5 * knot, group)) return false;
    for (std::size_t i = 0; i < group.who.size(); ++i) {
        const Time begins = scene->when + seconds(d.between(0, 60));
        Cue cue = d.cue_for(group.who[i], circles ? Cue::Kind::circling : Cue::Kind::gathered, begins, begins + seconds(lasts));
        cue.place = offset(scene->at, 0, d.between(-150, 150), d.between(-150, 150));
        if (circles) {
            cue.radius = d.between(0.15, 0.3) * mile;
            cue.ramp = seconds(turn);
            cue.place = offset(group.at[i], group.course[i], 0, cue.radius);
            cue.low = group.course[i] - 90;  // where on the circle it begins: where it is
        }
        d.cue(cue);
    }
    d.decides(scene->when, scene->when + seconds(lasts + 60));
    return true;
}

bool gnss_jamming(Director& d) {
    const auto scene = d.open_water("open", 3.5 * mile, 45 * minute, 30 * minute);
    Group group;
    if (!scene || !gather(d, *scene, how_many(d), 0.8 * mile, 2.5 * mile, 8 * knot, group)) return false;
    for (const Identity& who : group.who) {
        const Time begins = scene->when + seconds(d.between(0, 90));
        const auto kind = d.random.chance(0.5) ? Cue::Kind::low_accuracy : Cue::Kind::no_position;
        d.cue(d.cue_for(who, kind, begins, begins + seconds(d.between(5, 8) * minute)));
    }
    d.decides(scene->when, scene->when + seconds(10 * minute));
    return true;
}

bool on_land(Director& d) {
    // `number` of a mark ashore is its distance from the water; `name` is shared with a mark on the water nearby.
    const Mark* ashore = &d.mark("ashore");
    for (int i = 0; i < 60 && (ashore->number > limit::land_depth * 1.05) != d.positive; ++i) ashore = &d.mark("ashore");
    if ((ashore->number > limit::land_depth * 1.05) != d.positive) return false;
    const Mark* afloat = nullptr;
    for (const Mark& m : d.sea.waters.marks) {
        if (m.of == "off the shore" && ashore->name.starts_with(m.name)) afloat = &m;
    }
    check(afloat != nullptr);
    const Time when = d.any_time(20 * minute, 25 * minute);
    if (when == never || !d.book(afloat->at, mile, when - seconds(10 * minute), when + seconds(20 * minute))) return false;
    const Identity who = d.coaster();
    const std::string_view base = afloat->name.starts_with("Bay") ? "Amador marina" : "Shelter Bay marina";
    const auto gate = d.sea.waters.node(afloat->name.starts_with("Bay") ? "bay_gate" : "carib_west_gate");
    const Place place{*gate, afloat->at, 0, afloat->name, 1e9};
    Script script = d.from_base(d.coaster_hull(), base, place, who);
    const Duration mark = script.elapsed();
    script.rest(22 * minute);
    d.to_base(script, place, base, who);
    Cue cue = d.cue_for(who, Cue::Kind::shifted, when + seconds(60), when + seconds(d.between(16, 19) * minute));
    cue.ramp = seconds(9 * minute);
    cue.north = (ashore->at.latitude() - afloat->at.latitude()) * metres_per_degree;
    cue.east = (ashore->at.longitude() - afloat->at.longitude()) * longitude_metres(afloat->at.latitude());
    d.cue(cue);
    d.decides(when + seconds(60), cue.to);
    return d.act(who, script, mark, when);
}

bool out_of_footprint(Director& d) {
    const auto scene = d.open_water("open", 1.5 * mile, 30 * minute, 25 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    const double course = d.between(0, 360);
    Director::Pass pass = d.pass(d.coaster_hull(), *scene, scene->at, course, 2 * mile, run);
    d.to_sea(pass.script, *scene, course, mile);
    Cue cue = d.cue_for(who, Cue::Kind::relayed, scene->when, scene->when + seconds(d.between(3, 6) * minute));
    cue.low = d.positive ? 1.1 : 0.5;
    cue.high = d.positive ? 2.0 : 0.9;
    d.cue(cue);
    d.decides(cue.from, cue.to);
    return d.act(who, pass.script, pass.mark, scene->when);
}

bool feed_deaf(Director& d) {
    const Time when = d.any_time(35 * minute, 10 * minute);
    // One receiver at a time, and long enough apart that it is busy again.
    if (when == never || !d.book(geo::Position::of(0, -95), 1, when - seconds(20 * minute), when + seconds(6 * minute))) return false;
    Cue cue;
    cue.kind = Cue::Kind::deaf;
    cue.from = when;
    cue.to = when + seconds(limit::silent_feed * (d.positive ? d.between(1.1, 2) : d.between(0.5, 0.9)));
    d.cue(cue);
    d.decides(cue.from, cue.to);
    return true;
}

}  // namespace vigia::traffic
