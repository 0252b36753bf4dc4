#define TOML_IMPLEMENTATION
#include "base/toml.h"

#include <fmt/core.h>

#include "base/toml_text.h"

namespace vigia {

Result<toml::table> toml_table(std::string_view text, std::string_view file_name) {
    Result<std::string> lawful = toml_text(text, file_name);
    if (!lawful) return fail(std::move(lawful));
    toml::parse_result parsed = toml::parse(*lawful);
    if (parsed) return std::move(parsed).table();
    const toml::source_position at = parsed.error().source().begin;
    return fail(ErrorKind::bad_input, fmt::format("{}:{}:{}: {}", file_name, at.line, at.column, parsed.error().description()), at.line);
}

}  // namespace vigia
