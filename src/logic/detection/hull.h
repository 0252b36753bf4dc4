#pragma once
#include "logic/detection/sheet.h"

namespace vigia::detection {

/// The outline of a vessel on the water: a rectangle by its declared dimensions, turned by its heading (or its course
/// where that is none), placed by its antenna. A point at the antenna where size or direction is not known.
struct Hull {
    geo::Position middle = geo::Position::of(0, 0);
    double scale = metres_per_degree;  ///< east_scale there
    Flat ahead{0, 1};                  ///< of size 1
    double half_length = 0, half_beam = 0;  ///< metres

    [[nodiscard]] bool is_point() const { return half_length <= 0; }
    /// From the middle to the farthest corner.
    [[nodiscard]] double reach() const { return std::sqrt(half_length * half_length + half_beam * half_beam); }
    /// The hull carried on by a way.
    [[nodiscard]] Hull carried(Flat gone) const;
};

/// Whether the bow points by the compass or by the way over ground.
enum class Pointing { by_heading, by_course };

/// The hull at the last fix. Where a set declares no place of its antenna (bow and port 0), that is taken as amidships.
[[nodiscard]] Hull hull_of(const model::Vessel& vessel, Pointing pointing = Pointing::by_heading);

/// Metres between the outlines; 0 where they touch or overlap. Cost: some 40 ns.
[[nodiscard]] Metres distance(const Hull& a, const Hull& b);

/// Whether the other hull, on its way `relative` (metres per second, against the own hull) meets within `span` the ellipse
/// around the own hull's middle whose full axes are `lengths` times its length and `beams` times its beam. In closed form:
/// the hull's path, in the sheet on which the ellipse is a circle, is a polygon of at most six sides. False around a point.
[[nodiscard]] bool meets_ellipse(const Hull& own, double lengths, double beams, const Hull& other, Flat relative, Seconds span);

}  // namespace vigia::detection
