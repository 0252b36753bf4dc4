#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/chart.h"
#include "base/result.h"
#include "model/area.h"

namespace vigia::app {

/// The areas that officers draw, kept in DIR/areas.geojson besides those of the program's data files. Used by one
/// thread at a time.
class AreaBook {
  public:
    /// Reads DIR/areas.geojson where it is. Errors: those of that file, with the feature; unavailable.
    [[nodiscard]] static Result<AreaBook> open(const std::filesystem::path& data, Water water);

    [[nodiscard]] std::shared_ptr<const model::Chart> chart() const { return chart_; }
    /// GeoJSON of all areas.
    [[nodiscard]] std::string text() const;
    /// Replaces the areas drawn by hand, on the disk first. Gives the text of all.
    /// Errors: bad_input and limit that name the feature or the id; unavailable. Then all stays as it was.
    Result<std::string> edit(std::string_view geojson);

  private:
    AreaBook(std::filesystem::path file, Water water) : file_(std::move(file)), water_(std::move(water)) {}
    std::filesystem::path file_;
    Water water_;
    std::shared_ptr<const model::Chart> chart_;
};

}  // namespace vigia::app
