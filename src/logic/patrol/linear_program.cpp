#include "logic/patrol/inside/linear_program.h"

#include <coin/Clp_C_Interface.h>

namespace vigia::patrol {

namespace {

constexpr double tolerance = 1e-9;
constexpr int basic = 1;    // ClpSimplex::Status
constexpr int optimal = 0;  // ClpSimplex::status()

/// Entries as CLP wants them: one array of places, one of values.
struct Columns {
    explicit Columns(std::span<const Entry> entries) {
        for (const Entry& entry : entries) at.push_back(entry.at), value.push_back(entry.value);
    }
    std::vector<int> at;
    std::vector<double> value;
};

}  // namespace

void LinearProgram::Delete::operator()(void* model) const { Clp_deleteModel(model); }

LinearProgram::LinearProgram() : model_(Clp_newModel()) {
    Clp_setLogLevel(model_.get(), 0);
    Clp_setPrimalTolerance(model_.get(), tolerance);
    Clp_setDualTolerance(model_.get(), tolerance);
}

void LinearProgram::add_column(double cost, double low, double high, std::span<const Entry> entries) {
    const Columns packed(entries);
    const int starts[] = {0, static_cast<int>(entries.size())};
    Clp_addColumns(model_.get(), 1, &low, &high, &cost, starts, packed.at.data(), packed.value.data());
}

void LinearProgram::add_columns(std::span<const int> starts, std::span<const Entry> entries) {
    const Columns packed(entries);
    const std::size_t count = starts.size() - 1;
    const std::vector<double> low(count, 0), high(count, infinity), cost(count, 0);
    Clp_addColumns(model_.get(), static_cast<int>(count), low.data(), high.data(), cost.data(), starts.data(), packed.at.data(), packed.value.data());
}

void LinearProgram::add_empty_rows(int count, double low, double high) {
    const auto size = static_cast<std::size_t>(count);
    const std::vector<double> lows(size, low), highs(size, high);
    const std::vector<int> starts(size + 1, 0);
    const int nowhere = 0;
    const double nothing = 0;
    Clp_addRows(model_.get(), count, lows.data(), highs.data(), starts.data(), &nowhere, &nothing);
}

void LinearProgram::add_row(double low, double high, std::span<const Entry> entries) {
    const Columns packed(entries);
    const int starts[] = {0, static_cast<int>(entries.size())};
    Clp_addRows(model_.get(), 1, &low, &high, starts, packed.at.data(), packed.value.data());
}

void LinearProgram::at_least(int row, double low) { Clp_rowLower(model_.get())[row] = low; }

void LinearProgram::at_most(int column, double high) { Clp_columnUpper(model_.get())[column] = high; }

void LinearProgram::remove_rows(std::span<const int> rows) { Clp_deleteRows(model_.get(), static_cast<int>(rows.size()), rows.data()); }

void LinearProgram::remove_columns(std::span<const int> columns) { Clp_deleteColumns(model_.get(), static_cast<int>(columns.size()), columns.data()); }

bool LinearProgram::solve(Simplex way) {
    if (way == Simplex::primal) Clp_primal(model_.get(), 0);
    else Clp_dual(model_.get(), 0);
    return Clp_status(model_.get()) == optimal;
}

bool LinearProgram::solve_fresh(Simplex way) {
    const std::unique_ptr<Clp_Solve, void (*)(Clp_Solve*)> options(ClpSolve_new(), [](Clp_Solve* made) { ClpSolve_delete(made); });
    constexpr int dual_type = 0, primal_type = 1, barrier_type = 3;  // ClpSolve::SolveType
    ClpSolve_setSolveType(options.get(), way == Simplex::dual ? dual_type : way == Simplex::primal ? primal_type : barrier_type, -1);
    Clp_initialSolveWithOptions(model_.get(), options.get());
    return Clp_status(model_.get()) == optimal;
}

double LinearProgram::objective() const { return Clp_objectiveValue(model_.get()); }
std::span<const double> LinearProgram::solution() const { return {Clp_getColSolution(model_.get()), static_cast<std::size_t>(columns())}; }
std::span<const double> LinearProgram::duals() const { return {Clp_getRowPrice(model_.get()), static_cast<std::size_t>(rows())}; }
std::span<const double> LinearProgram::reduced_costs() const { return {Clp_getReducedCost(model_.get()), static_cast<std::size_t>(columns())}; }
bool LinearProgram::is_basic_column(int column) const { return Clp_getColumnStatus(model_.get(), column) == basic; }
bool LinearProgram::is_basic_row(int row) const { return Clp_getRowStatus(model_.get(), row) == basic; }
int LinearProgram::rows() const { return Clp_numberRows(model_.get()); }
int LinearProgram::columns() const { return Clp_numberColumns(model_.get()); }

}  // namespace vigia::patrol
