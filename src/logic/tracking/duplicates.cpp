#include "logic/tracking/duplicates.h"

#include <algorithm>
#include <bit>

namespace vigia::tracking {

namespace {
constexpr std::size_t sets_at_first = 1024;
}

Duplicates::Duplicates(std::size_t remembered, Duration window)
    : most_sets_(std::bit_ceil(std::max(remembered, ways)) / ways), window_(static_cast<std::uint32_t>(window / tick)) {
    sets_.resize(std::min(most_sets_, sets_at_first));
}

/// The oldest place of the digest's set, once there are enough sets or no more may be made.
Duplicates::Entry& Duplicates::place_for(std::uint64_t digest, std::uint32_t now) {
    for (;;) {
        Set& set = sets_[home(digest)];
        Entry& oldest = *std::ranges::min_element(set, {}, &Entry::ticks);
        if (!young(oldest, now) || sets_.size() >= most_sets_) return oldest;
        std::vector<Set> fewer(sets_.size() * 2);
        fewer.swap(sets_);
        for (const Set& old : fewer)  // what was in one set goes to two, so it fits
            for (const Entry& entry : old)
                if (young(entry, now)) *std::ranges::min_element(sets_[home(entry.digest)], {}, &Entry::ticks) = entry;
    }
}

void Duplicates::add(std::uint64_t digest, Time heard, model::TrackId track) {
    if (!first_) first_ = heard;
    const std::uint32_t now = ticks(heard);
    Entry& place = place_for(digest, now);
    if (young(place, now)) ++forgotten_early_;
    place = {digest, now, track};
}

}  // namespace vigia::tracking
