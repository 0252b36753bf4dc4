#include "io/feed/inside/capture.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "base/time.h"
#include "io/feed/inside/lines.h"

namespace vigia::feed {

namespace {

constexpr std::uint32_t largest_packet = 1024 * 1024;  // far above any snapshot length in use
constexpr std::uint32_t largest_block = 16 * 1024 * 1024;
constexpr std::size_t most_interfaces = 4096;

constexpr std::uint32_t pcap_microseconds = 0xA1B2C3D4, pcap_nanoseconds = 0xA1B23C4D;
constexpr std::uint32_t pcapng_section = 0x0A0D0D0A, pcapng_order = 0x1A2B3C4D;

enum Link : unsigned { null = 0, ethernet = 1, raw_12 = 12, raw_14 = 14, raw = 101, loop = 108, cooked = 113,
                       ipv4 = 228, ipv6 = 229, cooked_2 = 276 };

unsigned byte(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }
/// Network byte order.
unsigned two(std::string_view text, std::size_t at) { return byte(text, at) << 8 | byte(text, at + 1); }

std::uint32_t native(std::string_view text, std::size_t at, bool swapped) {
    std::uint32_t value;
    std::memcpy(&value, text.data() + at, 4);
    return swapped ? __builtin_bswap32(value) : value;
}
std::uint16_t native_two(std::string_view text, std::size_t at, bool swapped) {
    std::uint16_t value;
    std::memcpy(&value, text.data() + at, 2);
    return swapped ? __builtin_bswap16(value) : value;
}

std::optional<std::string_view> from_udp(std::string_view udp) {
    if (udp.size() < 8) return std::nullopt;
    const unsigned length = two(udp, 4);
    if (length < 8 || length > udp.size()) return std::nullopt;
    return udp.substr(8, length - 8);
}

std::optional<std::string_view> from_ipv4(std::string_view packet) {
    if (packet.size() < 20) return std::nullopt;
    const std::size_t header = (byte(packet, 0) & 0x0F) * 4u;
    const std::size_t total = two(packet, 2);
    if (header < 20 || total < header || total > packet.size()) return std::nullopt;
    if ((two(packet, 6) & 0x3FFF) != 0 || byte(packet, 9) != 17) return std::nullopt;  // a fragment; no UDP
    return from_udp(packet.substr(header, total - header));
}

std::optional<std::string_view> from_ipv6(std::string_view packet) {
    if (packet.size() < 40) return std::nullopt;
    const std::size_t length = two(packet, 4);
    unsigned next = byte(packet, 6);
    std::string_view rest = packet.substr(40);
    if (length > rest.size()) return std::nullopt;
    rest = rest.substr(0, length);
    while (next == 0 || next == 43 || next == 60) {  // hop-by-hop, routing and destination options
        if (rest.size() < 8) return std::nullopt;
        const std::size_t header = (byte(rest, 1) + 1u) * 8u;
        if (header > rest.size()) return std::nullopt;
        next = byte(rest, 0);
        rest.remove_prefix(header);
    }
    return next == 17 ? from_udp(rest) : std::nullopt;
}

std::optional<std::string_view> from_ip(std::string_view packet) {
    if (packet.empty()) return std::nullopt;
    const unsigned version = byte(packet, 0) >> 4;
    if (version == 4) return from_ipv4(packet);
    return version == 6 ? from_ipv6(packet) : std::nullopt;
}

/// From the place of the type field of Ethernet on; steps over VLAN tags.
std::optional<std::string_view> from_ether_type(std::string_view rest) {
    while (rest.size() >= 6) {
        const unsigned type = two(rest, 0);
        if (type == 0x0800 || type == 0x86DD) return from_ip(rest.substr(2));
        if (type != 0x8100 && type != 0x88A8 && type != 0x9100) return std::nullopt;
        rest.remove_prefix(4);
    }
    return std::nullopt;
}

/// Whether a payload may be text: no control bytes but tab and line ends.
bool is_text(std::string_view payload) {
    return std::ranges::none_of(payload, [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u < 0x20 && c != '\t' && c != '\r' && c != '\n') || u == 0x7F;
    });
}

struct Interface {
    unsigned link_type = Link::ethernet;
    std::uint64_t ticks_per_second = 1'000'000;
    std::int64_t offset_s = 0;
};

class CaptureBytes : public Bytes {
  public:
    CaptureBytes(std::unique_ptr<Bytes> file, const RecordingLimits& limits, RecordingCounts& counts)
        : file_(std::move(file)), limits_(limits), counts_(counts) {}

    Result<std::size_t> read(char* to, std::size_t room) override {
        while (given_ == lines_.size()) {
            lines_.clear();
            given_ = 0;
            auto more = begun_ ? (is_next_generation_ ? block() : record()) : begin();
            if (!more) return fail(std::move(more));
            if (!*more) return 0;
        }
        const std::size_t part = std::min(room, lines_.size() - given_);
        std::memcpy(to, lines_.data() + given_, part);
        given_ += part;
        return part;
    }

  private:
    /// Reads exactly `size` bytes into packet_; false at a clean end (no byte came).
    Result<bool> take(std::size_t size) {
        packet_.resize(size);
        auto got = read_full(*file_, packet_.data(), size);
        if (!got) return fail(std::move(got));
        if (*got == 0 && size > 0) return false;
        if (*got < size) return fail(ErrorKind::bad_input, "the capture ends inside a packet: the file is not whole");
        return true;
    }

    Result<bool> begin() {
        auto got = take(4);
        if (!got || !*got) return got;
        begun_ = true;
        const std::uint32_t magic = native(packet_, 0, false);
        if (magic == pcapng_section) {
            is_next_generation_ = true;
            return section();
        }
        swapped_ = magic == __builtin_bswap32(pcap_microseconds) || magic == __builtin_bswap32(pcap_nanoseconds);
        const std::uint32_t straight = swapped_ ? __builtin_bswap32(magic) : magic;
        nanoseconds_ = straight == pcap_nanoseconds;
        got = take(20);
        if (!got) return got;
        if (!*got) return cut_short();
        interfaces_.assign(1, {.link_type = native(packet_, 16, swapped_) & 0xFFFF});
        return true;
    }

    static std::unexpected<Error> cut_short() {
        return fail(ErrorKind::bad_input, "the capture ends inside its header: the file is not whole");
    }
    static std::unexpected<Error> damaged(std::string_view what, std::uint64_t size) {
        return fail(ErrorKind::bad_input, fmt::format("the capture is damaged: a {} of {} bytes", what, size));
    }

    Result<bool> record() {
        auto got = take(16);
        if (!got || !*got) return got;
        const std::int64_t seconds = native(packet_, 0, swapped_);
        const std::int64_t fraction = native(packet_, 4, swapped_);
        const std::uint32_t size = native(packet_, 8, swapped_);
        if (size > largest_packet) return damaged("packet", size);
        got = take(size);
        if (!got) return got;
        if (!*got) return cut_short();
        packet(packet_, interfaces_[0], from_unix_milliseconds(seconds * 1000 + fraction / (nanoseconds_ ? 1'000'000 : 1000)));
        return true;
    }

    /// A section header, its first four bytes read.
    Result<bool> section() {
        auto got = take(8);
        if (!got) return got;
        if (!*got) return cut_short();
        const std::uint32_t order = native(packet_, 4, false);
        if (order != pcapng_order && order != __builtin_bswap32(pcapng_order)) return damaged("byte order mark", 4);
        swapped_ = order != pcapng_order;
        const std::uint32_t size = native(packet_, 0, swapped_);
        if (size < 28 || size % 4 != 0 || size > largest_block) return damaged("section header", size);
        interfaces_.clear();
        got = take(size - 12);
        if (got && !*got) return cut_short();
        return got;
    }

    Result<bool> block() {
        auto got = take(4);
        if (!got || !*got) return got;
        if (native(packet_, 0, false) == pcapng_section) return section();
        const std::uint32_t type = native(packet_, 0, swapped_);
        got = take(4);
        if (!got) return got;
        if (!*got) return cut_short();
        const std::uint32_t size = native(packet_, 0, swapped_);
        if (size < 12 || size % 4 != 0 || size > largest_block) return damaged("block", size);
        got = take(size - 8);
        if (!got) return got;
        if (!*got) return cut_short();
        const std::string_view body = std::string_view(packet_).substr(0, size - 12);
        if (type == 1) return interface(body);
        if (type == 6) return enhanced(body);
        if (type == 3) return simple(body);
        return true;
    }

    Result<bool> interface(std::string_view body) {
        if (body.size() < 8) return damaged("interface description", body.size());
        if (interfaces_.size() == most_interfaces)
            return fail(ErrorKind::limit, fmt::format("the capture has more than {} interfaces", most_interfaces));
        Interface made{.link_type = native_two(body, 0, swapped_)};
        for (std::string_view rest = body.substr(8); rest.size() >= 4;) {
            const unsigned code = native_two(rest, 0, swapped_), length = native_two(rest, 2, swapped_);
            rest.remove_prefix(4);
            if (code == 0 || length > rest.size()) break;
            if (code == 9 && length == 1) made.ticks_per_second = resolution(byte(rest, 0));
            if (code == 14 && length == 8) {
                const std::uint64_t first = native(rest, 0, swapped_), second = native(rest, 4, swapped_);
                made.offset_s = static_cast<std::int64_t>(swapped_ ? first << 32 | second : second << 32 | first);
            }
            rest.remove_prefix(std::min<std::size_t>(rest.size(), (length + 3u) / 4u * 4u));
        }
        if (std::abs(made.offset_s) > 253'402'300'799) return damaged("time offset", 8);  // year 9999
        interfaces_.push_back(made);
        return true;
    }

    static std::uint64_t resolution(unsigned code) {
        std::uint64_t ticks = 1;
        const bool binary = (code & 0x80) != 0;
        for (unsigned i = 0; i < std::min(code & 0x7F, binary ? 63u : 19u); ++i) ticks *= binary ? 2 : 10;
        return ticks;
    }

    Result<bool> enhanced(std::string_view body) {
        if (body.size() < 20) return damaged("packet block", body.size());
        const std::uint32_t which = native(body, 0, swapped_), size = native(body, 12, swapped_);
        if (which >= interfaces_.size() || size > body.size() - 20) return damaged("packet", size);
        const std::uint64_t ticks =
            static_cast<std::uint64_t>(native(body, 4, swapped_)) << 32 | native(body, 8, swapped_);
        const Interface& by = interfaces_[which];
        const auto seconds = static_cast<std::int64_t>(ticks / by.ticks_per_second);
        const double part = static_cast<double>(ticks % by.ticks_per_second) / static_cast<double>(by.ticks_per_second);
        constexpr std::int64_t latest = 253'402'300'799;  // the end of the year 9999
        packet(body.substr(20, size), by,
               from_unix_milliseconds((std::min(seconds, latest) + by.offset_s) * 1000 +
                                      static_cast<std::int64_t>(part * 1000)));
        return true;
    }

    Result<bool> simple(std::string_view body) {
        if (body.size() < 4 || interfaces_.empty()) return damaged("packet block", body.size());
        const std::size_t size = std::min<std::size_t>(native(body, 0, swapped_), body.size() - 4);
        packet(body.substr(4, size), interfaces_[0], std::nullopt);
        return true;
    }

    void packet(std::string_view bytes, const Interface& by, std::optional<Time> at) {
        const auto payload = udp_payload(bytes, by.link_type);
        if (!payload || !is_text(*payload)) {
            ++counts_.packets_ignored;
            return;
        }
        ++counts_.packets;
        const bool stamped = at && limits_.packet_time == PacketTime::stamped;
        append_datagram(lines_, *payload, stamped ? to_iso(*at) + ' ' : std::string(), limits_.line,
                        counts_.lines_too_long);
    }

    std::unique_ptr<Bytes> file_;
    RecordingLimits limits_;
    RecordingCounts& counts_;
    bool begun_ = false, is_next_generation_ = false, swapped_ = false, nanoseconds_ = false;
    std::vector<Interface> interfaces_;
    std::string packet_;
    std::string lines_;
    std::size_t given_ = 0;
};

}  // namespace

bool is_capture(std::string_view head) {
    if (head.size() < 4) return false;
    const std::uint32_t magic = native(head, 0, false), swapped = native(head, 0, true);
    return magic == pcapng_section || magic == pcap_microseconds || magic == pcap_nanoseconds ||
           swapped == pcap_microseconds || swapped == pcap_nanoseconds;
}

std::unique_ptr<Bytes> from_capture(std::unique_ptr<Bytes> file, const RecordingLimits& limits,
                                    RecordingCounts& counts) {
    return std::make_unique<CaptureBytes>(std::move(file), limits, counts);
}

std::optional<std::string_view> udp_payload(std::string_view packet, unsigned link_type) {
    switch (link_type) {
        case Link::ethernet: return packet.size() < 14 ? std::nullopt : from_ether_type(packet.substr(12));
        case Link::cooked: return packet.size() < 16 ? std::nullopt : from_ether_type(packet.substr(14));
        case Link::cooked_2:
            return packet.size() < 20 || (two(packet, 0) != 0x0800 && two(packet, 0) != 0x86DD)
                       ? std::nullopt
                       : from_ip(packet.substr(20));
        case Link::null:
        case Link::loop: return packet.size() < 4 ? std::nullopt : from_ip(packet.substr(4));
        case Link::raw:
        case Link::raw_12:
        case Link::raw_14:
        case Link::ipv4:
        case Link::ipv6: return from_ip(packet);
    }
    return std::nullopt;
}

}  // namespace vigia::feed
