#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <net/if.h>
#include <sys/uio.h>
#include <unistd.h>

#include "io/feed/inside/socket.h"
#include "io/feed/inside/source.h"

namespace vigia::feed {

namespace {

using model::SourceState;
using model::Trouble;
using model::TroubleKind;

std::string said(int error) { return std::strerror(error); }

class UdpSource : public Source {
  public:
    UdpSource(const SourceUrl& url, const IntakeLimits& limits) : url_(url), limits_(limits) {}

    Result<bool> open() override {
        auto address = numeric_address(url_.host, url_.port);
        if (!address) return fail(std::move(address));
        auto made = bound_socket(SOCK_DGRAM, *address, "udp");
        if (!made) return fail(std::move(made));
        socket_ = *std::move(made);
        port_ = local_address(socket_.get()).port();
        const int yes = 1, wanted = 64 * 1024 * 1024;
        setsockopt(socket_.get(), SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes);
        if (setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUFFORCE, &wanted, sizeof wanted) != 0)
            setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted);
        if (address->is_multicast()) {
            if (auto joined = join(*address); !joined) return joined;
        }
        buffer_.resize(slots * largest_datagram);
        state = SourceState::up;
        return true;
    }

    void wait(Waits& waits, Instant, bool) override { waits.on(socket_.get(), POLLIN); }

    void work(std::span<const pollfd> ready, Instant, bool, Harvest& out) override {
        if (ready.empty() || ready[0].revents == 0) return;
        while (out.bytes.size() < limits_.batch) {
            const int got = receive();
            for (int i = 0; i < got; ++i) take(static_cast<std::size_t>(i), out);
            if (got < static_cast<int>(slots)) return;
        }
    }

    std::optional<std::uint16_t> port() const override { return port_; }
    bool drops() const override { return true; }

  private:
    static constexpr std::size_t slots = 32;
    static constexpr std::size_t largest_datagram = 65536;

    Result<bool> join(const Address& group) {
        int joined = 0;
        if (group.family() == AF_INET) {
            ip_mreqn request{};
            request.imr_multiaddr = reinterpret_cast<const sockaddr_in*>(group.get())->sin_addr;
            if (!url_.interface_address.empty() &&
                inet_pton(AF_INET, url_.interface_address.c_str(), &request.imr_address) != 1)
                return fail(ErrorKind::bad_input, fmt::format("udp: interface {} is no IPv4 address", url_.interface_address));
            joined = setsockopt(socket_.get(), IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof request);
        } else {
            ipv6_mreq request{};
            request.ipv6mr_multiaddr = reinterpret_cast<const sockaddr_in6*>(group.get())->sin6_addr;
            if (!url_.interface_address.empty()) {
                request.ipv6mr_interface = if_nametoindex(url_.interface_address.c_str());
                if (request.ipv6mr_interface == 0)
                    return fail(ErrorKind::not_found, fmt::format("udp: there is no network card {}", url_.interface_address));
            }
            joined = setsockopt(socket_.get(), IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof request);
        }
        if (joined == 0) return true;
        return fail(ErrorKind::unavailable, fmt::format("udp: cannot join group {}: {}. Name the card's address: "
                                                        "?interface=192.168.1.5", url_.host, said(errno)));
    }

    int receive() {
        for (std::size_t i = 0; i < slots; ++i) {
            parts_[i] = {buffer_.data() + i * largest_datagram, largest_datagram};
            messages_[i] = {};
            messages_[i].msg_hdr.msg_iov = &parts_[i];
            messages_[i].msg_hdr.msg_iovlen = 1;
            messages_[i].msg_hdr.msg_control = controls_[i].data();
            messages_[i].msg_hdr.msg_controllen = controls_[i].size();
        }
        return ::recvmmsg(socket_.get(), messages_.data(), slots, MSG_DONTWAIT, nullptr);
    }

    void take(std::size_t i, Harvest& out) {
        out.lines += append_datagram(out.bytes, {buffer_.data() + i * largest_datagram, messages_[i].msg_len}, "",
                                     limits_.line, out.too_long);
        msghdr& header = messages_[i].msg_hdr;
        for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr; control = CMSG_NXTHDR(&header, control)) {
            if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SO_RXQ_OVFL) continue;
            std::uint32_t total;  // since the socket was made; wraps
            std::memcpy(&total, CMSG_DATA(control), sizeof total);
            out.lost += total - lost_;
            lost_ = total;
        }
    }

    SourceUrl url_;
    IntakeLimits limits_;
    Descriptor socket_;
    std::uint16_t port_ = 0;
    std::uint32_t lost_ = 0;
    std::vector<char> buffer_;
    std::array<mmsghdr, slots> messages_{};
    std::array<iovec, slots> parts_{};
    struct alignas(cmsghdr) Control : std::array<char, 64> {};
    std::array<Control, slots> controls_{};
};

class TcpSource : public Source {
  public:
    TcpSource(const SourceUrl& url, const IntakeLimits& limits)
        : url_(url), limits_(limits), lines_(limits.line), back_off_(limits.first_back_off, limits.longest_back_off) {}

    void wait(Waits& waits, Instant now, bool room) override {
        if (stage_ == Stage::resting && now >= due_) begin(now);
        if (stage_ == Stage::looking_up) waits.on(lookup_->descriptor(), POLLIN);
        if (stage_ == Stage::connecting) waits.on(socket_.get(), POLLOUT);
        if (stage_ == Stage::connected && room) waits.on(socket_.get(), POLLIN);
        if (stage_ != Stage::connected && stage_ != Stage::looking_up) waits.until(due_);
    }

    void work(std::span<const pollfd> ready, Instant now, bool, Harvest& out) override {
        const short events = ready.empty() ? short{0} : ready[0].revents;
        switch (stage_) {
            case Stage::resting: break;
            case Stage::looking_up:
                if (events != 0) looked_up(now);
                break;
            case Stage::connecting:
                if (events != 0)
                    connect_ended(now);
                else if (now >= due_)
                    try_next(now, {TroubleKind::timed_out,
                                   fmt::format("no answer within {} s", limits_.connect_within.count() / 1000)});
                break;
            case Stage::connected:
                if (events != 0) receive(now, out);
                break;
        }
    }

    void renew(Instant now) override {
        if (stage_ == Stage::connected) lost(now, {TroubleKind::silent, "silent for long: connecting anew"});
    }

    void end() override { cut += lines_.forget(); }

  private:
    enum class Stage : std::uint8_t { resting, looking_up, connecting, connected };

    void begin(Instant now) {
        if (begun_before_) ++reconnects;
        begun_before_ = true;
        state = SourceState::connecting;
        if (auto numbers = numeric_address(url_.host, url_.port)) {
            addresses_ = {*numbers};
            next_ = 0;
            try_next(now, {TroubleKind::name_unknown, "no address"});
            return;
        }
        lookup_.emplace(url_.host, url_.port);
        stage_ = Stage::looking_up;
    }

    void looked_up(Instant now) {
        auto answer = lookup_->answer();
        lookup_.reset();
        if (!answer) return lost(now, {TroubleKind::name_unknown, answer.error().message});
        addresses_ = *std::move(answer);
        next_ = 0;
        try_next(now, {TroubleKind::name_unknown, "no address"});
    }

    /// Connects to the next address; when none is left, `why` is the reason for the failure.
    void try_next(Instant now, Trouble why) {
        while (next_ < addresses_.size()) {
            const Address& address = addresses_[next_++];
            socket_ = Descriptor(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            if (!socket_) {
                why = trouble_of(errno);
                continue;
            }
            if (::connect(socket_.get(), address.get(), address.size) == 0) return connected();
            if (errno == EINPROGRESS) {
                stage_ = Stage::connecting;
                due_ = now + limits_.connect_within;
                return;
            }
            why = trouble_of(errno);
        }
        lost(now, std::move(why));
    }

    void connect_ended(Instant now) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
        if (error == 0) return connected();
        try_next(now, trouble_of(error));
    }

    void connected() {
        stage_ = Stage::connected;
        state = SourceState::up;
        trouble = {};
        keep_alive(socket_.get());
    }

    void receive(Instant now, Harvest& out) {
        const std::uint64_t before = out.lines;
        ReadEnd end = ReadEnd::more;
        while (end == ReadEnd::more && out.bytes.size() < limits_.batch / 2) end = read_lines(socket_.get(), lines_, out);
        if (out.lines > before) back_off_.succeeded();
        if (end == ReadEnd::closed) lost(now, {TroubleKind::closed, "the other side closed the connection"});
        if (end == ReadEnd::failed) lost(now, trouble_of(errno));
    }

    void lost(Instant now, Trouble why) {
        socket_.close();
        end();
        stage_ = Stage::resting;
        state = SourceState::down;
        const Duration rest = back_off_.failed();
        due_ = now + rest;
        trouble = retried(std::move(why), rest);
    }

    SourceUrl url_;
    IntakeLimits limits_;
    LineSplitter lines_;
    BackOff back_off_;
    Stage stage_ = Stage::resting;
    bool begun_before_ = false;
    Instant due_{};
    std::optional<Lookup> lookup_;
    std::vector<Address> addresses_;
    std::size_t next_ = 0;
    Descriptor socket_;
};

class TcpListenSource : public Source {
  public:
    TcpListenSource(const SourceUrl& url, const IntakeLimits& limits) : url_(url), limits_(limits) {}

    Result<bool> open() override {
        auto address = numeric_address(url_.host, url_.port);
        if (!address) return fail(std::move(address));
        auto made = bound_socket(SOCK_STREAM, *address, "tcp-listen");
        if (!made) return fail(std::move(made));
        socket_ = *std::move(made);
        if (::listen(socket_.get(), 64) != 0)
            return fail(kind_of(errno), fmt::format("tcp-listen: cannot listen: {}", said(errno)));
        port_ = local_address(socket_.get()).port();
        state = SourceState::up;
        trouble = nobody();
        return true;
    }

    void wait(Waits& waits, Instant, bool room) override {
        waits.on(socket_.get(), POLLIN);
        if (!room) return;
        for (const Client& client : clients_) waits.on(client.socket.get(), POLLIN);
    }

    void work(std::span<const pollfd> ready, Instant, bool, Harvest& out) override {
        if (ready.empty()) return;
        for (std::size_t i = 0; i + 1 < ready.size(); ++i)
            if (ready[i + 1].revents != 0) receive(clients_[i], out);
        std::erase_if(clients_, [](const Client& client) { return !client.socket; });
        if (ready[0].revents != 0) accept_all(out);
        if (state == SourceState::up) trouble = clients_.empty() ? nobody() : Trouble{};
    }

    std::optional<std::uint16_t> port() const override { return port_; }

    void end() override {
        for (Client& client : clients_) cut += client.lines.forget();
    }

  private:
    static Trouble nobody() { return {TroubleKind::nobody_connected, "nobody is connected"}; }
    struct Client {
        Descriptor socket;
        LineSplitter lines;
    };

    void accept_all(Harvest& out) {
        for (;;) {
            Descriptor socket(::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
            if (!socket) return;
            if (clients_.size() >= limits_.clients) {
                ++out.turned_away;
                continue;
            }
            keep_alive(socket.get());
            clients_.push_back({std::move(socket), LineSplitter(limits_.line)});
        }
    }

    void receive(Client& client, Harvest& out) {
        const ReadEnd end = read_lines(client.socket.get(), client.lines, out);
        if (end == ReadEnd::more || end == ReadEnd::later) return;
        if (end == ReadEnd::closed) out.lines += client.lines.finish(out.bytes);
        cut += client.lines.forget();
        client.socket.close();
    }

    SourceUrl url_;
    IntakeLimits limits_;
    Descriptor socket_;
    std::uint16_t port_ = 0;
    std::vector<Client> clients_;
};

}  // namespace

std::unique_ptr<Source> make_udp(const SourceUrl& url, const IntakeLimits& limits) {
    return std::make_unique<UdpSource>(url, limits);
}
std::unique_ptr<Source> make_tcp(const SourceUrl& url, const IntakeLimits& limits) {
    return std::make_unique<TcpSource>(url, limits);
}
std::unique_ptr<Source> make_tcp_listen(const SourceUrl& url, const IntakeLimits& limits) {
    return std::make_unique<TcpListenSource>(url, limits);
}

}  // namespace vigia::feed
