#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vigia::patrol {

/// One number of a row or column of a linear programme.
struct Entry {
    int at = 0;  ///< column of a row, row of a column
    double value = 0;
};

/// Which way CLP goes.
enum class Simplex : std::uint8_t { primal, dual, barrier };

/// A linear programme min cost·x that grows by rows and columns and is solved again from its last basis, by COIN-OR CLP.
/// Rows are numbered in the order in which they are added, columns too.
class LinearProgram {
  public:
    static constexpr double infinity = 1.7976931348623157e308;

    LinearProgram();

    /// A column with its bounds and its numbers in the rows there are.
    void add_column(double cost, double low, double high, std::span<const Entry> entries);
    /// Columns of no cost and no upper bound, at once: column c has the entries [starts[c], starts[c + 1]).
    void add_columns(std::span<const int> starts, std::span<const Entry> entries);
    /// Rows without entries yet, at once.
    void add_empty_rows(int count, double low, double high);
    /// A row low <= sum <= high over the columns there are.
    void add_row(double low, double high, std::span<const Entry> entries);
    /// Changes the lower bound of a row.
    void at_least(int row, double low);
    /// Changes the upper bound of a column.
    void at_most(int column, double high);
    /// Takes out rows, given in rising order; the others move up.
    void remove_rows(std::span<const int> rows);
    /// Takes out columns, given in rising order; the others move up.
    void remove_columns(std::span<const int> columns);

    /// Whether an optimum was found (tolerance of CLP: 1e-7; here 1e-9).
    [[nodiscard]] bool solve(Simplex way);
    /// Solves from nothing, with CLP's presolve; for comparisons.
    [[nodiscard]] bool solve_fresh(Simplex way);

    [[nodiscard]] double objective() const;
    [[nodiscard]] std::span<const double> solution() const;      ///< of each column
    [[nodiscard]] std::span<const double> duals() const;         ///< of each row
    [[nodiscard]] std::span<const double> reduced_costs() const; ///< of each column
    [[nodiscard]] bool is_basic_column(int column) const;
    [[nodiscard]] bool is_basic_row(int row) const;
    [[nodiscard]] int rows() const;
    [[nodiscard]] int columns() const;

  private:
    struct Delete {
        void operator()(void* model) const;
    };
    std::unique_ptr<void, Delete> model_;  ///< CLP's own, which its C interface does not name
};

}  // namespace vigia::patrol
