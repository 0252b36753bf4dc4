#include "model/area.h"

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using namespace vigia::model;
using geo::Position;

namespace {

Area square(std::string id, AreaKind kind, double west, double south, double side) {
    Area area;
    area.id = std::move(id);
    area.kind = kind;
    area.shape.parts.push_back({*geo::Ring::make({Position::of(south, west), Position::of(south, west + side), Position::of(south + side, west + side), Position::of(south + side, west)}), {}});
    return area;
}

}  // namespace

TEST_CASE("a chart tells the areas of any position as the polygons themselves would") {
    std::vector<Area> areas{square("a", AreaKind::anchorage, -79.6, 8.8, 0.1), square("b", AreaKind::zone, -79.55, 8.85, 0.2), square("c", AreaKind::lane, -79.9, 9.2, 0.003)};
    areas[1].shape.parts[0].holes.push_back(*geo::Ring::make({Position::of(8.9, -79.5), Position::of(8.9, -79.45), Position::of(8.95, -79.45)}));
    const auto chart = Chart::make(areas, {}, nullptr, nullptr);
    REQUIRE(chart);
    Random random(5);
    for (int i = 0; i < 20'000; ++i) {
        const auto p = Position::of(random.uniform(8.7, 9.3), random.uniform(-80, -79.3));
        const Whereabouts where = chart->at(p);
        for (std::size_t k = 0; k < areas.size(); ++k) CHECK(where.areas.test(k) == contains(areas[k].shape, p));
        CHECK(where.in(AreaKind::anchorage) == where.areas.test(0));
        CHECK(where.sheltered() == where.areas.test(0));
    }
    CHECK(chart->find("b") == &chart->areas()[1]);
    CHECK_FALSE(chart->at(Position::of(0, 0)).off_coast);
}

TEST_CASE("two areas of one id and too many areas are refused") {
    CHECK_FALSE(Chart::make({square("a", AreaKind::zone, 0, 0, 1), square("a", AreaKind::zone, 0, 0, 1)}, {}, nullptr, nullptr));
    std::vector<Area> many;
    for (std::size_t i = 0; i <= most_areas; ++i) many.push_back(square(std::to_string(i), AreaKind::zone, 0, 0, 1));
    CHECK_FALSE(Chart::make(many, {}, nullptr, nullptr));
}

TEST_CASE("a speed limit goes by length and by the season of the local date") {
    Area lane = square("lane", AreaKind::lane, 0, 0, 1);
    lane.limit = from_knots(12);
    lane.large_limit = from_knots(8);
    lane.large = Metres{76};
    lane.season = SeasonLimit{801, 1130, from_knots(10)};
    const Time march = *time_from_iso("2026-03-01T12:00:00Z"), first_of_august_utc = *time_from_iso("2026-08-01T03:00:00Z");
    CHECK(speed_limit(lane, std::nullopt, march) == from_knots(12));
    CHECK(speed_limit(lane, Metres{100}, march) == from_knots(8));
    CHECK(speed_limit(lane, Metres{20}, first_of_august_utc) == from_knots(12));
    CHECK(speed_limit(lane, Metres{20}, first_of_august_utc + std::chrono::hours(5)) == from_knots(10));
}

TEST_CASE("a kind of area or structure is found by its name, and a long name is cut between letters") {
    for (std::size_t i = 0; i < area_kinds; ++i) CHECK(area_kind(name(static_cast<AreaKind>(i))) == static_cast<AreaKind>(i));
    for (const StructureKind kind : {StructureKind::lock, StructureKind::dam, StructureKind::bridge}) CHECK(structure_kind(name(kind)) == kind);
    CHECK_FALSE(area_kind("anchorages"));
    Area area = square("a", AreaKind::zone, 0, 0, 1);
    area.name = "Zone";
    area.name_es = std::string(47, 'x') + "é";
    CHECK(called(area).en.view() == "Zone");
    CHECK(called(area).es.view() == std::string(47, 'x'));
}
