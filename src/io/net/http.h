#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigia::net {

/// The methods that routes can have. HEAD is answered by the GET route, without its body.
enum class Method : std::uint8_t { get, head, post, put, patch, remove };

/// `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`.
[[nodiscard]] std::string_view name(Method method);
[[nodiscard]] std::optional<Method> method_from_name(std::string_view text);

/// A named text: a header field, a value of the query, a part of the path.
struct Pair {
    std::string name, value;
    bool operator==(const Pair&) const = default;
};

/// What the server has counted since it started. Read it only on the server's thread (in a handler,
/// a callback of the channel, or `Server::post`).
struct Counters {
    std::map<int, std::uint64_t> answered;            ///< HTTP answers by status code
    std::map<std::string, std::uint64_t> refused;     ///< by limit or check: `host`, `header_time`, …
    std::uint64_t connections_open = 0, connections_total = 0;
    std::uint64_t clients_open = 0, clients_total = 0;  ///< WebSocket
    std::uint64_t frames_sent = 0, frames_dropped = 0;  ///< WebSocket, server to client
    std::uint64_t bytes_sent = 0;                       ///< bodies and frames
    std::uint64_t messages_received = 0;                ///< WebSocket, client to server
};

/// A request that was checked: its target is lawful, its Host and Origin are ours, its size is in
/// bounds. Names of header fields are lower case.
struct Request {
    Method method = Method::get;
    std::string path;               ///< percent-decoded, begins with `/`, without `.` or `..` parts
    std::vector<Pair> parameters;   ///< the `{…}` parts of the route's pattern
    std::vector<Pair> query;        ///< percent-decoded, in order
    std::vector<Pair> headers;
    std::string body;
    const Counters* server = nullptr;  ///< of the server that took the request; null in unit tests

    /// The value of a part of the path; empty when the pattern has no such part.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
    /// The first value of that name in the query.
    [[nodiscard]] std::optional<std::string_view> asked(std::string_view name) const;
    /// The value of a header field, `name` in lower case; empty when absent.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Bytes that many answers and frames can share without copying.
class Body {
  public:
    Body() = default;
    Body(std::string text);                                 ///< takes the bytes
    Body(std::shared_ptr<const std::string> text);          ///< shares the bytes
    [[nodiscard]] static Body lasting(std::string_view bytes);  ///< bytes that outlive the server
    [[nodiscard]] std::string_view view() const { return bytes_; }

  private:
    std::shared_ptr<const std::string> owner_;
    std::string_view bytes_;
};

/// An answer. The server adds length, date, connection and security headers by itself.
struct Response {
    int status = 200;
    std::string content_type;  ///< empty with an empty body
    Body body;
    std::vector<Pair> headers;  ///< further fields; `cache-control: no-store` and the security fields are added when absent
};

[[nodiscard]] Response json(std::string text, int status = 200);
[[nodiscard]] Response text(std::string text, int status = 200);

/// An error as `application/problem+json` (RFC 9457): `detail` says what was wrong and what to do.
[[nodiscard]] Response problem(int status, std::string_view detail);

/// The usual words for a status code, as in `404 Not Found`.
[[nodiscard]] std::string_view reason(int status);

/// `text` as one value of a query, everything but letters, digits and `-._~` percent-encoded.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace vigia::net
