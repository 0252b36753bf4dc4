#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace vigia {

/// A wheel of whole stream seconds that says what is to be looked at when. Deterministic: within a
/// second, keys come in the order of arming. A key may come although nobody wants it any more: who
/// arms keeps the second that he armed for, and compares.
template <class Key>
class Timers {
  public:
    static constexpr std::int64_t horizon = 4096;  ///< seconds; what lies further ahead is looked at earlier

    /// Starts the wheel at a second; nothing may be armed before.
    void start(std::int64_t second) { now_ = second; started_ = true; }
    [[nodiscard]] bool started() const { return started_; }
    [[nodiscard]] std::int64_t now() const { return now_; }

    /// Arms for a second after now; returns the second really taken.
    std::int64_t arm(std::int64_t second, Key key) {
        second = std::clamp(second, now_ + 1, now_ + horizon - 1);
        wheel_[bucket(second)].push_back(key);
        return second;
    }

    /// Goes on to `second` and calls `f(second, key)` for all armed on the way. A leap of more than
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
        if (wheel_[bucket(second)].empty()) return;
        fired_.clear();
        fired_.swap(wheel_[bucket(second)]);
        for (const Key& key : fired_) f(second, key);
    }
    std::array<std::vector<Key>, horizon> wheel_;
    std::vector<Key> fired_;
    std::int64_t now_ = 0;
    bool started_ = false;
};

}  // namespace vigia
