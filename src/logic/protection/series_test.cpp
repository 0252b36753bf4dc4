#include "logic/protection/series.h"

#include <algorithm>
#include <bit>
#include <limits>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using protection::Series;

namespace {

/// Every set of lanes hardened, every set attacked.
double by_trying(const Series& series, std::size_t harden, std::size_t attacks) {
    std::vector<std::pair<std::size_t, double>> lanes;
    for (std::size_t s = 0; s < series.stages.size(); ++s)
        for (const double lane : series.stages[s]) lanes.push_back({s, lane});
    double best = -1;
    for (std::uint32_t hard = 0; hard < 1U << lanes.size(); ++hard) {
        if (static_cast<std::size_t>(std::popcount(hard)) > harden) continue;
        double worst = std::numeric_limits<double>::infinity();
        for (std::uint32_t hit = 0; hit < 1U << lanes.size(); ++hit) {
            if (static_cast<std::size_t>(std::popcount(hit)) > attacks || (hit & hard) != 0) continue;
            std::vector<double> sum(series.stages.size());
            for (std::size_t i = 0; i < lanes.size(); ++i) sum[lanes[i].first] += (hit >> i & 1U) != 0 ? 0 : lanes[i].second;
            worst = std::min(worst, *std::min_element(sum.begin(), sum.end()));
        }
        best = std::max(best, worst);
    }
    return best;
}

}  // namespace

TEST_CASE("on random canals the hardening equals trying all, and what it names reaches it") {
    Random random(91);
    for (int round = 0; round < 200; ++round) {
        Series series;
        std::size_t lanes = 0;
        for (std::size_t s = 0, stages = 1 + random.below(3); s < stages; ++s) {
            series.stages.emplace_back();
            for (std::size_t l = 0, n = 1 + random.below(3); l < n; ++l, ++lanes) series.stages.back().push_back(static_cast<double>(random.below(9)));
        }
        const std::size_t harden = random.below(4), attacks = random.below(4);
        const auto out = protection::harden_series(series, harden, attacks);
        REQUIRE(out);
        CHECK(out->throughput == by_trying(series, harden, attacks));
        CHECK(out->unhardened == by_trying(series, 0, attacks));
        CHECK(out->unattacked == by_trying(series, 0, 0));
        CHECK(out->lanes.size() <= harden);
        for (const auto& [stage, lane] : out->lanes) CHECK(lane < series.stages[stage].size());
    }
}

TEST_CASE("a series without stages or lanes is refused") {
    CHECK(protection::harden_series({}, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::harden_series({{{}}}, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::harden_series({{{-1}}}, 1, 1).error().kind == ErrorKind::bad_input);
}
