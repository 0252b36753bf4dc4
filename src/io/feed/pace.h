#pragma once
#include <condition_variable>
#include <mutex>
#include <optional>

#include "base/time.h"

namespace vigia::feed {

/// How many seconds of the recording pass in one second; 0 is as fast as it can be read.
struct Speed {
    double times = 1;
    static constexpr Speed fastest() { return {0}; }
    [[nodiscard]] bool is_fastest() const { return times == 0; }
    bool operator==(const Speed&) const = default;
};

/// Decides when a replayed record may be delivered: the bridge from stream time to the time of the
/// person who watches. One thread waits; any thread may command it.
class Pace {
  public:
    /// Speeds are clamped to [0.01, 100000]; 0 is fastest.
    explicit Pace(Speed speed = {});

    /// Waits until a record heard at `heard` may be delivered. The first record is due at once, unless
    /// paused; so is one older than another already delivered. A reader that is behind is not slowed
    /// until it has caught up. False: stopped, deliver no more.
    [[nodiscard]] bool wait_for(Time heard);

    void play();
    void pause();
    /// While paused: lets pass the next waiting record and all within `by` of it.
    void step(Duration by = Duration{1000});
    void set_speed(Speed speed);
    void stop();  ///< ends every wait, for good

    struct State {
        Speed speed;
        bool paused = false;
        std::optional<Time> now;  ///< the stream time reached; empty before the first record
    };
    [[nodiscard]] State state() const;

  private:
    using Instant = std::chrono::steady_clock::time_point;
    [[nodiscard]] Time reached(Instant instant) const;
    void anchor(Instant instant);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Speed speed_;
    bool paused_ = false;
    bool stopped_ = false;
    bool begun_ = false;
    Time anchor_{};                ///< stream time reached at `anchored_`
    Instant anchored_{};
    std::optional<Time> waiting_;     ///< the record that waits
    std::optional<Time> delivered_;   ///< the latest record that passed
    std::optional<Duration> step_by_; ///< a step asked for and not yet begun
    std::optional<Time> step_to_;     ///< while paused: records up to here may pass
};

}  // namespace vigia::feed
