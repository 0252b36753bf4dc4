#include "io/net/server.h"

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <set>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <fmt/core.h>

#include "io/net/inside/answer.h"

namespace vigia::net {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using tcp = asio::ip::tcp;
using beast::error_code;
using Steady = std::chrono::steady_clock;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

Time wall_now() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

/// A HTTP connection, from its acceptance to its end or its upgrade.
struct Session : std::enable_shared_from_this<Session> {
    explicit Session(tcp::socket socket) : stream(std::move(socket)), patience(stream.get_executor()) {}

    /// Ends the reads that follow when they take longer; unlike a time-out of the stream this leaves it
    /// open, so that the client can be told.
    void read_within(Duration at_most) {
        stream.expires_never();
        patience.expires_after(at_most);
        patience.async_wait([self = shared_from_this(), mine = ++reads](const error_code& error) {
            if (error || mine != self->reads) return;
            self->late = true;
            self->stream.cancel();
        });
    }
    void read_ended() {
        ++reads;
        patience.cancel();
    }

    beast::tcp_stream stream;
    asio::steady_timer patience;
    unsigned reads = 0;    ///< those that `read_within` has bounded
    bool late = false;     ///< the last of them took too long
    beast::flat_buffer buffer;
    bool idle = true;      ///< between requests
    bool closing = false;  ///< no further request is taken
};

/// A WebSocket connection.
struct Peer {
    Peer(ClientId identity, beast::tcp_stream stream) : id(identity), socket(std::move(stream)) {}
    ClientId id;
    websocket::stream<beast::tcp_stream> socket;
    std::deque<Frame> queue;  ///< the front one is being written while `writing`
    std::size_t bytes = 0;    ///< in `queue`
    std::uint64_t dropped = 0;
    bool open = false;        ///< the handshake is done
    bool writing = false;
    bool closing = false;
    Steady::time_point write_began{};
};

websocket::close_reason farewell_reason() { return {websocket::close_code::going_away, "the server stops"}; }

using Parser = http::request_parser<http::string_body>;

/// What a request line and its header become, if they are lawful; else the refusal.
struct Understood {
    Request request;
    std::optional<Response> refusal;
    const char* refused = nullptr;  ///< the name in `Counters::refused`
};

class BeastServer final : public Server, public Clients {
  public:
    BeastServer(tcp::acceptor acceptor, std::unique_ptr<asio::io_context> context, Site site, const Limits& limits)
        : context_(std::move(context)), acceptor_(std::move(acceptor)), ticker_(*context_),
          site_(std::move(site)), limits_(limits),
          address_(acceptor_.local_endpoint()) {}

    ~BeastServer() override { stop(); }

    void run() {
        started_ = Steady::now();
        asio::co_spawn(*context_, accept_all(), asio::detached);
        if (!site_.channel.path.empty()) asio::co_spawn(*context_, tick_all(), asio::detached);
        thread_ = std::thread([this] { context_->run(); });
    }

    [[nodiscard]] std::uint16_t port() const override { return address_.port(); }
    [[nodiscard]] std::string url() const override {
        return fmt::format("http://{}:{}/", address_.address().is_v6() ? "[::1]" : "127.0.0.1", port());
    }
    void post(std::function<void()> work) override { asio::post(*context_, std::move(work)); }
    void stop() override;

    void send(ClientId client, Frame frame) override;
    [[nodiscard]] Backlog backlog(ClientId client) const override;
    [[nodiscard]] const Counters& counters() const override { return counters_; }

  private:
    using Sessions = std::set<std::shared_ptr<Session>>;

    asio::awaitable<void> accept_all();
    asio::awaitable<void> tick_all();
    asio::awaitable<void> serve(std::shared_ptr<Session> session);
    asio::awaitable<bool> serve_one(Session& session);
    asio::awaitable<bool> write(Session& session, const Response& response, Method method);
    asio::awaitable<void> drain(Session& session);
    asio::awaitable<void> refuse_header(Session& session, error_code error);
    asio::awaitable<void> live(std::unique_ptr<Session> session, http::request<http::string_body> request);

    [[nodiscard]] Understood understand(http::request<http::string_body>& raw) const;
    [[nodiscard]] Response answer(const Request& request);
    [[nodiscard]] std::optional<Response> refuse_upgrade(const Request& request, std::size_t early);
    void refuse_connection(tcp::socket socket);
    void write_next(const std::shared_ptr<Peer>& peer);
    bool make_room(Peer& peer, std::size_t size);
    void cut_off(Peer& peer, const char* why);
    void close_stalled();
    void say_farewell();
    asio::awaitable<void> leave();

    std::unique_ptr<asio::io_context> context_;  // first: all that waits in it dies before it
    tcp::acceptor acceptor_;
    asio::steady_timer ticker_;
    const Site site_;
    const Limits limits_;
    const tcp::endpoint address_;
    Steady::time_point started_{};
    std::thread thread_;
    std::atomic<bool> stopping_ = false;

    Counters counters_;
    Sessions sessions_;
    std::map<ClientId, std::shared_ptr<Peer>> peers_;
    std::uint64_t next_client_ = 1;
};

asio::awaitable<void> BeastServer::accept_all() {
    for (;;) {
        auto [error, socket] = co_await acceptor_.async_accept(as_result);
        if (stopping_) co_return;
        if (error) {  // out of descriptors, most likely: let others end first
            ++counters_.refused["accept"];
            asio::steady_timer pause(*context_, std::chrono::milliseconds(100));
            co_await pause.async_wait(as_result);
            continue;
        }
        ++counters_.connections_total;
        if (counters_.connections_open >= limits_.connections) {
            refuse_connection(std::move(socket));
            continue;
        }
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        auto session = std::make_shared<Session>(std::move(socket));
        ++counters_.connections_open;
        sessions_.insert(session);
        asio::co_spawn(*context_, serve(session), asio::detached);
    }
}

void BeastServer::refuse_connection(tcp::socket socket) {
    ++counters_.refused["connections"];
    ++counters_.answered[503];
    const Response full = problem(503, "Too many connections. Close some tabs, or try again later.");
    const std::string head = head_of(full, Connection::close, wall_now());
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(std::array{asio::buffer(head), asio::buffer(full.body.view())}, ignored);
}

/// Calls the channel's tick at its pace and closes clients that take nothing.
asio::awaitable<void> BeastServer::tick_all() {
    auto due = started_;
    while (!stopping_) {
        due += site_.channel.every;
        const auto now = Steady::now();
        if (due < now) due = now;  // after a pause of the machine: no burst of ticks
        ticker_.expires_at(due);
        const auto [error] = co_await ticker_.async_wait(as_result);
        if (error || stopping_) co_return;
        close_stalled();
        if (site_.channel.tick)
            site_.channel.tick(*this, std::chrono::duration_cast<Duration>(Steady::now() - started_));
    }
}

void BeastServer::close_stalled() {
    const auto now = Steady::now();
    std::vector<std::shared_ptr<Peer>> stalled;
    for (const auto& [id, peer] : peers_)
        if (peer->writing && now - peer->write_began > limits_.stall_time) stalled.push_back(peer);
    for (const auto& peer : stalled) cut_off(*peer, "stalled");
}

asio::awaitable<void> BeastServer::serve(std::shared_ptr<Session> session) {
    while (!session->closing && !stopping_)
        if (!co_await serve_one(*session)) break;
    error_code ignored;
    if (session->stream.socket().is_open()) session->stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    sessions_.erase(session);
    --counters_.connections_open;
}

/// One request and its answer; false when the connection is to be closed or has become a WebSocket.
asio::awaitable<bool> BeastServer::serve_one(Session& session) {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
    parser.body_limit(limits_.body_bytes);
    if (session.buffer.size() == 0) {
        session.idle = true;
        session.stream.expires_after(limits_.idle_time);
        const auto [error, size] = co_await session.stream.async_read_some(session.buffer.prepare(4096), as_result);
        if (error) co_return false;
        session.buffer.commit(size);
        session.idle = false;
    }
    session.read_within(limits_.header_time);
    {
        const auto [error, size] = co_await http::async_read_header(session.stream, session.buffer, parser, as_result);
        if (error) {
            co_await refuse_header(session, error);
            co_return false;
        }
    }
    if (!parser.is_done()) {
        session.read_within(limits_.body_time);
        const auto [error, size] = co_await http::async_read(session.stream, session.buffer, parser, as_result);
        if (error) {
            co_await refuse_header(session, error);
            co_return false;
        }
    }
    session.read_ended();
    session.closing = session.closing || !parser.get().keep_alive();
    Understood understood = understand(parser.get());
    Request& request = understood.request;
    request.server = &counters_;
    if (understood.refusal) {
        ++counters_.refused[understood.refused];
        co_return co_await write(session, *understood.refusal, request.method);
    }
    if (websocket::is_upgrade(parser.get())) {
        if (const auto refusal = refuse_upgrade(request, session.buffer.size())) co_return co_await write(session, *refusal, request.method);
        auto moved = std::make_unique<Session>(session.stream.release_socket());
        asio::co_spawn(*context_, live(std::move(moved), parser.release()), asio::detached);
        co_return false;
    }
    co_return co_await write(session, answer(request), request.method);
}

/// Tells why a request could not be read, where the stream is still open, and lets it go.
asio::awaitable<void> BeastServer::refuse_header(Session& session, error_code error) {
    session.closing = true;
    session.read_ended();
    const bool spoken = error != http::error::end_of_stream && error != http::error::partial_message &&
                        error.category() == http::make_error_code(http::error::bad_method).category();
    if (!spoken && !session.late) co_return;  // the client went away
    Response refusal = problem(400, "The request is not HTTP/1.1.");
    const char* refused = "syntax";
    if (session.late) {
        refusal = problem(408, "The request took too long to come in.");
        refused = "request_time";
    } else if (error == http::error::header_limit) {
        refusal = problem(431, fmt::format("The header has more than {} bytes.", limits_.header_bytes));
        refused = "header_size";
    } else if (error == http::error::body_limit) {
        refusal = problem(413, fmt::format("The body has more than {} bytes.", limits_.body_bytes));
        refused = "body_size";
    }
    ++counters_.refused[refused];
    co_await write(session, refusal, Method::get);
    co_await drain(session);
}

/// Reads what a refused client still sends, within bounds: closing at once would reset the
/// connection and take the answer with it.
asio::awaitable<void> BeastServer::drain(Session& session) {
    error_code ignored;
    session.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    session.stream.expires_after(std::chrono::seconds(1));
    std::array<char, 4096> waste;
    for (std::size_t total = 0; total < 4 * limits_.body_bytes;) {
        const auto [error, size] = co_await session.stream.async_read_some(asio::buffer(waste), as_result);
        if (error) co_return;
        total += size;
    }
}

/// Writes an answer; false when the connection is to be closed after it.
asio::awaitable<bool> BeastServer::write(Session& session, const Response& response, Method method) {
    const bool keep = !session.closing && !stopping_;
    const std::string head = head_of(response, keep ? Connection::keep : Connection::close, wall_now());
    const std::string_view body = method == Method::head || response.status == 304 ? "" : response.body.view();
    ++counters_.answered[response.status];
    session.stream.expires_after(limits_.write_time);
    const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body.data(), body.size())};
    const auto [error, size] = co_await asio::async_write(session.stream, parts, as_result);
    counters_.bytes_sent += size;
    if (error == beast::error::timeout) ++counters_.refused["write_time"];
    co_return !error && keep;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Understood BeastServer::understand(http::request<http::string_body>& raw) const {
    Understood out;
    const auto refuse = [&out](const char* why, int status, std::string_view detail) {
        out.refused = why;
        out.refusal = problem(status, detail);
    };
    const auto method = method_from_name(std::string_view(raw.method_string()));
    if (method) out.request.method = *method;
    for (const auto& field : raw)
        out.request.headers.push_back({lower(std::string_view(field.name_string())), std::string(field.value())});
    out.request.body = std::move(raw.body());

    if (raw.count(http::field::host) != 1) {
        refuse("host", 400, "Exactly one Host field is wanted.");
    } else if (!is_own_host(out.request.header("host"), port())) {
        refuse("host", 421, fmt::format("This server is http://127.0.0.1:{0}/ or http://localhost:{0}/ and no other.", port()));
    } else if (raw.target().size() > limits_.target_bytes) {
        refuse("target", 414, fmt::format("The target has more than {} bytes.", limits_.target_bytes));
    }
    if (out.refusal) return out;
    Result<Target> target = target_from_text(std::string_view(raw.target()));
    if (!target) {
        refuse("target", 400, target.error().message);
        return out;
    }
    out.request.path = std::move(target->path);
    out.request.query = std::move(target->query);
    if (!method) {
        refuse("method", 405, "This method is not known here.");
        out.refusal->headers.push_back({"allow", match(site_.routes, Method::get, out.request.path).allowed});
        return out;
    }

    const bool safe = (*method == Method::get || *method == Method::head) && !websocket::is_upgrade(raw);
    const std::string_view origin = out.request.header("origin");
    const std::string_view site = out.request.header("sec-fetch-site");
    const bool foreign = (!origin.empty() && !is_own_origin(origin, port())) || raw.count(http::field::origin) > 1 ||
                         site == "cross-site" || site == "same-site";
    if (!safe && foreign) refuse("origin", 403, "Pages of another site may not do this.");
    return out;
}

Response BeastServer::answer(const Request& request) {
    const Match found = match(site_.routes, request.method, request.path);
    if (found.route) {
        Request with_parameters = request;
        with_parameters.parameters = found.parameters;
        try {
            return found.route->handler(with_parameters);
        } catch (const std::exception& error) {
            ++counters_.refused["handler"];
            return problem(500, fmt::format("The server failed: {}", error.what()));
        }
    }
    const bool reads = request.method == Method::get || request.method == Method::head;
    if (reads)
        if (auto asset = asset_answer(site_.assets, request)) return std::move(*asset);
    if (reads && !site_.channel.path.empty() && request.path == site_.channel.path) {
        Response upgrade = problem(426, "This is a WebSocket: ask for an upgrade.");
        upgrade.headers.push_back({"upgrade", "websocket"});
        return upgrade;
    }
    std::string allowed = found.allowed;
    if (allowed.empty() && !reads) {
        Request read = request;
        read.method = Method::get;
        if (asset_answer(site_.assets, read) || request.path == site_.channel.path) allowed = "GET, HEAD";
    }
    if (allowed.empty()) return problem(404, "There is nothing at this path.");
    Response refusal = problem(405, fmt::format("This path can be asked by {}.", allowed));
    refusal.headers.push_back({"allow", allowed});
    return refusal;
}

/// Whether a comma-separated list holds a word.
bool lists(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), item.size() + 1));
        while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
        while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
        if (item == word) return true;
    }
    return false;
}

std::optional<Response> BeastServer::refuse_upgrade(const Request& request, std::size_t early) {
    if (site_.channel.path.empty() || request.path != site_.channel.path)
        return problem(404, "There is no WebSocket at this path.");
    if (early != 0) {
        ++counters_.refused["syntax"];
        return problem(400, "A client must wait for the answer to its upgrade before it speaks.");
    }
    if (!lists(request.header("sec-websocket-protocol"), site_.channel.subprotocol)) {
        ++counters_.refused["subprotocol"];
        return problem(400, fmt::format("The client must offer the subprotocol {}.", site_.channel.subprotocol));
    }
    if (peers_.size() >= limits_.clients) {
        ++counters_.refused["clients"];
        return problem(503, "Too many live clients. Close some tabs, or try again later.");
    }
    return std::nullopt;
}

/// A WebSocket client from its handshake to its end.
asio::awaitable<void> BeastServer::live(std::unique_ptr<Session> session, http::request<http::string_body> request) {
    const auto peer = std::make_shared<Peer>(ClientId{next_client_++}, std::move(session->stream));
    auto& socket = peer->socket;
    socket.set_option(websocket::stream_base::timeout{.handshake_timeout = limits_.header_time,
                                                      .idle_timeout = limits_.ping_time,
                                                      .keep_alive_pings = true});
    socket.set_option(websocket::stream_base::decorator([this](websocket::response_type& response) {
        response.set(http::field::sec_websocket_protocol, site_.channel.subprotocol);
        for (const auto& [name, value] : security_headers()) response.set(name, value);
    }));
    socket.read_message_max(limits_.message_bytes);
    socket.auto_fragment(false);  // one frame a message: a third of the latency at 50 kB
    socket.write_buffer_bytes(64 * 1024);
    beast::get_lowest_layer(socket).expires_never();
    peers_.emplace(peer->id, peer);  // before the handshake, so that it counts against the limit
    const auto [refused] = co_await socket.async_accept(request, as_result);
    ++counters_.answered[refused ? 400 : 101];
    const Channel& channel = site_.channel;
    if (!refused && peer->closing) co_await socket.async_close(farewell_reason(), as_result);
    if (!refused && !peer->closing) {
        peer->open = true;
        ++counters_.clients_open;
        ++counters_.clients_total;
        if (channel.opened) channel.opened(*this, peer->id);
        beast::flat_buffer buffer;
        for (;;) {
            const auto [error, size] = co_await socket.async_read(buffer, as_result);
            if (error == websocket::error::message_too_big) ++counters_.refused["message_size"];
            if (error) break;
            ++counters_.messages_received;
            const auto data = buffer.cdata();
            if (socket.got_text() && channel.message && !peer->closing)
                channel.message(*this, peer->id, {static_cast<const char*>(data.data()), data.size()});
            buffer.consume(buffer.size());
        }
        --counters_.clients_open;
    }
    peer->closing = true;
    peers_.erase(peer->id);
    if (peer->open && channel.closed) channel.closed(*this, peer->id);
}

void BeastServer::send(ClientId client, Frame frame) {
    const auto found = peers_.find(client);
    if (found == peers_.end() || found->second->closing) return;
    const std::shared_ptr<Peer> peer = found->second;
    const std::size_t size = frame.body.view().size();
    if (!make_room(*peer, size)) {
        cut_off(*peer, "stalled");
        return;
    }
    peer->bytes += size;
    peer->queue.push_back(std::move(frame));
    write_next(peer);
}

/// Leaves out the oldest frames that allow it until one more fits; false when none is left to drop.
bool BeastServer::make_room(Peer& peer, std::size_t size) {
    const auto full = [&] {
        return !peer.queue.empty() &&
               (peer.queue.size() >= limits_.queued_frames || peer.bytes + size > limits_.queued_bytes);
    };
    auto oldest = peer.queue.begin() + (peer.writing ? 1 : 0);
    while (full()) {
        while (oldest != peer.queue.end() && oldest->loss == Loss::forbidden) ++oldest;
        if (oldest == peer.queue.end()) return false;
        peer.bytes -= oldest->body.view().size();
        oldest = peer.queue.erase(oldest);
        ++peer.dropped;
        ++counters_.frames_dropped;
    }
    return true;
}

void BeastServer::write_next(const std::shared_ptr<Peer>& peer) {
    if (peer->writing || peer->closing || peer->queue.empty()) return;
    const Frame& frame = peer->queue.front();
    peer->writing = true;
    peer->write_began = Steady::now();
    peer->socket.text(frame.kind == Frame::Kind::text);
    const std::string_view bytes = frame.body.view();
    peer->socket.async_write(asio::buffer(bytes.data(), bytes.size()),
                             [this, peer](const error_code& error, std::size_t size) {
                                 peer->writing = false;
                                 counters_.bytes_sent += size;
                                 peer->bytes -= peer->queue.front().body.view().size();
                                 peer->queue.pop_front();
                                 if (error) return;  // the reading side sees it and ends the client
                                 ++counters_.frames_sent;
                                 write_next(peer);
                             });
}

void BeastServer::cut_off(Peer& peer, const char* why) {
    if (peer.closing) return;
    ++counters_.refused[why];
    peer.closing = true;
    beast::get_lowest_layer(peer.socket).close();
}

Backlog BeastServer::backlog(ClientId client) const {
    const auto found = peers_.find(client);
    if (found == peers_.end()) return {};
    const Peer& peer = *found->second;
    return {.frames = peer.queue.size(), .bytes = peer.bytes, .dropped = peer.dropped};
}

/// On the server's thread: no new connections, idle ones closed, WebSocket clients told.
void BeastServer::say_farewell() {
    error_code ignored;
    acceptor_.close(ignored);
    ticker_.cancel();
    for (const auto& session : sessions_) {
        session->closing = true;
        if (session->idle) session->stream.close();
    }
    for (const auto& [id, peer] : peers_) {
        if (peer->closing) continue;
        peer->closing = true;
        if (!peer->open) continue;  // nothing may be written while the handshake is; told after it
        peer->socket.async_close(farewell_reason(), [kept = peer](const error_code&) {});
    }
    asio::co_spawn(*context_, leave(), asio::detached);
}

/// Waits until everybody is gone; who does not go in time is cut off.
asio::awaitable<void> BeastServer::leave() {
    const auto deadline = Steady::now() + limits_.farewell_time;
    bool cut = false;
    asio::steady_timer pause(*context_);
    while (!sessions_.empty() || !peers_.empty()) {
        if (!cut && Steady::now() > deadline) {
            cut = true;
            for (const auto& session : sessions_) session->stream.close();
            for (const auto& [id, peer] : peers_) beast::get_lowest_layer(peer->socket).close();
        }
        pause.expires_after(std::chrono::milliseconds(5));
        co_await pause.async_wait(as_result);
    }
    context_->stop();
}

void BeastServer::stop() {
    if (!thread_.joinable()) return;
    stopping_ = true;
    asio::post(*context_, [this] { say_farewell(); });
    thread_.join();
    sessions_.clear();
    peers_.clear();
}

Error listen_error(const Endpoint& endpoint, error_code error) {
    const std::string where = fmt::format("cannot listen on {} port {}: {}.", endpoint.host, endpoint.port, error.message());
    if (error == asio::error::access_denied)
        return {ErrorKind::denied, where + "\n  Ports below 1024 need a right of their own. Use --listen 127.0.0.1:8080."};
    if (error == asio::error::address_in_use)
        return {ErrorKind::unavailable,
                where + "\n  Another program, or another vigia, has it. Use --listen 127.0.0.1:0 for any free port."};
    return {ErrorKind::unavailable, where};
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const Endpoint& endpoint, Site site, const Limits& limits) {
    error_code error;
    const auto address = asio::ip::make_address(endpoint.host == "localhost" ? "127.0.0.1" : endpoint.host, error);
    if (error || (address.to_string() != "127.0.0.1" && address.to_string() != "::1")) {
        Result<Endpoint> refused = endpoint_from_text(fmt::format("{}:{}", endpoint.host, endpoint.port));
        if (!refused) return fail(std::move(refused));
        return fail(ErrorKind::denied, "only loopback can be listened on");
    }
    auto context = std::make_unique<asio::io_context>(1);
    tcp::acceptor acceptor(*context);
    const tcp::endpoint where(address, endpoint.port);
    acceptor.open(where.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(where, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return std::unexpected(listen_error(endpoint, error));
    auto server = std::make_unique<BeastServer>(std::move(acceptor), std::move(context), std::move(site), limits);
    server->run();
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace vigia::net
