#include "geo/water.h"

#include <cmath>
#include <queue>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using geo::Box;
using geo::Line;
using geo::Position;
using geo::SeaWays;
using geo::WaterSheet;

namespace {

constexpr Box small{-80, 8, -79, 9};
bool everywhere(Position) { return true; }

double length(const std::vector<Position>& way) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < way.size(); ++i) sum += geo::distance_near(way[i], way[i + 1]).value;
    return sum;
}

/// Shortest way over the graph of all clear pairs of cells, by Dijkstra: what any-angle search approaches from above.
std::vector<double> exact(const WaterSheet& sheet, std::size_t start) {
    const auto middle = [&](std::size_t c) { return sheet.middle(static_cast<int>(c) / sheet.columns(), static_cast<int>(c) % sheet.columns()); };
    std::vector<double> out(sheet.size(), std::numeric_limits<double>::infinity());
    std::vector<bool> done(sheet.size());
    out[start] = 0;
    for (;;) {
        std::size_t best = sheet.size();
        for (std::size_t c = 0; c < sheet.size(); ++c)
            if (!done[c] && std::isfinite(out[c]) && (best == sheet.size() || out[c] < out[best])) best = c;
        if (best == sheet.size()) return out;
        done[best] = true;
        for (std::size_t c = 0; c < sheet.size(); ++c)
            if (!done[c] && sheet.clear(best, c)) out[c] = std::min(out[c], out[best] + geo::distance_near(middle(best), middle(c)).value);
    }
}

}  // namespace

TEST_CASE("over open water the way is straight") {
    const auto sheet = WaterSheet::make(small, 0.01, everywhere);
    REQUIRE(sheet);
    const Position from = Position::of(8.123, -79.877), to = Position::of(8.871, -79.204);
    const SeaWays ways(*sheet, from);
    CHECK(ways.way_to(to) == std::vector{from, to});
    CHECK(ways.to(to)->value == doctest::Approx(geo::distance_near(from, to).value));
}

TEST_CASE("a barrier is walked around, and a closed ring cannot be entered") {
    const Line wall = Line::of({Position::of(8.0, -79.5), Position::of(8.8, -79.5)});
    const auto sheet = WaterSheet::make(small, 0.01, everywhere, std::vector{wall});
    REQUIRE(sheet);
    const Position from = Position::of(8.4, -79.7), to = Position::of(8.4, -79.3), top = Position::of(8.8, -79.5);
    const SeaWays ways(*sheet, from);
    const double around = geo::distance_near(from, top).value + geo::distance_near(top, to).value;
    CHECK(ways.to(to)->value > around * 0.999);
    CHECK(ways.to(to)->value < around + 4 * 1'112);  // a cell and a half beyond its end, there and back
    const Line ring = Line::of({Position::of(8.3, -79.4), Position::of(8.5, -79.4), Position::of(8.5, -79.2), Position::of(8.3, -79.2), Position::of(8.3, -79.4)});
    const auto shut = WaterSheet::make(small, 0.01, everywhere, std::vector{ring});
    CHECK_FALSE(SeaWays(*shut, from).to(to).has_value());
    CHECK(SeaWays(*shut, from).way_to(to).empty());
}

TEST_CASE("a slanting barrier has no gaps at the corners of cells") {
    const Line wall = Line::of({Position::of(8.0, -79.95), Position::of(9.0, -79.05)});
    const auto sheet = WaterSheet::make(small, 0.02, everywhere, std::vector{wall});
    REQUIRE(sheet);
    CHECK_FALSE(SeaWays(*sheet, Position::of(8.1, -79.2)).to(Position::of(8.9, -79.8)).has_value());
}

TEST_CASE("among random islands each way found is clear, as long as it says, and within 2 % and a third of a cell of the shortest") {
    Random random(4);
    double worst = 0;
    for (int round = 0; round < 12; ++round) {
        std::vector<std::pair<Position, double>> islands;
        for (int i = 0; i < 7; ++i) islands.push_back({Position::of(random.uniform(8, 9), random.uniform(-80, -79)), random.uniform(4'000, 16'000)});
        const auto open = [&](Position p) {
            for (const auto& [middle, radius] : islands)
                if (geo::distance_near(p, middle).value < radius) return false;
            return true;
        };
        const auto sheet = WaterSheet::make(small, 0.05, open);
        REQUIRE(sheet);
        std::size_t start = 0;
        while (start < sheet->size() && !sheet->is_open(static_cast<int>(start) / sheet->columns(), static_cast<int>(start) % sheet->columns())) ++start;
        if (start == sheet->size()) continue;
        const auto middle = [&](std::size_t c) { return sheet->middle(static_cast<int>(c) / sheet->columns(), static_cast<int>(c) % sheet->columns()); };
        const SeaWays ways(*sheet, middle(start));
        const auto truth = exact(*sheet, start);
        for (std::size_t c = 0; c < sheet->size(); ++c) {
            CHECK(std::isfinite(truth[c]) == std::isfinite(ways.metres(c)));
            if (!std::isfinite(truth[c]) || c == start) continue;
            const auto way = ways.way_to(middle(c));
            REQUIRE(way.size() >= 2);
            for (std::size_t i = 0; i + 1 < way.size(); ++i) CHECK(sheet->clear(*sheet->cell_of(way[i]), *sheet->cell_of(way[i + 1])));
            CHECK(length(way) == doctest::Approx(ways.metres(c)).epsilon(1e-6));
            CHECK(ways.metres(c) >= truth[c] * (1 - 1e-9));
            worst = std::max(worst, (ways.metres(c) - 0.02 * truth[c]) - truth[c]);
        }
    }
    CHECK(worst < 0.3 * 0.05 * 111'195);
}

TEST_CASE("a place that the sheet draws as land is left and reached by the water beside it") {
    const auto open = [](Position p) { return p.longitude() < -79.5; };
    const auto sheet = WaterSheet::make(small, 0.01, open);
    REQUIRE(sheet);
    const Position berth = Position::of(8.5, -79.48), sea = Position::of(8.2, -79.9);
    const SeaWays out(*sheet, berth), home(*sheet, sea);
    REQUIRE(out.to(sea).has_value());
    CHECK(out.to(sea)->value == doctest::Approx(home.to(berth)->value).epsilon(1e-3));
    CHECK_FALSE(home.to(Position::of(8.5, -79.1)).has_value());
}

TEST_CASE("a sheet says why it cannot be") {
    CHECK(WaterSheet::make({-79, 8, -80, 9}, 0.01, everywhere).error().kind == ErrorKind::bad_input);
    CHECK(WaterSheet::make(small, 0, everywhere).error().kind == ErrorKind::bad_input);
    CHECK(WaterSheet::make(small, 0.0001, everywhere).error().kind == ErrorKind::limit);
}
