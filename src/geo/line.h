#pragma once
#include <span>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "geo/position.h"

namespace vigia::geo {

/// Where on a line a position is closest to it.
struct OnLine {
    Position position;    ///< the closest place on the line
    Metres along;         ///< from the line's beginning
    Metres away;          ///< from the position asked about, never negative
    Metres offset;        ///< the same, positive to the right of the line's direction, negative left
    std::size_t segment;  ///< between corner `segment` and the next
};

/// A line through at least two positions, such as a channel's middle or a breakwater. Segments are
/// straight in latitude and longitude, meant for up to some 50 km each; lengths are those of
/// `distance_near`. No line crosses the 180th meridian.
class Line {
  public:
    /// Equal neighbours are taken as one. Errors: bad_input with fewer than two different positions
    /// or a segment over 180 degrees of longitude.
    [[nodiscard]] static Result<Line> make(std::vector<Position> corners);
    /// For literals and tests; stops when it cannot exist.
    [[nodiscard]] static Line of(std::vector<Position> corners);

    [[nodiscard]] std::span<const Position> corners() const { return corners_; }
    [[nodiscard]] Metres length() const { return along_.back(); }
    /// The way along from the beginning to a corner.
    [[nodiscard]] Metres along(std::size_t corner) const { return along_[corner]; }

    /// The place after `along` of the way; clamped to the ends. Cost: logarithmic in corners.
    [[nodiscard]] Position at(Metres along) const;
    /// The direction of the segment at `along`.
    [[nodiscard]] Degrees course_at(Metres along) const;
    /// The place beside the line: `offset` to the right of it (negative: to the left).
    [[nodiscard]] Position beside(Metres along, Metres offset) const;
    /// The closest place on the line. Cost: linear in corners.
    [[nodiscard]] OnLine nearest(Position p) const;
    /// The same line from its end to its beginning.
    [[nodiscard]] Line reversed() const;

    bool operator==(const Line& other) const { return corners_ == other.corners_; }

  private:
    explicit Line(std::vector<Position> corners);
    [[nodiscard]] std::size_t segment_at(Metres along) const;
    std::vector<Position> corners_;
    std::vector<Metres> along_;
};

}  // namespace vigia::geo
