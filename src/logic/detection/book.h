#pragma once
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "logic/detection/findings.h"
#include "model/event.h"

namespace vigia::detection {

/// Joins what groups of detectors told into events with numbers of their own. The order of numbers is that
/// of (time, kind, subject), so it does not depend on how detectors are grouped or fed: what was told
/// at one instant waits until the stream has gone on. Memory: open events, and those ended for less than
/// `settle`, during which late reports may still withdraw them.
class Book {
  public:
    static constexpr Duration settle = std::chrono::minutes(15);

    /// Takes what a group told; takes the list empty. `group` numbers the groups from 0.
    void take(std::uint32_t group, std::vector<Told>& told);

    /// Everything up to and including `until` has been told: hands out the changes of those instants in order.
    /// `Time::max()` for the end of a stream.
    void release(Time until, std::vector<model::EventChange>& out);

    [[nodiscard]] std::size_t open() const { return events_.size(); }
    [[nodiscard]] std::uint64_t begun() const { return next_ - 1; }
    /// The next event gets a number above this one.
    void follow(model::EventId id) { next_ = std::max(next_, static_cast<std::uint64_t>(id) + 1); }

  private:
    struct Waiting {
        std::uint32_t group = 0;
        Told told;
    };
    struct Settling {
        Time until{};
        std::uint64_t key = 0;
    };
    [[nodiscard]] static std::uint64_t key(std::uint32_t group, FindingRef ref) {
        return static_cast<std::uint64_t>(ref) << 8 | group;
    }
    void apply(Waiting& waiting, std::vector<model::EventChange>& out);

    std::vector<Waiting> waiting_;
    std::unordered_map<std::uint64_t, model::Event> events_;  ///< only looked up in, never walked
    std::deque<Settling> settling_;
    std::uint64_t next_ = 1;
};

}  // namespace vigia::detection
