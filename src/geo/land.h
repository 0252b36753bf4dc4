#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/units.h"
#include "geo/area.h"
#include "geo/line.h"
#include "geo/position.h"

namespace vigia::geo {

/// Ways that count as water whatever the map says: the canal and its locks, which coastline data
/// draw wrongly or not at all.
struct Corridor {
    std::vector<Line> ways;
    Metres half_width{500};
};

/// Land or water, fast: polygons laid under a grid whose cells know whether they are all land, all
/// water, or which few edges cross them. Immutable, so any thread may ask.
class LandMask {
  public:
    /// Polygons must not overlap. `cell` is the grid step in degrees (0.01 is about 1.1 km).
    /// Cost: some 10 ms for 26,000 corners; memory 12 bytes per cell and some 50 per corner.
    explicit LandMask(const MultiPolygon& land, const Corridor& exempt = {}, double cell = 0.01);

    /// Whether a position is on land and outside the exempt corridor. Outside `box` all is water.
    /// Cost: some 10 ns in cells without coast, some 50 ns in others.
    [[nodiscard]] bool is_land(Position p) const { return drawn_land(p) && !in_corridor(p); }

    /// Whether the polygons have land there; the corridor is not asked.
    [[nodiscard]] bool drawn_land(Position p) const;

    [[nodiscard]] bool in_corridor(Position p) const;

    /// Whether a straight way between two positions touches land, looked at every `step`.
    [[nodiscard]] bool crosses_land(Position from, Position to, Metres step = Metres{50}) const;

    /// The box around all polygons.
    [[nodiscard]] const Box& box() const { return box_; }

  private:
    struct Edge {
        double x1, y1, x2, y2;
    };
    struct Cell {
        std::uint32_t first = 0, count = 0;  ///< its edges
        bool corner_is_land = false;         ///< what its south-west corner is
    };
    struct Way {
        Box near;  ///< around the segment, widened by the half width
        Edge segment;
    };
    void lay(const std::vector<Edge>& all);
    void judge_corners(const std::vector<Edge>& all);
    template <class Visit>
    void each_cell(const Edge& edge, Visit visit) const;
    [[nodiscard]] int column_of(double longitude) const;
    [[nodiscard]] int row_of(double latitude) const;

    Box box_;
    double cell_;
    double west_ = 0, south_ = 0;  ///< of the grid
    int columns_ = 0, rows_ = 0;
    std::vector<Cell> cells_;
    std::vector<Edge> edges_;  ///< of the cells, one cell after another
    std::vector<Way> ways_;    ///< the corridor, segment by segment
    Metres half_width_;
};

}  // namespace vigia::geo
