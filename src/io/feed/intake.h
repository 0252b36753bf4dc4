#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/feed/url.h"
#include "model/identity.h"
#include "model/source.h"

namespace vigia::feed {

/// What one source said at one moment: whole lines, each ended by '\n', no empty ones, at most
/// 256 kB together. Several sentences that came in one datagram without line ends stand on lines
/// of their own.
struct Heard {
    Time at{};                 ///< when it arrived here; never before the last one of the intake
    model::SourceId source{};  ///< the place of its source in the list given to `start`
    std::string bytes;
};

/// A source as the configuration names it.
struct SourceSetting {
    std::string name;  ///< as shown to people; empty = the URL
    std::string url;   ///< see SourceUrl
};

/// Upper bounds and waits of live intake.
struct IntakeLimits {
    std::size_t queue = 8 * 1024 * 1024;  ///< bytes waiting per source
    std::size_t batch = 256 * 1024;       ///< bytes in one Heard
    std::size_t line = 16 * 1024;         ///< a longer line is left out and counted as refused
    std::size_t clients = 64;             ///< connections to one tcp-listen source
    Duration silent_after{60'000};        ///< a source that says nothing for longer is silent
    Duration reconnect_silent{300'000};   ///< a TCP connection silent for longer is made anew
    Duration connect_within{10'000};      ///< a TCP connection not made by then has failed
    Duration first_back_off{1'000};       ///< the wait after a failure; doubles with each
    Duration longest_back_off{60'000};
};

/// Live sources read by one thread of its own into a bounded queue. UDP drops the oldest batch of
/// that source when its share of the queue is full, and counts; all others stop being read.
/// `next` is for one consumer; `health` and `stop` may be called from any thread.
class Intake {
  public:
    /// Opens the sources and starts the thread. A line that is down (a TCP peer that refuses, a serial
    /// device that is not there) is no error: it is tried again, and `health` says so.
    /// Errors: bad_input when a URL is wrong; denied or unavailable when a port cannot be listened
    /// on; not_found when a file does not exist. Each names the source and what to do.
    [[nodiscard]] static Result<std::unique_ptr<Intake>> start(std::vector<SourceSetting> sources,
                                                               IntakeLimits limits = {});
    ~Intake();
    Intake(const Intake&) = delete;
    Intake& operator=(const Intake&) = delete;

    /// The next batch in the order of arrival; empty when none came within `wait`, or when `ended`.
    [[nodiscard]] std::optional<Heard> next(Duration wait);

    /// Whether nothing more can come: stopped, or every source has ended, and the queue is empty.
    [[nodiscard]] bool ended() const;

    /// How each source does. Fills what the edge knows: state, trouble, last_heard, lines, bytes,
    /// dropped (lines, and datagrams that the kernel had no room for), reconnects, rate, and `refused`
    /// of "line_too_long", "line_cut" (its end never came) and "too_many_clients".
    [[nodiscard]] std::vector<model::SourceHealth> health() const;

    /// The port that a udp or tcp-listen source listens on; empty for others.
    [[nodiscard]] std::optional<std::uint16_t> port(model::SourceId source) const;

    /// Ends the thread and closes all sources; what waits in the queue can still be taken.
    void stop();

  private:
    class Body;
    explicit Intake(std::unique_ptr<Body> body);
    std::unique_ptr<Body> body_;
};

}  // namespace vigia::feed
