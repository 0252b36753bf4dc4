#pragma once
#include <cstdint>

#include "codec/ais/batch.h"
#include "model/observation.h"

namespace vigia::engine {

/// A hash of what was on the air, the repeat indicator left out: equal for one report heard by
/// several receivers or repeated by a repeater.
[[nodiscard]] std::uint64_t digest_of(const ais::Batch& batch, std::size_t message);

/// A hash of what a row of a table says of a vessel, its time included.
[[nodiscard]] std::uint64_t digest_of(const model::Observation& row);

}  // namespace vigia::engine
