#include "logic/search/chances.h"

#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using search::Drift;
using search::SearchSheet;

namespace {
Drift some_places(std::uint32_t particles, std::size_t moments, std::uint64_t seed) {
    Random random(seed);
    Drift out;
    out.particles = particles;
    for (std::size_t i = 0; i < particles * moments; ++i) out.places.push_back({random.normal(8.4, 0.1), random.normal(-79.5, 0.1), random.chance(0.9)});
    return out;
}
}  // namespace

TEST_CASE("a sheet around a drift holds every place, in cells of the side asked for") {
    const Drift drift = some_places(3'000, 2, 51);
    const auto sheet = SearchSheet::around(drift, Metres{1'852});
    REQUIRE(sheet);
    for (const search::Place& p : drift.places) CHECK(sheet->cell_of(p.latitude, p.longitude) != search::no_cell);
    CHECK(std::sqrt(sheet->square_metres(sheet->size() / 2)) == doctest::Approx(1'852).epsilon(0.01));
    CHECK(SearchSheet::around(drift, Metres{10}, 500)->size() <= 500);
    CHECK(sheet->cell_of(0, 0) == search::no_cell);
    const geo::Position middle = sheet->middle(7);
    CHECK(sheet->cell_of(middle.latitude(), middle.longitude()) == 7);
}

TEST_CASE("chances count each weight once, and paths leave out who is not afloat") {
    const Drift drift = some_places(1'000, 3, 52);
    const auto sheet = SearchSheet::around(drift, Metres{3'000});
    const std::vector<double> weight(1'000, 0.001);
    const auto chance = search::chances(drift, 1, *sheet, weight);
    CHECK(std::accumulate(chance.begin(), chance.end(), 0.0) == doctest::Approx(1));
    const search::Paths paths = search::paths_of(drift, *sheet);
    CHECK(paths.periods == 3);
    CHECK(std::accumulate(paths.weight.begin(), paths.weight.end(), 0.0) == doctest::Approx(1));
    std::size_t out = 0;
    for (std::size_t i = 0; i < 1'000; ++i) out += paths.cells[1'000 + i] == search::no_cell ? 1 : 0;
    CHECK(static_cast<double>(out) / 1'000 == doctest::Approx(search::ashore(drift, 1, weight)));
}

TEST_CASE("no rectangle of cells beats the best one") {
    Random random(53);
    for (int round = 0; round < 40; ++round) {
        const auto sheet = SearchSheet::make({-80, 8, -79.9, 8.1}, 2 + static_cast<int>(random.below(6)), 2 + static_cast<int>(random.below(6)));
        REQUIRE(sheet);
        std::vector<double> chance(sheet->size()), rate(sheet->size(), 0.7);
        for (double& p : chance) p = random.chance(0.3) ? random.exponential(1) : 0.01;
        const double effort = random.uniform(0.5, 20);
        const auto best = search::best_rectangle(*sheet, chance, rate, effort);
        REQUIRE(best);
        const auto worth = [&](int south, int west, int rows, int columns) {
            double inside = 0;
            for (int r = south; r < south + rows; ++r)
                for (int c = west; c < west + columns; ++c) inside += chance[static_cast<std::size_t>(r * sheet->columns() + c)];
            return inside * (1 - std::exp(-0.7 * effort / (rows * columns)));
        };
        const double found = worth(best->south, best->west, best->rows, best->columns);
        for (int s = 0; s < sheet->rows(); ++s)
            for (int w = 0; w < sheet->columns(); ++w)
                for (int r = 1; s + r <= sheet->rows(); ++r)
                    for (int c = 1; w + c <= sheet->columns(); ++c) CHECK(worth(s, w, r, c) <= found + 1e-12);
    }
}
