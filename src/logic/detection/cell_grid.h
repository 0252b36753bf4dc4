#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/flat_map.h"
#include "geo/position.h"
#include "model/scene.h"

namespace vigia::detection {

/// Records of vessels kept in the cells where they are, so that a search over a wide circle reads memory in a row: for
/// detectors that look far. `Record` has a `slot` and a place `at`. Order of visits: by cells from south to north and west
/// to east; within a cell it follows from the order of putting alone. Nothing across the 180th meridian.
template <class Record>
class CellGrid {
  public:
    /// `cell` in degrees: about the radius of the usual search.
    explicit CellGrid(double cell) : cell_(cell) {}

    /// Puts a vessel's record in, or the new one in the place of the old.
    void put(const Record& record) {
        if (record.slot >= places_.size()) places_.resize(record.slot + 1);
        const std::uint32_t to = code(row(record.at.latitude()), column(record.at.longitude()));
        Place& place = places_[record.slot];
        if (place.cell != nowhere) {
            if (place.code == to) {
                cells_[place.cell][place.index] = record;
                return;
            }
            take_out(place);
        }
        const std::uint32_t* known = by_code_.find(to);
        if (known == nullptr) {
            by_code_.set(to, static_cast<std::uint32_t>(cells_.size()));
            cells_.emplace_back();
            known = by_code_.find(to);
        }
        place = {to, *known, static_cast<std::uint32_t>(cells_[*known].size())};
        cells_[*known].push_back(record);
    }

    void erase(model::VesselSlot slot) {
        if (slot >= places_.size() || places_[slot].cell == nowhere) return;
        take_out(places_[slot]);
        places_[slot].cell = nowhere;
    }

    [[nodiscard]] bool contains(model::VesselSlot slot) const { return slot < places_.size() && places_[slot].cell != nowhere; }

    /// Calls `f(const Record&)` for each record whose cell meets the box around the circle; `f` must measure.
    template <class F>
    void near(geo::Position at, Metres radius, F&& f) const {
        const double north = radius.value / 111'195.08;
        const double east = north / std::max(0.05, std::cos(at.latitude() * 0.017453292519943295));
        const int row_to = row(at.latitude() + north), column_to = column(at.longitude() + east);
        // Cells are found before they are read, so that memory brings several at once.
        std::array<const std::vector<Record>*, 16> found;
        std::size_t count = 0;
        const auto read = [&] {
            for (std::size_t i = 0; i < count; ++i)
                for (const Record& record : *found[i]) f(record);
            count = 0;
        };
        for (int r = row(at.latitude() - north); r <= row_to; ++r)
            for (int c = column(at.longitude() - east); c <= column_to; ++c) {
                const std::uint32_t* cell = by_code_.find(code(r, c));
                if (cell == nullptr) continue;
                found[count++] = &cells_[*cell];
                __builtin_prefetch(cells_[*cell].data());
                if (count == found.size()) read();
            }
        read();
    }

  private:
    static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
    struct Place {
        std::uint32_t code = 0, cell = nowhere, index = 0;
    };
    [[nodiscard]] int row(double latitude) const { return static_cast<int>(std::floor((latitude + 90) / cell_)); }
    [[nodiscard]] int column(double longitude) const { return static_cast<int>(std::floor((longitude + 180) / cell_)); }
    [[nodiscard]] static std::uint32_t code(int row, int column) {
        return static_cast<std::uint32_t>(row) << 16 | (static_cast<std::uint32_t>(column) & 0xFFFF);
    }
    void take_out(const Place& place) {
        std::vector<Record>& there = cells_[place.cell];
        there[place.index] = there.back();
        places_[there[place.index].slot].index = place.index;
        there.pop_back();
    }

    double cell_;
    FlatMap by_code_;  ///< code of a cell -> place in cells_
    std::vector<std::vector<Record>> cells_;
    std::vector<Place> places_;  ///< by slot
};

}  // namespace vigia::detection
