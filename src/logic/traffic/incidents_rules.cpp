// Against the rules of a way: too fast, beside the channel, against the lane; and calls, and odd transits.
#include <algorithm>
#include <array>
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

/// A trip between bases that leads through a reach with a limit, and the part of the reach used.
struct Trip {
    std::string_view from, to, reach;
};
constexpr std::array trips = {
    Trip{"Gatun landing", "Gamboa", "Pena Blanca reach"}, Trip{"Gamboa", "Gatun landing", "Bohio and Buena Vista reaches"},
    Trip{"Gatun landing", "Gamboa", "San Pablo and Tabernilla reaches"}, Trip{"Gamboa", "Gatun landing", "Gamboa reach"},
    Trip{"Amador marina", "Diablo tugs", "Amador reach"}, Trip{"Cristobal pilots", "Gatun tugs", "Limon Bay reach"}};

const Way& way_named(Director& d, std::string_view name) {
    const auto way = std::ranges::find_if(d.sea.waters.ways, [&](const Way& w) { return w.name == name; });
    check(way != d.sea.waters.ways.end());
    return *way;
}

geo::Position at(const Corner& c) { return geo::Position::of(c.latitude, c.longitude); }

/// Corners with more of them in between, so that parts of a reach can have their own speed.
std::vector<Corner> divided(const std::vector<Corner>& corners, double step) {
    std::vector<Corner> out;
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
        const double way = geo::distance_near(at(corners[i]), at(corners[i + 1])).value;
        const int parts = std::max(1, static_cast<int>(way / step));
        for (int k = 0; k < parts; ++k) {
            Corner c = corners[i];
            const geo::Position p = geo::between(at(corners[i]), at(corners[i + 1]), static_cast<double>(k) / parts);
            c.latitude = p.latitude();
            c.longitude = p.longitude();
            out.push_back(c);
        }
    }
    out.push_back(corners.back());
    return out;
}

Place base_of(Director& d, std::string_view name) {
    const Base& base = d.sea.waters.bases[d.sea.base_index(name)];
    return {base.gate, offset(base.at, 0, d.between(-40, 40), d.between(-40, 40)), base.heading.value, base.name};
}

Script moored(Director& d, const Handling& hull, const Place& home, double lies) {
    Script script(hull, home.at, home.heading, 0);
    script.where = home.name;
    script.status = model::NavigationStatus::moored;
    script.activity = Activity::moored;
    script.rest(lies);
    script.status = model::NavigationStatus::under_way_using_engine;
    script.activity = Activity::under_way;
    static_cast<void>(d);
    return script;
}

void moor(Director& d, Script& script, double lies) {
    script.status = model::NavigationStatus::moored;
    script.activity = Activity::moored;
    script.rest(lies);
    script.leave();
    static_cast<void>(d);
}

}  // namespace

bool speeding(Director& d) {
    const Trip& trip = trips[d.random.below(trips.size())];
    const double over = limit::over_limit * (d.positive ? d.between(1.1, 2) : d.between(0.5, 0.84));
    const Identity who = d.coaster();
    Handling hull = d.coaster_hull();
    hull.gather = hull.slow = 0.12;
    const Place from = base_of(d, trip.from), to = base_of(d, trip.to);
    const Way& reach = way_named(d, trip.reach);
    const double most = speed_limit(reach, who.length(), month_day(d.run_start)).value_or(from_knots(10)).value;
    hull.speed = most + over + 0.05;
    std::vector<Corner> way = divided(d.sea.corners(from, to, who), 200);
    const std::size_t index = static_cast<std::size_t>(&reach - d.sea.waters.ways.data());
    double fast = (most + over) * d.between(3.5, 5) * minute, began = 0, along = 0;
    std::size_t first = way.size();
    for (std::size_t i = 0; i + 1 < way.size(); ++i) {
        const double part = geo::distance_near(at(way[i]), at(way[i + 1])).value;
        // The edges of a reach are left alone: its neighbour may have another limit.
        if (way[i].reach == index && began == 0 && i > 0 && way[i - 1].reach == index && way[i - 1].limit > 0) began = along + 400;
        const bool in_reach = began > 0 && along >= began && way[i].reach == index && fast > 0;
        way[i].limit = in_reach ? std::ceil((most + over) * 20) / 20 : way[i].limit * 0.88;
        if (in_reach) {
            fast -= part;
            first = std::min(first, i);
        }
        along += part;
    }
    if (first == way.size()) return false;
    Script script = moored(d, hull, from, d.between(20, 40) * minute);
    script.where = trip.reach;
    const std::vector<Corner> before(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(first) + 1);
    script.follow(before, 1, before[before.size() - 2].limit);
    const Duration mark = script.elapsed();
    script.follow({way.begin() + static_cast<std::ptrdiff_t>(first), way.end()}, 1, 0);
    moor(d, script, d.between(20, 40) * minute);
    const Time when = d.any_time(5 * minute, 10 * minute);
    if (when == never || !d.book(at(way[first]), 1500, when, when + seconds(5 * minute))) return false;
    d.decides(when, when + seconds(6 * minute));
    return d.act(who, script, mark, when);
}

bool lane_departure(Director& d) {
    const Way& fairway = way_named(d, "Atlantic outer fairway");
    const double beside = fairway.half_width.value * limit::outside_widths * (d.positive ? d.between(1.1, 1.7) : d.between(0.5, 0.9));
    const double lasts = d.between(1.15, 2) * limit::outside_time;
    const Identity who = d.ship(d.between(70, 140), 70);
    const Handling hull = d.ship_hull(who, d.between(9, 10) * knot);
    const geo::Position outer = fairway.corners.back(), inner = fairway.corners.front();
    const double course = geo::bearing(outer, inner).value;
    const auto berth = d.at_anchor("Atlantic west", 40 * minute, 100 * minute);
    if (!berth || !d.book(geo::between(outer, inner, 0.5), 1200, berth->when - seconds(15 * minute), berth->when + seconds(15 * minute))) return false;
    // In from the sea along the middle, aside to the west over some 700 metres, and back.
    const double begins = hull.speed * 6.5 * minute, aside = d.between(900, 1100);
    const NodeIndex gate = *d.sea.waters.node(d.random.chance(0.5) ? "carib_n" : "carib_nw");
    const geo::Position sea_gate = d.sea.waters.nodes[gate].at;
    Script script(hull, sea_gate, geo::bearing(sea_gate, outer).value, hull.speed);
    script.where = fairway.name;
    script.sail(offset(outer, course, -1800, 0), hull.speed, hull.speed);
    const geo::Position out = offset(outer, course, begins + aside, beside);
    const geo::Position on = offset(out, course, hull.speed * lasts, 0);
    const Duration mark = script.elapsed() + seconds((1800 + begins + std::hypot(aside, beside)) / hull.speed);
    script.sail(std::vector{outer, offset(outer, course, begins, 0), out, on,
                            offset(outer, course, begins + 2 * aside + hull.speed * lasts, 100), inner}, hull.speed, 0);
    const Place spot = d.anchor_place(*berth);
    script.where = spot.name;
    const geo::Position gate_of_spot = d.sea.waters.nodes[spot.gate].at;
    script.sail(std::vector{gate_of_spot, spot.at}, 6 * knot, 0);
    script.status = model::NavigationStatus::at_anchor;
    script.activity = Activity::at_anchor;
    script.rest(25 * minute, d.wind());
    script.rest(d.between(20, 40) * minute);
    d.leave_anchor(script, who, *berth);
    d.decides(berth->when - seconds(60), berth->when + seconds(lasts));
    return d.act(who, script, mark, berth->when);
}

bool wrong_way(Director& d) {
    const bool by_time = d.random.chance(0.5);
    const double lasts = limit::wrong_time * (d.positive || !by_time ? d.between(1.45, 2) : d.between(0.5, 0.8));
    const double off = d.positive || by_time ? d.between(145, 180) : d.between(60, 108);
    const auto scene = d.open_water("lane", 1.2 * mile, 60 * minute, 40 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    Handling hull = d.coaster_hull();
    hull.turning_radius = 60;
    hull.turn_rate = 6;
    // Across to the middle of the lane that leads north, against it (or not quite), and out as it came.
    Script script(hull, offset(d.mark("Gulf east water").at, 90, d.between(-1000, 1000), 0), 0, hull.speed);
    script.where = "open water";
    script.sail(std::vector{offset(scene->at, 90, 4 * mile, 0), offset(scene->at, 90, 600, 0)}, hull.speed, hull.speed);
    const Duration mark = script.elapsed();
    const geo::Position on = offset(scene->at, off > 120 ? off : 360 - off, hull.speed * lasts, 0);
    Scene east = *scene;
    east.where = "Gulf east water";
    script.sail(std::vector{scene->at, on, offset(on, 80, 4 * mile, 0)}, hull.speed, hull.speed);
    d.to_sea(script, east, 110, 2 * mile);
    d.decides(scene->when - seconds(60), scene->when + seconds(lasts + 60));
    return d.act(who, script, mark, scene->when);
}

bool port_visit(Director& d) {
    const Identity who = d.coaster();
    const Handling hull = d.coaster_hull();
    const Place home = base_of(d, "Taboga"), port = base_of(d, "Vacamonte");
    const Mark& town = d.mark("Vacamonte");
    const double off = limit::port_reach * d.between(1.1, 1.5);
    const Time when = d.any_time(10 * minute, 60 * minute);
    if (when == never) return false;
    Script script = moored(d, hull, home, d.between(20, 40) * minute);
    script.where = "Vacamonte";
    Place call = port;
    if (!d.positive) {
        call.at = offset(town.at, 177, off, 0);
        call.gate = *d.sea.waters.node("gulf_west_gate");
        call.name = "Gulf west";
        call.limit = 1e9;
    }
    // Along the net as far as the last way, which passes the port nearer than that.
    std::vector<Corner> way = d.sea.corners(home, call, who);
    if (!d.positive) {
        way = d.sea.corners(home, d.sea.node_place(*d.sea.waters.node("taboga_west")), who);
        const Node& west = d.sea.waters.nodes[*d.sea.waters.node("taboga_west")], & north = d.sea.waters.nodes[*d.sea.waters.node("vacamonte")];
        const geo::Position half = geo::between(west.at, north.at, 0.5);  // clear of the islets
        way.push_back(way.back());
        way.back().latitude = half.latitude();
        way.back().longitude = half.longitude();
        way.push_back(way.back());
        way.back().latitude = call.at.latitude();
        way.back().longitude = call.at.longitude();
    }
    script.follow(way, 0.9, 0);
    const Duration mark = script.elapsed();
    script.rest(d.between(20, 40) * minute);
    call.at = script.at();
    script.follow(d.sea.corners(call, d.sea.node_place(*d.sea.waters.node("gulf_mid_gate")), who), 0.9, hull.speed);
    const Mark& out = d.mark("Gulf west water");
    script.where = "open water";
    script.sail(out.at, hull.speed, hull.speed);
    script.leave();
    d.decides(when, when + seconds(30 * minute));
    return d.act(who, script, mark, when);
}

bool transit_compliance(Director& d) {
    const double length = d.positive ? d.between(1.1, 2) * limit::long_ship : d.between(0.55, 0.9) * limit::long_ship;
    const auto scene = d.at_anchor("atlantic", 150 * minute, 10 * minute);
    if (!scene) return false;
    const Identity seen = d.ship(length, 70);
    Identity again = d.ship(length, 70);  // the same ship, found beyond the locks without having been heard in them
    const std::uint32_t number = again.number;
    again = seen;
    again.number = number;
    const Handling hull = d.ship_hull(seen, 10 * knot);
    Script outside = d.to_anchor(hull, seen, *scene);
    outside.rest(d.between(30, 60) * minute);
    const Duration gone = outside.elapsed();
    outside.leave();
    const Place from = base_of(d, "Gamboa"), to = base_of(d, "Gatun landing");
    Script inside = moored(d, hull, from, d.between(15, 30) * minute);
    const Duration leaves = inside.elapsed();
    inside.where = to.name;
    inside.follow(d.sea.corners(from, to, again), 0.9, 0);
    moor(d, inside, d.between(30, 60) * minute);
    const Duration hidden = seconds(d.between(80, 120) * minute);
    d.decides(scene->when, scene->when + seconds(30 * minute));
    return d.act(seen, outside, gone, scene->when - hidden) && d.act(again, inside, leaves, scene->when);
}

}  // namespace vigia::traffic
