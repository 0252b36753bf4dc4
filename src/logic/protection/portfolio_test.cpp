#include "logic/protection/portfolio.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using protection::Portfolio;

namespace {

Portfolio random_portfolio(Random& random, std::size_t attacks, std::size_t upgrades) {
    Portfolio out;
    for (std::size_t a = 0; a < attacks; ++a) out.risk.push_back(random.uniform(1, 100));
    for (std::size_t u = 0; u < upgrades; ++u) {
        protection::Upgrade upgrade{.cost = static_cast<double>(1 + random.below(6)), .factor = {}};
        for (std::uint32_t a = 0; a < attacks; ++a)
            if (random.chance(0.35)) upgrade.factor.push_back({a, random.uniform(0.2, 1.05)});
        out.upgrades.push_back(std::move(upgrade));
    }
    return out;
}

struct Tried {
    double cost, risk;
};

std::vector<Tried> all_sets(const Portfolio& portfolio) {
    std::vector<Tried> out;
    for (std::uint32_t set = 0; set < 1U << portfolio.upgrades.size(); ++set) {
        auto risk = portfolio.risk;
        double cost = 0;
        for (std::size_t u = 0; u < portfolio.upgrades.size(); ++u) {
            if ((set >> u & 1U) == 0) continue;
            cost += portfolio.upgrades[u].cost;
            for (const auto& [attack, factor] : portfolio.upgrades[u].factor) risk[attack] *= factor;
        }
        out.push_back({cost, *std::max_element(risk.begin(), risk.end())});
    }
    return out;
}

}  // namespace

TEST_CASE("on 1,000 random portfolios risk, cost and bound equal trying all sets") {
    Random random(81);
    for (int round = 0; round < 1'000; ++round) {
        const Portfolio portfolio = random_portfolio(random, 1 + random.below(7), 1 + random.below(8));
        const double budget = static_cast<double>(random.below(20));
        double risk = std::numeric_limits<double>::infinity(), cost = 0;
        for (const Tried& t : all_sets(portfolio))
            if (t.cost <= budget && (t.risk < risk - 1e-9 || (t.risk < risk + 1e-9 && t.cost < cost))) risk = t.risk, cost = t.cost;
        const auto best = protection::best_portfolio(portfolio, budget);
        REQUIRE(best);
        CHECK(best->risk == doctest::Approx(risk).epsilon(1e-12));
        CHECK(best->lower == doctest::Approx(risk).epsilon(1e-12));
        CHECK(best->cost == doctest::Approx(cost));
        CHECK(*std::max_element(best->residual.begin(), best->residual.end()) == best->risk);
    }
}

TEST_CASE("the frontier holds every step, and more money never leaves more risk") {
    Random random(82);
    for (int round = 0; round < 100; ++round) {
        const Portfolio portfolio = random_portfolio(random, 4, 7);
        const auto tried = all_sets(portfolio);
        const auto steps = protection::frontier(portfolio, 18);
        REQUIRE(steps);
        for (std::size_t i = 0; i < steps->size(); ++i) {
            const auto& step = (*steps)[i];
            double least = std::numeric_limits<double>::infinity();
            for (const Tried& t : tried)
                if (t.cost <= step.cost + 1e-9) least = std::min(least, t.risk);
            CHECK(step.risk == doctest::Approx(least));
            if (i == 0) continue;
            CHECK(step.cost < (*steps)[i - 1].cost);
            CHECK(step.risk > (*steps)[i - 1].risk);
            CHECK(step.next_dollar == doctest::Approx((step.risk - (*steps)[i - 1].risk) / ((*steps)[i - 1].cost - step.cost)));
        }
        CHECK(steps->back().cost == 0);
    }
}

TEST_CASE("the cheapest portfolio for a risk equals trying all sets, or there is none") {
    Random random(83);
    for (int round = 0; round < 300; ++round) {
        const Portfolio portfolio = random_portfolio(random, 4, 7);
        const double most = random.uniform(5, 90);
        double cost = std::numeric_limits<double>::infinity();
        for (const Tried& t : all_sets(portfolio))
            if (t.risk <= most) cost = std::min(cost, t.cost);
        const auto best = protection::cheapest_portfolio(portfolio, most);
        REQUIRE(best);
        CHECK(best->has_value() == std::isfinite(cost));
        if (*best) {
            CHECK((*best)->cost == doctest::Approx(cost));
            CHECK((*best)->lower == doctest::Approx(cost));
            CHECK((*best)->risk <= most * (1 + 1e-9));
        }
    }
}

TEST_CASE("a search that is cut short still encloses the best") {
    Random random(84);
    for (int round = 0; round < 30; ++round) {
        const Portfolio portfolio = random_portfolio(random, 12, 14);
        const auto early = protection::best_portfolio(portfolio, 20, 3), whole = protection::best_portfolio(portfolio, 20);
        REQUIRE(early);
        CHECK(early->lower <= whole->risk * (1 + 1e-9));
        CHECK(early->risk >= whole->risk * (1 - 1e-9));
        CHECK(early->cost <= 20);
    }
}

TEST_CASE("false numbers are refused") {
    CHECK(protection::best_portfolio({{-1}, {}}, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::best_portfolio({{1}, {{1, {{5, 0.5}}}}}, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::best_portfolio({{1}, {{1, {{0, 0}}}}}, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::best_portfolio({{1}, {}}, -1).error().kind == ErrorKind::bad_input);
    CHECK(protection::best_portfolio({{0, 0}, {}}, 1)->risk == 0);
}
