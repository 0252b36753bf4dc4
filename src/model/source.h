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

/// How one feed does: shown on the screen, in the API and in the metrics.
struct SourceHealth {
    SourceId id{};
    std::string name;  ///< as the configuration calls it
    std::string url;   ///< without secrets
    SourceState state = SourceState::connecting;
    std::string reason;               ///< why it is silent or down; empty otherwise
    std::optional<Time> last_heard;
    std::uint64_t lines = 0, messages = 0, bytes = 0;
    std::uint64_t dropped = 0;        ///< lines dropped because the engine could not keep up
    std::uint64_t reconnects = 0;
    double lines_per_second = 0;      ///< over the last minute of stream time
    std::optional<Duration> latency;  ///< heard - seen, median of late; empty when reports carry no time
    std::map<std::string, std::uint64_t> refused;  ///< by reason
};

}  // namespace vigia::model
