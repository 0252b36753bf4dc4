#include "logic/patrol/inside/shift_columns.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace vigia::patrol {

bool Shift::operator<(const Shift& other) const { return std::tie(asset_class, lane, states) < std::tie(other.asset_class, other.lane, other.states); }

std::vector<Shift> taken_apart(const ShiftNetwork& net, std::size_t asset_class, std::span<const double> flow, std::span<const double> starts, double dust) {
    std::vector<double> left(flow.begin(), flow.end());
    std::vector<Shift> out;
    for (std::size_t lane = 0; lane < net.lanes; ++lane) {
        for (double rest = starts[lane]; rest > dust;) {
            Shift shift{asset_class, lane, {0}, rest};
            std::vector<std::uint32_t> arcs;
            for (std::size_t h = 0; h + 1 < net.layers(); ++h) {
                const std::uint32_t begin = net.states[shift.states.back()].first_arc, end = net.states[shift.states.back() + 1].first_arc;
                std::uint32_t widest = begin;
                for (std::uint32_t a = begin; a < end; ++a)
                    if (left[a * net.lanes + lane] > left[widest * net.lanes + lane]) widest = a;
                arcs.push_back(widest);
                shift.states.push_back(net.heads[widest]);
                shift.share = std::min(shift.share, left[widest * net.lanes + lane]);
            }
            if (shift.share <= dust) break;  // rounding has left a crumb that leads nowhere
            for (const std::uint32_t a : arcs) left[a * net.lanes + lane] -= shift.share;
            rest -= shift.share;
            out.push_back(std::move(shift));
        }
    }
    return out;
}

void add_presence(const ShiftNetwork& net, const Shift& shift, double share, std::vector<double>& presence) {
    for (std::size_t h = 0; h < shift.states.size(); ++h)
        presence[net.states[shift.states[h]].place * net.steps + net.clock[h * net.lanes + shift.lane]] += share;
}

double Bounds::upper(std::span<const double> coverage) const {
    double out = 0;
    for (std::size_t i = 0; i < coverage.size(); ++i) out = std::max(out, game_->value[i] * (1 - coverage[i]));
    return out;
}

std::vector<double> Bounds::coverage(std::span<const Shift> shifts) const {
    std::vector<double> out(game_->value.size()), presence;
    for (std::size_t k = 0; k < nets_->size(); ++k) {
        presence.assign(out.size(), 0);
        for (const Shift& shift : shifts)
            if (shift.asset_class == k) add_presence((*nets_)[k], shift, shift.share, presence);
        add_coverage(game_->classes[k], (*nets_)[k].steps, presence, out);
    }
    return out;
}

namespace {

constexpr double worth_while = 1e-9;     ///< reduced costs below this (relative to the bound) are none
constexpr std::size_t rows_a_round = 60; ///< rows that come in at once, the most violated first
constexpr std::size_t most_idle = 12;    ///< rounds that a column may stay out of the basis

/// The master programme: min v, one row v / V + sum of detections x >= 1 for each (node, step) at hand, one row for the count
/// of each class.
class Master {
  public:
    explicit Master(const Bounds& bounds) : bounds_(&bounds), row_of_(bounds.game().value.size(), -1) {
        lp_.add_column(1, 0, LinearProgram::infinity, {});
        for (const AssetClass& asset : bounds.game().classes) lp_.add_row(asset.count, asset.count, {});
        base_rows_ = static_cast<int>(bounds.game().classes.size());
    }

    void add_target(std::size_t target) {
        if (row_of_[target] >= 0 || bounds_->game().value[target] <= 0) return;
        std::vector<Entry> row{{0, 1 / bounds_->game().value[target]}};
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const auto& seen = columns_[c].seen;
            const auto found = std::ranges::lower_bound(seen, target, {}, [](const auto& one) { return one.first; });
            if (found != seen.end() && found->first == target) row.push_back({static_cast<int>(c) + 1, found->second});
        }
        row_of_[target] = lp_.rows();
        targets_.push_back(target);
        lp_.add_row(1, LinearProgram::infinity, row);
    }

    /// Whether the shift is new.
    bool add_shift(const Shift& shift) {
        if (!known_.insert(shift).second) return false;
        Column column{shift, seen_by(shift), 0};
        std::vector<Entry> entries{{static_cast<int>(shift.asset_class), 1}};
        for (const auto& [target, detection] : column.seen)
            if (row_of_[target] >= 0) entries.push_back({row_of_[target], detection});
        lp_.add_column(0, 0, LinearProgram::infinity, entries);
        columns_.push_back(std::move(column));
        return true;
    }

    bool solve() { return lp_.solve(Simplex::primal); }
    [[nodiscard]] double value() const { return lp_.objective(); }

    /// The attacker's mixture by the prices of the rows.
    [[nodiscard]] std::vector<double> threat() const {
        std::vector<double> out(row_of_.size());
        for (const std::size_t target : targets_)
            out[target] = std::max(0.0, lp_.duals()[static_cast<std::size_t>(row_of_[target])]) / bounds_->game().value[target];
        return out;
    }
    /// What a shift of the class must be worth to be of use.
    [[nodiscard]] double price(std::size_t asset_class) const { return -lp_.duals()[asset_class]; }

    [[nodiscard]] std::vector<Shift> mixture() const {
        std::vector<Shift> out;
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (const double share = lp_.solution()[c + 1]; share > 0) out.push_back(columns_[c].shift), out.back().share = share;
        return out;
    }

    void drop_idle_columns() {
        std::vector<int> idle;
        std::size_t kept = 0;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            columns_[c].idle = lp_.is_basic_column(static_cast<int>(c) + 1) ? 0 : columns_[c].idle + 1;
            if (columns_[c].idle > most_idle) {
                idle.push_back(static_cast<int>(c) + 1);
                known_.erase(columns_[c].shift);
            } else {
                if (kept != c) columns_[kept] = std::move(columns_[c]);
                ++kept;
            }
        }
        columns_.resize(kept);
        if (!idle.empty()) lp_.remove_columns(idle);
    }

  private:
    struct Column {
        Shift shift;
        std::vector<std::pair<std::size_t, double>> seen;  ///< target and detection, by target
        std::size_t idle = 0;
    };

    [[nodiscard]] std::vector<std::pair<std::size_t, double>> seen_by(const Shift& shift) const {
        const ShiftNetwork& net = bounds_->nets()[shift.asset_class];
        std::vector<std::pair<std::size_t, double>> out;
        for (std::size_t h = 0; h < shift.states.size(); ++h)
            for (const std::size_t node : net.of->covers[net.states[shift.states[h]].place])
                out.emplace_back(node * net.steps + net.clock[h * net.lanes + shift.lane], net.of->detection);
        std::ranges::sort(out);
        return out;
    }

    const Bounds* bounds_;
    LinearProgram lp_;
    int base_rows_ = 0;
    std::vector<int> row_of_;
    std::vector<std::size_t> targets_;
    std::vector<Column> columns_;
    std::set<Shift> known_;
};

void add_violated_rows(const Bounds& bounds, std::span<const double> coverage, double value, Master& master) {
    std::vector<std::pair<double, std::size_t>> over;
    const auto& worth = bounds.game().value;
    for (std::size_t i = 0; i < worth.size(); ++i)
        if (const double loss = worth[i] * (1 - coverage[i]); loss > value * (1 + worth_while)) over.emplace_back(-loss, i);
    const std::size_t count = std::min(over.size(), rows_a_round);
    std::partial_sort(over.begin(), over.begin() + static_cast<std::ptrdiff_t>(count), over.end());
    for (std::size_t i = 0; i < count; ++i) master.add_target(over[i].second);
}

void seed(const Bounds& bounds, const Proof& proof, Master& master) {
    for (const Shift& shift : proof.shifts) master.add_shift(shift);
    const std::vector<double> coverage = bounds.coverage(proof.shifts);
    for (std::size_t i = 0; i < coverage.size(); ++i)
        if (proof.threat[i] > 1e-9 || bounds.game().value[i] * (1 - coverage[i]) >= proof.lower * (1 - 1e-3)) master.add_target(i);
}

/// Prices shifts at a mixture of the attacker; adds each lane's best that is worth more than its price. Returns how many.
std::size_t price_shifts(const Bounds& bounds, std::span<const double> threat, Master& master, Proof& proof) {
    std::vector<Shift> found;
    const double lower = bounds.lower(threat, [&](std::size_t k, const BestShifts& best) {
        for (std::size_t lane = 0; lane < bounds.nets()[k].lanes; ++lane)
            if (best.worth(lane) > master.price(k) + worth_while * std::max(1e-9, proof.upper)) found.push_back({k, lane, best.states(lane), 0});
    });
    if (lower > proof.lower) proof.lower = lower, proof.threat.assign(threat.begin(), threat.end());
    std::size_t added = 0;
    for (const Shift& shift : found) added += master.add_shift(shift) ? 1 : 0;
    return added;
}

}  // namespace

std::size_t generate_columns(const Bounds& bounds, double gap, std::size_t rounds, double smoothing, Proof& proof) {
    Master master(bounds);
    seed(bounds, proof, master);
    for (std::size_t round = 1; round <= rounds; ++round) {
        if (!master.solve()) return round;
        std::vector<Shift> mixture = master.mixture();
        const std::vector<double> coverage = bounds.coverage(mixture), threat = master.threat();
        if (const double upper = bounds.upper(coverage); upper < proof.upper) proof.upper = upper, proof.shifts = std::move(mixture);
        std::vector<double> drawn(threat.size());
        for (std::size_t i = 0; i < drawn.size(); ++i) drawn[i] = smoothing * proof.threat[i] + (1 - smoothing) * threat[i];
        std::size_t added = price_shifts(bounds, drawn, master, proof);
        if (added == 0) added = price_shifts(bounds, threat, master, proof);
        if (proof.upper - proof.lower <= gap * proof.upper) return round;
        const bool believed = bounds.upper(coverage) <= master.value() * (1 + worth_while) + 1e-300;
        if (added == 0 && believed) return round;
        master.drop_idle_columns();
        add_violated_rows(bounds, coverage, master.value(), master);
    }
    return rounds;
}

}  // namespace vigia::patrol
