#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "geo/position.h"
#include "logic/search/drift.h"
#include "logic/search/moving.h"

namespace vigia::search {

/// The cells of a search area: equal steps of latitude and longitude, row after row from the south.
class SearchSheet {
  public:
    /// The least sheet of cells of about `side` that holds all places of a drift; cells are made larger when there would be
    /// more than `most`. Errors: bad_input without places or without a side above 0.
    [[nodiscard]] static Result<SearchSheet> around(const Drift& drift, Metres side, std::size_t most = 10'000);
    /// Errors: bad_input; limit above a million cells.
    [[nodiscard]] static Result<SearchSheet> make(geo::Box box, int rows, int columns);

    [[nodiscard]] const geo::Box& box() const { return box_; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_); }
    /// The cell of a place; `no_cell` outside.
    [[nodiscard]] std::uint32_t cell_of(double latitude, double longitude) const;
    [[nodiscard]] geo::Position middle(std::size_t cell) const;
    [[nodiscard]] double square_metres(std::size_t cell) const;

  private:
    SearchSheet(geo::Box box, int rows, int columns) : box_(box), rows_(rows), columns_(columns) {}
    geo::Box box_;
    int rows_, columns_;
};

/// Probability of containment by cell at a moment of a drift, of particles of these weights; ashore counts where it lies.
[[nodiscard]] std::vector<double> chances(const Drift& drift, std::size_t moment, const SearchSheet& sheet, std::span<const double> weight);

/// What part of the chances a shore search would have to look for: stranded particles.
[[nodiscard]] double ashore(const Drift& drift, std::size_t moment, std::span<const double> weight);

/// The particles of a drift as paths over cells, one period for each of its moments; weights that sum to 1 when `weight` is
/// empty. Particles ashore or not yet adrift are in `no_cell`: a search at sea does not find them.
[[nodiscard]] Paths paths_of(const Drift& drift, const SearchSheet& sheet, std::span<const double> weight = {});

/// A rectangle of cells to give to one craft as one search area.
struct SubArea {
    int south = 0, west = 0, rows = 0, columns = 0;
    double effort = 0;   ///< of the plan, inside
    double chance = 0;   ///< of the object, inside
};

/// The rectangle of cells with the most chance to find the object for an effort spread evenly over it: where one craft
/// searches in one period. `effort` and `rate` as in `allocate`, per cell. Every rectangle is looked at, so no other one is
/// better. Errors: limit above 10,000 cells. Cost: square of rows times square of columns, 100 x 100 in some 50 ms.
[[nodiscard]] Result<SubArea> best_rectangle(const SearchSheet& sheet, std::span<const double> chance, std::span<const double> rate, double effort);

}  // namespace vigia::search
