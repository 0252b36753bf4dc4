#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"
#include "io/net/http.h"
#include "io/net/server.h"

namespace vigia::net {

/// The fields that every answer carries, WebSocket upgrades too: nothing is loaded from or shown in
/// another site, types are not guessed, and no other origin may read what is served.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> security_headers();

enum class Connection : std::uint8_t { keep, close };

/// `Mon, 23 Nov 2026 19:27:05 GMT` (RFC 9110, section 5.6.7).
[[nodiscard]] std::string http_date(Time now);

/// Status line and header fields of an answer, up to and with the empty line. Fields of `response`
/// that hold control characters are left out: they would split the answer.
[[nodiscard]] std::string head_of(const Response& response, Connection connection, Time now);

/// The answer of a file of the front end: its gzip form when asked for and there is one; 304 when
/// the client has it.
[[nodiscard]] std::optional<Response> asset_answer(std::span<const Asset> assets, const Request& request);

}  // namespace vigia::net
