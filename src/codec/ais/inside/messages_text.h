#pragma once
#include <string_view>

namespace vigia::ais::inside {

/// The content of data/ais-messages.toml, put here by the build.
extern const std::string_view messages_text;

}  // namespace vigia::ais::inside
