#include "logic/search/moving.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "logic/search/inside/spread.h"

namespace vigia::search {

namespace {

using Sheet = std::vector<double>;

Result<void> checked(const Means& means) {
    for (std::size_t i = 0; i < means.rate.size(); ++i)
        if (!std::isfinite(means.rate[i]) || !(means.rate[i] > 0)) return fail(ErrorKind::bad_input, "a rate must be a number above 0", i);
    for (std::size_t i = 0; i < means.effort.size(); ++i)
        if (!std::isfinite(means.effort[i]) || means.effort[i] < 0) return fail(ErrorKind::bad_input, "an effort must be a number that is not negative", i);
    return {};
}

/// How much better any other plan of one period could be, to first order: all effort into the best cell, less what the
/// efforts there are now bring. `reach` is the mass that nothing but this period can find.
double could_gain(const Sheet& reach, const Means& means, const Sheet& effort, double given) {
    double best = 0, now = 0;
    for (std::size_t c = 0; c < reach.size(); ++c) {
        const double slope = means.rate[c] * reach[c] * std::exp(-means.rate[c] * effort[c]);
        best = std::max(best, slope);
        now += slope * effort[c];
    }
    return std::max(0.0, best * given - now);
}

/// A Markov chain seen from both ends of time.
class ChainSweep {
  public:
    ChainSweep(const Wanderer& object, const Means& means) : object_(object), means_(means), plan_(means.effort.size(), Sheet(means.rate.size())) {}

    MovingPlan run() {
        MovingPlan out;
        const std::size_t periods = means_.effort.size(), cells = means_.rate.size();
        double gap = 0;
        for (out.sweeps = 0;;) {
            look_back();
            Sheet forward = object_.prior, reach(cells);
            for (std::size_t t = 0; t < periods; ++t) {
                for (std::size_t c = 0; c < cells; ++c) reach[c] = forward[c] * backward_[t][c];
                spreader_.spread(reach, means_.rate, means_.effort[t], plan_[t]);
                forward = onward(seen_through(forward, t));
            }
            ++out.sweeps;
            gap = bound();
            if (gap <= means_.gap || out.sweeps >= means_.most_sweeps) break;
        }
        out.success = std::accumulate(object_.prior.begin(), object_.prior.end(), 0.0) - unseen_;
        out.upper = out.success + gap;
        out.effort = std::move(plan_);
        return out;
    }

  private:
    [[nodiscard]] Sheet seen_through(const Sheet& mass, std::size_t t) const {
        Sheet out(mass.size());
        for (std::size_t c = 0; c < mass.size(); ++c) out[c] = mass[c] * std::exp(-means_.rate[c] * plan_[t][c]);
        return out;
    }
    [[nodiscard]] Sheet onward(const Sheet& mass) const {
        Sheet out(mass.size());
        for (const Step& s : object_.steps) out[s.to] += mass[s.from] * s.chance;
        return out;
    }
    /// backward_[t][c]: chance to stay unseen after period t when in cell c during it. What leaves the sheet stays unseen.
    void look_back() {
        const std::size_t periods = means_.effort.size(), cells = means_.rate.size();
        backward_.assign(periods, Sheet(cells, 1));
        for (std::size_t t = periods; t-- > 1;) {
            const Sheet later = seen_through(backward_[t], t);
            for (const Step& s : object_.steps) backward_[t - 1][s.from] += s.chance * (later[s.to] - 1);
        }
    }
    /// The gap of the present plan; also what stays unseen.
    double bound() {
        look_back();
        Sheet forward = object_.prior, reach(forward.size());
        const double all = std::accumulate(forward.begin(), forward.end(), 0.0);
        double gap = 0;
        unseen_ = all;
        for (std::size_t t = 0; t < means_.effort.size(); ++t) {
            for (std::size_t c = 0; c < reach.size(); ++c) reach[c] = forward[c] * backward_[t][c];
            gap += could_gain(reach, means_, plan_[t], means_.effort[t]);
            const Sheet passed = seen_through(forward, t);
            for (std::size_t c = 0; c < reach.size(); ++c) unseen_ -= forward[c] - passed[c];
            forward = onward(passed);
        }
        return gap;
    }

    const Wanderer& object_;
    const Means& means_;
    std::vector<Sheet> plan_, backward_;
    inside::Spreader spreader_;
    double unseen_ = 0;
};

/// Known paths: what each has been searched is one number, so both ends of time are seen at once.
class PathSweep {
  public:
    PathSweep(const Paths& object, const Means& means)
        : object_(object), means_(means), plan_(means.effort.size(), Sheet(means.rate.size())), searched_(object.weight.size()), left_(object.weight) {}

    MovingPlan run() {
        MovingPlan out;
        Sheet reach(means_.rate.size()), factor(means_.rate.size());
        double gap = 0;
        for (out.sweeps = 0;;) {
            for (std::size_t t = 0; t < plan_.size(); ++t) {
                look(t, reach);
                Sheet before = plan_[t];
                for (std::size_t c = 0; c < reach.size(); ++c) reach[c] *= std::exp(means_.rate[c] * before[c]);  // as if not searched in t
                spreader_.spread(reach, means_.rate, means_.effort[t], plan_[t]);
                for (std::size_t c = 0; c < reach.size(); ++c) factor[c] = std::exp(-means_.rate[c] * (plan_[t][c] - before[c]));
                apply(t, factor);
            }
            ++out.sweeps;
            refresh();
            gap = 0;
            for (std::size_t t = 0; t < plan_.size(); ++t) {
                look(t, reach);
                gap += gap_of(t, reach);
            }
            if (gap <= means_.gap || out.sweeps >= means_.most_sweeps) break;
        }
        out.success = std::accumulate(object_.weight.begin(), object_.weight.end(), 0.0) - std::accumulate(left_.begin(), left_.end(), 0.0);
        out.upper = out.success + gap;
        out.effort = std::move(plan_);
        out.left = std::move(left_);
        return out;
    }

  private:
    [[nodiscard]] std::span<const std::uint32_t> during(std::size_t t) const {
        return std::span(object_.cells).subspan(t * object_.weight.size(), object_.weight.size());
    }
    /// What of the object is unseen after the whole plan, by its cell in period t.
    void look(std::size_t t, Sheet& unseen) const {
        std::fill(unseen.begin(), unseen.end(), 0.0);
        const auto cells = during(t);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i] != no_cell) unseen[cells[i]] += left_[i];
    }
    void apply(std::size_t t, const Sheet& factor) {
        const auto cells = during(t);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i] != no_cell) left_[i] *= factor[cells[i]];
    }
    /// Products of many factors lose digits; once a sweep they are made anew.
    void refresh() {
        std::fill(searched_.begin(), searched_.end(), 0.0);
        for (std::size_t t = 0; t < plan_.size(); ++t) {
            const auto cells = during(t);
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (cells[i] != no_cell) searched_[i] += means_.rate[cells[i]] * plan_[t][cells[i]];
        }
        for (std::size_t i = 0; i < left_.size(); ++i) left_[i] = object_.weight[i] * std::exp(-searched_[i]);
    }
    [[nodiscard]] double gap_of(std::size_t t, const Sheet& unseen) const {
        double best = 0, now = 0;
        for (std::size_t c = 0; c < unseen.size(); ++c) {
            best = std::max(best, means_.rate[c] * unseen[c]);
            now += means_.rate[c] * unseen[c] * plan_[t][c];
        }
        return std::max(0.0, best * means_.effort[t] - now);
    }

    const Paths& object_;
    const Means& means_;
    std::vector<Sheet> plan_;
    Sheet searched_, left_;
    inside::Spreader spreader_;
};

}  // namespace

Result<MovingPlan> plan_moving(const Wanderer& object, const Means& means) {
    if (auto fine = checked(means); !fine) return fail(std::move(fine));
    if (object.prior.size() != means.rate.size()) return fail(ErrorKind::bad_input, "as many rates as cells are needed");
    std::vector<double> leaves(object.prior.size());
    for (std::size_t i = 0; i < object.prior.size(); ++i)
        if (!std::isfinite(object.prior[i]) || object.prior[i] < 0) return fail(ErrorKind::bad_input, "a chance must be a number that is not negative", i);
    for (std::size_t i = 0; i < object.steps.size(); ++i) {
        const Step& step = object.steps[i];
        if (step.from >= leaves.size() || step.to >= leaves.size()) return fail(ErrorKind::bad_input, "a step names a cell that is not there", i);
        if (!(step.chance >= 0) || (leaves[step.from] += step.chance) > 1 + 1e-9)
            return fail(ErrorKind::bad_input, "the chances of the steps from a cell must not be negative nor sum to more than 1", i);
    }
    return ChainSweep(object, means).run();
}

Result<MovingPlan> plan_moving(const Paths& object, const Means& means) {
    if (auto fine = checked(means); !fine) return fail(std::move(fine));
    if (object.periods != means.effort.size() || object.cells.size() != object.periods * object.weight.size())
        return fail(ErrorKind::bad_input, "paths need one cell for each period, and each period its effort");
    for (std::size_t i = 0; i < object.weight.size(); ++i)
        if (!std::isfinite(object.weight[i]) || object.weight[i] < 0) return fail(ErrorKind::bad_input, "a weight must be a number that is not negative", i);
    for (std::size_t i = 0; i < object.cells.size(); ++i)
        if (object.cells[i] != no_cell && object.cells[i] >= means.rate.size()) return fail(ErrorKind::bad_input, "a path names a cell that is not there", i);
    return PathSweep(object, means).run();
}

}  // namespace vigia::search
