#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/time.h"
#include "model/identity.h"

namespace vigia::model {

/// The state of the line to a source.
enum class SourceState : std::uint8_t {
    connecting,
    up,
    silent,  ///< connected, but nothing came for longer than its watchdog allows
    down,    ///< not connected; tried again with back-off
    ended,   ///< a file that has been read to its end
};

/// What keeps a source from being heard. Each kind has words in both languages of the screen.
enum class TroubleKind : std::uint8_t {
    none,
    silent,            ///< connected, and nothing heard
    nobody_connected,  ///< a listener without a station
    name_unknown,      ///< no address is known for the host's name
    refused,           ///< the other side takes no connection
    timed_out,         ///< no answer to the call
    unreachable,       ///< no way through the network
    closed,            ///< the other side ended the connection, or the device is gone
    missing,           ///< no such device or file
    denied,            ///< no right to open it
    unsuitable,        ///< the device is none that can be read as a serial line
    failed,            ///< another fault of the system: the words say which
};

/// A kind of trouble, and the same in English with the system's own words and the next try.
struct Trouble {
    TroubleKind kind = TroubleKind::none;
    std::string reason;
    bool operator==(const Trouble&) const = default;
};

/// How one feed does: shown on the screen, in the API and in the metrics.
struct SourceHealth {
    SourceId id{};
    std::string name;  ///< as the configuration calls it
    std::string url;   ///< without secrets
    SourceState state = SourceState::connecting;
    Trouble trouble;                  ///< why it is silent or down
    std::optional<Time> last_heard;
    std::uint64_t lines = 0, messages = 0, bytes = 0;
    std::uint64_t dropped = 0;        ///< lines dropped because the engine could not keep up
    std::uint64_t reconnects = 0;
    double lines_per_second = 0;      ///< over the last minute of stream time
    std::optional<Duration> latency;  ///< heard - seen, median of late; empty when reports carry no time
    std::map<std::string, std::uint64_t> refused;  ///< by reason
};

}  // namespace vigia::model
