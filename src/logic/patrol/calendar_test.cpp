#include "logic/patrol/calendar.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

namespace vigia::patrol {
namespace {

/// Places in a row, the base first; an asset stays or goes to a neighbour. A day of `steps`.
PatrolGame row_of(std::size_t nodes, int steps, double assets, int shift, std::vector<int> starts, int rest = 0) {
    PatrolGame game{.nodes = nodes, .steps = steps, .value = std::vector<double>(nodes * static_cast<std::size_t>(steps), 1), .classes = {}};
    AssetClass boats{.name = "boats", .count = assets, .base = 0, .shift = shift, .rest = rest, .detection = 1, .starts = std::move(starts), .legs = {}, .covers = {}};
    for (std::size_t i = 0; i < nodes; ++i) {
        boats.legs.push_back({{i, 1}});
        if (i > 0) boats.legs[i].push_back({i - 1, 1});
        if (i + 1 < nodes) boats.legs[i].push_back({i + 1, 1});
        boats.covers.push_back({i});
    }
    game.classes.push_back(std::move(boats));
    return game;
}

std::vector<Unit> units(std::size_t count) {
    std::vector<Unit> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back({"boat-" + std::to_string(i + 1), 0, {}});
    return out;
}

Watches solved(PatrolGame game, std::size_t boats, int days) {
    const auto plan = solve(game, {.gap = 1e-3});
    REQUIRE(plan);
    return {std::move(game), *plan, units(boats), days};
}

std::vector<double> chances_of(const Watches& watches, Random& random) {
    std::vector<double> out(watches.units.size() * static_cast<std::size_t>(watches.days));
    for (double& chance : out) chance = random.uniform();
    return out;
}

TEST_CASE("stratified sampling picks each with its share, as many as the shares add up to, and one pick tells nothing of another") {
    const std::vector<double> shares{0.25, 0.5, 1.5, 0.05, 0.7};
    std::vector<double> picked(shares.size(), 0);
    double first_and_last = 0;
    constexpr int rounds = 60'000;
    Random random(3);
    for (int k = 0; k < rounds; ++k) {
        const auto some = stratified(shares, std::vector{random.uniform(), random.uniform(), random.uniform()});
        CHECK(some.size() == 3);
        CHECK(std::ranges::is_sorted(some));
        for (const std::size_t i : some) picked[i] += 1.0 / rounds;
        first_and_last += some[0] == 0 && some[2] == 4 ? 1.0 / rounds : 0;
    }
    for (std::size_t i = 0; i < shares.size(); ++i) CHECK(std::abs(picked[i] - shares[i]) < 0.01);
    CHECK(std::abs(first_and_last - 0.25 * 0.7) < 0.01);  // pieces: 0.25 0.5 0.25 | 1 | 0.25 0.05 0.7
    const std::vector<double> half{0.3, 0.3};
    CHECK(stratified(half, std::vector{0.59}).size() == 1);
    CHECK(stratified(half, std::vector{0.61}).empty());
    CHECK(stratified({}, {}).empty());
    const std::vector<double> over{1, 1, 3e-7};  // two, but for rounding
    CHECK(stratified(over, std::vector{0.5, 0.5}).size() == 2);
    const std::vector<double> tenths(10, 0.1);  // whole but for rounding
    CHECK(stratified(tenths, std::vector{0.9999999999999999}) == std::vector<std::size_t>{9});
}

TEST_CASE("calendars that are drawn have the shares of the plan in the mean and keep every rule") {
    const Watches watches = solved(row_of(4, 12, 2, 6, {0, 3, 6, 9}, 2), 3, 7);
    Random random(5);
    std::vector<double> drawn(watches.plan.routes.size(), 0);
    constexpr int weeks = 3'000;
    for (int n = 0; n < weeks; ++n) {
        const Calendar week = draw(watches, chances_of(watches, random));
        const auto broken = broken_rules(watches, week);
        CHECK_MESSAGE(broken.empty(), (broken.empty() ? std::string() : broken[0]));
        CHECK(week.shifts.size() + week.unmanned.size() == 14);
        for (const auto* list : {&week.shifts, &week.unmanned})
            for (const Duty& shift : *list) drawn[shift.route] += 1.0 / (weeks * watches.days);
    }
    for (std::size_t r = 0; r < drawn.size(); ++r) CHECK(std::abs(drawn[r] - watches.plan.routes[r].share) < 0.02);
}

TEST_CASE("each rule that a calendar breaks is told") {
    Watches watches{row_of(3, 10, 1, 4, {0, 4}, 2), {}, units(2), 2};
    watches.game.classes.push_back(watches.game.classes[0]);
    watches.units.push_back({"ship-1", 1, {}});
    watches.units[1].out = {{3, 12}};
    auto& routes = watches.plan.routes;
    routes = {{0, 0, {0, 1, 1, 0}, 1}, {0, 4, {0, 1, 1, 0}, 1}, {0, 2, {0, 1, 1, 0}, 1}, {0, 0, {0, 1, 0}, 1}, {0, 0, {0, 2, 1, 0}, 1}, {0, 0, {1, 1, 1, 0}, 1}, {0, 0, {0, 1, 1, 1}, 1}};
    const auto told = [&](std::vector<Duty> shifts) {
        const auto broken = broken_rules(watches, {std::move(shifts), {}});
        return broken.size() == 1 ? broken[0] : std::to_string(broken.size()) + " rules";
    };
    CHECK(told({{0, 0, 0}, {0, 1, 1}}) == "0 rules");
    CHECK(told({{9, 0, 0}}).find("no such unit") != std::string::npos);
    CHECK(told({{0, 0, 2}}).find("no day") != std::string::npos);
    CHECK(told({{2, 0, 0}}).find("another class") != std::string::npos);
    CHECK(told({{0, 2, 0}}).find("no shift may begin") != std::string::npos);
    CHECK(told({{0, 3, 0}}).find("another length") != std::string::npos);
    for (const std::size_t route : {4U, 5U, 6U}) CHECK(told({{0, route, 0}}).find("cannot sail") != std::string::npos);
    CHECK(told({{1, 0, 0}}).find("out of service") != std::string::npos);
    CHECK(told({{0, 0, 0}, {0, 0, 0}}).find("two shifts at once") != std::string::npos);
    CHECK(told({{0, 0, 0}, {0, 1, 0}}).find("0 steps of rest, not 2") != std::string::npos);
}

TEST_CASE("under way for several steps an asset is at the nearer end of its leg") {
    PatrolGame game = row_of(2, 10, 1, 7, {0});
    game.classes[0].legs = {{{0, 1}, {1, 3}}, {{1, 1}, {0, 3}}};
    const Watches watches = solved(std::move(game), 1, 1);
    for (std::size_t r = 0; r < watches.plan.routes.size(); ++r) CHECK(broken_rules(watches, {{{0, r, 0}}, {}}).empty());
    Watches wrong = watches;
    wrong.plan.routes = {{0, 0, {0, 1, 1, 1, 1, 1, 0}, 1}};
    CHECK(broken_rules(wrong, {{{0, 0, 0}}, {}}).size() == 1);
}

TEST_CASE("a unit that is out sails nothing, what it would have sailed is unmanned, and the loss grows by it") {
    PatrolGame game = row_of(4, 12, 1, 6, {0, 6}, 4);
    std::ranges::fill(game.value, 0);
    for (const std::size_t place : {1U, 2U})
        for (const std::size_t step : {2U, 3U, 8U, 9U}) game.value[place * 12 + step] = 1;
    Watches watches = solved(std::move(game), 2, 4);
    Random random(9), again(9);
    const double whole = loss_of_calendars(watches, 4'000, random);
    CHECK(whole < 1);
    CHECK(whole == doctest::Approx(watches.plan.upper).epsilon(0.04));  // one boat a day never overlaps; the worst of many estimates is taken
    watches.units[1].out = {{0, 24}};  // the other alone can't begin at step 0 of the day after it began at step 6
    CHECK(loss_of_calendars(watches, 4'000, again) > whole + 0.02);
    std::size_t unmanned = 0;
    for (int n = 0; n < 50; ++n) {
        const Calendar some = draw(watches, chances_of(watches, random));
        CHECK(broken_rules(watches, some).empty());
        unmanned += some.unmanned.size();
        for (const Duty& shift : some.shifts) CHECK((shift.unit == 0 || shift.day >= 2));
    }
    CHECK(unmanned > 0);
}

TEST_CASE("after a breakdown only the shifts of the broken unit change") {
    const Watches watches = solved(row_of(4, 12, 2, 6, {0, 6}), 3, 5);
    Random random(3);
    for (int n = 0; n < 200; ++n) {
        const Calendar before = draw(watches, chances_of(watches, random));
        const int from = static_cast<int>(random.below(60));
        const Calendar after = without(watches, before, 0, from);
        Watches now = watches;
        now.units[0].out = {{from, 1'000}};
        CHECK(broken_rules(now, after).empty());
        CHECK(after.shifts.size() + after.unmanned.size() == before.shifts.size() + before.unmanned.size());
        for (const Duty& shift : before.shifts) {
            const bool ended = shift.day * 12 + watches.plan.routes[shift.route].start + 6 <= from;
            if (shift.unit != 0 || ended) CHECK(std::ranges::find(after.shifts, shift) != after.shifts.end());
        }
    }
}

TEST_CASE("what an onlooker can tell: nothing is open in one route, one bit in two that are as likely") {
    PatrolGame game = row_of(3, 8, 1, 5, {0});
    PatrolPlan plan;
    plan.routes = {{0, 0, {0, 1, 2, 1, 0}, 1}};
    CHECK(predictability(game, plan).bits_per_shift == 0);
    CHECK(predictability(game, plan).next_place_guessed == 1);
    plan.routes = {{0, 0, {0, 1, 2, 1, 0}, 0.5}, {0, 0, {0, 0, 1, 1, 0}, 0.5}};
    const Predictability two = predictability(game, plan);
    CHECK(two.bits_per_shift == doctest::Approx(1));
    CHECK(two.bits_per_step == doctest::Approx(0.2));
    CHECK(two.next_place_guessed == doctest::Approx(4.5 / 5));  // the start and four places, of which the first is a coin
}

TEST_CASE("every feasible shift is drawn as often as another, and a rota is the same each day") {
    // Of four steps from the base and back, in a row of two: 0000 0010 0100 0110, by hand.
    const PatrolGame game = row_of(2, 4, 1, 4, {0});
    Random random(29);
    const PatrolPlan uniform = uniform_patrols(game, 40'000, random);
    double away = 0, both = 0;
    for (const Route& route : uniform.routes) {
        away += route.places[1] == 1 ? route.share : 0;
        both += route.places[1] == 1 && route.places[2] == 1 ? route.share : 0;
    }
    CHECK(away == doctest::Approx(0.5).epsilon(0.02));
    CHECK(both == doctest::Approx(0.25).epsilon(0.04));
    CHECK(uniform.coverage[1 * 4 + 1] == doctest::Approx(0.5).epsilon(0.02));
    PatrolPlan plan;
    plan.routes = {{0, 0, {0, 0, 0, 0}, 0.4}, {0, 0, {0, 1, 1, 0}, 0.6}};
    const Watches rota{game, fixed_rota(game, plan), units(1), 3};
    REQUIRE(rota.plan.routes.size() == 1);
    CHECK(rota.plan.routes[0].places[1] == 1);
    CHECK(loss_of_calendars(rota, 50, random) == 1);  // node 1 at step 0 is never seen
    CHECK(draw(rota, chances_of(rota, random)).shifts.size() == 3);
}

TEST_CASE("a plan made for calendars loses less than that of the game alone where assets overlap, and never less than the bound") {
    Random random(31);
    double gained = 0;
    for (int n = 0; n < 8; ++n) {
        PatrolGame game = row_of(3, 12, 3, 6, {0, 2, 4, 6, 8, 10}, 3);
        game.classes[0].detection = 0.6;
        for (double& value : game.value) value = random.uniform(0.5, 3);
        const auto alone = solve(game, {.gap = 1e-3});
        REQUIRE(alone);
        Watches watches{game, *alone, units(3), 3};
        Random one(7), other(7);
        const double before = loss_of_calendars(watches, 3'000, one);
        const auto bounds = plan_for_calendars(watches, {}, random);
        REQUIRE(bounds);
        CHECK(bounds->gap() <= 0.01);
        const double after = loss_of_calendars(watches, 3'000, other);
        CHECK(watches.plan.lower <= after + 1e-9);
        CHECK(watches.plan.lower <= alone->upper + 1e-9);
        CHECK(after < before * 1.02);
        gained += (before - after) / before;
    }
    CHECK(gained > 0);
}

TEST_CASE("days that are drawn alike pass the test of days, a rota by the day of the week does not") {
    const Watches watches = solved(row_of(6, 12, 2, 8, {0, 4, 8}), 2, 7);
    Random random(23);
    double sum = 0;
    for (int n = 0; n < 200; ++n) sum += days_alike(watches, draw(watches, chances_of(watches, random))).deviations / 200;
    CHECK(std::abs(sum) < 1);
    Watches rota{row_of(8, 20, 1, 18, {0}), {}, units(40), 7};
    for (std::size_t far = 1; far < 8; ++far) {  // each day of the week its own place
        std::vector<std::size_t> places(18, far);
        places.front() = places.back() = 0;
        rota.plan.routes.push_back({0, 0, places, 1});
    }
    Calendar fixed;
    for (int day = 0; day < 7; ++day)
        for (std::size_t unit = 0; unit < 20; ++unit) fixed.shifts.push_back({unit, static_cast<std::size_t>(day), day});
    CHECK(days_alike(rota, fixed).deviations > 5);
}

}  // namespace
}  // namespace vigia::patrol
