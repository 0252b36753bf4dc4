// Meetings: at sea, in an anchorage, with nobody, with a craft from the coast, and one after the other.
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

constexpr double calm = 5 * knot;        ///< on the way to a stop: not the speed of one who hurries to it
constexpr double calm_run = 2 * mile, run = 3 * mile;

/// From the sea to a stop at a place, on `course`, slowly over the last miles.
Script arrive(Director& d, const Handling& hull, const Scene& scene, geo::Position to, double course, double slow_run = calm_run) {
    Script script = d.from_sea(hull, scene, to, course, run + slow_run);
    if (slow_run > 0) script.sail(offset(to, course, -slow_run, 0), hull.speed, calm);
    script.sail(to, slow_run > 0 ? calm : hull.speed, 0);
    return script;
}

}  // namespace

bool rendezvous(Director& d) {
    const bool by_time = d.random.chance(0.5);
    const double stay = d.at_least(limit::meeting_time, d.positive || !by_time);
    const bool near_enough = d.positive || by_time;
    const double gap = near_enough ? d.at_most(limit::meeting_gap, true) : limit::meeting_gap * d.between(1.1, 2);
    const auto scene = d.open_water("open", 2.5 * mile, 40 * minute, stay + 30 * minute);
    if (!scene) return false;
    const Identity first = d.coaster(), second = d.coaster();
    const double course = d.between(0, 360);
    const double apart = gap + first.beam().value / 2 + second.beam().value / 2;
    const geo::Position beside = offset(scene->at, course, 0, apart);
    Script a = arrive(d, d.coaster_hull(), *scene, scene->at, course);
    Script b = arrive(d, d.coaster_hull(), *scene, beside, course);
    const Duration at_a = a.elapsed(), at_b = b.elapsed();
    const double waits = d.between(60, 200), lingers = d.between(30, 90);
    b.rest(stay - b.turn_seconds(course + 90));
    d.to_sea(b, *scene, course + 90, run);
    a.rest(waits + stay + lingers);
    d.to_sea(a, *scene, course - 90, run);
    d.decides(scene->when, scene->when + seconds(stay));
    return d.act(first, a, at_a, scene->when - seconds(waits)) && d.act(second, b, at_b, scene->when);
}

bool tight_rendezvous(Director& d) {
    const bool by_time = d.random.chance(0.5);
    const double stay = d.at_least(limit::alongside_time, d.positive || !by_time);
    const double gap = d.positive || by_time ? d.at_most(limit::alongside_gap, true) : limit::alongside_gap * d.between(1.1, 2);
    const auto scene = d.at_anchor("", 100 * minute, stay + 50 * minute);
    if (!scene) return false;
    const Identity big = d.ship(d.between(80, 130)), small = d.coaster();
    Script a = d.to_anchor(d.ship_hull(big, d.between(11, 13) * knot), big, *scene);
    const Duration at_a = a.elapsed();
    a.rest(d.between(60, 75) * minute + stay);
    d.leave_anchor(a, big, *scene);
    // The small one comes up from astern, on the heading of the ship, and lies abreast of her.
    const double wind = d.wind();
    const geo::Position beside = offset(scene->at, wind, -5, gap + (big.beam().value + small.beam().value) / 2);
    Place astern = d.anchor_place(*scene);
    astern.at = offset(beside, wind, -450, 0);
    const bool pacific = scene->where.starts_with("Pacific");
    const std::string_view base = pacific ? "Amador marina" : "Shelter Bay marina";
    Script b = d.from_base(d.coaster_hull(), base, astern, small);
    b.sail(beside, 3 * knot, 0);
    const Duration at_b = b.elapsed();
    b.rest(stay - b.turn_seconds(wind + 60));
    b.sail(offset(beside, wind + 60, 300, 0), 4 * knot, 0);
    d.to_base(b, astern, base, small);
    d.decides(scene->when, scene->when + seconds(stay));
    return d.act(big, a, at_a, scene->when - seconds(30 * minute)) && d.act(small, b, at_b, scene->when);
}

bool dark_rendezvous(Director& d) {
    const double stay = d.at_least(limit::lone_stop_time, d.positive);
    const auto scene = d.open_water("open", 2.5 * mile, 40 * minute, stay + 30 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    const double course = d.between(0, 360), idle = d.between(0.5, 0.9) * 3 * knot;
    Script script = arrive(d, d.coaster_hull(), *scene, scene->at, course, 0);
    const Duration arrives = script.elapsed();
    script.drift(stay, course + d.between(-20, 20), idle, 60);
    d.to_sea(script, *scene, course + d.any_side() * d.between(75, 105), run);
    d.decides(scene->when, scene->when + seconds(stay));
    return d.act(who, script, arrives, scene->when);
}

bool feeder(Director& d) {
    const double length = limit::feeder_length * (d.positive ? d.between(0.5, 0.9) : d.between(1.1, 2));
    const auto scene = d.at_anchor("", 90 * minute, 60 * minute);
    if (!scene) return false;
    const Identity big = d.ship(d.between(90, 150)), craft = d.boat(length, 37, false);
    Script a = d.to_anchor(d.ship_hull(big, d.between(11, 13) * knot), big, *scene);
    const Duration at_a = a.elapsed();
    a.rest(d.between(90, 110) * minute);
    d.leave_anchor(a, big, *scene);
    // It lies off for some minutes, nearer than the limit but not alongside, and goes back.
    const double wind = d.wind(), gap = d.at_most(limit::approach_pass, true);
    const geo::Position beside = offset(scene->at, wind, 0, gap + big.beam().value / 2);
    Place off = d.anchor_place(*scene);
    off.at = offset(beside, wind, -600, 0);
    const std::string_view base = scene->where.starts_with("Pacific") ? "Amador marina" : "Cristobal pilots";
    Script b = d.from_base(d.boat_hull(d.between(11, 15) * knot), base, off, craft);
    b.sail(beside, 6 * knot, 2.5 * knot);
    const Duration at_b = b.elapsed();
    b.drift(d.between(3, 5) * minute, wind, 2.5 * knot, 5);
    b.sail(offset(b.at(), wind + 90, 400, 0), 6 * knot, 0);
    d.to_base(b, off, base, craft);
    d.decides(scene->when, scene->when + seconds(30 * minute));
    return d.act(big, a, at_a, scene->when - seconds(45 * minute)) && d.act(craft, b, at_b, scene->when);
}

bool drop_pattern(Director& d) {
    const bool by_time = d.random.chance(0.5);
    const double dwell = d.between(5.5, 10) * minute;
    const double stay = d.at_least(limit::visit_time, d.positive || !by_time);
    const double off = mile * (d.positive || by_time ? d.between(0.2, 0.9) : d.between(1.1, 2));
    const double later = d.between(50, 120) * minute;
    const auto scene = d.open_water("open", 3 * mile, 45 * minute, later + 40 * minute);
    if (!scene) return false;
    const Identity dropper = d.coaster(), visitor = d.coaster();
    const double course = d.between(0, 360);
    Script a = arrive(d, d.coaster_hull(), *scene, scene->at, course, 0);
    const Duration at_a = a.elapsed();
    a.rest(dwell);
    d.to_sea(a, *scene, course + d.between(-5, 5), 2.5 * mile);
    const double cross = course + 90;
    const geo::Position place = offset(scene->at, course, 0, off);
    Script b = arrive(d, d.coaster_hull(), *scene, place, cross);
    const Duration at_b = b.elapsed();
    const double easing = 2 * 3 * knot / b.hull.slow;  // it is slow, too, while it loses and gathers way
    b.rest(stay - easing - b.turn_seconds(cross + 100));
    d.to_sea(b, *scene, cross + 100, run);
    d.decides(scene->when, scene->when + seconds(later + stay));
    return d.act(dropper, a, at_a, scene->when) && d.act(visitor, b, at_b, scene->when + seconds(later));
}

}  // namespace vigia::traffic
