#include "logic/detection/ways.h"

#include <algorithm>

#include "logic/detection/sheet.h"

namespace vigia::detection {
namespace {

/// Ends of lines at most so far apart are one place.
constexpr Metres joint{80};

}  // namespace

Ways::Ways(const model::Chart& chart) : way_of_(chart.areas().size(), 0) {
    using model::AreaKind;
    for (const model::Area& area : chart.areas()) {
        if (!area.middle || (area.kind != AreaKind::channel && area.kind != AreaKind::fairway)) continue;
        const auto corners = area.middle->corners();
        Way way;
        way.area = chart.index(area);
        way.half_width = area.half_width.value;
        way.origin = corners[0];
        way.scale = east_scale(corners[corners.size() / 2].latitude());
        way.box = {180, 90, -180, -90};
        for (const geo::Position p : corners)
            way.box = {std::min(way.box.west, p.longitude()), std::min(way.box.south, p.latitude()), std::max(way.box.east, p.longitude()), std::max(way.box.north, p.latitude())};
        for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
            const Flat from = vigia::detection::way(way.origin, corners[i], way.scale), along = vigia::detection::way(corners[i], corners[i + 1], way.scale);
            way.segments.push_back({from.east, from.north, along.east, along.north, along.squared()});
            way.courses.push_back(bearing(corners[i], corners[i + 1]));
        }
        areas_.set(way.area);
        way_of_[way.area] = static_cast<std::uint32_t>(ways_.size());
        ways_.push_back(std::move(way));
    }
    join(chart);
}

/// Which ends go on in another line, and which lines come from a fairway.
void Ways::join(const model::Chart& chart) {
    const auto end_of = [&](const Way& way, bool last) {
        const auto corners = chart.areas()[way.area].middle->corners();
        return last ? corners.back() : corners.front();
    };
    const auto meets = [&](geo::Position end, const Way& other) {
        return distance_near(end, end_of(other, false)) <= joint || distance_near(end, end_of(other, true)) <= joint;
    };
    for (Way& way : ways_) {
        if (chart.areas()[way.area].kind == model::AreaKind::fairway) way.side = Side::sea;
        for (const bool last : {false, true})
            way.goes_on[last ? 1 : 0] = std::ranges::any_of(ways_, [&](const Way& other) { return other.area != way.area && meets(end_of(way, last), other); });
    }
    // The sea spreads over joints until nothing changes.
    for (bool spread = true; spread;) {
        spread = false;
        for (Way& way : ways_) {
            if (way.side == Side::sea) continue;
            const bool reached = std::ranges::any_of(ways_, [&](const Way& other) { return other.side == Side::sea && (meets(end_of(way, false), other) || meets(end_of(way, true), other)); });
            if (reached) way.side = Side::sea, spread = true;
        }
    }
}

double Ways::squared(const Segment& s, double east, double north, double& along) {
    const double x = east - s.east, y = north - s.north;
    along = std::clamp((x * s.along_east + y * s.along_north) / s.square, 0.0, 1.0);
    const double dx = x - along * s.along_east, dy = y - along * s.along_north;
    return dx * dx + dy * dy;
}

bool Ways::within(const model::AreaSet& areas, geo::Position p, Hint& hint) const {
    double along = 0;
    const auto near = [&](const Way& way, std::size_t segment) {
        const Flat at = vigia::detection::way(way.origin, p, way.scale);
        return squared(way.segments[segment], at.east, at.north, along) <= way.half_width * way.half_width;
    };
    if (hint.way < ways_.size() && hint.segment < ways_[hint.way].segments.size() && areas.test(ways_[hint.way].area) && near(ways_[hint.way], hint.segment)) return true;
    const model::AreaSet here = areas & areas_;
    for (std::size_t i = here._Find_first(); i < here.size(); i = here._Find_next(i)) {
        const Way& way = ways_[way_of_[i]];
        for (std::size_t k = 0; k < way.segments.size(); ++k)
            if (near(way, k)) {
                hint = {way_of_[i], static_cast<std::uint32_t>(k)};
                return true;
            }
    }
    return false;
}

std::optional<Ways::Beside> Ways::nearest(geo::Position p, Metres reach) const {
    std::optional<Beside> best;
    double least = reach.value * reach.value;
    const double north = reach.value / metres_per_degree;
    for (const Way& way : ways_) {
        const double east = reach.value / way.scale;
        if (p.latitude() < way.box.south - north || p.latitude() > way.box.north + north || p.longitude() < way.box.west - east || p.longitude() > way.box.east + east) continue;
        const Flat at = vigia::detection::way(way.origin, p, way.scale);
        for (std::size_t k = 0; k < way.segments.size(); ++k) {
            double along = 0;
            const double away = squared(way.segments[k], at.east, at.north, along);
            if (away >= least) continue;
            least = away;
            const bool at_first = k == 0 && along <= 0, at_last = k + 1 == way.segments.size() && along >= 1;
            best = Beside{Metres{std::sqrt(away)}, way.courses[k], way.area, Metres{way.half_width},
                          !(at_first && !way.goes_on[0]) && !(at_last && !way.goes_on[1])};
        }
    }
    return best;
}

}  // namespace vigia::detection
