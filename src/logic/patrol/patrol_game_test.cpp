#include "logic/patrol/patrol_game.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include "base/random.h"
#include "logic/patrol/compact_programme.h"

using namespace vigia;
using namespace vigia::patrol;

namespace {

/// A connected graph with legs of 1 to `longest` steps; every node can be stayed at.
std::vector<std::vector<Leg>> any_legs(Random& random, std::size_t nodes, int longest) {
    std::vector<std::vector<Leg>> legs(nodes);
    const auto join = [&](std::size_t a, std::size_t b) {
        const int steps = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(longest)));
        legs[a].push_back({b, steps});
        legs[b].push_back({a, steps});
    };
    for (std::size_t i = 0; i < nodes; ++i) {
        legs[i].push_back({i, 1});
        if (i > 0) join(i, random.below(i));
    }
    for (std::size_t more = random.below(nodes + 1); more-- > 0;) join(random.below(nodes), random.below(nodes));
    return legs;
}

PatrolGame any_game(Random& random, std::size_t most_nodes, int most_steps) {
    PatrolGame game;
    game.nodes = 2 + random.below(most_nodes - 1);
    game.steps = 3 + static_cast<int>(random.below(static_cast<std::uint64_t>(most_steps - 2)));
    game.horizon = random.chance(0.7) ? Horizon::repeats : Horizon::ends;
    for (std::size_t i = 0; i < game.nodes * static_cast<std::size_t>(game.steps); ++i) game.value.push_back(static_cast<double>(random.below(20)));
    for (std::size_t k = 1 + random.below(2); k-- > 0;) {
        AssetClass asset{"class", 0.5 + static_cast<double>(random.below(3)), random.below(game.nodes), 0, 0, random.uniform(0.3, 1), {}, {}, {}};
        asset.shift = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(game.steps)));
        const int last = game.horizon == Horizon::repeats ? game.steps - 1 : game.steps - asset.shift;
        for (int start = 0; start <= last; start += 1 + static_cast<int>(random.below(2))) asset.starts.push_back(start);
        asset.legs = any_legs(random, game.nodes, 2);
        asset.covers.resize(game.nodes);
        for (std::size_t i = 0; i < game.nodes; ++i)
            for (std::size_t j = 0; j < game.nodes; ++j)
                if (i == j || random.chance(0.2)) asset.covers[i].push_back(j);
        game.classes.push_back(asset);
    }
    return game;
}

PatrolPlan planned(const PatrolGame& game, double gap = 0) {
    auto plan = solve(game, {.gap = gap});
    REQUIRE_MESSAGE(plan, plan.error().message);
    return std::move(*plan);
}

/// The loss of a plan by its routes alone, each checked against the rules of its class.
double loss_of_routes(const PatrolGame& game, const PatrolPlan& plan) {
    const auto steps = static_cast<std::size_t>(game.steps);
    std::vector<double> coverage(game.value.size()), count(game.classes.size());
    for (const Route& route : plan.routes) {
        const AssetClass& asset = game.classes[route.asset_class];
        REQUIRE(std::ranges::find(asset.starts, route.start) != asset.starts.end());
        REQUIRE(route.places.size() == static_cast<std::size_t>(asset.shift));
        REQUIRE(route.places.front() == asset.base);
        REQUIRE(route.places.back() == asset.base);
        REQUIRE(route.share > 0);
        count[route.asset_class] += route.share;
        for (std::size_t h = 0; h < route.places.size(); ++h)
            for (const std::size_t node : asset.covers[route.places[h]])
                coverage[node * steps + (static_cast<std::size_t>(route.start) + h) % steps] += route.share * asset.detection;
    }
    for (std::size_t k = 0; k < count.size(); ++k) REQUIRE(count[k] == doctest::Approx(game.classes[k].count));
    double loss = 0;
    for (std::size_t i = 0; i < coverage.size(); ++i) loss = std::max(loss, game.value[i] * (1 - coverage[i]));
    return loss;
}

/// Whether each step of a route is a leg of one step, where there are no longer ones.
bool moves_by_legs(const AssetClass& asset, const Route& route) {
    for (std::size_t h = 0; h + 1 < route.places.size(); ++h)
        if (std::ranges::none_of(asset.legs[route.places[h]], [&](const Leg& leg) { return leg.to == route.places[h + 1]; })) return false;
    return true;
}

/// A boat on a ring of four nodes, home at node 0.
PatrolGame ring() {
    PatrolGame game{4, 4, Horizon::repeats, std::vector<double>(16, 1.0), {}};
    AssetClass boat{"boat", 1, 0, 3, 0, 1, {0, 1, 2, 3}, {}, {}};
    for (std::size_t i = 0; i < 4; ++i) {
        boat.legs.push_back({{i, 1}, {(i + 1) % 4, 1}, {(i + 3) % 4, 1}});
        boat.covers.push_back({i});
    }
    game.classes.push_back(boat);
    return game;
}

}  // namespace

TEST_CASE("a target that no shift reaches in time decides what is lost") {
    PatrolGame game = ring();
    game.value[2 * 4 + 1] = 7;  // node 2 is two legs away, and a shift of three steps must be back
    const PatrolPlan plan = planned(game);
    CHECK(plan.upper == 7);
    CHECK(plan.lower == doctest::Approx(7));
    CHECK(plan.threat[2 * 4 + 1] == doctest::Approx(1));
}

TEST_CASE("one boat that can be in one of two places in turn halves what is lost") {
    PatrolGame game = ring();
    std::ranges::fill(game.value, 0.0);
    game.value[1 * 4 + 1] = game.value[3 * 4 + 1] = 10;
    const PatrolPlan plan = planned(game);
    CHECK(plan.upper == doctest::Approx(5));
    CHECK(plan.lower == doctest::Approx(5));
    for (const Route& route : plan.routes) CHECK(moves_by_legs(game.classes[0], route));
}

TEST_CASE("nothing at stake loses nothing") {
    PatrolGame game = ring();
    std::ranges::fill(game.value, 0.0);
    CHECK(planned(game).upper == 0);
    CHECK(planned(game).lower == 0);
}

TEST_CASE("on random games the certificate holds the value of one programme over all flows, and closes on it") {
    Random random(81);
    int solved = 0;
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const PatrolGame game = any_game(random, 5, 7);
        const auto rough = solve(game, {.gap = 0.05});
        const auto value = value_by_compact_programme(game, CompactMethod::primal);
        REQUIRE(rough.has_value() == value.has_value());
        if (!value) continue;
        ++solved;
        const double slack = 1e-7 * std::max(1.0, *value);
        REQUIRE(rough->lower <= *value + slack);
        REQUIRE(rough->upper >= *value - slack);
        REQUIRE(rough->gap() <= 0.05);
        const PatrolPlan plan = planned(game);
        REQUIRE(std::abs(plan.upper - *value) <= slack);
        REQUIRE(std::abs(plan.lower - *value) <= slack);
        REQUIRE(loss_of_routes(game, plan) == doctest::Approx(plan.upper).epsilon(1e-9));
        REQUIRE(loss_of_routes(game, *rough) == doctest::Approx(rough->upper).epsilon(1e-9));
    }
    CHECK(solved > 200);
}

TEST_CASE("more assets never raise what is lost") {
    Random random(82);
    for (int round = 0; round < 60; ++round) {
        PatrolGame game = any_game(random, 5, 6);
        if (!solve(game)) continue;
        double before = planned(game).upper;
        for (int more = 0; more < 3; ++more) {
            game.classes[0].count += 1;
            const double after = planned(game).lower;
            REQUIRE(after <= before + 1e-7 * std::max(1.0, before));
            before = planned(game).upper;
        }
    }
}

TEST_CASE("the same game gives the same plan") {
    Random random(83);
    PatrolGame game = any_game(random, 5, 7);
    while (!solve(game)) game = any_game(random, 5, 7);
    const PatrolPlan a = planned(game), b = planned(game);
    CHECK(a.upper == b.upper);
    CHECK(a.coverage == b.coverage);
    CHECK(a.routes.size() == b.routes.size());
}

TEST_CASE("patrol games that cannot be are refused") {
    const auto refused = [](auto change) {
        PatrolGame game = ring();
        change(game);
        const auto plan = solve(game);
        REQUIRE(!plan);
        CHECK(plan.error().kind == ErrorKind::bad_input);
    };
    refused([](PatrolGame& g) { g.value.pop_back(); });
    refused([](PatrolGame& g) { g.value[3] = -1; });
    refused([](PatrolGame& g) { g.value[3] = std::nan(""); });
    refused([](PatrolGame& g) { g.classes.clear(); });
    refused([](PatrolGame& g) { g.classes[0].count = 0; });
    refused([](PatrolGame& g) { g.classes[0].base = 4; });
    refused([](PatrolGame& g) { g.classes[0].shift = 5; });
    refused([](PatrolGame& g) { g.classes[0].rest = 2; });
    refused([](PatrolGame& g) { g.classes[0].detection = 1.1; });
    refused([](PatrolGame& g) { g.classes[0].starts = {4}; });
    refused([](PatrolGame& g) { g.classes[0].legs[1] = {{4, 1}}; });
    refused([](PatrolGame& g) { g.classes[0].legs[1] = {{0, 0}}; });
    refused([](PatrolGame& g) { g.classes[0].covers[1] = {1, 1}; });
    refused([](PatrolGame& g) { g.horizon = Horizon::ends; });       // a start is too late to end in the plan
    refused([](PatrolGame& g) { g.classes[0].legs[0] = {{2, 2}}; g.classes[0].shift = 2; });  // never back in time
}
