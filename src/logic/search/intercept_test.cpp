#include "logic/search/intercept.h"

#include <cmath>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using geo::Position;
using search::Interceptor;

TEST_CASE("the published meetings come out to the last digits") {
    CHECK(search::time_to_meet({10, 0}, {0, 10}, MetresPerSecond{20})->value == doctest::Approx(0.5773502691896257).epsilon(1e-14));
    CHECK_FALSE(search::time_to_meet({10, 0}, {0, 20}, MetresPerSecond{20}).has_value());
    CHECK(search::time_to_meet({10, 0}, {-20, 0}, MetresPerSecond{20})->value == doctest::Approx(0.25).epsilon(1e-14));
}

TEST_CASE("on random meetings the interceptor is there, and never could have been earlier") {
    Random random(8);
    for (int i = 0; i < 2'000; ++i) {
        const geo::Offset p{random.uniform(-20, 20), random.uniform(-20, 20)}, v{random.uniform(-15, 15), random.uniform(-15, 15)};
        const double own = random.uniform(0, 20);
        const auto late = [&](double t) { return std::hypot(p.east + v.east * t, p.north + v.north * t) - own * t; };
        const auto t = search::time_to_meet(p, v, MetresPerSecond{own});
        const double end = t ? t->value : 500.0;
        if (t) CHECK(std::abs(late(t->value)) < 1e-7 * (1 + own * t->value));
        for (int k = 0; k < 100; ++k) CHECK(late(end * k / 100.0) > -1e-9);
    }
    CHECK(search::time_to_meet({0, 0}, {3, 4}, MetresPerSecond{1})->value == 0);
    CHECK_FALSE(search::time_to_meet({5, 0}, {0, 0}, MetresPerSecond{0}).has_value());
}

TEST_CASE("in open water a meeting over cells is the straight one, and its bounds enclose the closed form") {
    const auto sheet = geo::WaterSheet::make({-80, 8, -79, 9}, 0.01, [](Position) { return true; });
    const Position own = Position::of(8.5, -79.5), target = Position::of(8.6, -79.35);
    const Interceptor boat{.id = "boat", .at = own, .speed = MetresPerSecond{12}};
    const auto passage = search::steady(target, Degrees{200}, MetresPerSecond{6}, Seconds{7'200});
    const geo::Plane flat(own);
    const double turn = 200 * 0.017453292519943295;
    const double exact = search::time_to_meet(flat.offset(target), {6 * std::sin(turn), 6 * std::cos(turn)}, boat.speed)->value;
    for (const geo::WaterSheet* water : {&*sheet, static_cast<const geo::WaterSheet*>(nullptr)}) {
        const auto meeting = search::meet(boat, passage, water);
        REQUIRE(meeting);
        REQUIRE(meeting->has_value());
        CHECK((*meeting)->after.value == doctest::Approx(exact).epsilon(2e-3));
        CHECK((*meeting)->lower.value <= (*meeting)->after.value);
        CHECK((*meeting)->lower.value == doctest::Approx(exact).epsilon(2e-3));
        CHECK((*meeting)->length.value == doctest::Approx(12 * (*meeting)->after.value).epsilon(2e-3));
    }
}

TEST_CASE("behind a spit the boat meets later than the aircraft, and fuel for the way back is counted") {
    const std::vector wall{geo::Line::of({Position::of(8.0, -79.5), Position::of(8.8, -79.5)})};
    const auto sheet = geo::WaterSheet::make({-80, 8, -79, 9}, 0.01, [](Position) { return true; }, wall);
    Interceptor boat{.id = "boat", .at = Position::of(8.4, -79.6), .speed = MetresPerSecond{15}, .ready = Seconds{600}};
    const auto still = search::steady(Position::of(8.4, -79.4), Degrees{0}, MetresPerSecond{0}, Seconds{36'000});
    const auto over = search::meet(boat, still, nullptr), around = search::meet(boat, still, &*sheet);
    REQUIRE(over);
    REQUIRE(around);
    CHECK((*over)->after.value == doctest::Approx(600 + geo::distance_near(boat.at, still.at(Seconds{0})).value / 15).epsilon(1e-3));
    CHECK((*around)->after.value > (*over)->after.value + 3'000);
    CHECK((*around)->lower.value == doctest::Approx((*over)->after.value).epsilon(1e-3));
    CHECK((*around)->way.size() >= 3);
    CHECK((*around)->back->value == doctest::Approx((*around)->length.value / 15));
    boat.endurance = Seconds{2 * (*around)->length.value / 15 + 1'000};
    CHECK((*search::meet(boat, still, &*sheet, Seconds{900}))->enough_fuel);
    CHECK_FALSE((*search::meet(boat, still, &*sheet, Seconds{1'200}))->enough_fuel);
    boat.home = Position::of(8.4, -79.3);
    CHECK((*search::meet(boat, still, &*sheet))->back->value < 1'000);
}

TEST_CASE("who is too slow, too late or not at sea meets nobody") {
    const auto away = search::steady(Position::of(8.6, -79.35), Degrees{45}, MetresPerSecond{10}, Seconds{7'200});
    const Interceptor slow{.id = "slow", .at = Position::of(8.5, -79.5), .speed = MetresPerSecond{9}};
    CHECK_FALSE(search::meet(slow, away, nullptr)->has_value());
    CHECK(search::meet({.id = "x", .at = slow.at, .speed = MetresPerSecond{0}}, away, nullptr).error().kind == ErrorKind::bad_input);
    CHECK(search::meet(slow, {}, nullptr).error().kind == ErrorKind::bad_input);
}
