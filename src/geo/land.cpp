#include "geo/land.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigia::geo {

namespace {

constexpr double metres_per_degree = earth_radius.value * std::numbers::pi / 180.0;

/// The grid begins this part of a cell outside the box, so that no corner of a map whose numbers are
/// round lies on a grid line.
constexpr double uneven = 0.6180339887;

std::vector<Position> closed(const Ring& ring) {
    std::vector<Position> corners(ring.corners().begin(), ring.corners().end());
    corners.push_back(corners.front());
    return corners;
}

}  // namespace

LandMask::LandMask(const MultiPolygon& land, const Corridor& exempt, double cell)
    : box_(geo::box(land)), cell_(cell), half_width_(exempt.half_width) {
    check(cell > 0);
    for (const Line& way : exempt.ways) {
        const auto corners = way.corners();
        for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
            const Edge edge{corners[i].longitude(), corners[i].latitude(), corners[i + 1].longitude(),
                            corners[i + 1].latitude()};
            const double up = half_width_.value / metres_per_degree;
            const double over = up / std::cos((edge.y1 + edge.y2) / 2 * std::numbers::pi / 180.0) * 1.01;
            ways_.push_back({{std::min(edge.x1, edge.x2) - over, std::min(edge.y1, edge.y2) - up,
                              std::max(edge.x1, edge.x2) + over, std::max(edge.y1, edge.y2) + up},
                             edge});
        }
    }
    if (land.parts.empty()) return;
    west_ = box_.west - uneven * cell;
    south_ = box_.south - uneven * cell;
    columns_ = static_cast<int>((box_.east - west_) / cell) + 1;
    rows_ = static_cast<int>((box_.north - south_) / cell) + 1;
    cells_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));

    std::vector<Edge> all;
    const auto take = [&](const Ring& ring) {
        const auto corners = closed(ring);
        for (std::size_t i = 0; i + 1 < corners.size(); ++i)
            all.push_back({corners[i].longitude(), corners[i].latitude(), corners[i + 1].longitude(),
                           corners[i + 1].latitude()});
    };
    for (const Polygon& part : land.parts) {
        take(part.outer);
        for (const Ring& hole : part.holes) take(hole);
    }
    lay(all);
    judge_corners(all);
}

int LandMask::column_of(double longitude) const {
    return static_cast<int>(std::floor((longitude - west_) / cell_));
}

int LandMask::row_of(double latitude) const {
    return static_cast<int>(std::floor((latitude - south_) / cell_));
}

template <class Visit>
void LandMask::each_cell(const Edge& edge, Visit visit) const {
    const int left = column_of(std::min(edge.x1, edge.x2)), right = column_of(std::max(edge.x1, edge.x2));
    const int low = row_of(std::min(edge.y1, edge.y2)), high = row_of(std::max(edge.y1, edge.y2));
    for (int row = low; row <= high; ++row)
        for (int column = left; column <= right; ++column)
            visit(static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                  static_cast<std::size_t>(column));
}

void LandMask::lay(const std::vector<Edge>& all) {
    for (const Edge& edge : all) each_cell(edge, [&](std::size_t i) { ++cells_[i].count; });
    std::uint32_t first = 0;
    for (Cell& cell : cells_) {
        cell.first = first;
        first += cell.count;
        cell.count = 0;
    }
    edges_.resize(first);
    for (const Edge& edge : all)
        each_cell(edge, [&](std::size_t i) { edges_[cells_[i].first + cells_[i].count++] = edge; });
}

void LandMask::judge_corners(const std::vector<Edge>& all) {
    // Where the parallel at the foot of each row crosses the coast.
    std::vector<std::vector<double>> crossings(static_cast<std::size_t>(rows_));
    for (const Edge& edge : all) {
        const int low = row_of(std::min(edge.y1, edge.y2)), high = row_of(std::max(edge.y1, edge.y2));
        for (int row = low; row <= high; ++row) {
            const double y = south_ + row * cell_;
            if ((edge.y1 > y) == (edge.y2 > y)) continue;
            crossings[static_cast<std::size_t>(row)].push_back(
                edge.x1 + (y - edge.y1) / (edge.y2 - edge.y1) * (edge.x2 - edge.x1));
        }
    }
    for (std::size_t row = 0; row < crossings.size(); ++row) {
        std::ranges::sort(crossings[row]);
        std::size_t passed = 0;
        for (int column = 0; column < columns_; ++column) {
            const double x = west_ + column * cell_;
            while (passed < crossings[row].size() && crossings[row][passed] <= x) ++passed;
            cells_[row * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)]
                .corner_is_land = passed % 2 == 1;
        }
    }
}

bool LandMask::drawn_land(Position p) const {
    const double x = p.longitude(), y = p.latitude();
    const int column = column_of(x), row = row_of(y);
    if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return false;
    const Cell& cell = cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                              static_cast<std::size_t>(column)];
    bool land = cell.corner_is_land;
    if (cell.count == 0) return land;
    // From the corner up to the latitude, then over to the longitude: each coast passed turns land
    // into water and back.
    const double x0 = west_ + column * cell_, y0 = south_ + row * cell_;
    const Edge* edge = edges_.data() + cell.first;
    for (const Edge* end = edge + cell.count; edge != end; ++edge) {
        if ((edge->x1 > x0) != (edge->x2 > x0)) {
            const double at = edge->y1 + (x0 - edge->x1) / (edge->x2 - edge->x1) * (edge->y2 - edge->y1);
            if (at > y0 && at <= y) land = !land;
        }
        if ((edge->y1 > y) != (edge->y2 > y)) {
            const double at = edge->x1 + (y - edge->y1) / (edge->y2 - edge->y1) * (edge->x2 - edge->x1);
            if (at > x0 && at <= x) land = !land;
        }
    }
    return land;
}

bool LandMask::in_corridor(Position p) const {
    for (const Way& way : ways_) {
        if (!way.near.contains(p)) continue;
        const double over = metres_per_degree * std::cos(p.latitude() * std::numbers::pi / 180.0);
        const double ax = (way.segment.x1 - p.longitude()) * over;
        const double ay = (way.segment.y1 - p.latitude()) * metres_per_degree;
        const double dx = (way.segment.x2 - way.segment.x1) * over;
        const double dy = (way.segment.y2 - way.segment.y1) * metres_per_degree;
        const double t = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        if (std::hypot(ax + t * dx, ay + t * dy) <= half_width_.value) return true;
    }
    return false;
}

bool LandMask::crosses_land(Position from, Position to, Metres step) const {
    const double steps = std::ceil(distance_near(from, to) / step);
    for (double i = 0; i <= steps; ++i)
        if (is_land(between(from, to, steps == 0 ? 0 : i / steps))) return true;
    return false;
}

}  // namespace vigia::geo
