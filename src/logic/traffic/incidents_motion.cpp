// How one vessel moves: too fast, hardly at all, carried along, stopped at once, off her anchor.
#include <algorithm>
#include <array>
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

constexpr double run = 3 * mile;

bool by_night(Time at) {
    const double of_day = static_cast<double>((at - local_midnight(at)).count()) / 3'600'000;
    return of_day < 6 || of_day >= 18;
}

/// The same limit holds before and after.
bool clear_of_dusk(Time at) { return by_night(at - std::chrono::minutes(20)) == by_night(at + std::chrono::minutes(20)); }

struct Haunt {
    std::string_view base, ground;
};
constexpr std::array haunts = {Haunt{"Vacamonte", "Gulf west"}, Haunt{"Amador marina", "Bay of Panama"},
                               Haunt{"Contadora", "Gulf east"}, Haunt{"Shelter Bay marina", "Caribbean west"}};

}  // namespace

bool go_fast(Director& d) {
    const Haunt haunt = haunts[d.random.below(haunts.size())];
    const Ground& ground = *d.sea.waters.ground(haunt.ground);
    Time when = never;
    for (int i = 0; i < 50 && (when == never || !clear_of_dusk(when)); ++i) when = d.any_time(600, 900);
    if (when == never || !clear_of_dusk(when)) return false;
    const double least = by_night(when) ? limit::fast_by_night : limit::fast_by_day;
    const bool by_time = d.random.chance(0.4);
    double speed = std::min(d.at_least(least, d.positive || by_time), 45 * knot);
    // Reports of class B come each 30 s: a time near the limit shows in those of class A alone.
    const bool class_a = d.random.chance(0.5);
    const bool lasts_enough = d.positive || !by_time;
    double lasts = limit::fast_time * (lasts_enough ? d.between(class_a ? 1.1 : 1.3, 2) : d.between(0.5, class_a ? 0.9 : 0.75));
    const Identity who = d.boat(d.between(8, 14), 37, class_a);
    Handling hull = d.boat_hull(d.between(10, 13) * knot);
    if (!d.positive && by_time) {  // it is above the limit, too, while it gathers and loses that speed
        speed = std::min(speed, least + 0.3 * hull.gather * lasts);
        lasts -= 2 * (speed - least) / hull.gather;
    }
    // A straight stretch inside the ground that is long enough.
    const double gathering = (speed - hull.speed) / hull.gather * (speed + hull.speed) / 2;
    geo::Position first = scene_point(d, ground), last = first;
    for (int i = 0; i < 60 && geo::distance_near(first, last).value < speed * lasts + 2 * gathering; ++i) {
        first = scene_point(d, ground);
        last = scene_point(d, ground);
    }
    const double way = geo::distance_near(first, last).value;
    if (way < speed * lasts + 2 * gathering) return false;
    last = geo::between(first, last, (speed * lasts + 2 * gathering) / way);
    if (!d.book(first, 4000, when - seconds(600), when + seconds(900))) return false;
    const double course = geo::bearing(first, last).value;
    const Place gate{ground.gate, offset(first, course, -700, 0), 0, ground.name, 1e9};
    Script script = d.from_base(hull, haunt.base, gate, who);
    script.sail(first, hull.speed, hull.speed);
    const Duration begins = script.elapsed();
    script.hull.speed = speed;
    script.sail(last, speed, hull.speed);
    script.hull.speed = hull.speed;
    script.sail(offset(last, course, 500, 0), hull.speed, 0);
    d.to_base(script, gate, haunt.base, who);
    d.decides(when, when + seconds(lasts + 60));
    return d.act(who, script, begins, when);
}

geo::Position scene_point(Director& d, const Ground& ground) {
    return inside(ground.corners, d.random.uniform(), d.random.uniform());
}

bool loitering(Director& d) {
    const double speed = d.positive ? d.between(0.5, 0.9) * limit::loiter_speed : d.between(1.1, 2) * limit::loiter_speed;
    // Who is faster stays less long, so that it keeps to its water.
    const double lasts = d.between(1.1, d.positive ? 2 : 1.5) * limit::loiter_time;
    const auto scene = d.open_water("open", 2.5 * mile, 40 * minute, lasts + 20 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    const double course = d.between(0, 360), calm = 5 * knot;
    Script script = d.from_sea(d.coaster_hull(), *scene, scene->at, course, 2.5 * mile);
    script.sail(offset(scene->at, course, -1.2 * mile, 0), script.hull.speed, calm);
    script.sail(scene->at, calm, std::round(speed * 20) / 20);
    const Duration begins = script.elapsed();
    // To and fro, in boards of some twenty minutes.
    double along = course;
    for (double left = lasts; left > 0; left -= 20 * minute) {
        along += d.any_side() * d.between(40, 110);
        script.drift(std::min(left, 20 * minute), along, speed, 30, std::remainder(along - script.heading(), 360.0), 1);
    }
    d.to_sea(script, *scene, script.heading(), run);
    d.decides(scene->when, scene->when + seconds(lasts));
    return d.act(who, script, begins, scene->when);
}

bool adrift(Director& d) {
    const bool by_time = d.random.chance(0.5);
    const double above = d.at_least(limit::drift_time, d.positive || !by_time);
    const double angle = limit::drift_angle * (d.positive || by_time ? d.between(1.1, 1.95) : d.between(0.5, 0.9));
    // In ten minutes she must come half a kilometre, too.
    const double rate = 0.5, speed = d.between(1.9, 4.5) * knot;
    // So long is the angle kept; it passes the limit while it comes and goes, too.
    const double passing = 2 * std::max(0.0, angle - limit::drift_angle) / rate;
    const double turning = angle / rate, lasts = std::max(60.0, above - passing);
    const auto scene = d.open_water("open", 2.5 * mile, 45 * minute, lasts + 30 * minute);
    if (!scene) return false;
    const Identity who = d.ship(d.between(70, 160), 79);
    const double course = d.between(0, 360), side = d.any_side();
    Script script = d.from_sea(d.ship_hull(who, d.between(10, 12) * knot), *scene, scene->at, course, run);
    script.sail(scene->at, script.hull.speed, std::round(speed * 20) / 20);
    const Duration begins = script.elapsed();
    script.drift(turning + lasts, script.course(), script.speed(), 1, side * angle, rate);
    script.drift(turning + 60, script.course(), script.speed(), 1, -side * angle, rate);
    d.to_sea(script, *scene, course, run);
    d.decides(scene->when, scene->when + seconds(2 * turning + lasts));
    return d.act(who, script, begins, scene->when);
}

bool sudden_stop(Director& d) {
    // From 7 to 1 knot in that time; or she goes too slowly before.
    const bool by_time = d.random.chance(0.7);
    const double lasts = d.at_most(limit::stop_time, d.positive || !by_time);
    const double pace = std::round(d.at_least(limit::stop_from, d.positive || by_time) * 20) / 20;
    const double lies = d.between(4, 7) * minute;
    const auto scene = d.open_water("open", 2.5 * mile, 40 * minute, 30 * minute);
    if (!scene) return false;
    const Identity who = d.ship(d.between(60, 140), 79);
    const double course = d.between(0, 360);
    Script script = d.from_sea(d.ship_hull(who, std::max(pace, 9 * knot)), *scene, scene->at, course, run);
    const double cruises = script.hull.speed;
    script.sail(offset(scene->at, course, -mile, 0), cruises, pace);
    script.hull.speed = pace;
    script.sail(scene->at, pace, pace);
    script.hull.speed = cruises;
    // Hard astern her bow may swing, so that she reports every three seconds; aground she keeps her heading, at reports of ten.
    const double brakes = pace / (6 * knot / lasts), rate = 0.5;
    const double turn = d.random.chance(0.5) ? d.any_side() * std::min(40.0, rate * (brakes + 60)) : 0;
    const Duration stops = script.elapsed() + seconds(brakes);
    script.drift(brakes + 60, script.course(), 0, brakes, turn, rate);
    script.rest(lies);
    d.to_sea(script, *scene, course, run);
    d.decides(scene->when - seconds(60), scene->when + seconds(90));
    return d.act(who, script, stops, scene->when);
}

bool anchor_drag(Director& d) {
    const double length = d.between(60, 85), radius = std::max(limit::drag_lengths * length, limit::drag_least);
    const double speed = d.between(0.9, 1.6) * knot;
    // At anchor a report comes every three minutes: three of them must come from outside the circle.
    const double way = d.positive ? radius * d.between(1.1, 1.6) + speed * 12 * minute : radius * d.between(0.5, 0.9);
    const double lasts = way / speed + 60;
    const auto scene = d.at_anchor(d.random.chance(0.5) ? "Pacific west" : "Atlantic west", 110 * minute, lasts + 30 * minute);
    if (!scene) return false;
    if (!d.book(offset(scene->at, d.wind() + 180, way / 2 + 260, 0), way / 2, scene->when, scene->when + seconds(lasts))) return false;
    const Identity who = d.ship(length);
    Script script = d.to_anchor(d.ship_hull(who, d.between(10, 12) * knot), who, *scene);
    script.rest(d.between(40, 70) * minute);
    const Duration begins = script.elapsed();
    script.drift(lasts, d.wind() + 180 + d.between(-15, 15), speed, 120);
    script.drift(120, script.course(), 0.02, 120);
    script.rest(d.between(20, 30) * minute);
    d.leave_anchor(script, who, *scene);
    d.decides(scene->when, scene->when + seconds(lasts));
    return d.act(who, script, begins, scene->when);
}

}  // namespace vigia::traffic
