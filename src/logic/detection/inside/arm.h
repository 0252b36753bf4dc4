#pragma once
#include "base/time.h"
#include "base/timers.h"

namespace vigia::detection {

/// The first whole second at or after an instant.
[[nodiscard]] inline std::int64_t whole_second(Time at) { return (to_unix_milliseconds(at) + 999) / 1000; }

/// Arms for the first whole second at or after `due`; starts the wheel when the stream has had no whole second yet.
template <class Key>
void arm(Timers<Key>& timers, Time now, Time due, Key key) {
    if (!timers.started()) timers.start(to_unix_milliseconds(now) / 1000);
    timers.arm(whole_second(due), key);
}

/// Lets all fire that is due at a whole second of the stream: `f(key)`.
template <class Key, class F>
void fire(Timers<Key>& timers, Time second, F&& f) {
    if (!timers.started()) timers.start(to_unix_milliseconds(second) / 1000);
    timers.advance(to_unix_milliseconds(second) / 1000, [&](std::int64_t, const Key& key) { f(key); });
}

}  // namespace vigia::detection
