#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "geo/area.h"
#include "geo/line.h"
#include "geo/position.h"

namespace vigia::geojson {

/// The shapes of RFC 7946, section 3.1. A geometry collection is refused.
using Geometry = std::variant<geo::Position, std::vector<geo::Position>, geo::Line,
                              std::vector<geo::Line>, geo::Polygon, geo::MultiPolygon>;

/// The value of a property. Lists hold numbers or texts only.
using Value = std::variant<std::nullptr_t, bool, double, std::string, std::vector<double>,
                           std::vector<std::string>>;

/// A named value.
struct Property {
    std::string name;
    Value value;
    bool operator==(const Property&) const = default;
};

/// One thing on the map.
struct Feature {
    Geometry geometry;
    std::vector<Property> properties;  ///< as read: in the order of their names

    /// The property of that name; null when there is none.
    [[nodiscard]] const Value* find(std::string_view name) const;
    /// The property as text; empty when it is missing or no text.
    [[nodiscard]] std::string_view text(std::string_view name) const;
    [[nodiscard]] std::optional<double> number(std::string_view name) const;

    /// The shape when it is of that kind; null otherwise.
    [[nodiscard]] const geo::Position* point() const { return std::get_if<geo::Position>(&geometry); }
    [[nodiscard]] const geo::Line* line() const { return std::get_if<geo::Line>(&geometry); }
    [[nodiscard]] const geo::Polygon* polygon() const { return std::get_if<geo::Polygon>(&geometry); }
    [[nodiscard]] const geo::MultiPolygon* multi_polygon() const {
        return std::get_if<geo::MultiPolygon>(&geometry);
    }
};

/// A feature collection. `about` are its further members with a plain value (`name`, `licence`).
struct Collection {
    std::vector<Feature> features;
    std::vector<Property> about;
};

/// Upper bounds of what is read. Passing one is an error of kind limit.
struct Limits {
    std::size_t bytes = 32 * 1024 * 1024;
    std::size_t features = 200'000;
    std::size_t positions = 5'000'000;
};

/// Reads a FeatureCollection, a Feature or a bare geometry (RFC 7946). Altitudes are left out.
/// Errors: bad_input naming the line and column of broken JSON (`at` = line), or the feature by its
/// number from 1 and its `name` (`at` = number) when it is JSON but no GeoJSON.
[[nodiscard]] Result<Collection> read(std::string_view text, const Limits& limits = {});

/// Writes a FeatureCollection, one feature a line, coordinates with at most `decimals` decimals.
/// What it writes, `read` reads to the same collection, but for the rounding.
[[nodiscard]] std::string write(const Collection& collection, int decimals = 6);

/// All polygons of a collection as one area.
[[nodiscard]] geo::MultiPolygon polygons(const Collection& collection);

}  // namespace vigia::geojson
