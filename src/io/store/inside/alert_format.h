#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/alert.h"

namespace vigia::store {

/// An alert as one JSON object, everything but its log.
[[nodiscard]] std::string alert_text(const model::Alert& alert);
/// Reads what `alert_text` wrote. Errors: bad_input that names the member.
[[nodiscard]] Result<model::Alert> alert_from_text(std::string_view text);

}  // namespace vigia::store
