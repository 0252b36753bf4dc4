#pragma once
#include <span>

#include "base/units.h"

namespace vigia::search {

/// How the chance to see an object grows with the coverage of an area.
enum class Sight : unsigned char {
    random,          ///< tracks without order: 1 - exp(-C). Source: Koopman, OEG Report 56 (1946), chapter 2
    inverse_cube,    ///< parallel sweeps, sight falling with the cube of the distance: erf(sqrt(pi)/2 C). Source: the same
    definite_range,  ///< parallel sweeps, all is seen within half the sweep width, nothing beyond: min(1, C)
};

/// One value of a lateral range curve: the chance to see an object that is passed at this distance abeam.
struct Abeam {
    Metres distance;  ///< positive to starboard, negative to port
    double seen = 0;  ///< [0, 1]
};

/// Sweep width: the area under the lateral range curve, by trapezia between its values and nothing beyond its ends.
/// Distances ascend; with fewer than two values it is 0. Source: IAMSAR Manual vol. II, 4.6.
[[nodiscard]] Metres sweep_width(std::span<const Abeam> curve);

/// Sweep width as corrected for a day: table value times the factors of weather, speed and fatigue, each in (0, 1.5].
/// Source: IAMSAR Manual vol. II, 4.6.12 (W = Wu fw fv ff). The tables themselves are not part of the project.
[[nodiscard]] Metres corrected(Metres uncorrected, double weather, double speed, double fatigue);

/// Coverage C = W / S of parallel tracks `spacing` apart. Source: IAMSAR Manual vol. II, 4.6.
[[nodiscard]] double coverage(Metres sweep, Metres spacing);

/// Coverage C = W v t / A of a search effort in an area of `square_metres`.
[[nodiscard]] double coverage(Metres sweep, MetresPerSecond speed, Seconds time, double square_metres);

/// Probability of detection at a coverage (0 or more) of an object that is in the area.
[[nodiscard]] double detection(Sight sight, double coverage);

/// The coverage that gives a probability of detection in [0, 1); at 1 it is 1 for `definite_range`, else infinite.
[[nodiscard]] double coverage_for(Sight sight, double detection);

/// The chance to see a craft that crosses a barrier of `length` at `target` speed while a searcher runs to and fro along
/// it at `own` speed, both speeds above 0. With definite range it is C - C^2/4 up to C = 2, and 1 above; with the other
/// kinds of sight the detection at C, where C = W sqrt(v^2 + u^2) / (L u). Neglected: what is seen beyond the barrier's
/// ends. Source: relative motion as in Koopman, Search and Screening (1946), 8; the overlap at the turns is derived in
/// README.md.
[[nodiscard]] double barrier_detection(Sight sight, Metres sweep, MetresPerSecond own, MetresPerSecond target, Metres length);

/// The most that any patrol of this barrier can reach with definite range: min(1, C), tracks without overlap.
[[nodiscard]] double barrier_bound(Metres sweep, MetresPerSecond own, MetresPerSecond target, Metres length);

}  // namespace vigia::search
