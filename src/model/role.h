#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/observation.h"

namespace vigia::model {

/// What a vessel does for a living, as far as it exempts it from rules about meetings and ways.
/// Source: ITU-R M.1371-5, annex 8, table 53. Never by flag.
enum class Role : std::uint8_t {
    ordinary, pilot, search_and_rescue, tug, tender, anti_pollution, law_enforcement, medical, military, dredger, diving,
    listed,  ///< named by the operator, and none of these
};
[[nodiscard]] Role role_of(std::optional<std::uint8_t> ship_type, Transceiver transceiver);

/// The name of a role in lists and in the API.
[[nodiscard]] std::string_view name(Role role);
/// Empty when no role has that name.
[[nodiscard]] std::optional<Role> role_named(std::string_view name);
inline constexpr std::size_t roles = 12;

}  // namespace vigia::model
