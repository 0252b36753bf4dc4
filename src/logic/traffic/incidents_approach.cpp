// Too close: to another ship, to one that is protected, to a dam, and into watched zones.
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

/// Where the other must be so that both pass each other at `pass` metres, as far as straight tracks go.
geo::Position passing(geo::Position at, double course, double speed, double other_course, double other_speed, double pass) {
    constexpr double degree = 3.14159265358979 / 180;
    const double east = other_speed * std::sin(other_course * degree) - speed * std::sin(course * degree);
    const double north = other_speed * std::cos(other_course * degree) - speed * std::cos(course * degree);
    const double size = std::hypot(east, north);
    return offset(at, 0, -east / size * pass, north / size * pass);
}

}  // namespace

bool close_quarters(Director& d) {
    const double pass = d.positive ? d.between(0.5, 0.9) * limit::near_pass : d.between(1.1, 2) * limit::near_pass;
    const auto scene = d.open_water("open", 3.5 * mile, 45 * minute, 30 * minute);
    if (!scene) return false;
    const Identity one = d.ship(d.between(90, 180), 70), other = d.ship(d.between(90, 180), 80);
    const Handling hull = d.ship_hull(one, d.between(9.5, 12) * knot), other_hull = d.ship_hull(other, d.between(9.5, 12) * knot);
    const double course = d.between(0, 360), other_course = course + d.any_side() * d.between(65, 115);
    const geo::Position there = passing(scene->at, course, hull.speed, other_course, other_hull.speed, pass);
    Director::Pass a = d.pass(hull, *scene, scene->at, course, 5 * mile, 2 * mile);
    Director::Pass b = d.pass(other_hull, *scene, there, other_course, 5 * mile, 2 * mile);
    d.to_sea(a.script, *scene, course, mile);
    d.to_sea(b.script, *scene, other_course, mile);
    d.decides(scene->when - seconds(15 * minute), scene->when);
    return d.act(one, a.script, a.mark, scene->when) && d.act(other, b.script, b.mark, scene->when);
}

bool fast_approach(Director& d) {
    const bool by_speed = d.random.chance(0.5);
    const double speed = d.positive || !by_speed ? d.between(1.1, 1.6) * limit::approach_speed : d.between(0.5, 0.9) * limit::approach_speed;
    const double pass = d.positive || by_speed ? d.at_most(limit::approach_pass, true) : limit::approach_pass * d.between(1.1, 2);
    const auto scene = d.open_water("open", 3 * mile, 45 * minute, 30 * minute);
    if (!scene) return false;
    const Identity tanker = d.ship(d.between(150, 220), 84), craft = d.boat(d.between(17, 24), 37, true);
    const Handling slow = d.ship_hull(tanker, 10 * knot), quick = d.boat_hull(speed);
    const double course = d.between(0, 360), crossing = course + d.any_side() * d.between(70, 110);
    const double creep = 4 * knot;
    Script a = d.from_sea(slow, *scene, scene->at, course, 5 * mile);
    a.sail(offset(scene->at, course, -1.5 * mile, 0), slow.speed, std::round(creep * 20) / 20);
    a.drift(1.5 * mile / a.speed(), course, a.speed(), 1);
    const Duration at_a = a.elapsed();
    a.drift(20 * minute, course, a.speed(), 1);
    d.to_sea(a, *scene, course, 2 * mile);
    Director::Pass b = d.pass(quick, *scene, passing(scene->at, course, a.speed(), crossing, speed, pass),
                       crossing, 3 * mile, 2 * mile);
    d.to_sea(b.script, *scene, crossing, mile);
    d.decides(scene->when - seconds(3 * minute), scene->when);
    return d.act(tanker, a, at_a, scene->when) && d.act(craft, b.script, b.mark, scene->when);
}

namespace {

/// A work boat of a lake, under way between marks and back to where it lay.
struct Errand {
    Identity who;
    Script script;
    geo::Position home;
};

Errand from_mooring(Director& d, std::string_view mooring, std::string_view where) {
    const Mark& home = d.mark(mooring);
    const Identity who = d.boat(d.between(14, 22), 90, true);
    const geo::Position at = offset(home.at, 0, d.between(-15, 15), d.between(-15, 15));
    Script script(d.boat_hull(d.between(5, 6.5) * knot), at, d.between(0, 360), 0);
    script.where = where;
    script.status = model::NavigationStatus::moored;
    script.activity = Activity::moored;
    script.rest(d.between(20, 40) * minute);
    script.status = model::NavigationStatus::under_way_using_engine;
    script.activity = Activity::under_way;
    return {who, std::move(script), at};
}

void home_again(Director& d, Script& script, geo::Position home) {
    script.sail(home, script.hull.speed, 0);
    script.status = model::NavigationStatus::moored;
    script.activity = Activity::moored;
    script.rest(d.between(20, 40) * minute);
    script.leave();
}

/// To the edge of the zone by the dam of Gatun, and `inside` metres beyond it.
geo::Position beyond_edge(Director& d, double inside) {
    const Mark& edge = d.mark("Gatun dam zone");
    return offset(edge.at, 270, inside, d.between(-60, 20));
}

}  // namespace

bool site_approach(Director& d) {
    const Mark& dam = d.mark("Miraflores spillway dam");
    const Mark& side = d.mark("Miraflores spillway water");  // the side from which it can be reached, clear of the channel
    const double gap = d.positive ? d.between(0.7, 0.9) * limit::dam_reach : d.between(1.1, 1.9) * limit::dam_reach;
    const Time when = d.any_time(50 * minute, 40 * minute);
    if (when == never || !d.book(dam.at, 900, when - seconds(15 * minute), when + seconds(15 * minute))) return false;
    Errand errand = from_mooring(d, "Miraflores Lake mooring", "Miraflores Lake");
    Script& script = errand.script;
    // Past it at walking pace, the hull as near as drawn.
    const double bearing = geo::bearing(dam.at, side.at).value, abeam = errand.who.beam().value;
    const geo::Position nearest = offset(dam.at, bearing, gap + abeam, 0);
    const double along = bearing + 90;
    script.sail(offset(nearest, along, -60, 0), script.hull.speed, 2 * knot);
    script.drift(60 / script.speed(), along, script.speed(), 1);
    const Duration mark = script.elapsed();
    script.drift(60 / script.speed(), along, script.speed(), 1);
    home_again(d, script, errand.home);
    d.decides(when - seconds(120), when + seconds(120));
    return d.act(errand.who, script, mark, when);
}

bool zone_entry(Director& d) {
    const double inside = d.positive ? d.between(150, 400) : -d.between(110, 260);
    const Time when = d.any_time(60 * minute, 50 * minute);
    if (when == never || !d.book(d.mark("Gatun dam zone").at, 1500, when - seconds(6 * minute), when + seconds(8 * minute), 60)) return false;
    Errand errand = from_mooring(d, "Gatun landing mooring", "Gatun Lake");
    Script& script = errand.script;
    const geo::Position there = beyond_edge(d, inside);
    script.sail(there, script.hull.speed, 2 * knot);
    const Duration mark = script.elapsed();
    script.drift(d.between(2, 4) * minute, 180, 1.5 * knot, 10);
    home_again(d, script, errand.home);
    d.decides(when - seconds(3 * minute), when + seconds(6 * minute));
    return d.act(errand.who, script, mark, when);
}

bool zone_exit(Director& d) {
    const Time when = d.any_time(90 * minute, 60 * minute);
    if (when == never || !d.book(d.mark("Gatun dam zone").at, 1500, when - seconds(18 * minute), when + seconds(9 * minute), 60)) return false;
    Errand errand = from_mooring(d, "Gatun landing mooring", "Gatun Lake");
    Script& script = errand.script;
    script.sail(beyond_edge(d, d.between(200, 400)), script.hull.speed, 0);
    script.rest(d.between(5, 10) * minute);
    // Out again: past the margin of a tenth of the zone's radius, or not so far and back to stay.
    const double margin = d.mark("Gatun dam zone").number;
    const geo::Position edge = d.mark("Gatun dam zone").at;
    if (d.positive) {
        script.sail(offset(edge, 90, margin * 3, 0), script.hull.speed, script.hull.speed);
        const Duration mark = script.elapsed();
        home_again(d, script, errand.home);
        d.decides(when - seconds(120), when + seconds(60));
        return d.act(errand.who, script, mark, when);
    }
    script.sail(offset(edge, 90, margin * d.between(0.4, 0.75), 0), 3 * knot, 0);
    const Duration mark = script.elapsed();
    script.sail(beyond_edge(d, d.between(200, 400)), 3 * knot, 0);
    script.status = model::NavigationStatus::moored;
    script.activity = Activity::moored;
    script.rest(d.between(20, 40) * minute);
    script.leave();
    d.decides(when - seconds(120), when + seconds(60));
    return d.act(errand.who, script, mark, when);
}

}  // namespace vigia::traffic
