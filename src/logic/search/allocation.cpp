#include "logic/search/allocation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "logic/search/inside/spread.h"

namespace vigia::search {

namespace inside {

double Spreader::spread(std::span<const double> chance, std::span<const double> rate, double effort, std::span<double> out) {
    std::fill(out.begin(), out.end(), 0.0);
    asked_.clear();
    passes_ = 0;
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < chance.size(); ++i) {
        const double worth = chance[i] * rate[i];
        if (!(worth > 0)) continue;
        asked_.push_back({std::log(worth), 1 / rate[i], static_cast<std::uint32_t>(i)});
        most = std::max(most, asked_.back().log_worth);
    }
    if (asked_.empty() || effort <= 0) return 0;
    // What is used at level u is a convex falling function; its tangent meets `effort` left of the root, so each step drops
    // cells whose worth lies below the level for good. Worths are measured from the largest to keep the digits.
    double level = 0;
    for (std::size_t before = 0; before != asked_.size();) {
        before = asked_.size();
        ++passes_;
        double sum = 0, slope = 0;
        for (const Asked& a : asked_) sum += (a.log_worth - most) * a.per_log, slope += a.per_log;
        level = (sum - effort) / slope;
        std::erase_if(asked_, [&](const Asked& a) { return a.log_worth - most <= level; });
    }
    double used = 0;
    for (const Asked& a : asked_) used += out[a.cell] = (a.log_worth - most - level) * a.per_log;
    if (used > 0) for (const Asked& a : asked_) out[a.cell] *= effort / used;
    return std::exp(level + most);
}

}  // namespace inside

Result<Allocation> allocate(std::span<const double> chance, std::span<const double> rate, double effort) {
    if (chance.size() != rate.size()) return fail(ErrorKind::bad_input, "as many rates as cells are needed");
    if (!std::isfinite(effort) || effort < 0) return fail(ErrorKind::bad_input, "the effort must be a number that is not negative");
    for (std::size_t i = 0; i < chance.size(); ++i) {
        if (!std::isfinite(chance[i]) || chance[i] < 0) return fail(ErrorKind::bad_input, "a chance must be a number that is not negative", i);
        if (!std::isfinite(rate[i]) || !(rate[i] > 0)) return fail(ErrorKind::bad_input, "a rate must be a number above 0", i);
    }
    Allocation out;
    out.effort.resize(chance.size());
    inside::Spreader spreader;
    out.multiplier = spreader.spread(chance, rate, effort, out.effort);
    out.passes = spreader.passes();
    // For any multiplier m the best that each cell can do for itself, with effort priced at m, bounds every allocation:
    // max_z p(1 - e^(-az)) - mz, plus m times the effort.
    out.upper = out.multiplier * effort;
    for (std::size_t i = 0; i < chance.size(); ++i) {
        out.success -= chance[i] * std::expm1(-rate[i] * out.effort[i]);
        const double worth = chance[i] * rate[i];
        if (worth > out.multiplier && effort > 0)
            out.upper += chance[i] - out.multiplier / rate[i] * (1 + std::log(worth / out.multiplier));
    }
    return out;
}

std::vector<double> after_nothing_found(std::span<const double> chance, std::span<const double> missed) {
    check(chance.size() == missed.size());
    std::vector<double> out(chance.size());
    double sum = 0;
    for (std::size_t i = 0; i < out.size(); ++i) sum += out[i] = chance[i] * missed[i];
    if (!(sum > 0)) return {};
    for (double& one : out) one /= sum;
    return out;
}

}  // namespace vigia::search
