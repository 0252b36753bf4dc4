#pragma once
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "geo/position.h"

namespace vigia::geo {

/// A closed line around an area: at least three positions, the first not repeated at the end.
/// Sides are straight in latitude and longitude. No ring crosses the 180th meridian.
class Ring {
  public:
    /// A last position equal to the first is dropped, either turning sense is taken.
    /// Errors: bad_input with fewer than three positions, or a side over 180 degrees of longitude.
    [[nodiscard]] static Result<Ring> make(std::vector<Position> corners);

    [[nodiscard]] std::span<const Position> corners() const { return corners_; }
    [[nodiscard]] const Box& box() const { return box_; }
    bool operator==(const Ring& other) const { return corners_ == other.corners_; }

  private:
    explicit Ring(std::vector<Position> corners);
    std::vector<Position> corners_;
    Box box_;
};

/// An area with holes.
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
    bool operator==(const Polygon&) const = default;
};

/// Several areas taken as one.
struct MultiPolygon {
    std::vector<Polygon> parts;
    bool operator==(const MultiPolygon&) const = default;
};

/// Whether a position is inside. A position exactly on an edge counts to one side only, so that
/// areas that share an edge share no position. Cost: linear in corners unless outside the box.
[[nodiscard]] bool contains(const Ring& area, Position p);
[[nodiscard]] bool contains(const Polygon& area, Position p);
[[nodiscard]] bool contains(const MultiPolygon& area, Position p);

/// The way to the nearest edge (of a hole too), whether inside or outside. Measured on a flat sheet
/// laid at `p`: error below 0.1 % up to 50 km away from the poles.
[[nodiscard]] Metres distance_to_edge(const Ring& area, Position p);
[[nodiscard]] Metres distance_to_edge(const Polygon& area, Position p);
[[nodiscard]] Metres distance_to_edge(const MultiPolygon& area, Position p);

/// The surface in square metres on the sphere, holes taken off; never negative.
[[nodiscard]] double square_metres(const Ring& area);
[[nodiscard]] double square_metres(const Polygon& area);

[[nodiscard]] Box box(const MultiPolygon& area);

/// Whether no side of the ring crosses another. Cost: quadratic in corners; for checks of data.
[[nodiscard]] bool is_simple(const Ring& ring);

}  // namespace vigia::geo
