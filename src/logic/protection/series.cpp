#include "logic/protection/series.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vigia::protection {

namespace {

struct Stage {
    std::vector<std::size_t> order;    ///< lanes, largest first
    std::vector<double> by_hardened;   ///< what the worst attack leaves, by the number of lanes hardened
    double all = 0;
};

Stage looked_at(const std::vector<double>& lanes, std::size_t attacks) {
    Stage out;
    out.order.resize(lanes.size());
    std::iota(out.order.begin(), out.order.end(), 0U);
    std::stable_sort(out.order.begin(), out.order.end(), [&](std::size_t a, std::size_t b) { return lanes[a] > lanes[b]; });
    out.all = std::accumulate(lanes.begin(), lanes.end(), 0.0);
    for (std::size_t hard = 0; hard <= lanes.size(); ++hard) {
        double left = 0;
        for (std::size_t i = 0; i < lanes.size(); ++i)
            if (i < hard || i >= hard + attacks) left += lanes[out.order[i]];
        out.by_hardened.push_back(left);
    }
    return out;
}

}  // namespace

Result<Hardening> harden_series(const Series& series, std::size_t harden, std::size_t attacks) {
    if (series.stages.empty()) return fail(ErrorKind::bad_input, "a series needs at least one stage");
    std::vector<Stage> stages;
    for (std::size_t s = 0; s < series.stages.size(); ++s) {
        if (series.stages[s].empty()) return fail(ErrorKind::bad_input, "a stage needs at least one lane", s);
        for (const double lane : series.stages[s])
            if (!std::isfinite(lane) || lane < 0) return fail(ErrorKind::bad_input, "the capacity of a lane must be a number that is not negative", s);
        stages.push_back(looked_at(series.stages[s], attacks));
    }
    Hardening out{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(), 0, {}};
    for (const Stage& stage : stages) out.throughput = std::min(out.throughput, stage.by_hardened[0]), out.unattacked = std::min(out.unattacked, stage.all);
    out.unhardened = out.throughput;
    // The weakest stage alone decides: harden its next lane, as long as that helps and there is one left to harden.
    std::vector<std::size_t> hard(stages.size()), best = hard;
    for (std::size_t used = 0; used < harden; ++used) {
        const auto left = [&](std::size_t s) { return stages[s].by_hardened[hard[s]]; };
        std::size_t weakest = 0;
        for (std::size_t s = 1; s < stages.size(); ++s)
            if (left(s) < left(weakest)) weakest = s;
        if (hard[weakest] + 1 >= stages[weakest].by_hardened.size()) break;
        ++hard[weakest];
        double now = left(0);
        for (std::size_t s = 1; s < stages.size(); ++s) now = std::min(now, left(s));
        if (now > out.throughput) out.throughput = now, best = hard;
    }
    for (std::size_t s = 0; s < stages.size(); ++s)
        for (std::size_t i = 0; i < best[s]; ++i) out.lanes.push_back({s, stages[s].order[i]});
    return out;
}

}  // namespace vigia::protection
