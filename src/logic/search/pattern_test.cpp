#include "logic/search/pattern.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using geo::Offset;
using search::Corners;

namespace {
/// Least distance from a place to the pattern's legs.
double off(const Corners& corners, Offset p) {
    double best = 1e18;
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const double dx = corners[i].east - corners[i - 1].east, dy = corners[i].north - corners[i - 1].north, all = dx * dx + dy * dy;
        const double t = all == 0 ? 0 : std::clamp(((p.east - corners[i - 1].east) * dx + (p.north - corners[i - 1].north) * dy) / all, 0.0, 1.0);
        best = std::min(best, std::hypot(corners[i - 1].east + t * dx - p.east, corners[i - 1].north + t * dy - p.north));
    }
    return best;
}
}  // namespace

TEST_CASE("an expanding square turns to starboard with legs of one, one, two, two track spaces") {
    const Corners expected{{0, 0}, {0, 1}, {1, 1}, {1, -1}, {-1, -1}, {-1, 2}, {2, 2}, {2, -2}, {-2, -2}};
    CHECK(search::expanding_square(Metres{1}, 8, Degrees{0}) == expected);
    CHECK(search::length(expected) == 20);
    CHECK(search::expanding_square(Metres{2}, 1, Degrees{270}) == Corners{{0, 0}, {-2, 0}});
}

TEST_CASE("a sector search is nine radii long, turns 120 degrees and passes the datum straight on") {
    const Corners corners = search::sector(Metres{2}, Degrees{0});
    REQUIRE(corners.size() == 10);
    CHECK(search::length(corners) == doctest::Approx(18).epsilon(1e-12));
    const auto heading = [&](std::size_t i) { return std::atan2(corners[i + 1].east - corners[i].east, corners[i + 1].north - corners[i].north) * 57.29577951308232; };
    for (std::size_t i = 0; i + 2 < corners.size(); ++i) {
        const double turn = std::remainder(heading(i + 1) - heading(i), 360);
        CHECK(turn == doctest::Approx(corners[i + 1] == Offset{0, 0} ? 0 : 120).epsilon(1e-9));
    }
    for (std::size_t i = 0; i < corners.size(); i += 3) CHECK(corners[i] == Offset{0, 0});
}

TEST_CASE("parallel tracks run along the length, half a track space inside, and creeping lines across it") {
    const search::Rectangle area{Metres{10}, Metres{6}, Degrees{90}};
    const Corners parallel = search::parallel_track(area, Metres{1});
    CHECK(parallel.size() == 12);
    CHECK(search::length(parallel) == doctest::Approx(59));
    CHECK(std::abs(parallel[0].east) == doctest::Approx(4.5));
    CHECK(std::abs(parallel[0].north) == doctest::Approx(2.5));
    CHECK(parallel[0].east == doctest::Approx(-4.5));  // begins at the axis' beginning, to port: north-west
    CHECK(parallel[0].north == doctest::Approx(2.5));
    const Corners creeping = search::creeping_line(area, Metres{1});
    CHECK(creeping.size() == 20);
    CHECK(search::length(creeping) == doctest::Approx(10 * 5 + 9));
}

TEST_CASE("no place of a rectangle is farther from a track than half the track space, corners apart") {
    Random random(5);
    for (int round = 0; round < 60; ++round) {
        const search::Rectangle area{Metres{random.uniform(5'000, 40'000)}, Metres{random.uniform(3'000, 30'000)}, Degrees{random.uniform(0, 360)}};
        const double spacing = random.uniform(600, 3'000), turn = area.axis.value * 0.017453292519943295;
        for (const Corners& corners : {search::parallel_track(area, Metres{spacing}), search::creeping_line(area, Metres{spacing})})
            for (int i = 0; i < 60; ++i) {
                const double along = random.uniform(-0.5, 0.5) * area.length.value, across = random.uniform(-0.5, 0.5) * area.width.value;
                CHECK(off(corners, {along * std::sin(turn) + across * std::cos(turn), along * std::cos(turn) - across * std::sin(turn)}) <= spacing / 2 * std::sqrt(2) + 1e-6);
            }
    }
}

TEST_CASE("a track is searched on both sides and back, or in the middle and on") {
    const Corners track{{0, 0}, {0, 10'000}, {8'000, 16'000}};
    const auto there_and_back = search::track_line(track, Metres{1'000}, 2, search::Return::yes);
    REQUIRE(there_and_back);
    CHECK(there_and_back->size() == 6);
    CHECK(off(track, there_and_back->front()) == doctest::Approx(500));
    CHECK(off(*there_and_back, {0, 5'000}) == doctest::Approx(500));
    CHECK(std::hypot(there_and_back->front().east - there_and_back->back().east, there_and_back->front().north - there_and_back->back().north) == doctest::Approx(1'000));
    const auto once = search::track_line(track, Metres{1'000}, 1, search::Return::no);
    REQUIRE(once);
    CHECK(off(*once, {0, 5'000}) == doctest::Approx(0));
    CHECK(search::track_line(track, Metres{1'000}, 2, search::Return::no).error().kind == ErrorKind::bad_input);
    CHECK(search::track_line({{0, 0}}, Metres{1'000}, 1, search::Return::no).error().kind == ErrorKind::bad_input);
}

TEST_CASE("ship and aircraft meet in the middle of each leg") {
    const search::Rectangle area{Metres{40'000}, Metres{30'000}, Degrees{30}};
    const auto both = search::coordinated_creeping(area, Metres{5'000}, MetresPerSecond{60});
    CHECK(both.ship_speed.value == doctest::Approx(60 * 5'000.0 / (25'000 + 5'000)));
    double clock = 0;
    const double course = 30 * 0.017453292519943295;
    for (std::size_t i = 1; i < both.aircraft.size(); ++i) {
        const double leg = std::hypot(both.aircraft[i].east - both.aircraft[i - 1].east, both.aircraft[i].north - both.aircraft[i - 1].north);
        if (i % 2 == 1) {
            const double ran = both.ship_speed.value * (clock + leg / 2 / 60);
            const Offset ship{both.ship[0].east + ran * std::sin(course), both.ship[0].north + ran * std::cos(course)};
            CHECK(ship.east == doctest::Approx((both.aircraft[i].east + both.aircraft[i - 1].east) / 2).epsilon(1e-6));
            CHECK(ship.north == doctest::Approx((both.aircraft[i].north + both.aircraft[i - 1].north) / 2).epsilon(1e-6));
        }
        clock += leg / 60;
    }
}

TEST_CASE("steered over a drifting datum the pattern is whole as seen from the datum") {
    const geo::Position datum = geo::Position::of(8.5, -79.6);
    const Offset drift{0.4, -0.9};
    const Corners pattern = search::expanding_square(Metres{1'500}, 9, Degrees{40});
    const auto points = search::steered(pattern, datum, drift, MetresPerSecond{9});
    REQUIRE(points);
    const geo::Plane sheet(datum);
    for (std::size_t i = 0; i < points->size(); ++i) {
        const search::SearchPoint& p = (*points)[i];
        const Offset seen = sheet.offset(p.position);
        CHECK(seen.east - drift.east * p.after.value == doctest::Approx(pattern[i].east).epsilon(1e-6));
        CHECK(seen.north - drift.north * p.after.value == doctest::Approx(pattern[i].north).epsilon(1e-6));
        if (i > 0) CHECK(p.leg.value == doctest::Approx(9 * (p.after.value - (*points)[i - 1].after.value)).epsilon(1e-4));
    }
    CHECK(search::steered(pattern, datum, {9, 0}, MetresPerSecond{9}).error().kind == ErrorKind::bad_input);
}
