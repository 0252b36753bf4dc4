#include "io/feed/inside/socket.h"

#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace vigia::feed {

namespace {

struct AddressList {
    addrinfo* first = nullptr;
    ~AddressList() {
        if (first != nullptr) freeaddrinfo(first);
    }
};

Result<std::vector<Address>> resolve(const std::string& host, std::uint16_t port, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    AddressList list;
    const int said = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list.first);
    if (said != 0)
        return fail(said == EAI_NONAME ? ErrorKind::not_found : ErrorKind::unavailable,
                    fmt::format("cannot find host {}: {}", host, gai_strerror(said)));
    std::vector<Address> found;
    for (const addrinfo* one = list.first; one != nullptr; one = one->ai_next) {
        Address address;
        std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
        address.size = one->ai_addrlen;
        found.push_back(address);
    }
    return found;
}

}  // namespace

bool Address::is_multicast() const {
    if (family() == AF_INET6) return IN6_IS_ADDR_MULTICAST(&reinterpret_cast<const sockaddr_in6*>(get())->sin6_addr);
    return IN_MULTICAST(ntohl(reinterpret_cast<const sockaddr_in*>(get())->sin_addr.s_addr));
}

std::uint16_t Address::port() const {
    return ntohs(family() == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(get())->sin6_port
                                      : reinterpret_cast<const sockaddr_in*>(get())->sin_port);
}

Result<Address> numeric_address(const std::string& host, std::uint16_t port) {
    auto found = resolve(host, port, AI_NUMERICHOST);
    if (!found || found->empty())
        return fail(ErrorKind::bad_input,
                    fmt::format("{} is no address in numbers, such as 0.0.0.0, 127.0.0.1 or [::1]", host));
    return found->front();
}

Address local_address(int socket) {
    Address address;
    address.size = sizeof address.storage;
    check(getsockname(socket, reinterpret_cast<sockaddr*>(&address.storage), &address.size) == 0);
    return address;
}

struct Lookup::Shared {
    Descriptor ready{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    std::mutex mutex;
    std::optional<Result<std::vector<Address>>> answer;
};

Lookup::Lookup(std::string host, std::uint16_t port) : shared_(std::make_shared<Shared>()) {
    std::thread([shared = shared_, host = std::move(host), port] {
        auto found = resolve(host, port, AI_ADDRCONFIG);
        const std::lock_guard lock(shared->mutex);
        shared->answer = std::move(found);
        (void)eventfd_write(shared->ready.get(), 1);
    }).detach();
}

int Lookup::descriptor() const { return shared_->ready.get(); }

Result<std::vector<Address>> Lookup::answer() const {
    const std::lock_guard lock(shared_->mutex);
    check(shared_->answer.has_value());
    return std::move(*shared_->answer);
}

Result<Descriptor> bound_socket(int type, const Address& address, const std::string& what) {
    Descriptor made(::socket(address.family(), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!made) return fail(kind_of(errno), fmt::format("{}: no socket: {}", what, std::strerror(errno)));
    const int yes = 1;
    // TCP: take the port again at once after a restart. UDP: only a group may be shared.
    if (type == SOCK_STREAM || address.is_multicast())
        setsockopt(made.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address.family() == AF_INET6) setsockopt(made.get(), IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    if (::bind(made.get(), address.get(), address.size) == 0) return made;
    const int error = errno;
    const std::string_view remedy =
        error == EACCES         ? " Ports below 1024 need the CAP_NET_BIND_SERVICE right; take a higher one."
        : error == EADDRINUSE   ? " Another program listens there: stop it, or take another port."
        : error == EADDRNOTAVAIL ? " This machine has no such address; 0.0.0.0 takes all it has."
                                : "";
    return fail(error == EACCES ? ErrorKind::denied : ErrorKind::unavailable,
                fmt::format("{}: cannot listen on port {}: {}.{}", what, address.port(), std::strerror(error), remedy));
}

void keep_alive(int socket) {
    const int yes = 1, idle = 30, between = 10, probes = 3;
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &between, sizeof between);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
}

}  // namespace vigia::feed
