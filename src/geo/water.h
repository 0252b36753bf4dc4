#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "geo/line.h"
#include "geo/position.h"

namespace vigia::geo {

/// The water of a box as open and closed cells, for ways over it. Immutable; any thread may ask. The box does not cross
/// the 180th meridian.
class WaterSheet {
  public:
    /// A cell is open when `open` says so at all nine places of a lattice inside it, so a spit broader than a third of a
    /// cell closes it. Cells that a barrier runs through are closed. `cell` in degrees.
    /// Errors: bad_input when box or cell have no extent; limit above `most_cells`. Cost: nine calls of `open` a cell.
    [[nodiscard]] static Result<WaterSheet> make(Box box, double cell, const std::function<bool(Position)>& open,
                                                 std::span<const Line> barriers = {});

    static constexpr std::size_t most_cells = 4'000'000;

    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] double cell() const { return cell_; }
    [[nodiscard]] std::size_t size() const { return open_.size(); }
    [[nodiscard]] bool is_open(int row, int column) const { return inside(row, column) && open_[at(row, column)] != 0; }
    [[nodiscard]] Position middle(int row, int column) const;

    /// The cell of a place: row * columns + column. Empty outside the box.
    [[nodiscard]] std::optional<std::size_t> cell_of(Position p) const;
    /// The open cell nearest to a place, at most `cells` rows or columns away: where a berth that the sheet draws as land
    /// meets the water.
    [[nodiscard]] std::optional<std::size_t> nearest_open(Position p, int cells = 4) const;

    /// Whether the straight way between the middles of two cells runs over open cells alone; at a corner where four cells
    /// meet all must be open.
    [[nodiscard]] bool clear(std::size_t from, std::size_t to) const;

  private:
    WaterSheet(Box box, double cell, int rows, int columns) : box_(box), cell_(cell), rows_(rows), columns_(columns) {}
    [[nodiscard]] bool inside(int row, int column) const { return row >= 0 && column >= 0 && row < rows_ && column < columns_; }
    [[nodiscard]] std::size_t at(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    }
    void close(const Line& barrier);

    Box box_;
    double cell_;
    int rows_, columns_;
    std::vector<std::uint8_t> open_;
};

/// The shortest ways found over water from one place to all others. A way bends only at middles of cells and each of its
/// legs is clear, so its length can be sailed: it is never shorter than the shortest way over open cells (an upper bound),
/// and among random islands at most 2 % and a third of a cell longer. Source: Nash, Koenig, Tovey, "Lazy Theta*",
/// AAAI 2010, without a goal. Keeps a reference to the sheet.
class SeaWays {
  public:
    /// Cost: some 1 us a cell within `most` of way. A start on land is moved to the nearest open cell, and that leg counts.
    SeaWays(const WaterSheet& sheet, Position from, Metres most = Metres{std::numeric_limits<double>::infinity()});

    /// The way's length; empty when the place cannot be reached within `most`, or is outside the sheet.
    [[nodiscard]] std::optional<Metres> to(Position p) const;
    /// The corners of the way, both ends included; empty when there is none.
    [[nodiscard]] std::vector<Position> way_to(Position p) const;
    /// The length to the middle of a cell, infinity when it was not reached.
    [[nodiscard]] double metres(std::size_t cell) const { return metres_[cell]; }

  private:
    static constexpr std::uint32_t nobody = 0xFFFFFFFF;
    [[nodiscard]] std::size_t neighbours(std::size_t cell, std::span<std::size_t, 8> out) const;
    [[nodiscard]] double leg(std::size_t from, std::size_t to) const;
    [[nodiscard]] Position corner(std::size_t cell) const;
    void settle(std::size_t cell, const std::vector<bool>& settled);
    void spread(Metres most);

    const WaterSheet* sheet_;
    Position from_;
    std::optional<std::size_t> start_;
    std::vector<double> metres_;
    std::vector<std::uint32_t> parent_;
    std::vector<double> breadth_;  ///< metres of a cell from west to east, by row + row of the two ends of a leg
    double height_ = 0;            ///< metres of a cell from south to north
};

}  // namespace vigia::geo
