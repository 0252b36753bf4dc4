#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace vigia::feed {

/// The kinds of live source.
enum class SourceKind : std::uint8_t { udp, tcp, tcp_listen, serial, file, standard_input };

/// Where following a file begins.
enum class FileFrom : std::uint8_t { start, end };

/// What happens at the end of a file.
enum class FileEnd : std::uint8_t { follow, stop };

/// A source as its URL describes it.
///
///     udp://0.0.0.0:10110               datagrams to this port; a multicast group is joined
///     udp://239.192.0.4:60004?interface=192.168.1.5
///     tcp://host:port                   connects, and connects again with back-off
///     tcp-listen://127.0.0.1:10111      takes connections
///     serial:///dev/ttyUSB0?baud=38400  8 data bits, no parity, 1 stop bit
///     file:log.nmea                     read and followed as it grows; ?from=end, ?follow=no
///     -                                 standard input
///
/// Each takes `?silent=90s`: how long it may say nothing before it is called silent.
/// An IPv6 address stands in brackets.
struct SourceUrl {
    SourceKind kind = SourceKind::udp;
    std::string host;         ///< address or name
    std::uint16_t port = 0;   ///< 0: any free port (udp and tcp-listen; see Intake::port)
    std::string path;         ///< of a file or a serial device
    std::string interface_address;  ///< for multicast: the address of the network card; empty = any
    unsigned baud = 38400;
    FileFrom from = FileFrom::start;
    FileEnd end = FileEnd::follow;
    std::optional<Duration> silent_after;

    /// Reads a URL. Errors: bad_input with `at`, the character that does not fit, and what would.
    [[nodiscard]] static Result<SourceUrl> parse(std::string_view text);
};

/// The words of the URL's scheme: `udp`, `tcp-listen`, `-` ...
[[nodiscard]] std::string_view name(SourceKind kind);

}  // namespace vigia::feed
