// Where vessels stay: anchorage places, berths, bases, grounds, and the gates to the open sea.
#include <algorithm>
#include <cmath>

#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

namespace {
constexpr double base_step = 30;  ///< metres between craft at a base
}

Place World::Inside::node_place(NodeIndex node) const {
    Place p;
    p.gate = node;
    p.at = waters.nodes[node].at;
    p.name = waters.nodes[node].name;
    return p;
}

/// A free place to anchor. For `nobody` none is taken: the lake's anchorage has room by turns.
bool World::Inside::take_spot(Slot slot, std::string_view sea, Place& out) {
    std::vector<std::size_t> at;
    std::size_t room = 0;
    for (std::size_t a = 0; a < waters.anchorages.size(); ++a) {
        if (waters.anchorages[a].sea != sea) continue;
        at.push_back(a);
        room += spots[a].size();
    }
    if (room == 0) return false;
    const std::size_t start = random.below(room);
    for (std::size_t tried = 0; tried < room; ++tried) {
        std::size_t index = (start + tried) % room, k = 0;
        while (index >= spots[at[k]].size()) index -= spots[at[k++]].size();
        const std::size_t a = at[k];
        if (spot_taken[a][index]) continue;
        const Anchorage& anchorage = waters.anchorages[a];
        out = {anchorage.gate, spots[a][index], 0, anchorage.name};
        if (slot != nobody) {
            Vessel& v = vessels[slot];
            spot_taken[a][index] = true;
            v.anchorage = a;
            v.spot = index;
            v.has_spot = true;
        }
        return true;
    }
    return false;
}

std::size_t World::Inside::base_index(std::string_view name) const {
    const Base* base = waters.base(name);
    check(base != nullptr);
    return static_cast<std::size_t>(base - waters.bases.data());
}

Place World::Inside::base_place(Slot slot, std::size_t index) {
    const Base& base = waters.bases[index];
    Vessel& v = vessels[slot];
    if (!v.has_base || v.base != index) {
        if (v.has_base) base_taken[v.base][v.base_number] = false;
        auto& taken = base_taken[index];
        const auto open = std::ranges::find(taken, false);
        // A full base takes more, two to a place.
        v.base_number = open == taken.end() ? random.below(taken.size()) : static_cast<std::size_t>(open - taken.begin());
        taken[v.base_number] = true;
        v.base = index;
        v.has_base = true;
    }
    const int number = static_cast<int>(v.base_number);
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(base.room))));
    const double ahead = (number / columns - (columns - 1) / 2.0) * base_step;
    const double aside = (number % columns - (columns - 1) / 2.0) * base_step;
    return {base.gate, offset(base.at, base.heading.value, ahead, aside), base.heading.value, base.name};
}

Place World::Inside::ground_place(const Ground& ground) {
    return {ground.gate, inside(ground.corners, random.uniform(), random.uniform()), 0, ground.name, 1e9};
}

NodeIndex World::Inside::sea_gate_of(std::string_view sea, Random& drawn) const {
    std::vector<NodeIndex> gates;
    for (NodeIndex i = 0; i < waters.nodes.size(); ++i) {
        if (waters.nodes[i].sea == sea) gates.push_back(i);
    }
    check(!gates.empty());
    return gates[drawn.below(gates.size())];
}

bool World::Inside::connected(NodeIndex a, NodeIndex b) const {
    if (linked.empty()) linked.assign(waters.nodes.size() * waters.nodes.size(), unasked);
    Link& link = linked[a * waters.nodes.size() + b];
    if (link == unasked) link = a == b || route(waters, a, b) ? together : apart;
    return link == together;
}

}  // namespace vigia::traffic
