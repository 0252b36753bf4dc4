#include "geo/coast.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigia::geo {

CoastDistance::CoastDistance(const LandMask& land, double cell) : box_(land.box()), cell_(cell) {
    if (!(box_.east > box_.west) || !(box_.north > box_.south)) return;
    columns_ = static_cast<int>(std::ceil((box_.east - box_.west) / cell_));
    rows_ = static_cast<int>(std::ceil((box_.north - box_.south) / cell_));
    const double middle = (box_.south + box_.north) / 2 * std::numbers::pi / 180;
    north_step_ = cell_ * earth_radius.value * std::numbers::pi / 180;
    east_step_ = north_step_ * std::cos(middle);
    std::vector<bool> is_land(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_));
    for (int r = 0; r < rows_; ++r)
        for (int c = 0; c < columns_; ++c)
            is_land[index(r, c)] = land.drawn_land(Position::of(std::min(90.0, box_.south + (r + 0.5) * cell_), std::min(180.0, box_.west + (c + 0.5) * cell_)));
    // Half a step to the edge between two cells of different kinds, then grown over the sheet.
    constexpr float far = 1e9F;
    metres_.assign(is_land.size(), far);
    for (int r = 0; r < rows_; ++r)
        for (int c = 0; c < columns_; ++c) {
            const bool here = is_land[index(r, c)];
            const auto edge = [&](int r2, int c2, double step) {
                if (r2 < 0 || c2 < 0 || r2 >= rows_ || c2 >= columns_ || is_land[index(r2, c2)] == here) return;
                metres_[index(r, c)] = std::min(metres_[index(r, c)], static_cast<float>(step / 2));
            };
            edge(r - 1, c, north_step_);
            edge(r + 1, c, north_step_);
            edge(r, c - 1, east_step_);
            edge(r, c + 1, east_step_);
        }
    spread();
    for (std::size_t i = 0; i < is_land.size(); ++i)
        if (is_land[i]) metres_[i] = -metres_[i];
}

/// Two passes of a chamfer over the whole sheet. Distances come out up to 8 % long between the eight
/// directions, which is below a cell near the coast.
void CoastDistance::spread() {
    const auto diagonal = static_cast<float>(std::hypot(north_step_, east_step_));
    const auto north = static_cast<float>(north_step_), east = static_cast<float>(east_step_);
    const auto from = [&](int r, int c, int r2, int c2, float step) {
        if (r2 < 0 || c2 < 0 || r2 >= rows_ || c2 >= columns_) return;
        metres_[index(r, c)] = std::min(metres_[index(r, c)], metres_[index(r2, c2)] + step);
    };
    for (int r = 0; r < rows_; ++r)
        for (int c = 0; c < columns_; ++c) {
            from(r, c, r - 1, c, north);
            from(r, c, r, c - 1, east);
            from(r, c, r - 1, c - 1, diagonal);
            from(r, c, r - 1, c + 1, diagonal);
        }
    for (int r = rows_ - 1; r >= 0; --r)
        for (int c = columns_ - 1; c >= 0; --c) {
            from(r, c, r + 1, c, north);
            from(r, c, r, c + 1, east);
            from(r, c, r + 1, c + 1, diagonal);
            from(r, c, r + 1, c - 1, diagonal);
        }
}

std::optional<Metres> CoastDistance::off(Position p) const {
    if (rows_ == 0 || !box_.contains(p)) return std::nullopt;
    const int r = std::clamp(static_cast<int>((p.latitude() - box_.south) / cell_), 0, rows_ - 1);
    const int c = std::clamp(static_cast<int>((p.longitude() - box_.west) / cell_), 0, columns_ - 1);
    return Metres{metres_[index(r, c)]};
}

}  // namespace vigia::geo
