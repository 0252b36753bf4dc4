#include "logic/search/sighting.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "base/result.h"

namespace vigia::search {

namespace {

const double half_root_pi = std::sqrt(std::numbers::pi) / 2;

double barrier_coverage(Metres sweep, MetresPerSecond own, MetresPerSecond target, Metres length) {
    check(own.value > 0 && target.value > 0 && length.value > 0 && sweep.value >= 0);
    return sweep.value * std::hypot(own.value, target.value) / (length.value * target.value);
}

}  // namespace

Metres sweep_width(std::span<const Abeam> curve) {
    double area = 0;
    for (std::size_t i = 1; i < curve.size(); ++i)
        area += (curve[i].distance - curve[i - 1].distance).value * (curve[i].seen + curve[i - 1].seen) / 2;
    return Metres{area};
}

Metres corrected(Metres uncorrected, double weather, double speed, double fatigue) { return uncorrected * weather * speed * fatigue; }

double coverage(Metres sweep, Metres spacing) {
    check(spacing.value > 0);
    return sweep / spacing;
}

double coverage(Metres sweep, MetresPerSecond speed, Seconds time, double square_metres) {
    check(square_metres > 0);
    return sweep.value * (speed * time).value / square_metres;
}

double detection(Sight sight, double coverage) {
    check(coverage >= 0);
    switch (sight) {
        case Sight::random: return -std::expm1(-coverage);
        case Sight::inverse_cube: return std::erf(half_root_pi * coverage);
        case Sight::definite_range: return std::min(1.0, coverage);
    }
    std::unreachable();
}

double coverage_for(Sight sight, double wanted) {
    check(wanted >= 0 && wanted <= 1);
    switch (sight) {
        case Sight::random: return -std::log1p(-wanted);
        case Sight::definite_range: return wanted;
        case Sight::inverse_cube: {
            if (wanted == 1) return std::numeric_limits<double>::infinity();
            double low = 0, high = 8;  // erf is 1 to the last bit well before
            for (int i = 0; i < 100; ++i) (detection(sight, (low + high) / 2) < wanted ? low : high) = (low + high) / 2;
            return high;
        }
    }
    std::unreachable();
}

double barrier_detection(Sight sight, Metres sweep, MetresPerSecond own, MetresPerSecond target, Metres length) {
    const double covered = barrier_coverage(sweep, own, target, length);
    if (sight != Sight::definite_range) return detection(sight, covered);
    return covered >= 2 ? 1.0 : covered - covered * covered / 4;
}

double barrier_bound(Metres sweep, MetresPerSecond own, MetresPerSecond target, Metres length) {
    return std::min(1.0, barrier_coverage(sweep, own, target, length));
}

}  // namespace vigia::search
