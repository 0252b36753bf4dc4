#include "logic/patrol/inside/shift_network.h"

#include <algorithm>

namespace vigia::patrol {

namespace {

/// Where an asset can be: the nodes, then the points of legs that take more than one step.
struct Positions {
    std::vector<std::uint32_t> place;
    std::vector<std::vector<std::uint32_t>> next;
};

Positions positions_of(const AssetClass& asset) {
    Positions out;
    const std::size_t nodes = asset.legs.size();
    for (std::size_t i = 0; i < nodes; ++i) out.place.push_back(static_cast<std::uint32_t>(i));
    out.next.resize(nodes);
    for (std::size_t i = 0; i < nodes; ++i)
        for (const Leg& leg : asset.legs[i]) {
            std::size_t at = i;
            for (int step = 1; step < leg.steps; ++step) {
                const auto point = static_cast<std::uint32_t>(out.place.size());
                out.place.push_back(static_cast<std::uint32_t>(2 * step <= leg.steps ? i : leg.to));
                out.next.emplace_back();
                out.next[at].push_back(point);
                at = point;
            }
            out.next[at].push_back(static_cast<std::uint32_t>(leg.to));
        }
    for (auto& next : out.next) {
        std::ranges::sort(next);
        next.erase(std::unique(next.begin(), next.end()), next.end());
    }
    return out;
}

/// Which positions can be held at each step of the shift, with the base at both ends.
std::vector<std::vector<char>> held(const Positions& positions, std::size_t base, std::size_t layers) {
    const std::size_t count = positions.place.size();
    std::vector<std::vector<char>> out(layers, std::vector<char>(count, 0));
    out[0][base] = 1;
    for (std::size_t h = 0; h + 1 < layers; ++h)
        for (std::size_t p = 0; p < count; ++p)
            if (out[h][p] != 0)
                for (const std::uint32_t q : positions.next[p]) out[h + 1][q] = 1;
    for (std::size_t p = 0; p < count; ++p) out[layers - 1][p] &= p == base ? 1 : 0;
    for (std::size_t h = layers - 1; h-- > 0;)
        for (std::size_t p = 0; p < count; ++p)
            if (out[h][p] != 0) out[h][p] = std::ranges::any_of(positions.next[p], [&](std::uint32_t q) { return out[h + 1][q] != 0; }) ? 1 : 0;
    return out;
}

}  // namespace

ShiftNetwork shift_network(const PatrolGame& game, const AssetClass& asset) {
    const Positions positions = positions_of(asset);
    const auto layers = static_cast<std::size_t>(asset.shift);
    const auto can = held(positions, asset.base, layers);
    ShiftNetwork net;
    net.of = &asset;
    net.lanes = asset.starts.size();
    net.steps = static_cast<std::size_t>(game.steps);
    if (can[0][asset.base] == 0) return net;
    constexpr auto none = static_cast<std::uint32_t>(-1);
    const std::size_t count = positions.place.size();
    std::vector<std::uint32_t> next_number(count);
    for (std::size_t h = 0; h < layers; ++h) {
        net.layer_begin.push_back(static_cast<std::uint32_t>(net.states.size()));
        for (std::size_t p = 0; p < count; ++p)
            if (can[h][p] != 0) net.states.push_back({positions.place[p], 0});
        for (const int start : asset.starts) net.clock.push_back(static_cast<std::uint32_t>((static_cast<std::size_t>(start) + h) % net.steps));
    }
    net.layer_begin.push_back(static_cast<std::uint32_t>(net.states.size()));
    for (std::size_t h = 0; h < layers; ++h) {
        std::uint32_t state = net.layer_begin[h];
        if (h + 1 < layers) {
            std::uint32_t next = net.layer_begin[h + 1];
            for (std::size_t p = 0; p < count; ++p) next_number[p] = can[h + 1][p] != 0 ? next++ : none;
        }
        for (std::size_t p = 0; p < count; ++p) {
            if (can[h][p] == 0) continue;
            net.states[state++].first_arc = static_cast<std::uint32_t>(net.heads.size());
            if (h + 1 == layers) continue;
            for (const std::uint32_t q : positions.next[p])
                if (next_number[q] != none) net.heads.push_back(next_number[q]);
        }
    }
    net.states.push_back({0, static_cast<std::uint32_t>(net.heads.size())});
    return net;
}

void worth_of_places(const AssetClass& asset, std::size_t steps, std::span<const double> worth, std::vector<double>& out) {
    out.assign(worth.size(), 0);
    for (std::size_t i = 0; i < asset.covers.size(); ++i)
        for (const std::size_t j : asset.covers[i])
            for (std::size_t t = 0; t < steps; ++t) out[i * steps + t] += asset.detection * worth[j * steps + t];
}

void add_coverage(const AssetClass& asset, std::size_t steps, std::span<const double> presence, std::vector<double>& coverage) {
    for (std::size_t i = 0; i < asset.covers.size(); ++i)
        for (const std::size_t j : asset.covers[i])
            for (std::size_t t = 0; t < steps; ++t) coverage[j * steps + t] += asset.detection * presence[i * steps + t];
}

BestShifts::BestShifts(const ShiftNetwork& net, std::span<const double> worth_of_place) : net_(&net), best_(net.state_count() * net.lanes) {
    const std::size_t lanes = net.lanes;
    for (std::size_t h = net.layers(); h-- > 0;) {
        const std::uint32_t* clock = &net.clock[h * lanes];
        for (std::uint32_t i = net.layer_begin[h]; i < net.layer_begin[h + 1]; ++i) {
            double* mine = &best_[i * lanes];
            const std::uint32_t begin = net.states[i].first_arc, end = net.states[i + 1].first_arc;
            if (begin < end) std::copy_n(&best_[net.heads[begin] * lanes], lanes, mine);
            for (std::uint32_t a = begin + 1; a < end; ++a) {
                const double* other = &best_[net.heads[a] * lanes];
                for (std::size_t l = 0; l < lanes; ++l) mine[l] = std::max(mine[l], other[l]);
            }
            const double* worth = &worth_of_place[net.states[i].place * net.steps];
            for (std::size_t l = 0; l < lanes; ++l) mine[l] += worth[clock[l]];
        }
    }
}

std::size_t BestShifts::best_lane() const {
    return static_cast<std::size_t>(std::max_element(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(net_->lanes)) - best_.begin());
}

std::vector<std::uint32_t> BestShifts::states(std::size_t lane) const {
    std::vector<std::uint32_t> out{0};
    for (std::size_t h = 0; h + 1 < net_->layers(); ++h) {
        const auto begin = net_->heads.begin() + net_->states[out.back()].first_arc, end = net_->heads.begin() + net_->states[out.back() + 1].first_arc;
        out.push_back(*std::max_element(begin, end, [&](std::uint32_t a, std::uint32_t b) { return best_[a * net_->lanes + lane] < best_[b * net_->lanes + lane]; }));
    }
    return out;
}

}  // namespace vigia::patrol
