#include "io/feed/pace.h"

#include <algorithm>
#include <utility>

namespace vigia::feed {

namespace {

constexpr double slowest = 0.01, quickest = 100'000;
/// A wait is looked at again after this, so that no gap in a recording leaves the clock's range.
constexpr std::chrono::hours longest_wait{1};

using Milliseconds = std::chrono::duration<double, std::milli>;

Speed clamped(Speed speed) {
    if (!(speed.times > 0)) return Speed::fastest();
    return {std::clamp(speed.times, slowest, quickest)};
}

}  // namespace

Pace::Pace(Speed speed) : speed_(clamped(speed)) {}

bool Pace::wait_for(Time heard) {
    std::unique_lock lock(mutex_);
    if (!begun_) {
        begun_ = true;
        anchor_ = paused_ ? heard - Duration{1} : heard;
        anchored_ = std::chrono::steady_clock::now();
    }
    waiting_ = heard;
    while (!stopped_) {
        if (paused_) {
            if (step_by_) step_to_ = std::max(heard, anchor_) + *std::exchange(step_by_, std::nullopt);
            if (heard <= anchor_ || (step_to_ && heard <= *step_to_)) break;
            changed_.wait(lock);
            continue;
        }
        if (speed_.is_fastest() || heard <= anchor_) break;
        const Instant now = std::chrono::steady_clock::now();
        const Milliseconds wait = Milliseconds(heard - anchor_) / speed_.times - Milliseconds(now - anchored_);
        if (wait.count() <= 0) break;
        changed_.wait_until(lock, now + std::chrono::ceil<Duration>(std::min<Milliseconds>(wait, longest_wait)));
    }
    waiting_.reset();
    if (stopped_) return false;
    if (paused_ || speed_.is_fastest()) {
        anchor_ = std::max(anchor_, heard);
        anchored_ = std::chrono::steady_clock::now();
    }
    delivered_ = delivered_ ? std::max(*delivered_, heard) : heard;
    return true;
}

void Pace::play() {
    const std::lock_guard lock(mutex_);
    if (paused_) anchored_ = std::chrono::steady_clock::now();
    paused_ = false;
    step_by_.reset();
    step_to_.reset();
    changed_.notify_all();
}

void Pace::pause() {
    const std::lock_guard lock(mutex_);
    if (paused_) return;
    anchor(std::chrono::steady_clock::now());
    paused_ = true;
    changed_.notify_all();
}

void Pace::step(Duration by) {
    const std::lock_guard lock(mutex_);
    if (!paused_) return;
    step_by_ = step_by_.value_or(Duration{0}) + std::max(by, Duration{0});
    changed_.notify_all();
}

void Pace::set_speed(Speed speed) {
    const std::lock_guard lock(mutex_);
    anchor(std::chrono::steady_clock::now());
    speed_ = clamped(speed);
    changed_.notify_all();
}

void Pace::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
}

Pace::State Pace::state() const {
    const std::lock_guard lock(mutex_);
    State state{speed_, paused_, std::nullopt};
    if (delivered_) state.now = reached(std::chrono::steady_clock::now());
    return state;
}

Time Pace::reached(Instant instant) const {
    const Time least = delivered_ ? std::max(*delivered_, anchor_) : anchor_;
    // While nobody waits the reader is behind: what it has not delivered is not reached.
    if (paused_ || speed_.is_fastest() || !waiting_) return least;
    const double passed = Milliseconds(instant - anchored_).count() * speed_.times;
    const double gap = Milliseconds(*waiting_ - anchor_).count();
    const Time now = anchor_ + Duration{static_cast<std::int64_t>(std::clamp(passed, 0.0, std::max(gap, 0.0)))};
    return std::max(least, now);
}

void Pace::anchor(Instant instant) {
    if (!begun_) return;
    anchor_ = reached(instant);
    anchored_ = instant;
}

}  // namespace vigia::feed
