#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia {

/// A text that may be handed to the TOML library: the same values, line for line, in ASCII alone. The
/// library has undefined behaviour on letters beyond ASCII in some places where TOML forbids them, and what
/// it is never given can't lead there. In a string such a letter is written as its escape (so a column that
/// the library names later in that line counts the escape's characters); in a comment it is blanked out.
/// Source: TOML 1.0, "Comment" and "String".
/// Errors: bad_input as `file_name:line:column: …` on a byte that is not UTF-8, a control character, and a
/// letter beyond ASCII that is in neither a comment nor a string in double quotes.
[[nodiscard]] Result<std::string> toml_text(std::string_view text, std::string_view file_name);

}  // namespace vigia
