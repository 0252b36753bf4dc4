#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "geo/plane.h"
#include "geo/water.h"

namespace vigia::search {

/// Metres a second east and north.
using Velocity = geo::Offset;

/// The first time, not negative, at which an interceptor of a speed can be where the target then is: the smallest t with
/// |p + v t| = s t on a flat sheet, `target` as seen from the interceptor. Empty when it never can. Source: closed form of
/// the quadratic (v v - s s) t t + 2 p v t + p p = 0, in the form that loses no digits.
[[nodiscard]] std::optional<Seconds> time_to_meet(geo::Offset target, Velocity velocity, MetresPerSecond own);

/// Where something will be, corner by corner; straight and steady between two of them.
struct Passage {
    struct Corner {
        geo::Position at;
        Seconds after;  ///< the beginning; ascending
    };
    std::vector<Corner> corners;  ///< at least one; after the last it is no longer known

    [[nodiscard]] geo::Position at(Seconds after) const;
    [[nodiscard]] Seconds ends() const { return corners.back().after; }
    [[nodiscard]] double fastest() const;  ///< metres a second
};

/// The passage of a vessel that keeps course and speed for a time.
[[nodiscard]] Passage steady(geo::Position from, Degrees course, MetresPerSecond speed, Seconds lasts);

/// Who may be sent.
struct Interceptor {
    std::string id;
    geo::Position at;
    MetresPerSecond speed;
    Seconds ready{0};                    ///< before it can leave
    std::optional<Seconds> endurance{};  ///< under way, out, alongside and back, at this speed
    std::optional<geo::Position> home{};  ///< where it goes afterwards; empty: where it is now
};

/// A meeting of an interceptor with a passage.
struct Meeting {
    Seconds after;                    ///< the beginning; a way to be there in time is known (upper bound)
    Seconds lower;                    ///< nobody of this speed can be there earlier, not even over land
    geo::Position where;
    std::vector<geo::Position> way;   ///< corners, both ends included
    Metres length;
    std::optional<Seconds> back;      ///< time of the way home from there; empty when there is none
    bool enough_fuel = true;          ///< whether out, alongside and back fit into the endurance
};

/// The earliest meeting of an interceptor with a passage, over water when `water` is given, else straight (aircraft).
/// `alongside` is the time spent there before going home. Empty when the passage ends before. The moment is within a second
/// of the first at which the way found is short enough. Source: the first root of d(t)/s + ready - t, looked for by steps
/// that the greatest closing speed cannot jump over.
/// Cost: one SeaWays from the interceptor and one from its home. Errors: bad_input when speed or passage are not usable.
[[nodiscard]] Result<std::optional<Meeting>> meet(const Interceptor& who, const Passage& target, const geo::WaterSheet* water, Seconds alongside = Seconds{0});

}  // namespace vigia::search
