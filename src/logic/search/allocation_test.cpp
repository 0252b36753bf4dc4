#include "logic/search/allocation.h"

#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using search::allocate;

namespace {

double success(const std::vector<double>& chance, const std::vector<double>& rate, const std::vector<double>& effort) {
    double sum = 0;
    for (std::size_t i = 0; i < chance.size(); ++i) sum += chance[i] * (1 - std::exp(-rate[i] * effort[i]));
    return sum;
}

/// The level of worth found by halving instead: another method for the same optimum.
std::vector<double> by_halving(const std::vector<double>& chance, const std::vector<double>& rate, double effort) {
    double low = -700, high = 700;
    const auto used = [&](double level, std::vector<double>& z) {
        double sum = 0;
        for (std::size_t i = 0; i < chance.size(); ++i) {
            z[i] = chance[i] > 0 ? std::max(0.0, (std::log(chance[i] * rate[i]) - level) / rate[i]) : 0;
            sum += z[i];
        }
        return sum;
    };
    std::vector<double> z(chance.size());
    for (int i = 0; i < 200; ++i) (used((low + high) / 2, z) > effort ? low : high) = (low + high) / 2;
    used(high, z);
    return z;
}

}  // namespace

TEST_CASE("two equal cells with chances 0.7 and 0.3 share one unit of effort as published") {
    const auto plan = allocate(std::vector{0.7, 0.3}, std::vector{1.0, 1.0}, 1);
    REQUIRE(plan);
    CHECK(plan->effort[0] == doctest::Approx(0.9236489301936017).epsilon(1e-12));
    CHECK(plan->multiplier == doctest::Approx(0.2779472659444645).epsilon(1e-12));
    CHECK(plan->success == doctest::Approx(0.4441054681110709).epsilon(1e-12));
    CHECK(plan->upper == doctest::Approx(plan->success).epsilon(1e-12));
}

TEST_CASE("on 1,000 random searches the plan equals halving, keeps its sum and is proved by its bound") {
    Random random(21);
    for (int round = 0; round < 1'000; ++round) {
        const std::size_t cells = 1 + random.below(40);
        std::vector<double> chance(cells), rate(cells);
        for (std::size_t i = 0; i < cells; ++i) chance[i] = random.chance(0.2) ? 0 : random.exponential(1), rate[i] = std::exp(random.uniform(-4, 4));
        const double effort = std::exp(random.uniform(-6, 4));
        const auto plan = allocate(chance, rate, effort);
        REQUIRE(plan);
        const double mass = std::accumulate(chance.begin(), chance.end(), 0.0);
        if (mass == 0) {
            CHECK(plan->success == 0);
            continue;
        }
        CHECK(std::accumulate(plan->effort.begin(), plan->effort.end(), 0.0) == doctest::Approx(effort).epsilon(1e-10));
        for (const double z : plan->effort) CHECK(z >= 0);
        CHECK(plan->success == doctest::Approx(success(chance, rate, by_halving(chance, rate, effort))).epsilon(1e-9));
        CHECK(plan->upper - plan->success <= 1e-9 * mass);
        CHECK(plan->upper - plan->success >= -1e-9 * mass);
    }
}

TEST_CASE("no random allocation of the same effort does better") {
    Random random(22);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> chance(5), rate(5), other(5);
        for (std::size_t i = 0; i < 5; ++i) chance[i] = random.uniform(), rate[i] = random.uniform(0.2, 3);
        const double effort = random.uniform(0.1, 5);
        const auto plan = allocate(chance, rate, effort);
        REQUIRE(plan);
        for (int k = 0; k < 50; ++k) {
            double sum = 0;
            for (double& z : other) sum += z = random.exponential(1);
            for (double& z : other) z *= effort / sum;
            CHECK(success(chance, rate, other) <= plan->success + 1e-12);
        }
    }
}

TEST_CASE("a search without effort or without chances gives nothing, and false numbers are refused") {
    CHECK(allocate(std::vector{0.5, 0.5}, std::vector{1.0, 1.0}, 0)->success == 0);
    CHECK(allocate(std::vector{0.0, 0.0}, std::vector{1.0, 1.0}, 3)->effort == std::vector{0.0, 0.0});
    CHECK(allocate(std::vector<double>{}, std::vector<double>{}, 3)->success == 0);
    CHECK(allocate(std::vector{0.5}, std::vector{1.0, 1.0}, 1).error().kind == ErrorKind::bad_input);
    CHECK(allocate(std::vector{-0.5}, std::vector{1.0}, 1).error().kind == ErrorKind::bad_input);
    CHECK(allocate(std::vector{0.5}, std::vector{0.0}, 1).error().kind == ErrorKind::bad_input);
    CHECK(allocate(std::vector{0.5}, std::vector{1.0}, -1).error().kind == ErrorKind::bad_input);
}

TEST_CASE("an empty search moves the chances away from where was looked") {
    const auto after = search::after_nothing_found(std::vector{0.6, 0.4}, std::vector{0.5, 1.0});
    CHECK(after[0] == doctest::Approx(0.3 / 0.7));
    CHECK(after[1] == doctest::Approx(0.4 / 0.7));
    CHECK(search::after_nothing_found(std::vector{1.0, 0.0}, std::vector{0.0, 1.0}).empty());
}
