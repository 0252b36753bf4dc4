#include "logic/search/assignment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vigia::search {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

Result<void> checked(std::span<const double> costs, std::size_t rows, std::size_t columns) {
    if (costs.size() != rows * columns) return fail(ErrorKind::bad_input, "the costs are no table of rows and columns");
    for (std::size_t i = 0; i < costs.size(); ++i)
        if (std::isnan(costs[i]) || costs[i] < 0) return fail(ErrorKind::bad_input, "a cost must not be negative", i);
    return {};
}

/// Most pairs among costs up to `limit`, by augmenting ways (Kuhn).
std::size_t pairs_within(std::span<const double> costs, std::size_t rows, std::size_t columns, double limit) {
    std::vector<std::optional<std::size_t>> row_of(columns);
    std::vector<bool> seen;
    const auto pair = [&](auto&& self, std::size_t row) -> bool {
        for (std::size_t c = 0; c < columns; ++c) {
            if (seen[c] || !(costs[row * columns + c] <= limit) || std::isinf(costs[row * columns + c])) continue;
            seen[c] = true;
            if (row_of[c] && !self(self, *row_of[c])) continue;
            row_of[c] = row;
            return true;
        }
        return false;
    };
    std::size_t out = 0;
    for (std::size_t r = 0; r < rows; ++r) {
        seen.assign(columns, false);
        out += pair(pair, r) ? 1 : 0;
    }
    return out;
}

/// The square problem by shortest augmenting paths with potentials.
struct Square {
    std::size_t size;
    std::vector<double> costs, row_price, column_price;
    std::vector<std::size_t> row_of;  ///< by column

    void solve() {
        row_price.assign(size + 1, 0);
        column_price.assign(size + 1, 0);
        row_of.assign(size + 1, size);  // column `size` is a stand-in for "no column yet"
        for (std::size_t row = 0; row < size; ++row) add(row);
    }
    void add(std::size_t row) {
        row_of[size] = row;
        std::vector<double> least(size + 1, never);
        std::vector<std::size_t> from(size + 1, size);
        std::vector<bool> used(size + 1);
        std::size_t column = size;
        do {
            used[column] = true;
            const std::size_t r = row_of[column];
            double step = never;
            std::size_t next = size;
            for (std::size_t c = 0; c < size; ++c) {
                if (used[c]) continue;
                const double reduced = costs[r * size + c] - row_price[r] - column_price[c];
                if (reduced < least[c]) least[c] = reduced, from[c] = column;
                if (least[c] < step) step = least[c], next = c;
            }
            for (std::size_t c = 0; c <= size; ++c)
                if (used[c]) row_price[row_of[c]] += step, column_price[c] -= step;
                else least[c] -= step;
            column = next;
        } while (row_of[column] != size);
        while (column != size) {
            row_of[column] = row_of[from[column]];
            column = from[column];
        }
    }
};

/// Most pairs, then least sum, among costs up to `limit`.
Assignment within(std::span<const double> costs, std::size_t rows, std::size_t columns, double limit) {
    Assignment out;
    out.column_of.resize(rows);
    out.pairs = pairs_within(costs, rows, columns, limit);
    // One pair fewer must cost more than any sum of pairs can save; `far` is scaled so that sums stay exact.
    double most = 0;
    for (const double cost : costs)
        if (cost <= limit && std::isfinite(cost)) most = std::max(most, cost);
    const double far = (most + 1) * static_cast<double>(std::min(rows, columns) + 1);
    Square square{std::max(rows, columns), {}, {}, {}, {}};
    const std::size_t n = square.size;
    square.costs.assign(n * n, far);
    const auto can = [&](std::size_t r, std::size_t c) { return r < rows && c < columns && costs[r * columns + c] <= limit && std::isfinite(costs[r * columns + c]); };
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            if (can(r, c)) square.costs[r * n + c] = costs[r * columns + c];
    square.solve();
    for (std::size_t c = 0; c < columns; ++c) {
        const std::size_t r = square.row_of[c];
        if (!can(r, c)) continue;
        out.column_of[r] = c;
        out.value += costs[r * columns + c];
    }
    double dual = 0;
    for (std::size_t i = 0; i < n; ++i) dual += square.row_price[i] + square.column_price[i];
    out.lower = dual - far * static_cast<double>(n - out.pairs);
    return out;
}

}  // namespace

Result<Assignment> least_sum(std::span<const double> costs, std::size_t rows, std::size_t columns) {
    if (auto fine = checked(costs, rows, columns); !fine) return fail(std::move(fine));
    return within(costs, rows, columns, never);
}

Result<Assignment> least_longest(std::span<const double> costs, std::size_t rows, std::size_t columns) {
    if (auto fine = checked(costs, rows, columns); !fine) return fail(std::move(fine));
    std::vector<double> limits;
    for (const double cost : costs)
        if (std::isfinite(cost)) limits.push_back(cost);
    std::sort(limits.begin(), limits.end());
    const std::size_t most = pairs_within(costs, rows, columns, never);
    if (most == 0) return within(costs, rows, columns, never);
    // The least limit that still allows the most pairs.
    const auto limit = std::partition_point(limits.begin(), limits.end(), [&](double l) { return pairs_within(costs, rows, columns, l) < most; });
    Assignment out = within(costs, rows, columns, *limit);
    out.value = 0;
    for (std::size_t r = 0; r < rows; ++r)
        if (out.column_of[r]) out.value = std::max(out.value, costs[r * columns + *out.column_of[r]]);
    out.lower = *limit;
    return out;
}

}  // namespace vigia::search
