#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include "io/feed/inside/bytes.h"

namespace vigia::feed {

/// Whether a file with these first bytes (4 are enough) is a packet capture, pcap or pcapng.
[[nodiscard]] bool is_capture(std::string_view head);

/// The lines in the UDP payloads of a capture, by Ethernet (VLAN tags too), raw IP, Linux "cooked" or
/// loopback links, over IPv4 or IPv6. Packets that are not whole UDP text (fragments, cut short, control
/// bytes) are ignored and counted.
/// Sources: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng.
[[nodiscard]] std::unique_ptr<Bytes> from_capture(std::unique_ptr<Bytes> file, const RecordingLimits& limits,
                                                  RecordingCounts& counts);

/// The UDP payload of one packet of a link type (tcpdump.org/linktypes.html); empty when it has none.
[[nodiscard]] std::optional<std::string_view> udp_payload(std::string_view packet, unsigned link_type);

}  // namespace vigia::feed
