#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/units.h"

namespace vigia::search {

/// How one component of leeway follows the wind at 10 m: slope times wind plus offset, with a spread.
struct LeewayLine {
    double slope = 0;         ///< metres a second for each metre a second of wind
    MetresPerSecond offset{};
    MetresPerSecond spread{};  ///< standard deviation about the line
};

/// How wind moves a floating object through the water, straight downwind and across it to either side.
struct Leeway {
    LeewayLine down, right, left;  ///< right of downwind positive; `left` is negative or zero
};

/// How far the numbers of a kind could be followed up.
enum class Standing : std::uint8_t {
    secondary,  ///< read in a public manual that took them from the report; the report itself was not read
    stated,     ///< as the project's own notes give them, from the operational table of the Coast Guard
};

/// One kind of object.
struct LeewayKind {
    std::string_view id, en, es;
    Leeway leeway;
    Standing standing;
    std::string_view source;
};

/// The kinds known, in a fixed order.
///
/// Sources: Allen and Plourde, "Review of Leeway: Field Experiments and Implementation", US Coast Guard R&D Center
/// CG-D-08-99 (1999), whose speed and divergence angle are taken from the National Search and Rescue Manual of Australia
/// (2023), appendix D-5, tables D-5:1 and D-5:2, that adapts them; split here into downwind and crosswind parts as Allen,
/// "Leeway Divergence", CG-D-05-05 (2005) recommends. The spreads are those of the widest class of that work (12.0 and
/// 9.4 cm/s) for all kinds, since the manual prints none: a search area may come out too wide, not too narrow.
[[nodiscard]] std::span<const LeewayKind> leeway_kinds();

/// The kind of an id; empty when there is none.
[[nodiscard]] const LeewayKind* leeway_kind(std::string_view id);

}  // namespace vigia::search
