#include "geo/line.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace vigia::geo {

namespace {
constexpr double metres_per_degree = earth_radius.value * std::numbers::pi / 180.0;
}

Line::Line(std::vector<Position> corners) : corners_(std::move(corners)) {
    along_.reserve(corners_.size());
    along_.push_back(Metres{0});
    for (std::size_t i = 1; i < corners_.size(); ++i)
        along_.push_back(along_.back() + distance_near(corners_[i - 1], corners_[i]));
}

Result<Line> Line::make(std::vector<Position> corners) {
    const auto repeated = std::ranges::unique(corners);
    corners.erase(repeated.begin(), repeated.end());
    if (corners.size() < 2)
        return fail(ErrorKind::bad_input, "a line needs at least 2 different positions");
    for (std::size_t i = 1; i < corners.size(); ++i)
        if (std::abs(corners[i].longitude() - corners[i - 1].longitude()) > 180)
            return fail(ErrorKind::bad_input, "a line may not cross the 180th meridian; split it there",
                        i + 1);
    return Line(std::move(corners));
}

Line Line::of(std::vector<Position> corners) {
    auto made = make(std::move(corners));
    check(made.has_value());
    return *std::move(made);
}

std::size_t Line::segment_at(Metres along) const {
    // The first corner beyond `along` ends the segment.
    const auto beyond = std::upper_bound(along_.begin() + 1, along_.end() - 1, along);
    return static_cast<std::size_t>(beyond - along_.begin()) - 1;
}

Position Line::at(Metres along) const {
    const std::size_t i = segment_at(along);
    const double part = (along - along_[i]) / (along_[i + 1] - along_[i]);
    return between(corners_[i], corners_[i + 1], std::clamp(part, 0.0, 1.0));
}

Degrees Line::course_at(Metres along) const {
    const std::size_t i = segment_at(along);
    return bearing(corners_[i], corners_[i + 1]);
}

Position Line::beside(Metres along, Metres offset) const {
    const Position middle = at(along);
    return offset.value == 0 ? middle
                             : moved(middle, turned_into_circle(course_at(along) + Degrees{90}), offset);
}

OnLine Line::nearest(Position p) const {
    const double over = metres_per_degree * std::cos(p.latitude() * std::numbers::pi / 180.0);
    double best = std::numeric_limits<double>::infinity();
    OnLine found{corners_.front(), {}, {}, {}, 0};
    double best_t = 0;
    for (std::size_t i = 0; i + 1 < corners_.size(); ++i) {
        const double ax = (corners_[i].longitude() - p.longitude()) * over;
        const double ay = (corners_[i].latitude() - p.latitude()) * metres_per_degree;
        const double dx = (corners_[i + 1].longitude() - corners_[i].longitude()) * over;
        const double dy = (corners_[i + 1].latitude() - corners_[i].latitude()) * metres_per_degree;
        const double t = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        const double away = std::hypot(ax + t * dx, ay + t * dy);
        if (away >= best) continue;
        best = away;
        best_t = t;
        found.segment = i;
        // The position stands to the right when the line's direction turns clockwise towards it.
        found.offset = {dx * ay - dy * ax > 0 ? away : -away};
    }
    found.position = between(corners_[found.segment], corners_[found.segment + 1], best_t);
    found.along = along_[found.segment] + (along_[found.segment + 1] - along_[found.segment]) * best_t;
    found.away = {best};
    return found;
}

Line Line::reversed() const {
    std::vector<Position> corners(corners_.rbegin(), corners_.rend());
    return Line(std::move(corners));
}

}  // namespace vigia::geo
