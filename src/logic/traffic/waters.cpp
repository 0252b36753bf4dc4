#include "logic/traffic/waters.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vigia::traffic {

namespace {

template <class Thing>
const Thing* named(const std::vector<Thing>& things, std::string_view name) {
    const auto found = std::ranges::find_if(things, [&](const Thing& t) { return t.name == name; });
    return found == things.end() ? nullptr : &*found;
}

double length_of(const Way& way) {
    double sum = 0;
    for (std::size_t i = 1; i < way.corners.size(); ++i) {
        sum += geo::distance_near(way.corners[i - 1], way.corners[i]).value;
    }
    return sum;
}

constexpr double anchorage_detour = 4.0;  ///< an anchorage counts as that much longer than it is

}  // namespace

std::optional<NodeIndex> Waters::node(std::string_view name) const {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].name == name) return i;
    }
    return std::nullopt;
}

const Way* Waters::lock(std::string_view name) const {
    const auto found = std::ranges::find_if(
        ways, [&](const Way& w) { return w.water == Water::lock && w.lock == name; });
    return found == ways.end() ? nullptr : &*found;
}

const Base* Waters::base(std::string_view name) const { return named(bases, name); }
const Ground* Waters::ground(std::string_view name) const { return named(grounds, name); }

std::optional<std::vector<Travelled>> route(const Waters& waters, NodeIndex from, NodeIndex to) {
    constexpr double far = std::numeric_limits<double>::infinity();
    const std::size_t count = waters.nodes.size();
    std::vector<double> reached(count, far);
    std::vector<Travelled> by(count);
    std::vector<bool> settled(count, false);
    reached[from] = 0;
    while (true) {
        std::size_t here = count;
        for (std::size_t i = 0; i < count; ++i) {
            if (!settled[i] && reached[i] < far && (here == count || reached[i] < reached[here])) here = i;
        }
        if (here == count) return std::nullopt;
        if (here == to) break;
        settled[here] = true;
        for (std::size_t w = 0; w < waters.ways.size(); ++w) {
            const Way& way = waters.ways[w];
            if (way.water == Water::lock || (way.from != here && way.to != here)) continue;
            const bool backwards = way.to == here;
            if (backwards && way.one_way) continue;
            const NodeIndex there = backwards ? way.from : way.to;
            const double cost =
                reached[here] + length_of(way) * (way.water == Water::anchorage ? anchorage_detour : 1.0);
            if (cost < reached[there]) {
                reached[there] = cost;
                by[there] = {w, backwards};
            }
        }
    }
    std::vector<Travelled> ways;
    for (NodeIndex at = to; at != from;) {
        ways.push_back(by[at]);
        const Way& way = waters.ways[by[at].way];
        at = by[at].backwards ? way.to : way.from;
    }
    std::ranges::reverse(ways);
    return ways;
}

std::optional<MetresPerSecond> speed_limit(const Way& way, Metres length, int month_day) {
    std::optional<MetresPerSecond> limit = way.limit;
    if (way.large_limit && length >= way.large) limit = way.large_limit;
    if (way.season && month_day >= way.season->from && month_day <= way.season->to) {
        limit = limit ? std::min(*limit, way.season->limit) : way.season->limit;
    }
    return limit;
}

geo::Position inside(std::span<const geo::Position> corners, double u, double v) {
    // A fan of triangles from the first corner, one drawn by its share of the area.
    const auto area = [&](std::size_t i) {
        const double ax = corners[i].longitude() - corners[0].longitude();
        const double ay = corners[i].latitude() - corners[0].latitude();
        const double bx = corners[i + 1].longitude() - corners[0].longitude();
        const double by = corners[i + 1].latitude() - corners[0].latitude();
        return std::abs(ax * by - ay * bx);
    };
    double whole = 0;
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) whole += area(i);
    double left = u * whole;
    std::size_t i = 1;
    while (i + 2 < corners.size() && left >= area(i)) left -= area(i++);
    const double s = std::sqrt(std::clamp(left / area(i), 0.0, 1.0));
    const double w0 = 1 - s, w1 = s * (1 - v), w2 = s * v;
    return geo::Position::of(
        w0 * corners[0].latitude() + w1 * corners[i].latitude() + w2 * corners[i + 1].latitude(),
        w0 * corners[0].longitude() + w1 * corners[i].longitude() + w2 * corners[i + 1].longitude());
}

std::vector<geo::Position> spots(std::span<const geo::Position> corners, Metres step) {
    geo::Box box{180, 90, -180, -90};
    for (const geo::Position p : corners) {
        box.west = std::min(box.west, p.longitude());
        box.east = std::max(box.east, p.longitude());
        box.south = std::min(box.south, p.latitude());
        box.north = std::max(box.north, p.latitude());
    }
    const double dy = step.value / 111'195.0;
    const double dx = dy / std::cos(box.south * 3.14159265358979 / 180.0);
    std::vector<geo::Position> found;
    int row = 0;
    for (double y = box.south + dy / 2; y < box.north; y += dy, ++row) {
        for (double x = box.west + (row % 2 == 0 ? dx / 2 : dx); x < box.east; x += dx) {
            bool in = true;
            double sense = 0;
            for (std::size_t i = 0; i < corners.size() && in; ++i) {
                const geo::Position a = corners[i], b = corners[(i + 1) % corners.size()];
                const double side = (b.longitude() - a.longitude()) * (y - a.latitude()) -
                                    (b.latitude() - a.latitude()) * (x - a.longitude());
                if (sense == 0) sense = side;
                in = side * sense > 0;
            }
            if (in) found.push_back(geo::Position::of(y, x));
        }
    }
    return found;
}

}  // namespace vigia::traffic
