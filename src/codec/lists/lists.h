#pragma once
#include <string_view>

#include "base/result.h"
#include "model/lists.h"

namespace vigia::lists {

/// Reads one list file into entries, after those that are there. `file_name` is for errors.
/// Errors: bad_input with every fault, a line each: `file:line:column: key: …`; nothing is added then.
[[nodiscard]] Result<void> read(std::string_view text, std::string_view file_name, model::ListEntries& into);

}  // namespace vigia::lists
