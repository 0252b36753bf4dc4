#include "logic/search/round_trip.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;

TEST_CASE("on random charts the trip equals trying all orders of all sets") {
    Random random(61);
    for (int round = 0; round < 150; ++round) {
        const std::size_t all = 2 + random.below(5), depot = random.below(all);
        std::vector<double> x(all), y(all), scores(all), lengths(all * all);
        for (std::size_t i = 0; i < all; ++i) x[i] = random.uniform(0, 100), y[i] = random.uniform(0, 100), scores[i] = static_cast<double>(random.below(9));
        for (std::size_t i = 0; i < all; ++i)
            for (std::size_t j = 0; j < all; ++j) lengths[i * all + j] = std::hypot(x[i] - x[j], y[i] - y[j]);
        const double most = random.uniform(0, 350);
        double score = scores[depot], length = 0;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < all; ++i)
            if (i != depot) places.push_back(i);
        do
            for (std::size_t take = 1; take <= places.size(); ++take) {
                double s = scores[depot], l = 0;
                std::size_t at = depot;
                for (std::size_t k = 0; k < take; ++k) s += scores[places[k]], l += lengths[at * all + places[k]], at = places[k];
                l += lengths[at * all + depot];
                if (l <= most && (s > score || (s == score && l < length - 1e-12))) score = s, length = l;
            }
        while (std::next_permutation(places.begin(), places.end()));
        const auto trip = search::round_trip(lengths, scores, depot, most);
        REQUIRE(trip);
        CHECK(trip->score == score);
        CHECK(trip->length == doctest::Approx(length));
        double walked = 0;
        std::size_t at = depot;
        for (const std::size_t p : trip->order) walked += lengths[at * all + p], at = p;
        CHECK(walked + lengths[at * all + depot] == doctest::Approx(trip->length));
    }
}

TEST_CASE("tables that are none and charts too large are refused") {
    CHECK(search::round_trip(std::vector{0.0}, std::vector{1.0}, 1, 5).error().kind == ErrorKind::bad_input);
    CHECK(search::round_trip(std::vector<double>(22 * 22, 1.0), std::vector<double>(22, 1.0), 0, 5).error().kind == ErrorKind::limit);
    CHECK(search::round_trip(std::vector{-1.0}, std::vector{1.0}, 0, 5).error().kind == ErrorKind::bad_input);
}
