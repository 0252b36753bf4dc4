#include "logic/patrol/compact_programme.h"

#include <utility>

#include "logic/patrol/inside/linear_program.h"
#include "logic/patrol/inside/shift_network.h"

namespace vigia::patrol {

namespace {

/// The rows of a flow on one class's network, and what its arcs add to the rows of the targets.
struct FlowRows {
    int first_row = 0;  ///< one for each state and lane; the one before them says how many leave in all
    [[nodiscard]] int of(const ShiftNetwork& net, std::size_t state, std::size_t lane) const {
        return first_row + static_cast<int>(state * net.lanes + lane);
    }
};

/// What a presence at a state adds: its detections in the rows of the targets.
void add_sights(const ShiftNetwork& net, std::size_t layer, std::size_t state, std::size_t lane, std::vector<Entry>& column) {
    for (const std::size_t node : net.of->covers[net.states[state].place])
        column.push_back({static_cast<int>(node * net.steps + net.clock[layer * net.lanes + lane]), net.of->detection});
}

/// Columns made one by one and given to CLP at once.
struct Batch {
    std::vector<int> starts{0};
    std::vector<Entry> entries;
    void end() { starts.push_back(static_cast<int>(entries.size())); }
};

void add_class(const ShiftNetwork& net, int count_row, LinearProgram& lp) {
    const FlowRows rows{count_row + 1};
    Batch batch;
    for (std::size_t lane = 0; lane < net.lanes; ++lane) {  // out of the root: a shift that starts in this lane
        batch.entries.push_back({count_row, 1});
        if (net.layers() > 1) batch.entries.push_back({rows.of(net, 0, lane), 1});
        add_sights(net, 0, 0, lane, batch.entries);
        batch.end();
    }
    for (std::size_t layer = 0; layer + 1 < net.layers(); ++layer)
        for (std::size_t state = net.layer_begin[layer]; state < net.layer_begin[layer + 1]; ++state)
            for (std::uint32_t a = net.states[state].first_arc; a < net.states[state + 1].first_arc; ++a)
                for (std::size_t lane = 0; lane < net.lanes; ++lane) {
                    batch.entries.push_back({rows.of(net, state, lane), -1});
                    if (layer + 2 < net.layers()) batch.entries.push_back({rows.of(net, net.heads[a], lane), 1});
                    add_sights(net, layer + 1, net.heads[a], lane, batch.entries);
                    batch.end();
                }
    lp.add_columns(batch.starts, batch.entries);
}

Simplex way_of(CompactMethod method) {
    switch (method) {
        case CompactMethod::primal: return Simplex::primal;
        case CompactMethod::dual: return Simplex::dual;
        case CompactMethod::barrier: return Simplex::barrier;
    }
    std::unreachable();
}

}  // namespace

std::optional<double> value_by_compact_programme(const PatrolGame& game, CompactMethod method) {
    std::vector<ShiftNetwork> nets;
    for (const AssetClass& asset : game.classes) nets.push_back(shift_network(game, asset));
    LinearProgram lp;
    lp.add_empty_rows(static_cast<int>(game.value.size()), 0, LinearProgram::infinity);
    for (std::size_t i = 0; i < game.value.size(); ++i)
        if (game.value[i] > 0) lp.at_least(static_cast<int>(i), 1);  // v / V + detections >= 1
    std::vector<int> count_rows;
    for (const ShiftNetwork& net : nets) {
        if (net.states.empty()) return std::nullopt;
        count_rows.push_back(lp.rows());
        lp.add_row(net.of->count, net.of->count, {});
        const std::size_t inner = net.layer_begin[net.layers() - 1];  // states that give on; those of the last layer only take in
        if (inner > 0) lp.add_empty_rows(static_cast<int>(inner * net.lanes), 0, 0);
    }
    std::vector<Entry> loss;
    for (std::size_t i = 0; i < game.value.size(); ++i)
        if (game.value[i] > 0) loss.push_back({static_cast<int>(i), 1 / game.value[i]});
    lp.add_column(1, 0, LinearProgram::infinity, loss);
    for (std::size_t k = 0; k < nets.size(); ++k) add_class(nets[k], count_rows[k], lp);
    if (!lp.solve_fresh(way_of(method))) return std::nullopt;
    return lp.objective();
}

std::optional<double> attacker_value_by_programme(const Targets& targets, double resources, CompactMethod method) {
    LinearProgram lp;
    const auto count = static_cast<int>(targets.size());
    lp.add_empty_rows(count, 0, LinearProgram::infinity);
    lp.add_row(-LinearProgram::infinity, resources, {});
    std::vector<Entry> value;
    Batch batch;
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        lp.at_least(i, targets.attacker_uncovered[at]);  // v + c (Uu - Uc) >= Uu
        value.push_back({i, 1});
        batch.entries.push_back({i, targets.attacker_uncovered[at] - targets.attacker_covered[at]});
        batch.entries.push_back({count, targets.weight.empty() ? 1.0 : targets.weight[at]});
        batch.end();
    }
    lp.add_columns(batch.starts, batch.entries);
    for (int i = 0; i < count; ++i) lp.at_most(i, 1);
    lp.add_column(1, -LinearProgram::infinity, LinearProgram::infinity, value);
    if (!lp.solve_fresh(way_of(method))) return std::nullopt;
    return lp.objective();
}

}  // namespace vigia::patrol
