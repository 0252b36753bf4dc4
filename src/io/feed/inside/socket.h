#pragma once
#include <memory>
#include <string>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/result.h"
#include "io/feed/inside/bytes.h"

namespace vigia::feed {

/// An Internet address with its port.
struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;

    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
    [[nodiscard]] int family() const { return storage.ss_family; }
    [[nodiscard]] bool is_multicast() const;
    /// The same address with port 0 set to that port.
    [[nodiscard]] std::uint16_t port() const;
};

/// The address of numbers such as 127.0.0.1 or ::1. Errors: bad_input when it is a name.
[[nodiscard]] Result<Address> numeric_address(const std::string& host, std::uint16_t port);

/// The address and port that a socket has.
[[nodiscard]] Address local_address(int socket);

/// Looks a name up in a thread of its own, since the system's look-up may take half a minute.
class Lookup {
  public:
    Lookup(std::string host, std::uint16_t port);
    /// Readable once the answer is there.
    [[nodiscard]] int descriptor() const;
    /// The answer, or why there is none; to be taken once, after `descriptor` was readable.
    [[nodiscard]] Result<std::vector<Address>> answer() const;

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;  ///< the thread may outlive this object
};

/// Opens a socket that does not block and binds it. `what` names it in errors.
[[nodiscard]] Result<Descriptor> bound_socket(int type, const Address& address, const std::string& what);

/// Asks the kernel to notice a dead peer: first probe after 30 s, then each 10 s, given up after 3.
void keep_alive(int socket);

}  // namespace vigia::feed
