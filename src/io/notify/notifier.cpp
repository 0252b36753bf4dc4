#include "io/notify/notifier.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace vigia::notify {

struct Notifier::Lane {
    Way way;
    NotifierLimits limits;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::deque<Notice> waiting;  ///< the first is being sent
    WayCounts counted;
    bool stopping = false;
    std::thread thread;  // last

    Lane(Way given, const NotifierLimits& given_limits) : way(std::move(given)), limits(given_limits), thread([this] { run(); }) { counted.way = way.name; }

    void run() {
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [this] { return stopping || !waiting.empty(); });
            if (stopping) return;
            const Notice notice = waiting.front();
            const bool sent = try_all(lock, notice);
            if (stopping && !sent) return;
            // A full queue may have lost it meanwhile.
            if (!waiting.empty() && waiting.front().id == notice.id) waiting.pop_front();
            changed.notify_all();
        }
    }

    bool try_all(std::unique_lock<std::mutex>& lock, const Notice& notice) {
        Duration pause = limits.first_pause;
        for (std::uint32_t n = 1;; ++n) {
            lock.unlock();
            const Result<void> sent = way.send(notice, limits.patience);
            lock.lock();
            counted.problem = sent ? "" : sent.error().message;
            if (sent) {
                ++counted.sent;
                return true;
            }
            ++counted.failed_tries;
            if (n >= limits.tries) {
                ++counted.given_up;
                return true;
            }
            if (changed.wait_for(lock, pause, [this] { return stopping; })) return false;
            pause = std::min(2 * pause, limits.longest_pause);
        }
    }

    void take(const Notice& notice) {
        {
            const std::lock_guard lock(mutex);
            if (stopping) return;
            if (waiting.size() >= limits.queue) waiting.pop_front(), ++counted.lost;
            waiting.push_back(notice);
        }
        changed.notify_all();
    }

    void stop() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        changed.notify_all();
        if (thread.joinable()) thread.join();
    }
};

Notifier::Notifier(std::vector<Way> ways, NotifierLimits limits) {
    for (Way& way : ways) lanes_.push_back(std::make_unique<Lane>(std::move(way), limits));
}
Notifier::~Notifier() { stop(); }

void Notifier::tell(const Notice& notice) {
    for (const auto& lane : lanes_) lane->take(notice);
}

std::vector<WayCounts> Notifier::counts() const {
    std::vector<WayCounts> all;
    for (const auto& lane : lanes_) {
        const std::lock_guard lock(lane->mutex);
        all.push_back(lane->counted);
        all.back().waiting = lane->waiting.size();
    }
    return all;
}

bool Notifier::drain(Duration at_most) {
    for (const auto& lane : lanes_) {
        std::unique_lock lock(lane->mutex);
        if (!lane->changed.wait_for(lock, at_most, [&] { return lane->waiting.empty(); })) return false;
    }
    return true;
}

void Notifier::stop() {
    for (const auto& lane : lanes_) lane->stop();
}

}  // namespace vigia::notify
