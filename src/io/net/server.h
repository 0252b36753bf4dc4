#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/net/http.h"
#include "io/net/route.h"

namespace vigia::net {

/// Where to listen.
struct Endpoint {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: any free one; `Server::port` tells which
};

/// Reads `127.0.0.1:8080`, `localhost:0`, `[::1]:8080` or `:8080`.
/// Errors: bad_input when it is not HOST:PORT; denied, with the remedy, when the host is not a
/// loopback address: until there are accounts nobody else may reach the server.
[[nodiscard]] Result<Endpoint> endpoint_from_text(std::string_view text);

/// A file of the front end, kept in the program.
struct Asset {
    std::string_view path;  ///< `/index.html`; `/` is answered by it when there is no `/`
    std::string_view content_type;
    std::string_view etag;  ///< strong, with its quotation marks
    std::string_view bytes;
    std::string_view gzip;  ///< the same bytes by gzip, or empty
    bool immutable = false;  ///< its name holds a hash of its bytes: kept by browsers for a year
};

/// Upper bounds. Each refusal is counted in `Counters::refused` under the name given here.
struct Limits {
    std::size_t target_bytes = 2048;              ///< `target`: 414
    std::size_t header_bytes = 16 * 1024;         ///< `header_size`: 431
    std::size_t body_bytes = 64 * 1024;           ///< `body_size`: 413
    Duration header_time{5'000};                  ///< `request_time`: first byte to end of header: 408
    Duration body_time{10'000};                   ///< `request_time`: end of header to end of body: 408
    Duration idle_time{30'000};                   ///< between requests; closed, not counted
    Duration write_time{30'000};                  ///< `write_time`: an answer not taken; closed
    std::size_t connections = 1024;               ///< `connections`: 503
    std::size_t clients = 256;                    ///< `clients`: WebSocket, 503
    std::size_t message_bytes = 64 * 1024;        ///< `message_size`: from a WebSocket client: 1009
    std::size_t queued_frames = 64;               ///< for one WebSocket client
    std::size_t queued_bytes = 32 * 1024 * 1024;  ///< for one WebSocket client
    Duration stall_time{30'000};  ///< `stalled`: a client that takes no frame so long is closed
    Duration ping_time{20'000};   ///< silent clients are pinged after half of it, closed after all of it
    Duration farewell_time{2'000};  ///< how long `stop` waits for answers under way
};

/// One WebSocket connection; never used again.
enum class ClientId : std::uint64_t {};

/// Whether a frame may be left out when its client cannot keep up.
enum class Loss : std::uint8_t { allowed, forbidden };

/// A WebSocket message to a client. Its bytes are shared by all who get them.
struct Frame {
    enum class Kind : std::uint8_t { text, binary } kind = Kind::text;
    Loss loss = Loss::allowed;
    Body body;
};

/// How much a client has still to take.
struct Backlog {
    std::size_t frames = 0, bytes = 0;
    std::uint64_t dropped = 0;  ///< frames left out since it came
};

/// The WebSocket clients of the server, for the callbacks of its channel. Only on its thread.
class Clients {
  public:
    virtual ~Clients() = default;
    /// Queues a frame. When the queue is full the oldest frame that allows loss is left out and
    /// counted; if none does, the client is closed (1013) as `stalled`. Unknown clients are ignored.
    virtual void send(ClientId client, Frame frame) = 0;
    [[nodiscard]] virtual Backlog backlog(ClientId client) const = 0;
    [[nodiscard]] virtual const Counters& counters() const = 0;
};

/// A WebSocket endpoint. All callbacks run on the server's thread.
struct Channel {
    std::string path;         ///< empty: there is no channel
    std::string subprotocol;  ///< the client must offer it
    std::string right;
    std::function<void(Clients&, ClientId)> opened;
    std::function<void(Clients&, ClientId, std::string_view text)> message;
    std::function<void(Clients&, ClientId)> closed;
    /// Called every `every` with the time that the server has run.
    std::function<void(Clients&, Duration running)> tick;
    Duration every{250};
};

/// Everything that a server serves.
struct Site {
    std::vector<Route> routes;
    std::vector<Asset> assets;
    Channel channel;
};

/// An HTTP/1.1 and WebSocket server with one thread of its own. It listens on loopback only, checks
/// Host on every request and Origin on upgrades and unsafe methods, puts security headers on every
/// answer, and bounds everything that a stranger can make it hold.
class Server {
  public:
    /// Listens, then starts the thread.
    /// Errors: denied when the host is not loopback or the port needs a right; unavailable when the
    /// port is taken.
    [[nodiscard]] static Result<std::unique_ptr<Server>> start(const Endpoint& endpoint, Site site,
                                                               const Limits& limits = {});
    virtual ~Server() = default;  ///< stops

    [[nodiscard]] virtual std::uint16_t port() const = 0;  ///< the actual port
    [[nodiscard]] virtual std::string url() const = 0;     ///< `http://127.0.0.1:8080/`
    /// Runs `work` on the server's thread soon; from any thread. Dropped once the server stops.
    virtual void post(std::function<void()> work) = 0;
    /// Takes no more connections, finishes answers under way, tells WebSocket clients that it goes
    /// (1001), ends the thread. May be called twice.
    virtual void stop() = 0;
};

}  // namespace vigia::net
