#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "geo/land.h"
#include "geo/position.h"

namespace vigia::geo {

/// How far it is to the drawn coast, from a sheet of cells worked out once. Immutable; any thread may ask.
class CoastDistance {
  public:
    /// `cell` in degrees, 0.005 is about 550 m. Cost: some 50 ns a cell; 4 bytes a cell.
    explicit CoastDistance(const LandMask& land, double cell = 0.005);

    /// Metres to the nearest coast: positive on water, negative on land; empty outside the drawn box,
    /// where the coast is not known. Error: up to one cell. Cost: some 5 ns.
    [[nodiscard]] std::optional<Metres> off(Position p) const;

  private:
    void spread();
    [[nodiscard]] std::size_t index(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    }
    Box box_;
    double cell_;
    int columns_ = 0, rows_ = 0;
    double north_step_ = 0, east_step_ = 0;  ///< metres of a cell
    std::vector<float> metres_;              ///< at the middle of each cell
};

}  // namespace vigia::geo
