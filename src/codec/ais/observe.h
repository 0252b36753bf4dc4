#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "codec/ais/batch.h"
#include "model/observation.h"

namespace vigia::ais {

/// What a message says about its sender, if it is a report: a fix for types 1, 2, 3, 4, 9, 11, 18, 19,
/// 21 and 27; particulars for 5, 19, 21 and 24 (each part what it holds). Nothing for other types, and
/// none for an MMSI above 999,999,999. `seen` is the time stated by the line, or the epoch where there
/// is none; `heard`, `source` and `station` are for the caller to fill in.
/// Cost: no allocation.
[[nodiscard]] std::optional<model::Observation> observe(const Batch& batch, std::size_t message);

/// A safety text, as people read it.
struct SafetyText {
    model::Mmsi mmsi = model::Mmsi::of(0);
    std::string text;
};

/// The text of a message of type 12 or 14; nothing for other types and for an MMSI above 999,999,999.
[[nodiscard]] std::optional<SafetyText> safety_text(const Batch& batch, std::size_t message);

/// The kind of station by message type and MMSI: an AIS-SART reports in type 1.
[[nodiscard]] model::Transceiver transceiver_of(unsigned type, model::Mmsi mmsi);

}  // namespace vigia::ais
