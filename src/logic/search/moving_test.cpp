#include "logic/search/moving.h"

#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using search::Means;
using search::Paths;
using search::Wanderer;

namespace {

/// All paths of a chain, written out: the oracle for the chain's own method.
Paths written_out(const Wanderer& object, std::size_t cells, std::size_t periods) {
    std::vector<std::vector<double>> chance(cells, std::vector<double>(cells));
    for (const search::Step& s : object.steps) chance[s.from][s.to] += s.chance;
    std::vector<std::pair<std::vector<std::uint32_t>, double>> all;
    for (std::uint32_t c = 0; c < cells; ++c) all.push_back({{c}, object.prior[c]});
    for (std::size_t t = 1; t < periods; ++t) {
        std::vector<std::pair<std::vector<std::uint32_t>, double>> next;
        for (const auto& [path, weight] : all) {
            double stays = 1;
            for (std::uint32_t c = 0; c < cells; ++c) {
                if (path.back() == search::no_cell || chance[path.back()][c] == 0) continue;
                auto longer = path;
                longer.push_back(c);
                next.push_back({longer, weight * chance[path.back()][c]});
                stays -= chance[path.back()][c];
            }
            auto gone = path;
            gone.push_back(search::no_cell);
            next.push_back({gone, weight * stays});
        }
        all = std::move(next);
    }
    Paths out{periods, std::vector<std::uint32_t>(periods * all.size()), {}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        out.weight.push_back(std::max(0.0, all[i].second));
        for (std::size_t t = 0; t < periods; ++t) out.cells[t * all.size() + i] = all[i].first[t];
    }
    return out;
}

double success(const Paths& paths, const std::vector<double>& rate, const std::vector<std::vector<double>>& effort) {
    double sum = 0;
    for (std::size_t i = 0; i < paths.weight.size(); ++i) {
        double searched = 0;
        for (std::size_t t = 0; t < paths.periods; ++t) {
            const auto cell = paths.cells[t * paths.weight.size() + i];
            if (cell != search::no_cell) searched += rate[cell] * effort[t][cell];
        }
        sum += paths.weight[i] * (1 - std::exp(-searched));
    }
    return sum;
}

Wanderer random_wanderer(Random& random, std::uint32_t cells) {
    Wanderer object;
    double sum = 0;
    for (std::uint32_t c = 0; c < cells; ++c) sum += object.prior.emplace_back(random.exponential(1));
    for (double& p : object.prior) p /= sum;
    for (std::uint32_t c = 0; c < cells; ++c) {
        std::vector<double> to(cells);
        for (double& p : to) p = random.chance(0.4) ? random.uniform() : 0;
        const double all = std::accumulate(to.begin(), to.end(), 0.3);
        for (std::uint32_t d = 0; d < cells; ++d)
            if (to[d] > 0) object.steps.push_back({c, d, to[d] / all});
    }
    return object;
}

}  // namespace

TEST_CASE("three cells in a row over two periods are searched as published") {
    const Wanderer object{{0.2, 0.6, 0.2}, {{0, 0, 0.75}, {0, 1, 0.25}, {1, 0, 0.25}, {1, 1, 0.5}, {1, 2, 0.25}, {2, 1, 0.25}, {2, 2, 0.75}}};
    const auto plan = search::plan_moving(object, Means{.rate = {1, 1, 1}, .effort = {1, 1}, .gap = 1e-12});
    REQUIRE(plan);
    CHECK(plan->success == doctest::Approx(0.5552600191836816).epsilon(1e-10));
    CHECK(plan->upper - plan->success <= 1e-12);
    CHECK(plan->effort[0][1] == doctest::Approx(1).epsilon(1e-6));
    CHECK(plan->effort[1][1] == doctest::Approx(0.34996105666819455).epsilon(1e-5));
}

TEST_CASE("chain and written-out paths give one plan, and its bound holds against random plans") {
    Random random(31);
    for (int round = 0; round < 60; ++round) {
        const auto cells = static_cast<std::uint32_t>(2 + random.below(4));
        const std::size_t periods = 1 + random.below(4);
        const Wanderer object = random_wanderer(random, cells);
        Means means;
        for (std::uint32_t c = 0; c < cells; ++c) means.rate.push_back(random.uniform(0.2, 2));
        for (std::size_t t = 0; t < periods; ++t) means.effort.push_back(random.uniform(0, 2));
        means.gap = 1e-8;
        means.most_sweeps = 5'000;
        const Paths paths = written_out(object, cells, periods);
        const auto chain = search::plan_moving(object, means), known = search::plan_moving(paths, means);
        REQUIRE(chain);
        REQUIRE(known);
        CHECK(chain->upper - chain->success <= 1e-8);
        CHECK(known->upper - known->success <= 1e-8);
        CHECK(chain->success == doctest::Approx(known->success).epsilon(1e-7));
        CHECK(success(paths, means.rate, chain->effort) == doctest::Approx(chain->success).epsilon(1e-10));
        CHECK(std::accumulate(known->left.begin(), known->left.end(), 0.0) == doctest::Approx(1 - known->success).epsilon(1e-10));
        for (int k = 0; k < 100; ++k) {
            std::vector<std::vector<double>> other(periods, std::vector<double>(cells));
            for (std::size_t t = 0; t < periods; ++t) {
                double sum = 0;
                for (double& z : other[t]) sum += z = random.exponential(1);
                for (double& z : other[t]) z *= means.effort[t] / sum;
            }
            CHECK(success(paths, means.rate, other) <= chain->upper + 1e-12);
        }
    }
}

TEST_CASE("a search that is cut short says how far it may be from the best") {
    Random random(32);
    const Wanderer object = random_wanderer(random, 6);
    Means means{.rate = std::vector<double>(6, 1.0), .effort = std::vector<double>(6, 1.0), .gap = 0, .most_sweeps = 1};
    const auto early = search::plan_moving(object, means);
    means.most_sweeps = 500;
    const auto late = search::plan_moving(object, means);
    REQUIRE(early);
    REQUIRE(late);
    CHECK(early->sweeps == 1);
    CHECK(early->success <= late->success + 1e-12);
    CHECK(early->upper >= late->success - 1e-12);
}

TEST_CASE("more effort never lowers the chance of success") {
    Random random(33);
    for (int round = 0; round < 50; ++round) {
        const Wanderer object = random_wanderer(random, 4);
        Means means{.rate = {1, 0.5, 2, 1}, .effort = {0.5, 0.5, 0.5}, .gap = 1e-10};
        const double less = search::plan_moving(object, means)->success;
        means.effort[random.below(3)] += 0.4;
        CHECK(search::plan_moving(object, means)->success >= less - 1e-9);
    }
}

TEST_CASE("false cells, chances and lists are refused") {
    const Means means{.rate = {1, 1}, .effort = {1}};
    CHECK(search::plan_moving(Wanderer{{1}, {}}, means).error().kind == ErrorKind::bad_input);
    CHECK(search::plan_moving(Wanderer{{1, 0}, {{0, 2, 1}}}, means).error().kind == ErrorKind::bad_input);
    CHECK(search::plan_moving(Wanderer{{1, 0}, {{0, 1, 0.8}, {0, 0, 0.8}}}, means).error().kind == ErrorKind::bad_input);
    CHECK(search::plan_moving(Paths{1, {0, 5}, {0.5, 0.5}}, means).error().kind == ErrorKind::bad_input);
    CHECK(search::plan_moving(Paths{2, {0, 1}, {0.5, 0.5}}, means).error().kind == ErrorKind::bad_input);
}
