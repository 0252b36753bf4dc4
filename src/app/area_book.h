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

/// Areas drawn by hand, and the chart with them.
struct Drawn {
    std::string text;  ///< GeoJSON of those drawn by hand, as it is kept; empty: never drawn
    std::shared_ptr<const model::Chart> chart;
};

/// The areas that officers draw, kept in DIR/areas.geojson besides those of the program's data files. Used by one
/// thread at a time.
class AreaBook {
  public:
    /// Reads DIR/areas.geojson where it is. Errors: those of that file, with the feature; unavailable.
    [[nodiscard]] static Result<AreaBook> open(const std::filesystem::path& data, Water water);

    [[nodiscard]] std::shared_ptr<const model::Chart> chart() const { return now_.chart; }
    [[nodiscard]] const Drawn& drawn() const { return now_; }
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    /// GeoJSON of all areas.
    [[nodiscard]] std::string text() const;
    /// What the areas would be. Errors: bad_input and limit that name the feature or the id.
    [[nodiscard]] Result<Drawn> read(std::string_view geojson) const;
    /// What the areas would be by the file as it is now. Errors: as `read`; unavailable.
    [[nodiscard]] Result<Drawn> read_file() const;
    /// No areas drawn by hand. Errors: those of model::Chart::make.
    [[nodiscard]] Result<Drawn> none() const;
    /// Takes areas in place of those drawn by hand.
    void use(Drawn drawn) { now_ = std::move(drawn); }
    /// The same, on the disk first. Errors: unavailable; then all stays as it was.
    Result<void> keep(Drawn drawn);

  private:
    AreaBook(std::filesystem::path file, Water water) : file_(std::move(file)), water_(std::move(water)) {}
    [[nodiscard]] Result<Drawn> read_as(std::string_view geojson, const std::string& name) const;
    std::filesystem::path file_;
    Water water_;
    Drawn now_;
};

}  // namespace vigia::app
