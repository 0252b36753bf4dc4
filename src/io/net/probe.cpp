#include "io/net/probe.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/core.h>

namespace vigia::net {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

std::string_view Probe::Reply::header(std::string_view wanted) const {
    const auto it = std::ranges::find(headers, wanted, &Pair::name);
    return it == headers.end() ? std::string_view() : std::string_view(it->value);
}

Result<Probe> Probe::connect(std::uint16_t port, Duration patience) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0) return fail(ErrorKind::unavailable, fmt::format("no socket: {}", std::strerror(errno)));
    Probe probe(made, port, patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return fail(ErrorKind::unavailable,
                    fmt::format("cannot connect to 127.0.0.1:{}: {}", port, std::strerror(errno)));
    const int yes = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return probe;
}

Probe::Probe(int socket, std::uint16_t port, Duration patience)
    : socket_(socket), port_(port), patience_(patience) {}

Probe::Probe(Probe&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), port_(other.port_), patience_(other.patience_),
      buffer_(std::move(other.buffer_)) {}

Probe& Probe::operator=(Probe&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(port_, other.port_);
    std::swap(patience_, other.patience_);
    std::swap(buffer_, other.buffer_);
    return *this;
}

Probe::~Probe() {
    if (socket_ >= 0) ::close(socket_);
}

Result<bool> Probe::send_raw(std::string_view bytes) {
    while (!bytes.empty()) {
        pollfd wait{socket_, POLLOUT, 0};
        if (::poll(&wait, 1, static_cast<int>(patience_.count())) == 0)
            return fail(ErrorKind::unavailable, "the server takes no more bytes");
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EAGAIN) continue;
        if (sent <= 0) return fail(ErrorKind::unavailable, "the server closed the connection");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Reads what is there into the buffer; false at the end of the stream.
Result<bool> Probe::fill() {
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(patience_.count())) == 0)
        return fail(ErrorKind::unavailable, "the server did not answer in time");
    char bytes[65536];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

Result<bool> Probe::wait_closed() {
    for (;;) {
        buffer_.clear();
        Result<bool> more = fill();
        if (!more) return fail(std::move(more));
        if (!*more) return true;
    }
}

Result<Probe::Reply> Probe::read_reply(Head head) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == buffer_.npos) {
        Result<bool> more = fill();
        if (!more) return fail(std::move(more));
        if (!*more) return fail(ErrorKind::unavailable, "the server closed before its answer was whole");
    }
    Reply reply;
    std::string_view rest = std::string_view(buffer_).substr(0, end + 2);
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    if (!line.starts_with("HTTP/1.1 ") || line.size() < 12)
        return fail(ErrorKind::bad_input, "the answer is not HTTP/1.1");
    std::from_chars(line.data() + 9, line.data() + 12, reply.status);
    rest.remove_prefix(line.size() + 2);
    while (!rest.empty()) {
        const std::string_view field = rest.substr(0, rest.find("\r\n"));
        const std::size_t colon = field.find(':');
        if (colon == field.npos) return fail(ErrorKind::bad_input, "a header field has no colon");
        reply.headers.push_back({lower(field.substr(0, colon)),
                                 std::string(without_blanks(field.substr(colon + 1)))});
        rest.remove_prefix(field.size() + 2);
    }
    buffer_.erase(0, end + 4);
    const std::string_view said = reply.header("content-length");
    std::size_t length = 0;
    std::from_chars(said.data(), said.data() + said.size(), length);
    if (head == Head::only) length = 0;
    while (buffer_.size() < length) {
        Result<bool> more = fill();
        if (!more) return fail(std::move(more));
        if (!*more) return fail(ErrorKind::unavailable, "the server closed within the body");
    }
    reply.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return reply;
}

Result<Probe::Reply> Probe::ask(std::string_view method, std::string_view target,
                                const std::vector<Pair>& headers, std::string_view body) {
    std::string request = fmt::format("{} {} HTTP/1.1\r\n", method, target);
    bool has_host = false;
    for (const Pair& field : headers) {
        has_host = has_host || lower(field.name) == "host";
        request += fmt::format("{}: {}\r\n", field.name, field.value);
    }
    if (!has_host) request += fmt::format("Host: 127.0.0.1:{}\r\n", port_);
    if (!body.empty()) request += fmt::format("Content-Length: {}\r\n", body.size());
    request += "\r\n";
    request += body;
    if (Result<bool> sent = send_raw(request); !sent) return fail(std::move(sent));
    return read_reply(method == "HEAD" ? Head::only : Head::and_body);
}

Result<Probe::Reply> Probe::upgrade(std::string_view target, std::string_view subprotocol,
                                    const std::vector<Pair>& headers) {
    std::vector<Pair> all = headers;
    all.push_back({"Connection", "Upgrade"});
    all.push_back({"Upgrade", "websocket"});
    all.push_back({"Sec-WebSocket-Version", "13"});
    all.push_back({"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="});
    if (!subprotocol.empty()) all.push_back({"Sec-WebSocket-Protocol", std::string(subprotocol)});
    return ask("GET", target, all);
}

namespace {

/// One frame as a client sends it (RFC 6455, section 5.2); a mask of zeros is lawful to the letter.
std::string client_frame(unsigned char opcode, std::string_view bytes) {
    std::string frame;
    frame += static_cast<char>(0x80U | opcode);
    if (bytes.size() < 126) {
        frame += static_cast<char>(0x80U | bytes.size());
    } else if (bytes.size() < 65536) {
        frame += static_cast<char>(0x80 | 126);
        for (int shift = 8; shift >= 0; shift -= 8) frame += static_cast<char>(bytes.size() >> shift);
    } else {
        frame += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8) frame += static_cast<char>(bytes.size() >> shift);
    }
    frame.append(4, '\0');
    frame += bytes;
    return frame;
}

struct ServerFrame {
    unsigned char opcode = 0;
    bool last = true;
    std::size_t begin = 0, size = 0;
};

/// The frame at the front of `buffer`, if it is whole.
std::optional<ServerFrame> whole_frame(std::string_view buffer) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(buffer[i]); };
    if (buffer.size() < 2) return std::nullopt;
    ServerFrame frame{.opcode = static_cast<unsigned char>(byte(0) & 15U), .last = (byte(0) & 0x80U) != 0,
                      .begin = 2, .size = byte(1) & 127U};
    const std::size_t extra = frame.size == 126 ? 2 : frame.size == 127 ? 8 : 0;
    if (buffer.size() < 2 + extra) return std::nullopt;
    if (extra != 0) frame.size = 0;
    for (std::size_t i = 0; i < extra; ++i) frame.size = frame.size << 8 | byte(2 + i);
    frame.begin += extra;
    if (buffer.size() - frame.begin < frame.size) return std::nullopt;
    return frame;
}

}  // namespace

Result<bool> Probe::say(std::string_view text) { return send_raw(client_frame(1, text)); }

Result<Probe::Message> Probe::hear() {
    Message message;
    for (;;) {
        std::optional<ServerFrame> frame;
        while (!(frame = whole_frame(buffer_))) {
            Result<bool> more = fill();
            if (!more) return fail(std::move(more));
            if (!*more) return Message{.kind = Message::Kind::closed, .bytes = {}, .close_code = 1006};
        }
        const std::string bytes = buffer_.substr(frame->begin, frame->size);
        buffer_.erase(0, frame->begin + frame->size);
        if (frame->opcode == 9) {
            if (Result<bool> sent = send_raw(client_frame(10, bytes)); !sent) return fail(std::move(sent));
            continue;
        }
        if (frame->opcode == 8) {
            int code = 1005;
            if (bytes.size() >= 2)
                code = static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1]);
            return Message{.kind = Message::Kind::closed, .bytes = bytes.size() > 2 ? bytes.substr(2) : "",
                           .close_code = code};
        }
        if (frame->opcode > 2) continue;
        if (frame->opcode != 0)
            message.kind = frame->opcode == 1 ? Message::Kind::text : Message::Kind::binary;
        message.bytes += bytes;
        if (frame->last) return message;
    }
}

}  // namespace vigia::net
