#pragma once
#include <string_view>

// The library's settings, the same for all who include it; its own code is built once, in toml.cpp.
#define TOML_EXCEPTIONS 0
#undef NDEBUG
#define TOML_ASSERT(expr) static_cast<void>(0)  // version 3.3 asserts on bad input (`[=`) before it tells the error
#define TOML_HEADER_ONLY 0  // and the Debian library is built with exceptions
#include <toml++/toml.h>

#include "base/result.h"

namespace vigia {

/// The root table of a TOML text; places in it are lines and columns of that text (a column that follows
/// letters beyond ASCII counts their escapes, see toml_text.h).
/// Errors: bad_input as `file_name:line:column: what`, with the line in `Error`.
/// Source: TOML 1.0.
[[nodiscard]] Result<toml::table> toml_table(std::string_view text, std::string_view file_name);

}  // namespace vigia
