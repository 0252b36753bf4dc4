#include "logic/search/farthest_on.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

namespace vigia::search {

namespace {

/// Outlines of where a value given at the middles of cells is above zero, by marching squares; closed cells are below it.
/// Inside lies to the left of each outline, so outer lines turn to port and holes to starboard.
class Outlines {
  public:
    Outlines(const geo::WaterSheet& water, const std::vector<double>& value) : water_(water), value_(value) {}

    geo::MultiPolygon run() {
        // The square of four middles with its south-west one at (r, c); one row and column beyond the sheet on each side.
        for (int r = -1; r < water_.rows(); ++r)
            for (int c = -1; c < water_.columns(); ++c) square(r, c);
        join();
        return nested();
    }

  private:
    /// An edge between two neighbouring middles, told by its lower end and direction.
    using Edge = std::array<int, 3>;

    [[nodiscard]] double at(int r, int c) const {
        if (r < 0 || c < 0 || r >= water_.rows() || c >= water_.columns()) return -water_edge;
        return value_[static_cast<std::size_t>(r) * static_cast<std::size_t>(water_.columns()) + static_cast<std::size_t>(c)];
    }
    [[nodiscard]] geo::Position crossing(const Edge& edge) const {
        const auto [r, c, up] = edge;
        const double low = at(r, c), high = up != 0 ? at(r + 1, c) : at(r, c + 1), part = std::clamp(low / (low - high), 0.0, 1.0);
        const geo::Position corner = water_.middle(0, 0);
        return geo::Position::of(std::clamp(corner.latitude() + (r + (up != 0 ? part : 0)) * water_.cell(), -90.0, 90.0),
                                 corner.longitude() + (c + (up != 0 ? 0 : part)) * water_.cell());
    }
    void square(int r, int c) {
        const bool sw = at(r, c) > 0, se = at(r, c + 1) > 0, ne = at(r + 1, c + 1) > 0, nw = at(r + 1, c) > 0;
        const Edge south{r, c, 0}, east{r, c + 1, 1}, north{r + 1, c, 0}, west{r, c, 1};
        const auto line = [&](const Edge& from, const Edge& to) { next_[from] = to; };
        switch ((sw ? 1 : 0) | (se ? 2 : 0) | (ne ? 4 : 0) | (nw ? 8 : 0)) {
            case 1: return line(south, west);
            case 2: return line(east, south);
            case 3: return line(east, west);
            case 4: return line(north, east);
            case 5: return line(south, west), line(north, east);  // saddle: two corners apart, as ways do not pass corners
            case 6: return line(north, south);
            case 7: return line(north, west);
            case 8: return line(west, north);
            case 9: return line(south, north);
            case 10: return line(east, south), line(west, north);
            case 11: return line(east, north);
            case 12: return line(west, east);
            case 13: return line(south, east);
            case 14: return line(west, south);
            default: return;
        }
    }
    void join() {
        while (!next_.empty()) {
            std::vector<geo::Position> corners;
            for (auto it = next_.begin(); it != next_.end();) {
                const geo::Position p = crossing(it->first);
                if (corners.empty() || !(corners.back() == p)) corners.push_back(p);
                const Edge to = it->second;
                next_.erase(it);
                it = next_.find(to);
            }
            if (auto ring = geo::Ring::make(corners)) rings_.push_back(std::move(*ring));
        }
    }
    /// Twice the area in square degrees, positive when it turns to port.
    static double turn(const geo::Ring& ring) {
        const auto c = ring.corners();
        double sum = 0;
        for (std::size_t i = 0, j = c.size() - 1; i < c.size(); j = i++) sum += (c[j].longitude() - c[i].longitude()) * (c[j].latitude() + c[i].latitude());
        return sum;
    }
    geo::MultiPolygon nested() {
        geo::MultiPolygon out;
        for (const geo::Ring& ring : rings_)
            if (turn(ring) > 0) out.parts.push_back({ring, {}});
        for (const geo::Ring& ring : rings_) {
            if (turn(ring) <= 0) {
                geo::Polygon* around = nullptr;
                double least = INFINITY;
                for (geo::Polygon& part : out.parts)
                    if (geo::contains(part.outer, ring.corners()[0]) && geo::square_metres(part.outer) < least) around = &part, least = geo::square_metres(part.outer);
                if (around != nullptr) around->holes.push_back(ring);
            }
        }
        return out;
    }

    static constexpr double water_edge = 1;
    const geo::WaterSheet& water_;
    const std::vector<double>& value_;
    std::map<Edge, Edge> next_;
    std::vector<geo::Ring> rings_;
};

double square_metres(const geo::WaterSheet& water, int row) {
    const double high = water.cell() * geo::earth_radius.value * std::numbers::pi / 180;
    return high * high * std::cos(water.middle(row, 0).latitude() * std::numbers::pi / 180);
}

}  // namespace

Metres farthest_on_radius(MetresPerSecond fastest, Seconds elapsed) { return fastest * elapsed; }

Result<FarthestOn> farthest_on(const geo::WaterSheet& water, geo::Position last_known, MetresPerSecond slowest, MetresPerSecond fastest, Seconds elapsed) {
    if (!(slowest.value >= 0) || !(fastest.value > 0) || slowest > fastest || !(elapsed.value > 0))
        return fail(ErrorKind::bad_input, "a farthest-on area needs 0 <= slowest <= fastest, fastest above 0, and a time above 0");
    if (!water.nearest_open(last_known)) return fail(ErrorKind::bad_input, "there is no water of the sheet where the vessel was last known");
    FarthestOn out;
    out.outer = fastest * elapsed, out.inner = slowest * elapsed;
    const double step = water.cell() * geo::earth_radius.value * std::numbers::pi / 180;
    const geo::SeaWays ways(water, last_known);
    std::vector<double> inside(water.size());
    for (int r = 0; r < water.rows(); ++r)
        for (int c = 0; c < water.columns(); ++c) {
            const auto cell = static_cast<std::size_t>(r) * static_cast<std::size_t>(water.columns()) + static_cast<std::size_t>(c);
            const double way = ways.metres(cell);
            // At a shore the line runs midway between an open and a closed middle: both sides count half a step.
            const double within = std::isinf(way) ? -step / 2 : std::min(out.outer.value - way, out.inner.value > 0 ? way - out.inner.value : INFINITY);
            inside[cell] = std::clamp(within, -step / 2, step / 2);
            if (std::isinf(way)) continue;
            if (within >= 0) out.square_metres += square_metres(water, r);
            const double straight = geo::distance_near(last_known, water.middle(r, c)).value;
            if (straight <= out.outer.value && way >= out.inner.value) out.upper += square_metres(water, r);
        }
    out.area = Outlines(water, inside).run();
    return out;
}

}  // namespace vigia::search
