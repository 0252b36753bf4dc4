#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/area.h"

/// Charts for tests: areas that are squares, and a coast along a parallel.
namespace vigia::detection {

/// A square area named by its id; south-west corner and side in degrees.
[[nodiscard]] inline model::Area square(std::string id, model::AreaKind kind, double west, double south, double side) {
    using geo::Position;
    model::Area area;
    area.name = "the " + id;
    area.name_es = "el " + id;
    area.id = std::move(id);
    area.kind = kind;
    area.shape.parts.push_back({*geo::Ring::make({Position::of(south, west), Position::of(south, west + side), Position::of(south + side, west + side), Position::of(south + side, west)}), {}});
    return area;
}

/// A chart of these areas and structures whose coast is not known.
[[nodiscard]] inline std::shared_ptr<const model::Chart> chart_of(std::vector<model::Area> areas, std::vector<model::Structure> structures = {}) {
    return std::make_shared<const model::Chart>(*model::Chart::make(std::move(areas), std::move(structures), nullptr, nullptr));
}

/// Land north of 8.5 N, between 79 and 80 W; water down to 7.5 N.
[[nodiscard]] inline std::shared_ptr<const model::Chart> chart_with_coast(std::vector<model::Area> areas = {}) {
    using geo::Position;
    const auto land_of = [](double west, double south, double east, double north) {
        return geo::Polygon{*geo::Ring::make({Position::of(south, west), Position::of(south, east), Position::of(north, east), Position::of(north, west)}), {}};
    };
    const auto land = std::make_shared<const geo::LandMask>(geo::MultiPolygon{{land_of(-80, 8.5, -79, 8.7), land_of(-80, 7.5, -79.99, 7.51)}});
    const auto coast = std::make_shared<const geo::CoastDistance>(*land, 0.005);
    return std::make_shared<const model::Chart>(*model::Chart::make(std::move(areas), {}, land, coast));
}

}  // namespace vigia::detection
