#include "logic/detection/ways.h"

#include <doctest/doctest.h>

#include "base/random.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using geo::Position;
using model::Area;
using model::AreaKind;

namespace {

Area along(std::string id, AreaKind kind, std::vector<Position> corners, double half_width) {
    Area area = square_area(std::move(id), kind, 8.0, -79.0, 0.5);
    area.middle = geo::Line::of(std::move(corners));
    area.half_width = Metres{half_width};
    return area;
}

/// A bent channel, one that joins it, a fairway that joins that, and a channel apart.
std::vector<Area> four() {
    return {along("bent", AreaKind::channel, {Position::of(8.0, -79.1), Position::of(8.02, -79.05), Position::of(8.0, -79.0)}, 100),
            along("joined", AreaKind::channel, {Position::of(8.0, -79.0), Position::of(8.05, -78.95)}, 60),
            along("fairway", AreaKind::fairway, {Position::of(8.05, -78.95), Position::of(8.1, -78.9)}, 300),
            along("apart", AreaKind::channel, {Position::of(8.2, -79.1), Position::of(8.2, -79.0)}, 50)};
}

}  // namespace

TEST_CASE("the flat lines give the nearest place that the lines themselves give") {
    const auto chart = chart_of(four());
    const Ways ways(*chart);
    Random random(7);
    for (int i = 0; i < 3000; ++i) {
        const auto p = Position::of(random.uniform(7.95, 8.25), random.uniform(-79.15, -78.85));
        const Area* nearest = nullptr;
        geo::OnLine best{p, {}, {1e9}, {}, 0};
        for (const Area& area : chart->areas())
            if (const auto on = area.middle->nearest(p); on.away < best.away) best = on, nearest = &area;
        const auto beside = ways.nearest(p, Metres{60'000});
        REQUIRE(beside);
        CHECK(std::abs(beside->away.value - best.away.value) < 5 + best.away.value * 0.002);
        Ways::Hint hint;
        if (best.away < nearest->half_width * 0.98) CHECK(ways.within(model::AreaSet().set(), p, hint));
        model::AreaSet own;
        own.set(chart->index(*nearest));
        if (best.away > nearest->half_width * 1.02) CHECK_FALSE(ways.within(own, p, hint));
    }
    CHECK_FALSE(ways.nearest(Position::of(9.0, -79.0), Metres{3000}));
}

TEST_CASE("a line ends only where no other goes on, and the sea reaches over joints") {
    const auto chart = chart_of(four());
    const Ways ways(*chart);
    CHECK_FALSE(ways.nearest(Position::of(8.0, -79.11), Metres{5000})->abeam);      // before the first
    CHECK(ways.nearest(Position::of(7.995, -79.0), Metres{5000})->abeam);           // outside the joint
    CHECK(ways.nearest(Position::of(8.03, -79.05), Metres{5000})->abeam);           // outside the bend
    CHECK_FALSE(ways.nearest(Position::of(8.11, -78.89), Metres{5000})->abeam);     // past the last buoy
    CHECK(ways.side(0) == Ways::Side::sea);
    CHECK(ways.side(1) == Ways::Side::sea);
    CHECK(ways.side(2) == Ways::Side::sea);
    CHECK(ways.side(3) == Ways::Side::between);
}
