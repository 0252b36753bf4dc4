#include "geo/line.h"

#include <doctest/doctest.h>

namespace vigia::geo {
namespace {

const Line bend = Line::of({Position::of(9, -80), Position::of(9.1, -80), Position::of(9.1, -79.9)});

TEST_CASE("a line needs two different positions") {
    CHECK(!Line::make({Position::of(1, 1)}));
    CHECK(!Line::make({Position::of(1, 1), Position::of(1, 1)}));
    CHECK(!Line::make({Position::of(0, 179), Position::of(0, -179)}));
    CHECK(Line::of({Position::of(1, 1), Position::of(1, 1), Position::of(2, 1)}).corners().size() == 2);
}

TEST_CASE("places along a line are found by the way from its beginning, and clamped to its ends") {
    CHECK(bend.length().value == doctest::Approx((distance_near(bend.corners()[0], bend.corners()[1]) +
                                                  distance_near(bend.corners()[1], bend.corners()[2]))
                                                     .value));
    CHECK(bend.at({0}) == bend.corners()[0]);
    CHECK(bend.at({-5}) == bend.corners()[0]);
    CHECK(distance(bend.at(bend.along(1)), bend.corners()[1]).value < 1e-6);
    CHECK(distance(bend.at(bend.length() * 2), bend.corners()[2]).value < 1e-6);
    const Position middle = bend.at(bend.along(1) * 0.5);
    CHECK(middle.latitude() == doctest::Approx(9.05));
}

TEST_CASE("the course is that of the segment") {
    CHECK(bend.course_at({100}).value == doctest::Approx(0));
    CHECK(bend.course_at(bend.length()).value == doctest::Approx(90).epsilon(0.001));
    CHECK(bend.reversed().course_at({100}).value == doctest::Approx(270).epsilon(0.001));
}

TEST_CASE("the nearest place says how far along, how far away and on which side") {
    const OnLine right = bend.nearest(Position::of(9.05, -79.99));
    CHECK(right.segment == 0);
    CHECK(right.position.latitude() == doctest::Approx(9.05).epsilon(1e-6));
    CHECK(right.offset.value == doctest::Approx(right.away.value));
    CHECK(right.away.value == doctest::Approx(distance(right.position, Position::of(9.05, -79.99)).value)
                                  .epsilon(0.001));
    const OnLine left = bend.nearest(Position::of(9.2, -79.95));
    CHECK(left.segment == 1);
    CHECK(left.offset.value < 0);
    const OnLine before = bend.nearest(Position::of(8.9, -80.001));
    CHECK(before.along.value == 0);
    CHECK(before.position == bend.corners()[0]);
}

TEST_CASE("a place beside the line is found again beside it") {
    for (const double offset : {-300.0, 0.0, 120.0}) {
        const Position beside = bend.beside({4000}, {offset});
        const OnLine found = bend.nearest(beside);
        CHECK(found.along.value == doctest::Approx(4000).epsilon(0.001));
        CHECK(found.offset.value == doctest::Approx(offset).epsilon(0.002));
    }
}

}  // namespace
}  // namespace vigia::geo
