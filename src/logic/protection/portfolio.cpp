#include "logic/protection/portfolio.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vigia::protection {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr double slack = 1e-12;  ///< of logarithms of risk: differences below are rounding

enum class Fate : std::uint8_t { open, bought, left };

struct Gain {
    std::uint32_t upgrade;
    double gain;  ///< how much the logarithm of the risk falls
};

/// The shared ground of both searches: risks in logarithms, gains by attack from the best bargain on.
class Ground {
  public:
    explicit Ground(const Portfolio& portfolio) : portfolio_(portfolio), by_attack_(portfolio.risk.size()), fate_(portfolio.upgrades.size(), Fate::open) {
        for (const double risk : portfolio.risk) logs_.push_back(std::log(risk));
        for (std::uint32_t u = 0; u < portfolio.upgrades.size(); ++u)
            for (const auto& [attack, factor] : portfolio.upgrades[u].factor)
                if (factor < 1) by_attack_[attack].push_back({u, -std::log(factor)});
        for (auto& gains : by_attack_)
            std::sort(gains.begin(), gains.end(), [&](const Gain& a, const Gain& b) {
                const double x = a.gain * cost(b.upgrade), y = b.gain * cost(a.upgrade);
                return x != y ? x > y : a.upgrade < b.upgrade;
            });
    }

  protected:
    [[nodiscard]] double cost(std::size_t upgrade) const { return portfolio_.upgrades[upgrade].cost; }
    [[nodiscard]] std::size_t worst() const { return static_cast<std::size_t>(std::max_element(logs_.begin(), logs_.end()) - logs_.begin()); }

    void buy(std::size_t upgrade) {
        fate_[upgrade] = Fate::bought;
        spent_ += cost(upgrade);
        for (const auto& [attack, factor] : portfolio_.upgrades[upgrade].factor) logs_[attack] += std::log(factor);
    }

    /// Looks on with the upgrade bought, then with it left, and leaves all as it was.
    template <class Look>
    void either_way(std::size_t upgrade, Look&& look) {
        const auto logs = logs_;
        const double spent = spent_;
        buy(upgrade);
        look();
        logs_ = logs;
        spent_ = spent;
        fate_[upgrade] = Fate::left;
        look();
        fate_[upgrade] = Fate::open;
    }

    /// The choice that has been made, its risks multiplied out anew.
    [[nodiscard]] Choice told(const std::vector<Fate>& fate) const {
        Choice out;
        out.residual = portfolio_.risk;
        for (std::size_t u = 0; u < fate.size(); ++u) {
            if (fate[u] != Fate::bought) continue;
            out.chosen.push_back(u);
            out.cost += cost(u);
            for (const auto& [attack, factor] : portfolio_.upgrades[u].factor) out.residual[attack] *= factor;
        }
        for (const double risk : out.residual) out.risk = std::max(out.risk, risk);
        return out;
    }

    const Portfolio& portfolio_;
    std::vector<std::vector<Gain>> by_attack_;
    std::vector<Fate> fate_;
    std::vector<double> logs_;
    double spent_ = 0;
};

/// Least greatest risk within a budget.
class LeastRisk : Ground {
  public:
    LeastRisk(const Portfolio& portfolio, double budget, std::size_t most_nodes) : Ground(portfolio), budget_(budget), most_nodes_(most_nodes) {}

    Choice run() {
        if (!logs_.empty()) look();
        Choice out = told(best_fate_.empty() ? fate_ : best_fate_);
        out.lower = open_ < best_ - slack ? std::exp(open_) : out.risk;
        out.nodes = nodes_;
        return out;
    }

  private:
    /// What one attack is lowered to at best when all that is left is spent on it alone, the last upgrade in part.
    [[nodiscard]] double bound(std::size_t attack) const {
        double left = budget_ - spent_, log = logs_[attack];
        for (const Gain& g : by_attack_[attack]) {
            if (fate_[g.upgrade] != Fate::open || cost(g.upgrade) > budget_ - spent_) continue;
            if (cost(g.upgrade) > left) return log - g.gain * left / cost(g.upgrade);
            left -= cost(g.upgrade);
            log -= g.gain;
        }
        return log;
    }

    void look() {
        ++nodes_;
        const std::size_t attack = worst();
        if (logs_[attack] < best_ - slack) best_ = logs_[attack], best_fate_ = fate_;
        double lower = -never;
        for (std::size_t a = 0; a < logs_.size() && lower < best_ - slack; ++a)
            if (logs_[a] > lower) lower = std::max(lower, bound(a));
        if (lower >= best_ - slack) return;
        if (nodes_ >= most_nodes_) {
            open_ = std::min(open_, lower);
            return;
        }
        // Only what lowers the worst attack can lower the whole: one of these is bought, or none and the node is closed.
        for (const Gain& g : by_attack_[attack]) {
            if (fate_[g.upgrade] != Fate::open || cost(g.upgrade) > budget_ - spent_) continue;
            return either_way(g.upgrade, [this] { look(); });
        }
    }

    double budget_;
    std::size_t most_nodes_, nodes_ = 0;
    double best_ = never, open_ = never;
    std::vector<Fate> best_fate_;
};

/// Least cost that leaves no attack above a risk.
class LeastCost : Ground {
  public:
    LeastCost(const Portfolio& portfolio, double most_risk, std::size_t most_nodes)
        : Ground(portfolio), most_log_(std::log(most_risk) + slack), most_nodes_(most_nodes) {}

    std::optional<Choice> run() {
        look();
        if (best_fate_.empty() && !found_) return std::nullopt;
        Choice out = told(best_fate_);
        out.lower = std::min(out.cost, open_);
        out.nodes = nodes_;
        return out;
    }

  private:
    /// The least money that brings one attack down, the last upgrade in part.
    [[nodiscard]] double bound(std::size_t attack) const {
        double over = logs_[attack] - most_log_, money = 0;
        for (const Gain& g : by_attack_[attack]) {
            if (over <= 0) break;
            if (fate_[g.upgrade] != Fate::open) continue;
            money += cost(g.upgrade) * std::min(1.0, over / g.gain);
            over -= g.gain;
        }
        return over > 0 ? never : money;
    }

    void look() {
        ++nodes_;
        double lower = 0;
        std::size_t hardest = logs_.size();
        for (std::size_t a = 0; a < logs_.size(); ++a) {
            if (logs_[a] <= most_log_) continue;
            const double money = bound(a);
            if (hardest == logs_.size() || money > lower) lower = money, hardest = a;
        }
        if (hardest == logs_.size()) {
            if (!found_ || spent_ < best_) best_ = spent_, best_fate_ = fate_, found_ = true;
            return;
        }
        if (spent_ + lower >= best_ - 1e-12 * std::max(1.0, std::abs(best_))) return;
        if (nodes_ >= most_nodes_) {
            open_ = std::min(open_, spent_ + lower);
            return;
        }
        for (const Gain& g : by_attack_[hardest]) {
            if (fate_[g.upgrade] != Fate::open) continue;
            return either_way(g.upgrade, [this] { look(); });
        }
    }

    double most_log_;
    std::size_t most_nodes_, nodes_ = 0;
    double best_ = never, open_ = never;
    bool found_ = false;
    std::vector<Fate> best_fate_;
};

Result<void> checked(const Portfolio& portfolio) {
    for (std::size_t a = 0; a < portfolio.risk.size(); ++a)
        if (!std::isfinite(portfolio.risk[a]) || portfolio.risk[a] < 0) return fail(ErrorKind::bad_input, "a risk must be a number that is not negative", a);
    for (std::size_t u = 0; u < portfolio.upgrades.size(); ++u) {
        if (!std::isfinite(portfolio.upgrades[u].cost) || portfolio.upgrades[u].cost < 0)
            return fail(ErrorKind::bad_input, "the cost of an upgrade must be a number that is not negative", u);
        for (const auto& [attack, factor] : portfolio.upgrades[u].factor)
            if (attack >= portfolio.risk.size() || !std::isfinite(factor) || !(factor > 0))
                return fail(ErrorKind::bad_input, "an upgrade names an attack that is not there, or a factor that is not above 0", u);
    }
    return {};
}

}  // namespace

Result<Choice> best_portfolio(const Portfolio& portfolio, double budget, std::size_t most_nodes) {
    if (auto fine = checked(portfolio); !fine) return fail(std::move(fine));
    if (std::isnan(budget) || budget < 0) return fail(ErrorKind::bad_input, "the budget must not be negative");
    Choice best = LeastRisk(portfolio, budget, most_nodes).run();
    auto cheapest = LeastCost(portfolio, best.risk, most_nodes).run();
    if (!cheapest || cheapest->cost > best.cost) return best;
    cheapest->lower = std::min(best.lower, cheapest->risk);
    cheapest->nodes += best.nodes;
    return *cheapest;
}

Result<std::optional<Choice>> cheapest_portfolio(const Portfolio& portfolio, double most_risk, std::size_t most_nodes) {
    if (auto fine = checked(portfolio); !fine) return fail(std::move(fine));
    if (std::isnan(most_risk) || most_risk < 0) return fail(ErrorKind::bad_input, "the risk must not be negative");
    return LeastCost(portfolio, most_risk, most_nodes).run();
}

Result<std::vector<FrontierPoint>> frontier(const Portfolio& portfolio, double budget, std::size_t most_points, std::size_t most_nodes) {
    std::vector<FrontierPoint> out;
    while (out.size() < most_points) {
        auto best = best_portfolio(portfolio, budget, most_nodes);
        if (!best) return fail(std::move(best));
        FrontierPoint point{best->cost, best->risk, best->lower, 0, best->chosen};
        if (!out.empty()) point.next_dollar = (point.risk - out.back().risk) / (out.back().cost - point.cost);
        const double cost = point.cost;
        out.push_back(std::move(point));
        if (cost <= 0) break;
        budget = cost - 1e-9 * std::max(1.0, cost);  // less money than this point needs
        if (budget < 0) break;
    }
    return out;
}

}  // namespace vigia::protection
