#pragma once
#include <utility>
#include <vector>

#include "model/area.h"

namespace vigia::detection {

/// The limits of one detector: those of the file, and others inside some areas. A `Limits` struct lists its members by
/// name, so that configuration is read and shown by one piece of code:
///
///     struct Limits {
///         MetresPerSecond speed = from_knots(25);
///         Duration held = std::chrono::minutes(2);
///         template <class Visitor> void visit(Visitor& v) { v("speed_kn", speed); v("held_s", held); }
///     };
///
/// The end of a name is its unit in the file: _kn, _m, _nm, _s, _min, _h, _deg, _share, _count.
template <class Limits>
struct ByArea {
    Limits usual;
    std::vector<std::pair<model::AreaIndex, Limits>> special;  ///< the first that holds counts

    [[nodiscard]] const Limits& at(const model::Whereabouts& where) const {
        for (const auto& [area, limits] : special)
            if (where.areas.test(area)) return limits;
        return usual;
    }
    /// Those of one area, wherever the vessel is.
    [[nodiscard]] const Limits& of(model::AreaIndex wanted) const {
        for (const auto& [area, limits] : special)
            if (area == wanted) return limits;
        return usual;
    }
};

}  // namespace vigia::detection
