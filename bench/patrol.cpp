// What plans with a proof cost, each beside its baseline in the same run:
//
//   patrol [rounds]
//
// 1. The homogeneous game of 1,000,000 targets and 10,000 guards, beside one summing pass over the same columns; and of
//    10,000 targets and 100 guards, beside CLP's best simplex on its linear programme, with the difference of the values.
// 2. The patrol game of 25 nodes x 36 steps x 3 classes to a proven gap of 1e-3 and to the optimum, beside column generation alone and CLP's best method on the
//    compact programme. A method that takes longer than the best so far, tenfold, is stopped.
// 3. The patrol game of 64 nodes x 72 steps x 3 classes to a proven gap of 1e-3.
//
// Time is that of the processor (CLP's too), since other programs may run. Ends with 1 when a promise is not kept.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "logic/patrol/compact_programme.h"
#include "logic/patrol/patrol_game.h"
#include "logic/patrol/security_game.h"

namespace {

using namespace vigia;
using namespace vigia::patrol;

constexpr double most_passes = 12, most_difference = 1e-9, least_ratio = 20, most_seconds = 30, gap = 1e-3;

double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Work>
double median_seconds(int rounds, Work work) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const double begun = now();
        work();
        times.push_back(now() - begun);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

/// Payoffs as in the published experiments: whole numbers in [0, 100] and [-100, 0].
Targets any_targets(std::uint64_t seed, std::size_t count) {
    Random random(seed);
    Targets out;
    for (std::size_t i = 0; i < count; ++i) {
        out.defender_covered.push_back(static_cast<double>(random.below(101)));
        out.defender_uncovered.push_back(-static_cast<double>(random.below(101)));
        out.attacker_covered.push_back(-static_cast<double>(random.below(101)));
        out.attacker_uncovered.push_back(std::max(out.attacker_covered.back() + 1, static_cast<double>(random.below(101))));
    }
    return out;
}

bool homogeneous(int rounds) {
    const Targets large = any_targets(1, 1'000'000), small = any_targets(2, 10'000);
    double sum = 0, value = 0;
    const double pass = median_seconds(rounds, [&] {
        for (const auto* column : {&large.defender_covered, &large.defender_uncovered, &large.attacker_covered, &large.attacker_uncovered})
            for (const double payoff : *column) sum += payoff;
    });
    const double solved = median_seconds(rounds, [&] { value += solve(large, 10'000)->attacker_value; });
    const double passes = solved / pass;
    std::printf("1,000,000 targets, 10,000 guards: %.1f ms, %.1f summing passes of %.1f ms (at most %.0f); sums %.0f %.3f\n", 1e3 * solved, passes, 1e3 * pass,
                most_passes, sum, value);
    const double closed = median_seconds(20 * rounds, [&] {
        for (int i = 0; i < 10; ++i) value += solve(small, 100)->attacker_value;
    }) / 10;
    double best = 1e300, programme = 0;
    for (const CompactMethod method : {CompactMethod::dual, CompactMethod::primal}) {
        const double begun = now();
        const auto found = attacker_value_by_programme(small, 100, method);
        if (found && now() - begun < best) best = now() - begun, programme = *found;
    }
    const double difference = std::abs(programme - solve(small, 100)->attacker_value);
    std::printf("10,000 targets, 100 guards: %.3f ms; CLP %.3f s, %.0f times; values differ by %.1e (at most %.0e)\n", 1e3 * closed, best, best / closed, difference,
                most_difference);
    return passes <= most_passes && difference <= most_difference;
}

struct Craft {
    const char* name;
    double count;
    int base, shift;
    double detection;
    int radius, speed;
};

AssetClass on_grid(int side, int steps, const Craft& craft) {
    AssetClass asset{craft.name, craft.count, static_cast<std::size_t>(craft.base), craft.shift, 0, craft.detection, {}, {}, {}};
    for (int start = 0; start < steps; start += 3) asset.starts.push_back(start);
    for (int i = 0; i < side * side; ++i) {
        asset.legs.emplace_back();
        asset.covers.emplace_back();
        for (int j = 0; j < side * side; ++j) {
            const int away = std::abs(i % side - j % side) + std::abs(i / side - j / side);
            if (away <= craft.speed) asset.legs.back().push_back({static_cast<std::size_t>(j), 1});
            if (away <= craft.radius) asset.covers.back().push_back(static_cast<std::size_t>(j));
        }
    }
    return asset;
}

/// A square of nodes whose worth rises and falls with the time of day; boats, ships and aircraft reach every node.
PatrolGame grid(int side, int steps, std::uint64_t seed) {
    PatrolGame game{static_cast<std::size_t>(side * side), steps, Horizon::repeats, {}, {}};
    Random random(seed);
    for (int i = 0; i < side * side; ++i) {
        const double worth = random.uniform(1, 20), phase = random.uniform(0, 6.28);
        for (int t = 0; t < steps; ++t) game.value.push_back(worth * (1 + 0.5 * std::sin(6.28318 * t / steps + phase)) * random.uniform(0.8, 1.2));
    }
    const int middle = side / 2 * side + side / 2, quarter = side / 4 * side + side / 4;
    const double nodes = side * side;
    game.classes = {on_grid(side, steps, {"boat", nodes / 6, middle, 2 * side + 2, 0.9, 0, 1}), on_grid(side, steps, {"ship", nodes / 12, quarter, 3 * side, 0.8, 1, 1}),
                    on_grid(side, steps, {"aircraft", nodes / 12, middle, side + 2, 0.6, 1, 2})};
    return game;
}

/// A method of CLP in a process of its own, stopped after `limit` seconds of the processor.
struct Timed {
    double seconds = 0, value = 0;
};
std::optional<Timed> by_programme(const PatrolGame& game, CompactMethod method, double limit) {
    int ends[2];
    if (pipe(ends) != 0) return std::nullopt;
    const pid_t child = fork();
    if (child == 0) {
        const auto most = static_cast<rlim_t>(std::ceil(limit));
        const rlimit bound{most, most};
        setrlimit(RLIMIT_CPU, &bound);
        const double begun = now();
        const auto value = value_by_compact_programme(game, method);
        const Timed timed{now() - begun, value.value_or(0)};
        const bool told = value && write(ends[1], &timed, sizeof timed) == sizeof timed;
        _exit(told ? 0 : 1);
    }
    close(ends[1]);
    Timed timed;
    const bool heard = read(ends[0], &timed, sizeof timed) == sizeof timed;
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return heard ? std::optional(timed) : std::nullopt;
}

bool shifts_of_25(int rounds) {
    const PatrolGame game = grid(5, 36, 1);
    PatrolPlan near, exact;
    const double to_gap = median_seconds(rounds, [&] { near = *solve(game, {.gap = gap}); });
    const double to_end = median_seconds(rounds, [&] { exact = *solve(game, {.gap = 1e-9}); });
    std::printf("25 nodes x 36 steps x 3 classes: gap %.1e in %.3f s, gap %.1e in %.3f s (%zu rounds, %zu of columns); loss %.6f\n", near.gap(), to_gap, exact.gap(),
                to_end, exact.first_order_rounds, exact.pricing_rounds, exact.upper);
    PatrolPlan plain;
    const double unlearnt = median_seconds(rounds, [&] { plain = *solve(game, {.gap = 1e-9, .first_order_rounds = 1}); });
    std::printf("  column generation without what was learnt: gap %.1e in %.3f s (%zu rounds of columns)\n", plain.gap(), unlearnt, plain.pricing_rounds);
    std::optional<Timed> best;
    const char* names[] = {"primal", "dual", "barrier"};
    for (const CompactMethod method : {CompactMethod::primal, CompactMethod::barrier, CompactMethod::dual}) {
        const auto timed = by_programme(game, method, best ? std::min(10 * best->seconds, best->seconds + 60) : 600);
        if (timed) std::printf("  CLP %s: %.2f s, %.6f\n", names[static_cast<int>(method)], timed->seconds, timed->value);
        else std::printf("  CLP %s: stopped\n", names[static_cast<int>(method)]);
        std::fflush(stdout);
        if (timed && (!best || timed->seconds < best->seconds)) best = timed;
    }
    if (!best) return false;
    std::printf("  CLP's best takes %.0f times the plan to %.0e, %.0f times the plan to the optimum (at least %.0f); values differ by %.1e\n", best->seconds / to_gap, gap,
                best->seconds / to_end, least_ratio, std::abs(best->value - exact.upper) / exact.upper);
    return best->seconds / to_gap >= least_ratio && near.gap() <= gap && std::abs(best->value - exact.upper) <= 1e-6 * exact.upper;
}

bool shifts_of_64() {
    bool kept = true;
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const PatrolGame game = grid(8, 72, seed);
        const double begun = now();
        const auto plan = solve(game, {.gap = gap});
        const double took = now() - begun;
        std::printf("64 nodes x 72 steps x 3 classes: gap %.1e in %.2f s (at most %.0f; %zu rounds, %zu of columns), loss %.4f of %.4f unguarded\n", plan->gap(), took,
                    most_seconds, plan->first_order_rounds, plan->pricing_rounds, plan->upper, *std::ranges::max_element(game.value));
        std::fflush(stdout);
        kept = kept && plan->gap() <= gap && took <= most_seconds;
    }
    return kept;
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    bool kept = homogeneous(rounds);
    kept = shifts_of_25(rounds) && kept;
    kept = shifts_of_64() && kept;
    if (!kept) std::printf("a promise of docs/promises.md is not kept\n");
    return kept ? 0 : 1;
}
