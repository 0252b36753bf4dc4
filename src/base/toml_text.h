#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia {

/// A text that may be handed to the TOML library: the same bytes, line for line and column for column,
/// but with the letters beyond ASCII of comments blanked out. The library has undefined behaviour on some
/// letters beyond ASCII outside strings, where TOML forbids them.
/// Errors: bad_input as `file_name:line:column: …` on a byte that is not UTF-8, a control character (TOML
/// 1.0, "Comment" and "String") and a letter beyond ASCII that is in neither a string nor a comment.
[[nodiscard]] Result<std::string> toml_text(std::string_view text, std::string_view file_name);

}  // namespace vigia
