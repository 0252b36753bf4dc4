#include "logic/patrol/security_game.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "base/random.h"
#include "logic/patrol/compact_programme.h"
#include "logic/patrol/inside/linear_program.h"

using namespace vigia;
using namespace vigia::patrol;

namespace {

/// Payoffs as in the published experiments: whole numbers in [0, 100] and [-100, 0].
Targets any_targets(Random& random, std::size_t count) {
    Targets out;
    for (std::size_t i = 0; i < count; ++i) {
        out.defender_covered.push_back(static_cast<double>(random.below(101)));
        out.defender_uncovered.push_back(-static_cast<double>(random.below(101)));
        out.attacker_covered.push_back(-static_cast<double>(random.below(101)));
        out.attacker_uncovered.push_back(static_cast<double>(random.below(101)));
        if (out.attacker_uncovered.back() == out.attacker_covered.back()) out.attacker_uncovered.back() += 1;
    }
    return out;
}

double attacker(const Targets& t, std::size_t i, double c) { return t.attacker_uncovered[i] + c * (t.attacker_covered[i] - t.attacker_uncovered[i]); }
double defender(const Targets& t, std::size_t i, double c) { return t.defender_uncovered[i] + c * (t.defender_covered[i] - t.defender_uncovered[i]); }
double weight(const Targets& t, std::size_t i) { return t.weight.empty() ? 1 : t.weight[i]; }

/// The value of the game by sorting: the set grows in order of what targets are worth uncovered. Independent of `solve`.
double value_by_sorting(const Targets& t, double resources) {
    std::vector<std::size_t> order(t.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::greater<>(), [&](std::size_t i) { return t.attacker_uncovered[i]; });
    const double floor = *std::ranges::max_element(t.attacker_covered);
    long double constant = 0, slope = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::size_t i = order[k];
        const long double inverse = weight(t, i) / (static_cast<long double>(t.attacker_uncovered[i]) - t.attacker_covered[i]);
        constant += inverse * t.attacker_uncovered[i];
        slope += inverse;
        const double v = static_cast<double>((constant - resources) / slope);
        const double next = k + 1 < order.size() ? t.attacker_uncovered[order[k + 1]] : -1e300;
        if (v >= next) return std::max(v, floor);
    }
    return std::max(floor, static_cast<double>((constant - resources) / slope));
}

/// The defender's value by one linear programme for each target that may be attacked, over the coverages. CLP.
double value_by_programmes(const Targets& t, double resources) {
    double best = -1e300;
    for (std::size_t a = 0; a < t.size(); ++a) {
        LinearProgram lp;
        std::vector<Entry> all;
        for (std::size_t i = 0; i < t.size(); ++i) {
            lp.add_column(i == a ? -(t.defender_covered[a] - t.defender_uncovered[a]) : 0, 0, 1, {});
            all.push_back({static_cast<int>(i), weight(t, i)});
        }
        lp.add_row(-LinearProgram::infinity, resources, all);
        for (std::size_t i = 0; i < t.size(); ++i) {  // U_a(a) - U_a(i) >= 0
            if (i == a) continue;
            lp.add_row(t.attacker_uncovered[i] - t.attacker_uncovered[a], LinearProgram::infinity,
                       std::vector<Entry>{{static_cast<int>(a), t.attacker_covered[a] - t.attacker_uncovered[a]},
                                          {static_cast<int>(i), t.attacker_uncovered[i] - t.attacker_covered[i]}});
        }
        if (lp.solve(Simplex::primal)) best = std::max(best, t.defender_uncovered[a] - lp.objective());
    }
    return best;
}

/// The same over mixtures of all the ways to place at most `resources` guards: nothing of coverages is presumed. CLP.
double value_by_pure_strategies(const Targets& t, std::size_t resources) {
    const std::size_t n = t.size();
    std::vector<unsigned> placings;
    for (unsigned set = 0; set < 1u << n; ++set)
        if (static_cast<std::size_t>(__builtin_popcount(set)) <= resources) placings.push_back(set);
    const auto at = [](unsigned set, std::size_t i) { return (set >> i & 1) != 0 ? 1.0 : 0.0; };
    double best = -1e300;
    for (std::size_t a = 0; a < n; ++a) {
        LinearProgram lp;
        std::vector<Entry> sum;
        for (std::size_t p = 0; p < placings.size(); ++p) {
            lp.add_column(-defender(t, a, at(placings[p], a)), 0, LinearProgram::infinity, {});
            sum.push_back({static_cast<int>(p), 1});
        }
        lp.add_row(1, 1, sum);
        for (std::size_t i = 0; i < n; ++i) {
            std::vector<Entry> row;
            for (std::size_t p = 0; p < placings.size(); ++p)
                row.push_back({static_cast<int>(p), attacker(t, a, at(placings[p], a)) - attacker(t, i, at(placings[p], i))});
            if (i != a) lp.add_row(0, LinearProgram::infinity, row);
        }
        if (lp.solve(Simplex::primal)) best = std::max(best, -lp.objective());
    }
    return best;
}

Commitment solved(const Targets& t, double resources) {
    auto made = solve(t, resources);
    REQUIRE_MESSAGE(made, made.error().message);
    return std::move(*made);
}

/// What a commitment says of itself must hold by its own coverage.
void check_commitment(const Targets& t, double resources, const Commitment& c) {
    double used = 0, highest = -1e300, best = -1e300;
    for (std::size_t i = 0; i < t.size(); ++i) {
        REQUIRE(c.coverage[i] >= 0);
        REQUIRE(c.coverage[i] <= 1);
        used += weight(t, i) * c.coverage[i];
        highest = std::max(highest, attacker(t, i, c.coverage[i]));
    }
    for (std::size_t i = 0; i < t.size(); ++i)
        if (attacker(t, i, c.coverage[i]) >= highest - 1e-9) best = std::max(best, defender(t, i, c.coverage[i]));
    REQUIRE(used <= resources + 1e-9);
    REQUIRE(highest == doctest::Approx(c.attacker_value).epsilon(1e-11));
    REQUIRE(best == doctest::Approx(c.defender_value).epsilon(1e-11));
    REQUIRE(defender(t, c.attacked, c.coverage[c.attacked]) == doctest::Approx(best).epsilon(1e-11));
}

}  // namespace

TEST_CASE("two equal targets and one guard are covered half each") {
    const Targets t{{1, 1}, {-1, -1}, {-1, -1}, {1, 1}, {}};
    const Commitment c = solved(t, 1);
    CHECK(c.coverage == std::vector<double>{0.5, 0.5});
    CHECK(c.attacker_value == 0);
    CHECK(c.defender_value == 0);
    CHECK(attack_set(t, c) == std::vector<std::size_t>{0, 1});
    CHECK_FALSE(c.saturated);
}

TEST_CASE("a target outside the attack set never decides the defender's value, however well it pays") {
    // The third is worth little to the attacker, so that he leaves it alone though the defender would be glad of it.
    const Targets t{{2, 2, 100}, {-5, -5, 99}, {-1, -1, -1}, {10, 10, 0.5}, {}};
    const Commitment c = solved(t, 1);
    CHECK(attack_set(t, c) == std::vector<std::size_t>{0, 1});
    CHECK(c.defender_value == doctest::Approx(-1.5));
    CHECK(c.defender_value == doctest::Approx(value_by_pure_strategies(t, 1)));
}

TEST_CASE("a target equal to the value belongs to the attack set though it takes no guard") {
    const Targets t{{0, 5}, {-9, 3}, {-1, -1}, {3, 1}, {}};  // half a guard on the first leaves it worth 1
    const Commitment c = solved(t, 0.5);
    CHECK(c.attacker_value == doctest::Approx(1));
    CHECK(c.attacked == 1);
    CHECK(c.defender_value == 3);
}

TEST_CASE("the value stops where a target is covered whole, and what is left over is not spent") {
    const Targets t{{5, 5}, {0, 0}, {2, 0}, {4, 3}, {}};
    const Commitment c = solved(t, 2);
    CHECK(c.saturated);
    CHECK(c.attacker_value == 2);
    CHECK(c.coverage[0] == 1);
    CHECK(c.coverage[1] == doctest::Approx(1.0 / 3));
    CHECK(c.used == doctest::Approx(4.0 / 3));
}

TEST_CASE("on 1,000 random games, mixtures of pure strategies and programmes over coverages agree with the closed form") {
    Random random(20261127);
    for (int round = 0; round < 1000; ++round) {
        CAPTURE(round);
        const std::size_t n = 2 + random.below(6), m = random.below(n + 1);
        const Targets t = any_targets(random, n);
        const Commitment c = solved(t, static_cast<double>(m));
        check_commitment(t, static_cast<double>(m), c);
        REQUIRE(c.attacker_value == doctest::Approx(value_by_sorting(t, static_cast<double>(m))).epsilon(1e-11));
        REQUIRE(c.defender_value == doctest::Approx(value_by_pure_strategies(t, m)).epsilon(1e-7));
    }
}

TEST_CASE("weighted games and fractions of guards agree with programmes over coverages") {
    Random random(71);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        Targets t = any_targets(random, 2 + random.below(12));
        for (std::size_t i = 0; i < t.size(); ++i) t.weight.push_back(random.uniform(0.2, 3));
        const double resources = random.uniform(0, static_cast<double>(t.size()));
        const Commitment c = solved(t, resources);
        check_commitment(t, resources, c);
        REQUIRE(c.attacker_value == doctest::Approx(value_by_sorting(t, resources)).epsilon(1e-11));
        REQUIRE(c.defender_value == doctest::Approx(value_by_programmes(t, resources)).epsilon(1e-7));
        REQUIRE(c.attacker_value == doctest::Approx(attacker_value_by_programme(t, resources, CompactMethod::dual).value()).epsilon(1e-9));
    }
}

TEST_CASE("more guards never raise the attacker's value nor lower the defender's") {
    Random random(72);
    for (int round = 0; round < 300; ++round) {
        const Targets t = any_targets(random, 1 + random.below(40));
        Commitment before = solved(t, 0);
        for (double m = 0.5; m <= static_cast<double>(t.size()); m += 0.5) {
            Commitment after = solved(t, m);
            REQUIRE(after.attacker_value <= before.attacker_value + 1e-9);
            REQUIRE(after.defender_value >= before.defender_value - 1e-9);
            before = std::move(after);
        }
    }
}

TEST_CASE("games large enough to begin from a sample agree with sorting, also when the order misleads the sample") {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
        Random random(seed);
        Targets t = any_targets(random, 100'000);
        if (seed == 2) std::ranges::sort(t.attacker_uncovered), std::ranges::for_each(t.attacker_covered, [](double& covered) { covered -= 1; });
        if (seed >= 3)  // every sampled target is worth far more (3) or far less (4) than the rest
            for (std::size_t i = 0; i < t.size(); ++i)
                t.attacker_uncovered[i] = (i % 12 == 0) == (seed == 3) ? 90 + random.uniform(0, 10) : random.uniform(1, 10);
        for (const double m : {0.0, 1.0, 1'000.0, 60'000.0, 100'000.0})
            CHECK(solved(t, m).attacker_value == doctest::Approx(value_by_sorting(t, m)).epsilon(1e-11));
    }
}

TEST_CASE("sensitivities are the slopes that small changes show") {
    Random random(73);
    constexpr double step = 1e-6;
    for (int round = 0; round < 200; ++round) {
        Targets t = any_targets(random, 2 + random.below(8));
        for (std::size_t i = 0; i < t.size(); ++i) {  // no ties: slopes are two-sided then
            t.attacker_uncovered[i] += random.uniform(0, 0.9);
            t.attacker_covered[i] -= random.uniform(0, 0.9);
            t.weight.push_back(random.uniform(0.5, 2));
        }
        const double m = random.uniform(0.2, static_cast<double>(t.size()));
        const Commitment c = solved(t, m);
        const Sensitivity slopes = sensitivity(t, c);
        const auto slope = [&](double& entry) {
            entry += step;
            const double value = solved(t, m).attacker_value;
            entry -= step;
            return (value - c.attacker_value) / step;
        };
        REQUIRE(slopes.attacker_by_resources == doctest::Approx((solved(t, m + step).attacker_value - c.attacker_value) / step).epsilon(1e-3));
        if (solved(t, m + step).attacked == c.attacked)
            REQUIRE(slopes.defender_by_resources == doctest::Approx((solved(t, m + step).defender_value - c.defender_value) / step).epsilon(1e-3));
        for (std::size_t i = 0; i < t.size(); ++i) {
            REQUIRE(std::abs(slopes.attacker_by_uncovered[i] - slope(t.attacker_uncovered[i])) < 1e-3);
            REQUIRE(std::abs(slopes.attacker_by_covered[i] - slope(t.attacker_covered[i])) < 1e-3);
            REQUIRE(std::abs(slopes.attacker_by_weight[i] - slope(t.weight[i])) < 1e-2);
        }
    }
}

TEST_CASE("whatever payoffs the intervals hide, the attacker gets no more and the defender no less than was promised") {
    Random random(74);
    for (int round = 0; round < 300; ++round) {
        IntervalTargets game{any_targets(random, 1 + random.below(8)), {}, {}};
        const std::size_t n = game.highest.size();
        for (std::size_t i = 0; i < n; ++i) {
            game.lowest_covered.push_back(game.highest.attacker_covered[i] - random.uniform(0, 30));
            game.lowest_uncovered.push_back(game.highest.attacker_uncovered[i] - random.uniform(0, 30));
        }
        const auto robust = solve_robust(game, random.uniform(0, static_cast<double>(n)));
        REQUIRE(robust);
        for (int truth = 0; truth < 20; ++truth) {
            double highest = -1e300, pays = 0;
            for (std::size_t i = 0; i < n; ++i) {
                const double covered = random.uniform(game.lowest_covered[i], game.highest.attacker_covered[i]);
                const double uncovered = random.uniform(game.lowest_uncovered[i], game.highest.attacker_uncovered[i]);
                const double c = robust->commitment.coverage[i], worth = uncovered + c * (covered - uncovered);
                if (worth > highest) highest = worth, pays = defender(game.highest, i, c);
            }
            REQUIRE(highest <= robust->attacker_at_most + 1e-9);
            REQUIRE(pays >= robust->defender_at_least - 1e-9);
        }
        REQUIRE(robust->possible_targets >= 1);
    }
}

TEST_CASE("games that cannot be are refused with their target") {
    const Targets good{{1, 1}, {0, 0}, {0, 0}, {1, 1}, {}};
    const auto at = [](Targets t, double m = 1) {
        const auto made = solve(t, m);
        REQUIRE(!made);
        CHECK(made.error().kind == ErrorKind::bad_input);
        return made.error().at;
    };
    Targets bad = good;
    bad.attacker_covered[1] = 1;
    CHECK(at(bad) == 1);
    bad = good;
    bad.defender_uncovered[1] = 2;
    CHECK(at(bad) == 1);
    bad = good;
    bad.attacker_uncovered[1] = std::nan("");
    CHECK(at(bad) == 1);
    bad = good;
    bad.weight = {1, 0};
    CHECK(at(bad) == 1);
    bad = good;
    bad.weight = {1};
    at(bad);
    at({});
    at(good, -1);
    at(good, std::nan(""));
    CHECK(solve(good, 1));
}
