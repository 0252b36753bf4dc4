#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/net/http.h"

namespace vigia::net {

/// A blocking client of a server on loopback, for `vigia doctor`, tests and benches: one connection,
/// plain sockets, every wait bounded by `patience`.
class Probe {
  public:
    /// What came back; names of fields are lower case.
    struct Reply {
        int status = 0;
        std::vector<Pair> headers;
        std::string body;
        [[nodiscard]] std::string_view header(std::string_view name) const;
    };
    /// A WebSocket message from the server.
    struct Message {
        enum class Kind : std::uint8_t { text, binary, closed } kind = Kind::text;
        std::string bytes;   ///< of a close: the reason
        int close_code = 0;  ///< of a close; 1006 when the connection broke
    };

    /// Errors: unavailable when nobody listens there.
    [[nodiscard]] static Result<Probe> connect(std::uint16_t port, Duration patience = Duration{10'000});
    Probe(Probe&& other) noexcept;
    Probe& operator=(Probe&& other) noexcept;
    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;
    ~Probe();

    /// One request and its whole answer. Host is added when `headers` has none.
    /// Errors: unavailable when the server closes early or `patience` ends; bad_input when what
    /// comes is not HTTP.
    [[nodiscard]] Result<Reply> ask(std::string_view method, std::string_view target,
                                    const std::vector<Pair>& headers = {}, std::string_view body = {});
    /// Sends bytes as they are, for hostile tests.
    [[nodiscard]] Result<bool> send_raw(std::string_view bytes);
    /// Reads one answer; `Head::only` when it answers HEAD.
    enum class Head : std::uint8_t { only, and_body };
    [[nodiscard]] Result<Reply> read_reply(Head head = Head::and_body);
    /// Waits until the server closes the connection. Errors: unavailable when `patience` ends.
    [[nodiscard]] Result<bool> wait_closed();

    /// Upgrades the connection to a WebSocket; the answer has status 101 when it worked.
    [[nodiscard]] Result<Reply> upgrade(std::string_view target, std::string_view subprotocol,
                                        const std::vector<Pair>& headers = {});
    /// Sends a text message, masked as RFC 6455 wants.
    [[nodiscard]] Result<bool> say(std::string_view text);
    /// The next message; pings are answered on the way.
    [[nodiscard]] Result<Message> hear();

  private:
    Probe(int socket, std::uint16_t port, Duration patience);
    [[nodiscard]] Result<bool> fill();

    int socket_ = -1;
    std::uint16_t port_ = 0;
    Duration patience_;
    std::string buffer_;
};

}  // namespace vigia::net
