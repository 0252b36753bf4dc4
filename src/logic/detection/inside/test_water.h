#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/area.h"

/// Water for tests: square areas, and a coast.
namespace vigia::detection {

/// A square around a place, `half` degrees to each side.
[[nodiscard]] inline model::Area square_area(std::string id, model::AreaKind kind, double latitude, double longitude, double half) {
    using geo::Position;
    model::Area area;
    area.id = area.name = std::move(id);
    area.name_es = "El " + area.name;
    area.kind = kind;
    area.shape.parts.push_back({*geo::Ring::make({Position::of(latitude - half, longitude - half), Position::of(latitude - half, longitude + half),
                                                  Position::of(latitude + half, longitude + half), Position::of(latitude + half, longitude - half)}),
                                {}});
    return area;
}

[[nodiscard]] inline std::shared_ptr<const model::Chart> chart_of(std::vector<model::Area> areas, std::vector<model::Structure> structures = {}) {
    auto chart = model::Chart::make(std::move(areas), std::move(structures), nullptr, nullptr);
    check(chart.has_value());
    return std::make_shared<const model::Chart>(*std::move(chart));
}

/// The same with land south of a parallel, so that the coast is known between 6° and 10° N, 78° and 82° W.
[[nodiscard]] inline std::shared_ptr<const model::Chart> chart_with_coast(double coast_latitude, std::vector<model::Area> areas = {}) {
    using geo::Position;
    const auto block = [](double south, double north) {
        return geo::Polygon{*geo::Ring::make({Position::of(south, -82), Position::of(south, -78), Position::of(north, -78), Position::of(north, -82)}), {}};
    };
    // A strip far in the north widens the box in which the coast is known.
    auto land = std::make_shared<const geo::LandMask>(geo::MultiPolygon{{block(6, coast_latitude), block(9.99, 10)}});
    auto coast = std::make_shared<const geo::CoastDistance>(*land);
    auto chart = model::Chart::make(std::move(areas), {}, land, coast);
    check(chart.has_value());
    return std::make_shared<const model::Chart>(*std::move(chart));
}

}  // namespace vigia::detection
