#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "model/identity.h"

namespace vigia::engine {

/// A wheel of whole stream seconds that says which tracks are to be looked at when. Deterministic:
/// within a second, tracks come in the order of arming.
class Timers {
  public:
    static constexpr std::int64_t horizon = 4096;  ///< seconds; what lies further ahead is looked at earlier

    /// Starts the wheel at a second; nothing may be armed before.
    void start(std::int64_t second) { now_ = second; started_ = true; }
    [[nodiscard]] bool started() const { return started_; }
    [[nodiscard]] std::int64_t now() const { return now_; }

    /// Arms for a second after now; returns the second really taken.
    std::int64_t arm(std::int64_t second, model::TrackId id) {
        second = std::clamp(second, now_ + 1, now_ + horizon - 1);
        wheel_[bucket(second)].push_back(id);
        return second;
    }

    /// Goes on to `second` and calls `f(second, id)` for all armed on the way. A leap of more than
    /// the horizon looks at everything once.
    template <class F>
    void advance(std::int64_t second, F&& f) {
        if (second - now_ > horizon) {
            const std::int64_t from = now_;
            now_ = second;
            for (std::int64_t s = from + 1; s <= from + horizon; ++s) fire(s, f);
            return;
        }
        while (now_ < second) {
            ++now_;
            fire(now_, f);
        }
    }

  private:
    static std::size_t bucket(std::int64_t second) { return static_cast<std::size_t>(second) % horizon; }
    template <class F>
    void fire(std::int64_t second, F& f) {
        fired_.clear();
        fired_.swap(wheel_[bucket(second)]);
        for (const model::TrackId id : fired_) f(second, id);
    }
    std::array<std::vector<model::TrackId>, horizon> wheel_;
    std::vector<model::TrackId> fired_;
    std::int64_t now_ = 0;
    bool started_ = false;
};

}  // namespace vigia::engine
