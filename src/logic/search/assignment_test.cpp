#include "logic/search/assignment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

struct Best {
    std::size_t pairs = 0;
    double sum = 0, longest = 0, sum_of_longest = 0;
};

/// Every assignment tried.
Best by_trying(const std::vector<double>& costs, std::size_t rows, std::size_t columns) {
    Best sum, longest;
    sum.sum = longest.longest = longest.sum = never;
    std::vector<bool> taken(columns);
    const auto go = [&](auto&& self, std::size_t row, std::size_t pairs, double total, double most) -> void {
        if (row == rows) {
            if (pairs > sum.pairs || (pairs == sum.pairs && total < sum.sum)) sum.pairs = pairs, sum.sum = total;
            if (pairs > longest.pairs || (pairs == longest.pairs && (most < longest.longest || (most == longest.longest && total < longest.sum))))
                longest.pairs = pairs, longest.longest = most, longest.sum = total;
            return;
        }
        self(self, row + 1, pairs, total, most);
        for (std::size_t c = 0; c < columns; ++c) {
            if (taken[c] || std::isinf(costs[row * columns + c])) continue;
            taken[c] = true;
            self(self, row + 1, pairs + 1, total + costs[row * columns + c], std::max(most, costs[row * columns + c]));
            taken[c] = false;
        }
    };
    go(go, 0, 0, 0, 0);
    return {sum.pairs, sum.sum, longest.longest, longest.sum};
}

}  // namespace

TEST_CASE("on 1,000 random tables both assignments equal trying all, with their bounds") {
    Random random(41);
    for (int round = 0; round < 1'000; ++round) {
        const std::size_t rows = 1 + random.below(5), columns = 1 + random.below(5);
        std::vector<double> costs(rows * columns);
        for (double& cost : costs) cost = random.chance(0.25) ? never : std::floor(random.uniform(0, 30));
        const Best best = by_trying(costs, rows, columns);
        const auto sum = search::least_sum(costs, rows, columns), longest = search::least_longest(costs, rows, columns);
        REQUIRE(sum);
        REQUIRE(longest);
        CHECK(sum->pairs == best.pairs);
        CHECK(sum->value == doctest::Approx(best.sum));
        CHECK(sum->lower == doctest::Approx(best.sum));
        CHECK(longest->pairs == best.pairs);
        CHECK(longest->value == doctest::Approx(best.longest));
        CHECK(longest->lower == doctest::Approx(best.longest));
        double total = 0;
        std::vector<int> uses(columns);
        for (std::size_t r = 0; r < rows; ++r)
            if (longest->column_of[r]) total += costs[r * columns + *longest->column_of[r]], ++uses[*longest->column_of[r]];
        CHECK(total == doctest::Approx(best.sum_of_longest));
        for (const int use : uses) CHECK(use <= 1);
    }
}

TEST_CASE("a table that is none, or has a negative cost, is refused") {
    CHECK(search::least_sum(std::vector{1.0, 2.0}, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(search::least_longest(std::vector{-1.0}, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(search::least_longest(std::vector{never}, 1, 1)->pairs == 0);
    CHECK(search::least_sum({}, 0, 0)->pairs == 0);
}
