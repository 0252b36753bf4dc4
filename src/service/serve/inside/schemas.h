#pragma once
#include <string_view>

namespace vigia::serve {

/// The JSON Schemas of the API by name, one JSON object as text: what
/// `{"$ref":"#/components/schemas/…"}` in routes means. Dialect: 2020-12, as OpenAPI 3.1 wants.
[[nodiscard]] std::string_view schemas_text();

}  // namespace vigia::serve
