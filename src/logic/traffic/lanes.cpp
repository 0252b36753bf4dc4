#include <algorithm>

#include "logic/traffic/inside/lanes.h"
#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

Time LockBook::fit_lane(const std::vector<Booking>& lane, Time earliest, Direction direction,
                        Duration passage) const {
    constexpr Duration clear{5 * 60'000};
    Time entry = earliest;
    for (bool moved = true; moved;) {
        moved = false;
        for (const Booking& b : lane) {
            Time free = entry;
            if (b.direction == direction) {
                if (entry < b.from + headway_ && b.from < entry + headway_) free = b.from + headway_;
            } else if (entry < b.to + clear && b.from < entry + passage + clear) {
                free = b.to + clear;
            }
            if (free > entry) {
                entry = free;
                moved = true;
            }
        }
    }
    return entry;
}

LockBook::Turn LockBook::fit(Time earliest, Direction direction, Duration passage) const {
    // Each direction has a lane that it prefers, so that lanes are rarely turned round.
    const std::size_t preferred = direction == Direction::southbound ? 0 : lanes_.size() - 1;
    Turn best{fit_lane(lanes_[preferred], earliest, direction, passage), preferred};
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        const Time entry = fit_lane(lanes_[i], earliest, direction, passage);
        if (entry + Duration{20 * 60'000} < best.entry) best = {entry, i};
    }
    return best;
}

void LockBook::book(const Turn& turn, Direction direction, Duration passage) {
    lanes_[turn.lane].push_back({turn.entry, turn.entry + passage, direction});
}

void LockBook::forget_before(Time when) {
    for (auto& lane : lanes_) {
        std::erase_if(lane, [&](const Booking& b) { return b.to < when; });
    }
}

Time cut_opens(const CutRule& rule, Direction direction, Time at) {
    const int from = direction == Direction::northbound ? rule.north_from : rule.south_from;
    const int to = direction == Direction::northbound ? rule.north_to : rule.south_to;
    const Time midnight = local_midnight(at);
    for (int day = -1; day <= 1; ++day) {
        const Time opens = local(midnight, from + day * 1440);
        const Time closes = local(midnight, to + day * 1440 + (to <= from ? 1440 : 0));
        if (at <= opens) return opens;
        if (at < closes) return at;
    }
    return local(midnight, from + 2 * 1440);
}

}  // namespace vigia::traffic
