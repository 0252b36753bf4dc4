#include "logic/detection/pair_pool.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "base/random.h"

using namespace vigia;
using namespace vigia::detection;

TEST_CASE("pairs are found from both vessels, once each, through any order of coming and going") {
    PairPool<int> pool;
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> truth;
    Random random(2);
    for (int i = 0; i < 20'000; ++i) {
        auto one = static_cast<std::uint32_t>(random.below(20)), two = static_cast<std::uint32_t>(random.below(20));
        if (one == two) continue;
        if (one > two) std::swap(one, two);
        if (random.chance(0.6)) {
            auto* pair = pool.add(one, two);
            REQUIRE(pair != nullptr);
            if (const auto known = truth.find({one, two}); known != truth.end()) CHECK(pair->state == known->second);
            truth[{one, two}] = pair->state = i;
        } else {
            pool.each(one, [&](auto& pair) { return pair.other(one) == two ? Keep::no : Keep::yes; });
            truth.erase({one, two});
        }
        int of_one = 0;
        for (const auto& [both, state] : truth) of_one += both.first == one || both.second == one ? 1 : 0;
        pool.each(one, [&](auto& pair) {
            CHECK(truth.at({pair.one, pair.two}) == pair.state);
            --of_one;
            return Keep::yes;
        });
        CHECK(of_one == 0);
        CHECK(pool.any(one) == (pool.size() > 0 && std::ranges::any_of(truth, [&](const auto& t) { return t.first.first == one || t.first.second == one; })));
    }
    CHECK(pool.size() == truth.size());
}

TEST_CASE("a raft beyond the bound is refused and counted") {
    PairPool<int> pool;
    for (std::uint32_t other = 1; other <= PairPool<int>::most_each; ++other) CHECK(pool.add(0, other) != nullptr);
    CHECK(pool.add(0, 1000) == nullptr);
    CHECK(pool.add(1001, 0) == nullptr);
    CHECK(pool.refused == 2);
    CHECK(pool.add(0, 5) != nullptr);  // known already
}
