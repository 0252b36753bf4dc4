#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/flat_map.h"
#include "geo/position.h"

namespace vigia::geo {

/// Where keys are, by cells of latitude and longitude: finds the few that may be near a place without
/// looking at all. Keys are small whole numbers (places in a table). Memory: some 20 bytes a key and some
/// 40 a cell that was ever used. The order of visits is that of cells (south to north, west to east), then of
/// arrival in the cell; so it is the same in every run.
class Grid {
  public:
    /// `cell` in degrees: about the radius that is asked for most often.
    explicit Grid(double cell = 0.02) : cell_(cell) {}

    /// Puts a key at a place, or moves it there. Cost: nothing but two divisions while it stays in its cell.
    void put(std::uint32_t key, Position at);
    void erase(std::uint32_t key);

    /// Calls `f(key)` for each key whose cell meets the box around the circle; who is called must measure
    /// himself. Nothing across the 180th meridian.
    template <class F>
    void near(Position at, Metres radius, F&& f) const {
        const double north = radius.value / 111'195.08;
        const double east = north / std::max(0.05, std::cos(at.latitude() * 0.017453292519943295));
        const int row_to = row(at.latitude() + north), column_to = column(at.longitude() + east);
        for (int r = row(at.latitude() - north); r <= row_to; ++r)
            for (int c = column(at.longitude() - east); c <= column_to; ++c)
                if (const std::uint32_t* cell = cells_.find(code(r, c)))
                    for (const std::uint32_t key : members_[*cell]) f(key);
    }

  private:
    static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
    [[nodiscard]] int row(double latitude) const { return static_cast<int>(std::floor((latitude + 90) / cell_)); }
    [[nodiscard]] int column(double longitude) const { return static_cast<int>(std::floor((longitude + 180) / cell_)); }
    [[nodiscard]] static std::uint32_t code(int row, int column) {
        return static_cast<std::uint32_t>(row) << 16 | (static_cast<std::uint32_t>(column) & 0xFFFF);
    }
    void take_out(std::uint32_t key);

    double cell_;
    FlatMap cells_;  ///< code of a cell -> place in members_
    std::vector<std::vector<std::uint32_t>> members_;
    std::vector<std::uint32_t> code_of_, cell_of_;  ///< by key; cell `nowhere`: not there
};

}  // namespace vigia::geo
