#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "base/time.h"

namespace vigia::engine {

/// Hands values from one thread to another, at most `room` at a time.
template <class T>
class Queue {
  public:
    explicit Queue(std::size_t room) : room_(room) {}

    /// Waits for room. False when the queue was closed: the value is lost.
    bool push(T value) {
        std::unique_lock lock(mutex_);
        has_room_.wait(lock, [&] { return closed_ || values_.size() < room_; });
        if (closed_) return false;
        values_.push_back(std::move(value));
        lock.unlock();
        has_value_.notify_one();
        return true;
    }

    /// Waits for room for at most `at_most`. False when none came or the queue was closed; the value stays.
    bool push_within(T& value, Duration at_most) {
        {
            std::unique_lock lock(mutex_);
            has_room_.wait_for(lock, at_most, [&] { return closed_ || values_.size() < room_; });
            if (closed_ || values_.size() >= room_) return false;
            values_.push_back(std::move(value));
        }
        has_value_.notify_one();
        return true;
    }

    /// Does not wait. False when there is no room or the queue was closed; the value stays.
    bool try_push(T& value) {
        {
            const std::lock_guard lock(mutex_);
            if (closed_ || values_.size() >= room_) return false;
            values_.push_back(std::move(value));
        }
        has_value_.notify_one();
        return true;
    }

    /// Waits for a value for at most `at_most`; empty when none came or the queue is closed and empty.
    std::optional<T> pop(Duration at_most) {
        std::unique_lock lock(mutex_);
        has_value_.wait_for(lock, at_most, [&] { return closed_ || !values_.empty(); });
        if (values_.empty()) return std::nullopt;
        std::optional<T> value(std::move(values_.front()));
        values_.pop_front();
        lock.unlock();
        has_room_.notify_one();
        return value;
    }

    /// No more values come in; what is there can still be taken.
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        has_room_.notify_all();
        has_value_.notify_all();
    }

    [[nodiscard]] bool finished() const {
        const std::lock_guard lock(mutex_);
        return closed_ && values_.empty();
    }

  private:
    const std::size_t room_;
    mutable std::mutex mutex_;
    std::condition_variable has_value_, has_room_;
    std::deque<T> values_;
    bool closed_ = false;
};

}  // namespace vigia::engine
