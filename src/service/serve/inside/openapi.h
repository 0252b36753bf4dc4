#pragma once
#include <span>
#include <string>
#include <string_view>

#include "io/net/server.h"

namespace vigia::serve {

/// The OpenAPI 3.1 document of routes and the live channel. Stops when a route's schema is not JSON:
/// that is our own bug, and a test makes the document.
[[nodiscard]] std::string openapi_text(std::span<const net::Route> routes, const net::Channel& channel,
                                       std::string_view version);

}  // namespace vigia::serve
