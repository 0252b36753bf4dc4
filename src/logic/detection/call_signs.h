#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/identity.h"

/// Which administration gives out an MMSI and a call sign: only to see whether what a vessel declares of itself holds
/// together. No judgement asks which administration it is; a test permutes them all.
namespace vigia::detection {

/// An administration and what the ITU allots to it, its territories included: since call signs of a territory may come from
/// the series of its mother country, the two are one here. Blanks part the runs: `351-357`, `3E-F`, `SSN-Z`; a series of one
/// sign stands for all that begins with it.
/// Sources: ITU table of maritime identification digits; Radio Regulations, appendix 42 (as published in 2024).
struct Administration {
    std::string_view code;  ///< ISO 3166-1
    std::string_view digits;
    std::string_view series;
};
[[nodiscard]] std::span<const Administration> administrations();

/// A place in `administrations()`.
enum class Country : std::uint8_t {};
[[nodiscard]] std::string_view code(Country country);

/// Whose country digits (MID) an MMSI has; empty when they are given to nobody, or it is no ship's.
[[nodiscard]] std::optional<Country> country_of(model::Mmsi mmsi);

/// Whose series a ship's call sign is of; empty when it is of none, or has not the form of one (Radio Regulations, 19.50 and
/// 19.55: two signs, at most two letters, at most five digits), as `NONE` and `12345`.
[[nodiscard]] std::optional<Country> country_of_call_sign(std::string_view call_sign);

/// Capitals, and no blanks or strokes.
[[nodiscard]] std::string plain_call_sign(std::string_view call_sign);

}  // namespace vigia::detection
