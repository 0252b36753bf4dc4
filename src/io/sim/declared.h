#pragma once
#include <cstdint>

#include "io/sim/air.h"
#include "io/sim/sent.h"
#include "logic/traffic/scenario.h"
#include "logic/traffic/vessel.h"

namespace vigia::sim {

/// Which part of the particulars a message gives: type 5 all, type 24 one of its parts.
enum class Said : std::uint8_t { all, part_a, part_b };

/// What messages say of a state, without the errors of measurement (see Sent; `at` and `deliveries` are
/// left to the caller).
[[nodiscard]] Sent declared_position(const traffic::Identity& who, const traffic::State& state, Quality quality);
[[nodiscard]] Sent declared_long_range(const traffic::Identity& who, const traffic::State& state);
[[nodiscard]] Sent declared_particulars(const traffic::Identity& who, const traffic::VoyagePlan& plan, Said said);
/// `words` must live as long as it.
[[nodiscard]] Sent declared_text(const traffic::Identity& who, std::uint8_t type, std::string_view words);
[[nodiscard]] Sent declared_base(const traffic::Receiver& station);
[[nodiscard]] Sent declared_aid(const traffic::Aid& aid);

}  // namespace vigia::sim
