#pragma once
#include <vector>

#include "base/time.h"
#include "logic/traffic/scenario.h"

namespace vigia::traffic {

/// When ships use the lanes of one flight of locks.
class LockBook {
  public:
    LockBook(int lanes, Duration headway) : lanes_(static_cast<std::size_t>(lanes)), headway_(headway) {}

    struct Turn {
        Time entry{};
        std::size_t lane = 0;
    };
    /// The earliest entry not before `earliest`: a headway after and before ships of the same direction,
    /// clear of ships of the other direction, which need the whole lane.
    [[nodiscard]] Turn fit(Time earliest, Direction direction, Duration passage) const;
    void book(const Turn& turn, Direction direction, Duration passage);
    /// Forgets what is over.
    void forget_before(Time when);

  private:
    struct Booking {
        Time from{}, to{};
        Direction direction{};
    };
    [[nodiscard]] Time fit_lane(const std::vector<Booking>& lane, Time earliest, Direction direction,
                                Duration passage) const;
    std::vector<std::vector<Booking>> lanes_;
    Duration headway_;
};

/// The first time not before `at` at which a ship too wide to meet others may enter the Cut.
[[nodiscard]] Time cut_opens(const CutRule& rule, Direction direction, Time at);

}  // namespace vigia::traffic
