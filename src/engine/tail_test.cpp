#include "engine/tail.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.h"
#include "engine/inside/tail_writer.h"

using namespace std::chrono_literals;

namespace vigia::engine {
namespace {
const Time noon = from_unix_milliseconds(1'790'000'000'000);
}

TEST_CASE("a tail gives back its points to a tenth of a second and a metre") {
    Random random(3);
    TailWriter writer;
    TailView view;
    struct Given {
        Time seen;
        double latitude, longitude;
        std::optional<MetresPerSecond> speed;
        std::optional<Degrees> course;
    };
    std::vector<Given> given;
    Time seen = noon;
    for (int i = 0; i < 400; ++i) {
        seen += Duration{static_cast<std::int64_t>(random.below(900'000))};
        Given g{seen, random.uniform(-89, 89), random.uniform(-180, 180), std::nullopt, std::nullopt};
        if (random.chance(0.8)) g.speed = MetresPerSecond{random.uniform(0, 50)};
        if (random.chance(0.8)) g.course = Degrees{random.uniform(0, 360)};
        given.push_back(g);
        writer.add(view, seen, geo::Position::of(g.latitude, g.longitude), g.speed, g.course, noon - 24h);
    }
    const auto points = view.points(Time{});
    REQUIRE(points.size() == given.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        CHECK(std::abs(points[i].seen_ms - to_unix_milliseconds(given[i].seen)) <= 100);
        CHECK(std::abs(points[i].latitude_e7 * 1e-7 - given[i].latitude) <= 0.51e-5);
        CHECK(std::abs(points[i].longitude_e7 * 1e-7 - given[i].longitude) <= 0.51e-5);
        CHECK((points[i].speed_dm_s == 0xFFFF) == !given[i].speed);
        CHECK((points[i].course_tenths == 0xFFFF) == !given[i].course);
        if (given[i].speed) CHECK(std::abs(points[i].speed_dm_s / 10.0 - given[i].speed->value) <= 0.051);
        if (given[i].course) CHECK(between(Degrees{points[i].course_tenths / 10.0}, *given[i].course).value <= 1.01);
    }
    const Time half = given[200].seen;
    const auto later = view.points(half + 100ms);
    CHECK(later.size() <= 200);
    CHECK(later.size() >= 198);
}

TEST_CASE("a view taken before shows the same points after more were added") {
    TailWriter writer;
    TailView view;
    for (int i = 0; i < 50; ++i)
        writer.add(view, noon + i * 60s, geo::Position::of(9 + i * 0.001, -79.9), MetresPerSecond{5}, Degrees{0}, noon - 24h);
    const TailView before = view;
    const auto then = before.points(Time{});
    for (int i = 50; i < 500; ++i)
        writer.add(view, noon + i * 60s, geo::Position::of(9 + i * 0.001, -79.9), MetresPerSecond{5}, Degrees{0}, noon - 24h);
    const auto now = before.points(Time{});
    REQUIRE(then.size() == 50);
    REQUIRE(now.size() == 50);
    for (std::size_t i = 0; i < 50; ++i) CHECK(now[i].latitude_e7 == then[i].latitude_e7);
    CHECK(view.points(Time{}).size() == 500);
}

TEST_CASE("points older than the span are let go") {
    TailWriter writer;
    TailView view;
    for (int i = 0; i < 5000; ++i) {
        const Time seen = noon + i * 60s;
        writer.add(view, seen, geo::Position::of(9, -79.9), MetresPerSecond{5}, Degrees{0}, seen - 24h);
    }
    const auto points = view.points(Time{});
    CHECK(points.size() >= 24 * 60);
    CHECK(points.size() < 24 * 60 + 64);
}

TEST_CASE("thinning keeps the shape of a way within a few metres and bounds its points") {
    TailThinner thinner;
    const geo::Position home = geo::Position::of(9.2, -79.9);
    int kept = 0, straight = 0;
    geo::Position place = home;
    Random random(5);
    double course = 0;
    for (int i = 0; i < 8640; ++i) {
        const Time seen = noon + i * 10s;
        const bool turning = i >= 4320;
        if (turning) course = random.uniform(0, 360);
        place = geo::moved(place, Degrees{course}, MetresPerSecond{8} * Seconds{10});
        if (!thinner.wants(seen, place)) continue;
        thinner.took(seen, place, MetresPerSecond{8}, Degrees{course});
        ++kept;
        if (!turning) ++straight;
    }
    CHECK(straight >= 12 * 6);
    CHECK(straight <= 12 * 6 + 2);
    CHECK(kept <= 264 + 2);
}

TEST_CASE("a ship at rest leaves a point each half hour") {
    TailThinner thinner;
    int kept = 0;
    for (int i = 0; i < 480; ++i) {
        const Time seen = noon + i * 180s;
        const geo::Position place = geo::Position::of(9.2 + (i % 2) * 1e-5, -79.9);
        if (!thinner.wants(seen, place)) continue;
        thinner.took(seen, place, MetresPerSecond{0}, Degrees{0});
        ++kept;
    }
    CHECK(kept >= 47);
    CHECK(kept <= 50);
}

}  // namespace vigia::engine
