#pragma once
#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poll.h>

#include "io/feed/inside/bytes.h"
#include "io/feed/inside/lines.h"
#include "io/feed/intake.h"
#include "io/feed/url.h"

namespace vigia::feed {

using Instant = std::chrono::steady_clock::time_point;

/// What the input thread waits for in one round.
struct Waits {
    std::vector<pollfd> descriptors;
    Instant wake;  ///< at the latest

    void on(int descriptor, short events) { descriptors.push_back({descriptor, events, 0}); }
    void until(Instant instant) { wake = std::min(wake, instant); }
};

/// What one source gave in one round.
struct Harvest {
    std::string bytes;  ///< whole lines, each ended by '\n'
    std::uint64_t lines = 0;
    std::uint64_t lost = 0;  ///< datagrams that the kernel had no room for
    std::uint64_t too_long = 0;
    std::uint64_t turned_away = 0;  ///< connections beyond the limit
};

/// A live source as the input thread sees it. All calls come from that thread, but for `open`, which
/// comes before it begins.
class Source {
  public:
    virtual ~Source() = default;

    /// Opens what has to be there from the beginning.
    [[nodiscard]] virtual Result<bool> open() { return true; }
    /// Says what to wait for. `room`: whether more can be taken; without it nothing to read is named,
    /// since a closed descriptor would end every wait at once.
    virtual void wait(Waits& waits, Instant now, bool room) = 0;
    /// Reads what came; `ready` are the descriptors that `wait` named, in that order.
    virtual void work(std::span<const pollfd> ready, Instant now, bool room, Harvest& out) = 0;
    /// Called once when it has been silent for long: a connection may be dead without saying so.
    virtual void renew(Instant) {}
    /// Called once when the intake stops: counts the lines that have begun and will not end.
    virtual void end() {}
    /// The port listened on.
    [[nodiscard]] virtual std::optional<std::uint16_t> port() const { return std::nullopt; }
    /// Whether the oldest batch is dropped when there is no room, instead of not reading.
    [[nodiscard]] virtual bool drops() const { return false; }

    model::SourceState state = model::SourceState::connecting;
    model::Trouble trouble;
    std::uint64_t reconnects = 0;
    std::uint64_t cut = 0;  ///< lines whose end never came
};

/// The trouble that the system's error number names: `what: words of the systemhint`.
[[nodiscard]] model::Trouble trouble_of(int error, std::string_view what = {}, std::string_view hint = {});
/// The same, with the wait until the next try.
[[nodiscard]] model::Trouble retried(model::Trouble trouble, Duration rest);

/// Waits that double with each failure.
class BackOff {
  public:
    BackOff(Duration first, Duration longest) : first_(first), longest_(longest) {}
    /// The wait after one more failure.
    Duration failed();
    void succeeded() { next_ = Duration{0}; }

  private:
    Duration first_, longest_;
    Duration next_{0};
};

[[nodiscard]] std::unique_ptr<Source> make_udp(const SourceUrl& url, const IntakeLimits& limits);
[[nodiscard]] std::unique_ptr<Source> make_tcp(const SourceUrl& url, const IntakeLimits& limits);
[[nodiscard]] std::unique_ptr<Source> make_tcp_listen(const SourceUrl& url, const IntakeLimits& limits);
[[nodiscard]] std::unique_ptr<Source> make_serial(const SourceUrl& url, const IntakeLimits& limits);
[[nodiscard]] std::unique_ptr<Source> make_file(const SourceUrl& url, const IntakeLimits& limits);
[[nodiscard]] std::unique_ptr<Source> make_standard_input(const SourceUrl& url, const IntakeLimits& limits);
[[nodiscard]] std::unique_ptr<Source> make_source(const SourceUrl& url, const IntakeLimits& limits);

/// What a read from a descriptor that does not block came to.
enum class ReadEnd : std::uint8_t { more, later, closed, failed };

/// Reads once, at most 64 kB, and splits it into lines.
[[nodiscard]] ReadEnd read_lines(int descriptor, LineSplitter& splitter, Harvest& out);

}  // namespace vigia::feed
