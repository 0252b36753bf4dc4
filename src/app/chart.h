#pragma once
#include <memory>
#include <vector>

#include "base/result.h"
#include "geo/coast.h"
#include "geo/land.h"
#include "model/area.h"

namespace vigia::app {

/// What charts are made of, read once.
struct Water {
    std::vector<model::Area> areas;  ///< of the program's data files
    std::vector<model::Structure> structures;
    std::shared_ptr<const geo::LandMask> land;
    std::shared_ptr<const geo::CoastDistance> coast;
};

/// The water of the program's data files. Cost: some 200 ms. Errors: those of the files, with their names.
[[nodiscard]] Result<Water> usual_water();

/// The chart of a water with further areas. Errors: those of model::Chart::make.
[[nodiscard]] Result<std::shared_ptr<const model::Chart>> chart_of(const Water& water, std::vector<model::Area> drawn);

/// The water as judgement knows it: areas and structures of the program's data files, and the drawn coast. Cost: some
/// 200 ms. Errors: those of the files, with their names.
[[nodiscard]] Result<std::shared_ptr<const model::Chart>> usual_chart();

}  // namespace vigia::app
