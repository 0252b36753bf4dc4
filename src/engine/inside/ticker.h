#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "base/time.h"

namespace vigia::engine {

/// Counts up once in a while, so that threads can do something each so often without asking for the
/// time.
class Ticker {
  public:
    explicit Ticker(Duration every) : thread_([this, every] { run(every); }) {}
    ~Ticker() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        stop_.notify_all();
        thread_.join();
    }
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

    [[nodiscard]] std::uint64_t count() const { return count_.load(std::memory_order_relaxed); }

  private:
    void run(Duration every) {
        std::unique_lock lock(mutex_);
        while (!stop_.wait_for(lock, every, [this] { return stopping_; })) count_.fetch_add(1, std::memory_order_relaxed);
    }
    std::atomic<std::uint64_t> count_{0};
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;  // last: the others must exist when it starts
};

/// Tells a thread of its own whether the ticker has gone on by `every` ticks since it last said so.
class Each {
  public:
    Each(const Ticker& ticker, std::uint64_t every) : ticker_(ticker), every_(every), last_(ticker.count()) {}
    [[nodiscard]] bool due() {
        const std::uint64_t now = ticker_.count();
        if (now - last_ < every_) return false;
        last_ = now;
        return true;
    }

  private:
    const Ticker& ticker_;
    std::uint64_t every_, last_;
};

}  // namespace vigia::engine
