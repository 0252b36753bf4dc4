#include "logic/patrol/security_game.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace vigia::patrol {

namespace {

constexpr double largest_payoff = 1e12;
constexpr double least_difference = 1e-9;  ///< of attacker payoffs, relative to their size
constexpr double equal_within = 1e-12;     ///< relative; see `solve`
constexpr std::size_t sample_from = 65'536;  ///< smaller games are solved without a sample first
constexpr std::size_t sample_size = 8'192;

double slack(double value) { return equal_within * std::max(1.0, std::abs(value)); }

/// The lines of F that are above 0 somewhere to the right of the value reached so far. `inverse` is w/(Uu - Uc).
struct Lines {
    std::vector<double> uncovered, inverse;
    std::size_t count = 0;
};

/// The sums that give F(v) = constant - v * slope over the lines with Uu > v.
struct Sums {
    double constant = 0, slope = 0;
    [[nodiscard]] double at(double v) const { return constant - v * slope; }
};

/// Sums over the lines with Uu > v, and moves them to the front.
Sums sum_and_compact(Lines& lines, double v) {
    Sums sums;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines.count; ++i) {
        const double uncovered = lines.uncovered[i], inverse = lines.inverse[i];
        lines.uncovered[kept] = uncovered;
        lines.inverse[kept] = inverse;
        const bool keep = uncovered > v;
        kept += keep ? 1 : 0;
        sums.constant += keep ? uncovered * inverse : 0;
        sums.slope += keep ? inverse : 0;
    }
    lines.count = kept;
    return sums;
}

/// Newton from a value at or left of the root: each step stays left of it, so lines that fell away never come back.
double root_from_left(Lines& lines, double v, double resources) {
    for (;;) {
        const Sums sums = sum_and_compact(lines, v);
        if (lines.count == 0) return v;
        const double next = (sums.constant - resources) / sums.slope;
        if (!(next > v)) return v;
        v = next;
    }
}

double weight_of(const Targets& targets, std::size_t i) { return targets.weight.empty() ? 1.0 : targets.weight[i]; }

/// Fills `lines` with the targets whose Uu is above `v`.
Sums lines_above(const Targets& targets, double v, Lines& lines) {
    const std::size_t n = targets.size();
    lines.uncovered.resize(n);
    lines.inverse.resize(n);
    Sums sums;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double uncovered = targets.attacker_uncovered[i];
        if (!(uncovered > v)) continue;
        const double inverse = weight_of(targets, i) / (uncovered - targets.attacker_covered[i]);
        lines.uncovered[kept] = uncovered;
        lines.inverse[kept++] = inverse;
        sums.constant += uncovered * inverse;
        sums.slope += inverse;
    }
    lines.count = kept;
    return sums;
}

/// A value that is likely a little left of the root, from a sample; only a starting point, never part of the answer.
double sampled_start(const Targets& targets, double floor, double resources) {
    const std::size_t n = targets.size(), step = n / sample_size;
    Lines lines;
    for (std::size_t i = 0; i < n; i += step) {
        lines.uncovered.push_back(targets.attacker_uncovered[i]);
        lines.inverse.push_back(weight_of(targets, i) / (targets.attacker_uncovered[i] - targets.attacker_covered[i]));
    }
    lines.count = lines.uncovered.size();
    const double share = resources * static_cast<double>(lines.count) / static_cast<double>(n);
    // Half again of the resources and six deviations of a count more: the value that this leaves is seldom right of the root.
    return std::max(floor, root_from_left(lines, floor, share * 1.1 + 6 * std::sqrt(share + 1)));
}

/// The least value that `resources` can hold the attacker to.
double attacker_value(const Targets& targets, double floor, double resources) {
    Lines lines;
    if (targets.size() >= sample_from) {
        const double start = sampled_start(targets, floor, resources);
        const Sums sums = lines_above(targets, start, lines);
        if (sums.at(start) >= resources) return root_from_left(lines, start, resources);
    }
    const Sums sums = lines_above(targets, floor, lines);
    return sums.at(floor) <= resources ? floor : root_from_left(lines, floor, resources);
}

Result<void> refused(std::size_t target, const char* why) {
    return fail(ErrorKind::bad_input, fmt::format("target {} {}", target, why), target);
}

Result<void> check_target(const Targets& t, std::size_t i) {
    for (const double payoff : {t.defender_covered[i], t.defender_uncovered[i], t.attacker_covered[i], t.attacker_uncovered[i]})
        if (!(std::abs(payoff) <= largest_payoff)) return refused(i, "has a payoff that is not a number within 1e12");
    if (t.defender_covered[i] < t.defender_uncovered[i]) return refused(i, "is worth less to the defender covered than uncovered");
    const double size = std::max({1.0, std::abs(t.attacker_uncovered[i]), std::abs(t.attacker_covered[i])});
    if (!(t.attacker_uncovered[i] - t.attacker_covered[i] > least_difference * size))
        return refused(i, "is not worth more to the attacker uncovered than covered");
    const double weight = weight_of(t, i);
    if (!(weight > 0 && weight <= largest_payoff)) return refused(i, "has a weight that is not above 0 and within 1e12");
    return {};
}

/// Whether a target is sound, without branches: one pass over a million of them decides.
bool sound(const Targets& t, std::size_t i) {
    const double dc = t.defender_covered[i], du = t.defender_uncovered[i], ac = t.attacker_covered[i], au = t.attacker_uncovered[i];
    const double size = std::max(std::max(1.0, std::abs(au)), std::abs(ac));
    const auto holds = [](bool x) { return static_cast<unsigned>(x); };  // without branches, so that a pass stays a pass
    return (holds(std::abs(dc) <= largest_payoff) & holds(std::abs(du) <= largest_payoff) & holds(std::abs(ac) <= largest_payoff) &
            holds(std::abs(au) <= largest_payoff) & holds(dc >= du) & holds(au - ac > least_difference * size)) != 0;
}

/// Checks every target; the highest Uc of all is what no coverage can press the attacker below.
Result<double> floor_of(const Targets& t, double resources) {
    const std::size_t n = t.size();
    if (n == 0) return fail(ErrorKind::bad_input, "a game needs a target");
    for (const auto* column : {&t.defender_covered, &t.defender_uncovered, &t.attacker_covered, &t.weight})
        if (column->size() != n && !(column == &t.weight && column->empty()))
            return fail(ErrorKind::bad_input, fmt::format("the columns of the targets have {} and {} rows", n, column->size()));
    if (!(resources >= 0 && resources <= largest_payoff)) return fail(ErrorKind::bad_input, "the resources must be a number from 0 to 1e12");
    double floor = t.attacker_covered[0];
    bool good = true;
    for (std::size_t i = 0; i < n; ++i) {
        good &= sound(t, i);
        floor = std::max(floor, t.attacker_covered[i]);
    }
    for (const double weight : t.weight) good &= (weight > 0) & (weight <= largest_payoff);
    for (std::size_t i = 0; !good && i < n; ++i)
        if (auto checked = check_target(t, i); !checked) return fail(std::move(checked));
    return floor;
}

double expected(double covered, double uncovered, double coverage) { return uncovered + coverage * (covered - uncovered); }

/// The coverage that makes every target worth at most the attacker's value, and the best target for the defender.
void cover(const Targets& t, Commitment& out) {
    const double v = out.attacker_value, edge = v - slack(v);
    out.coverage.resize(t.size());
    bool first = true;
    for (std::size_t i = 0; i < t.size(); ++i) {
        const double uncovered = t.attacker_uncovered[i];
        if (uncovered < edge) continue;
        const double coverage = std::clamp((uncovered - v) / (uncovered - t.attacker_covered[i]), 0.0, 1.0);
        out.coverage[i] = coverage;
        out.used += weight_of(t, i) * coverage;
        const double defender = expected(t.defender_covered[i], t.defender_uncovered[i], coverage);
        if (!first && defender <= out.defender_value) continue;
        first = false;
        out.defender_value = defender;
        out.attacked = i;
    }
}

}  // namespace

Result<Commitment> solve(const Targets& targets, double resources) {
    auto floor = floor_of(targets, resources);
    if (!floor) return fail(std::move(floor));
    Commitment out;
    out.attacker_value = attacker_value(targets, *floor, resources);
    out.saturated = out.attacker_value <= *floor;
    cover(targets, out);
    return out;
}

std::vector<std::size_t> attack_set(const Targets& targets, const Commitment& commitment) {
    std::vector<std::size_t> out;
    const double edge = commitment.attacker_value - slack(commitment.attacker_value);
    for (std::size_t i = 0; i < targets.size(); ++i)
        if (targets.attacker_uncovered[i] >= edge) out.push_back(i);
    return out;
}

Sensitivity sensitivity(const Targets& t, const Commitment& commitment) {
    const std::size_t n = t.size();
    Sensitivity out{0, 0, std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
    const double v = commitment.attacker_value, edge = v - slack(v);
    if (commitment.saturated) {  // the value is the highest attacker_covered, and moves with it alone
        const auto holds = static_cast<std::size_t>(std::ranges::max_element(t.attacker_covered) - t.attacker_covered.begin());
        out.attacker_by_covered[holds] = 1;
        return out;
    }
    double slope = 0;  // with more resources v falls, so targets at the edge count
    for (std::size_t i = 0; i < n; ++i)
        if (t.attacker_uncovered[i] >= edge) slope += weight_of(t, i) / (t.attacker_uncovered[i] - t.attacker_covered[i]);
    for (std::size_t i = 0; i < n; ++i) {
        if (t.attacker_uncovered[i] < edge) continue;
        const double range = t.attacker_uncovered[i] - t.attacker_covered[i], scale = weight_of(t, i) / (range * range * slope);
        out.attacker_by_uncovered[i] = (v - t.attacker_covered[i]) * scale;
        out.attacker_by_covered[i] = (t.attacker_uncovered[i] - v) * scale;
        out.attacker_by_weight[i] = commitment.coverage[i] / slope;
    }
    out.attacker_by_resources = -1 / slope;
    const std::size_t a = commitment.attacked;
    out.defender_by_resources = (t.defender_covered[a] - t.defender_uncovered[a]) / ((t.attacker_uncovered[a] - t.attacker_covered[a]) * slope);
    return out;
}

Result<RobustCommitment> solve_robust(const IntervalTargets& targets, double resources) {
    const Targets& high = targets.highest;
    auto solved = solve(high, resources);
    if (!solved) return fail(std::move(solved));
    if (targets.lowest_covered.size() != high.size() || targets.lowest_uncovered.size() != high.size())
        return fail(ErrorKind::bad_input, "the lower ends do not have a row for every target");
    RobustCommitment out{std::move(*solved), 0, 0, 0};
    const std::vector<double>& coverage = out.commitment.coverage;
    double sure = -largest_payoff;  // what the attacker gets at least, whatever the payoffs
    for (std::size_t i = 0; i < high.size(); ++i) {
        const double covered = targets.lowest_covered[i], uncovered = targets.lowest_uncovered[i];
        if (!(covered >= -largest_payoff && covered <= high.attacker_covered[i] && uncovered >= -largest_payoff && uncovered <= high.attacker_uncovered[i]))
            return fail(ErrorKind::bad_input, fmt::format("target {} has a lower end that is no number or above its upper end", i), i);
        sure = std::max(sure, expected(covered, uncovered, coverage[i]));
    }
    for (std::size_t i = 0; i < high.size(); ++i) {
        if (expected(high.attacker_covered[i], high.attacker_uncovered[i], coverage[i]) < sure - slack(sure)) continue;
        const double defender = expected(high.defender_covered[i], high.defender_uncovered[i], coverage[i]);
        out.defender_at_least = out.possible_targets++ == 0 ? defender : std::min(out.defender_at_least, defender);
    }
    out.attacker_at_most = out.commitment.attacker_value;
    return out;
}

}  // namespace vigia::patrol
