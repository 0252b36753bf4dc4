#include "logic/tracking/duplicates.h"

#include <algorithm>
#include <bit>

namespace vigia::tracking {

namespace {
constexpr Duration tick{100};
}

Duplicates::Duplicates(std::size_t remembered, Duration window)
    : entries_(std::bit_ceil(std::max(remembered, ways))),
      mask_(entries_.size() / ways - 1),
      window_(static_cast<std::uint32_t>(window / tick)) {}

std::uint32_t Duplicates::ticks(Time heard) const {
    // 32 bits of tenths last 13 years; in a longer stream nothing is told apart by time any more.
    const auto since = (heard - *first_) / tick + 1;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(since, 1, 0xFFFFFFFF));
}

std::optional<model::TrackId> Duplicates::find(std::uint64_t digest, Time heard) const {
    if (!first_) return std::nullopt;
    const std::uint32_t now = ticks(heard);
    const Entry* set = &entries_[home(digest)];
    for (std::size_t i = 0; i < ways; ++i)
        if (set[i].digest == digest && set[i].ticks != 0 && now - set[i].ticks <= window_) return set[i].track;
    return std::nullopt;
}

void Duplicates::add(std::uint64_t digest, Time heard, model::TrackId track) {
    if (!first_) first_ = heard;
    const std::uint32_t now = ticks(heard);
    Entry* set = &entries_[home(digest)];
    Entry* oldest = set;
    for (std::size_t i = 1; i < ways; ++i)
        if (set[i].ticks < oldest->ticks) oldest = &set[i];
    if (oldest->ticks != 0 && now - oldest->ticks <= window_) ++forgotten_early_;
    *oldest = {digest, now, track};
}

void Duplicates::prefetch(std::uint64_t digest) const { 
    __builtin_prefetch(&entries_[home(digest)]);
    __builtin_prefetch(&entries_[home(digest) + ways / 2]);
}

}  // namespace vigia::tracking
