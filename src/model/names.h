#pragma once
#include <string_view>

#include "model/observation.h"
#include "model/source.h"
#include "model/track.h"

namespace vigia::model {

/// The names of enumerators in JSON, CSV and metrics; people see docs/words.md instead.
[[nodiscard]] std::string_view name(MmsiKind kind);
[[nodiscard]] std::string_view name(Transceiver transceiver);
[[nodiscard]] std::string_view name(NavigationStatus status);
[[nodiscard]] std::string_view name(Freshness freshness);
[[nodiscard]] std::string_view name(SourceState state);
[[nodiscard]] std::string_view name(TroubleKind kind);
[[nodiscard]] std::string_view name(ParticularsField field);

}  // namespace vigia::model
