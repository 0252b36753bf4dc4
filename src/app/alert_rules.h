#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "logic/alerting/rules.h"

namespace vigia::app {

/// Reads the operator's table of rules over the usual ones: `[[rule]]` with `kind` and any of `points`, `raises`, `budgeted`, `sound`, `only`,
/// `except` (lists of MMSIs), `owner`, `reviewed`; and `[weights]`. What is of safety stays so, whatever a file says.
/// Errors: bad_input, `file:line:column`, the key, what was expected.
[[nodiscard]] Result<alerting::Rules> rules_from_toml(std::string_view text, const std::string& file);

}  // namespace vigia::app
