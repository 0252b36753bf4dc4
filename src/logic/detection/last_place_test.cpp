#include "logic/detection/last_place.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::detection;
using geo::Position;

TEST_CASE("a vessel has left when it was never kept, was forgotten, or is farther than the way asked about") {
    LastPlace places;
    const auto here = Position::of(8.9, -79.5), near = after(here, {0, 15}, east_scale(8.9)), far = after(here, {25, 0}, east_scale(8.9));
    CHECK(places.left(3, here, 20));
    places.keep(3, here);
    CHECK_FALSE(places.left(3, here, 20));
    CHECK_FALSE(places.left(3, near, 20));
    CHECK(places.left(3, far, 20));
    CHECK(places.left(2, here, 20));
    places.forget(3);
    CHECK(places.left(3, here, 20));
    places.forget(99);  // nothing to forget
}
