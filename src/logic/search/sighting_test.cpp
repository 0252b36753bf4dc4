#include "logic/search/sighting.h"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using search::Sight;

TEST_CASE("detection follows the three published curves") {
    CHECK(search::detection(Sight::random, 0.5) == doctest::Approx(0.3934693402873666).epsilon(1e-12));
    CHECK(search::detection(Sight::random, 1) == doctest::Approx(0.6321205588285577).epsilon(1e-12));
    CHECK(search::detection(Sight::inverse_cube, 0.5) == doctest::Approx(0.47).epsilon(0.01));
    CHECK(search::detection(Sight::inverse_cube, 1) == doctest::Approx(0.79).epsilon(0.01));
    CHECK(search::detection(Sight::inverse_cube, 1.5) == doctest::Approx(0.94).epsilon(0.01));
    CHECK(search::detection(Sight::definite_range, 0.6) == 0.6);
    CHECK(search::detection(Sight::definite_range, 3) == 1);
}

TEST_CASE("at any coverage order beats chance, and nothing beats definite range") {
    for (double c = 0.05; c < 4; c += 0.05) {
        CHECK(search::detection(Sight::random, c) < search::detection(Sight::inverse_cube, c));
        CHECK(search::detection(Sight::inverse_cube, c) <= search::detection(Sight::definite_range, c));
    }
}

TEST_CASE("the coverage for a detection gives that detection") {
    for (const Sight sight : {Sight::random, Sight::inverse_cube, Sight::definite_range})
        for (double p = 0; p < 0.999; p += 0.037) CHECK(search::detection(sight, search::coverage_for(sight, p)) == doctest::Approx(p).epsilon(1e-12));
    CHECK(std::isinf(search::coverage_for(Sight::inverse_cube, 1)));
    CHECK(search::coverage_for(Sight::definite_range, 1) == 1);
}

TEST_CASE("sweep width is the area under the lateral range curve") {
    const std::vector<search::Abeam> definite{{Metres{-500}, 1}, {Metres{500}, 1}}, tent{{Metres{-1000}, 0}, {Metres{0}, 1}, {Metres{1000}, 0}};
    CHECK(search::sweep_width(definite).value == 1000);
    CHECK(search::sweep_width(tent).value == 1000);
    CHECK(search::sweep_width({}).value == 0);
    CHECK(search::corrected(Metres{2000}, 0.5, 1, 0.9).value == doctest::Approx(900));
    CHECK(search::coverage(Metres{900}, Metres{1800}) == 0.5);
    CHECK(search::coverage(Metres{1000}, MetresPerSecond{5}, Seconds{3600}, 36e6) == doctest::Approx(0.5));
}

TEST_CASE("a barrier patrol sees what a simulated one sees") {
    // Targets cross at random places and times; the searcher's distance from each is looked at along its own crossing.
    Random random(7);
    const double own = 8, length = 20'000;
    for (const double target : {3.0, 6.0})
        for (const double sweep : {3'000.0, 9'000.0, 16'000.0}) {
            const double period = 2 * length / own, half = sweep / 2, reach = half * std::hypot(own, target) / own + half;
            int seen = 0;
            constexpr int crossings = 3'000;
            for (int i = 0; i < crossings; ++i) {
                const double x = random.uniform(0, length), crosses = random.uniform(0, period);
                bool close = false;
                for (double y = -reach - 100; y <= reach + 100 && !close; y += 40) {
                    const double clock = std::fmod(crosses + y / target + 1e3 * period, period);
                    const double searcher = clock < period / 2 ? clock * own : 2 * length - clock * own;
                    close = std::hypot(searcher - x, y) <= half;
                }
                seen += close ? 1 : 0;
            }
            const double simulated = static_cast<double>(seen) / crossings;
            const double told = search::barrier_detection(Sight::definite_range, Metres{sweep}, MetresPerSecond{own}, MetresPerSecond{target}, Metres{length});
            CHECK(simulated == doctest::Approx(told).epsilon(0.04));
            CHECK(told <= search::barrier_bound(Metres{sweep}, MetresPerSecond{own}, MetresPerSecond{target}, Metres{length}));
        }
}
