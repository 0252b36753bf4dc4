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
    /// Cost: about one second for 100,000 corners at most; memory some 16 bytes per cell and corner.
    LandMask(const MultiPolygon& land, Corridor exempt, double cell = 0.01);

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
    struct Edge { double x1, y1, x2, y2; };
    struct Cell {
        std::uint32_t first = 0, count = 0;  ///< its edges
        bool corner_is_land = false;         ///< what its south-west corner is
    };
    void lay(const Ring& ring);
    void fill();
    [[nodiscard]] bool in_column(double x, double y, int column, int row) const;

    Box box_;
    double cell_;
    double west_ = 0, south_ = 0;  ///< of the grid
    int columns_ = 0, rows_ = 0;
    std::vector<Cell> cells_;
    std::vector<Edge> edges_;               ///< of cells, one after another
    Corridor corridor_;
    std::vector<Box> corridor_boxes_;       ///< one around each way, widened
};

}  // namespace vigia::geo
