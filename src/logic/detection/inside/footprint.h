#pragma once
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/flat_map.h"
#include "geo/position.h"

namespace vigia::detection {

/// Where a receiver hears from: its reports by small cells, their middle, and the distance from it that holds a part of them.
/// Memory: some 30 bytes a cell; a report costs one look-up.
class Footprint {
  public:
    static constexpr double cell = 0.02;            ///< degrees
    static constexpr std::size_t most_cells = 4096; ///< reports from further ones are not learnt

    /// Learns one report; reckons anew when a tenth has been added. `part` as 0.95.
    void learn(geo::Position at, double part) {
        const auto row = static_cast<std::uint32_t>((at.latitude() + 90) / cell), column = static_cast<std::uint32_t>((at.longitude() + 180) / cell);
        const std::uint32_t code = row << 16 | column;
        if (std::uint32_t* place = places_.find(code)) {
            ++cells_[*place].reports;
        } else {
            if (cells_.size() == most_cells) return;
            places_.set(code, static_cast<std::uint32_t>(cells_.size()));
            cells_.push_back({(row + 0.5) * cell - 90, (column + 0.5) * cell - 180, 1});
        }
        if (++reports_ >= due_) reckon(part);
    }

    [[nodiscard]] std::uint64_t reports() const { return reports_; }
    [[nodiscard]] Metres reach() const { return reach_; }

    /// How far it is from the middle of the reports; zero when a box tells that it is not beyond `limit`.
    [[nodiscard]] Metres beyond(geo::Position at, Metres limit) const {
        const double north = limit.value / 111'195.08 * 0.7;  // a square that fits into the circle
        if (std::abs(at.latitude() - latitude_) < north && std::abs(at.longitude() - longitude_) * cosine_ < north) return Metres{0};
        const Metres away = geo::distance(middle(), at);
        return away > limit ? away : Metres{0};
    }
    /// The part of the reports that came from within a distance of there. Cost: a look-up for each cell around.
    [[nodiscard]] double part_near(geo::Position at, Metres within) const {
        const double north = within.value / 111'195.08, east = north / std::max(0.05, cosine_);
        std::uint64_t sum = 0;
        for (double up = at.latitude() - north; up <= at.latitude() + north; up += cell)
            for (double right = at.longitude() - east; right <= at.longitude() + east; right += cell) {
                const auto row = static_cast<std::uint32_t>((up + 90) / cell), column = static_cast<std::uint32_t>((right + 180) / cell);
                if (const std::uint32_t* place = places_.find(row << 16 | column)) sum += cells_[*place].reports;
            }
        return static_cast<double>(sum) / static_cast<double>(reports_);
    }
    [[nodiscard]] geo::Position middle() const { return geo::Position::of(latitude_, longitude_); }

  private:
    struct Cell {
        double latitude = 0, longitude = 0;
        std::uint64_t reports = 0;
    };
    void reckon(double part) {
        due_ = reports_ + std::max<std::uint64_t>(50, reports_ / 10);
        double north = 0, east = 0;
        for (const Cell& c : cells_) {
            north += c.latitude * static_cast<double>(c.reports);
            east += c.longitude * static_cast<double>(c.reports);
        }
        latitude_ = north / static_cast<double>(reports_);
        longitude_ = east / static_cast<double>(reports_);
        cosine_ = std::cos(latitude_ * 0.017453292519943295);
        std::vector<std::pair<double, std::uint64_t>> away;
        away.reserve(cells_.size());
        for (const Cell& c : cells_) away.emplace_back(geo::distance(middle(), geo::Position::of(c.latitude, c.longitude)).value, c.reports);
        std::ranges::sort(away);
        std::uint64_t sum = 0;
        for (const auto& [metres, count] : away) {
            reach_ = Metres{metres};
            sum += count;
            if (static_cast<double>(sum) >= part * static_cast<double>(reports_)) break;
        }
    }
    FlatMap places_;  ///< code of a cell -> place in cells_
    std::vector<Cell> cells_;
    std::uint64_t reports_ = 0, due_ = 100;
    double latitude_ = 0, longitude_ = 0, cosine_ = 1;
    Metres reach_{0};
};

}  // namespace vigia::detection
