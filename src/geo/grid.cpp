#include "geo/grid.h"

#include <algorithm>

namespace vigia::geo {

void Grid::put(std::uint32_t key, Position at) {
    const std::uint32_t to = code(row(at.latitude()), column(at.longitude()));
    if (key >= cell_of_.size()) {
        cell_of_.resize(key + 1, nowhere);
        code_of_.resize(key + 1, 0);
    }
    if (cell_of_[key] != nowhere) {
        if (code_of_[key] == to) return;
        take_out(key);
    }
    const std::uint32_t* known = cells_.find(to);
    if (known == nullptr) {
        cells_.set(to, static_cast<std::uint32_t>(members_.size()));
        members_.emplace_back();
        known = cells_.find(to);
    }
    code_of_[key] = to;
    cell_of_[key] = *known;
    members_[*known].push_back(key);
}

void Grid::erase(std::uint32_t key) {
    if (key < cell_of_.size() && cell_of_[key] != nowhere) take_out(key);
}

void Grid::take_out(std::uint32_t key) {
    std::vector<std::uint32_t>& there = members_[cell_of_[key]];
    there.erase(std::find(there.begin(), there.end(), key));
    cell_of_[key] = nowhere;
}

}  // namespace vigia::geo
