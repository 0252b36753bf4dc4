#include "base/units.h"

#include <doctest/doctest.h>

namespace vigia {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };

static_assert(Addable<Metres, Metres>);
static_assert(!Addable<Metres, Degrees>, "a length and an angle must not add");
static_assert(!Addable<Metres, double>, "a length and a plain number must not add");
static_assert(!Addable<MetresPerSecond, Metres>);

TEST_CASE("knots and nautical miles convert by the international mile") {
    CHECK(from_nautical_miles(1).value == 1852.0);
    CHECK(to_knots(from_knots(12.5)) == doctest::Approx(12.5));
    CHECK((from_knots(1) * Seconds{3600}).value == doctest::Approx(1852.0));
}

TEST_CASE("directions turn into the circle and differ by the smaller angle") {
    CHECK(turned_into_circle({-90}).value == 270.0);
    CHECK(turned_into_circle({720}).value == 0.0);
    CHECK(between({350}, {10}).value == 20.0);
    CHECK(between({10}, {350}).value == 20.0);
    CHECK(between({0}, {180}).value == 180.0);
}

}  // namespace
}  // namespace vigia
