#include "geo/grid.h"

#include <doctest/doctest.h>

#include <optional>
#include <set>
#include <vector>

#include "base/random.h"

using namespace vigia;

TEST_CASE("a grid finds every key within the radius, after any moves and removals") {
    Random random(3);
    geo::Grid grid(0.02);
    std::vector<std::optional<geo::Position>> at(300);
    for (int step = 0; step < 3000; ++step) {
        const auto key = static_cast<std::uint32_t>(random.below(at.size()));
        if (random.chance(0.1)) {
            grid.erase(key);
            at[key].reset();
        } else {
            at[key] = geo::Position::of(random.uniform(8.5, 9.5), random.uniform(-80, -79));
            grid.put(key, *at[key]);
        }
    }
    for (int i = 0; i < 50; ++i) {
        const auto from = geo::Position::of(random.uniform(8.5, 9.5), random.uniform(-80, -79));
        const Metres radius{random.uniform(100, 20'000)};
        std::set<std::uint32_t> told, wanted;
        grid.near(from, radius, [&](std::uint32_t key) { CHECK(told.insert(key).second); });
        for (std::uint32_t key = 0; key < at.size(); ++key) {
            if (!at[key]) CHECK(!told.contains(key));
            else if (geo::distance(from, *at[key]) <= radius) CHECK(told.contains(key));
        }
    }
}
