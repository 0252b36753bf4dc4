#pragma once
#include <algorithm>
#include <utility>
#include <vector>

#include "logic/detection/findings.h"
#include "model/event.h"

namespace vigia::detection {

/// Signs of one kind by several vessels near each other within a while: together they are one event.
class Cluster {
  public:
    static constexpr std::size_t most_signs = 4096;  ///< remembered; further ones wait until older ones are forgotten
    static constexpr std::size_t most_open = 64;     ///< events at once

    struct Limits {
        Metres near{};
        Duration within{};
        std::size_t vessels = 3;
    };
    struct Sign {
        model::Party vessel;
        geo::Position at;
        Time begun{}, when{};
    };
    struct Open {
        geo::Position at;      ///< of the sign that made it an event
        Time begun{}, last{};  ///< of signs
        Time last_heard{};     ///< in stream time
        FindingRef told{};
        Metres spread{};       ///< farthest sign from `at`
        std::vector<model::Party> vessels;
    };

    /// Takes in a sign. Returns the event to tell anew, which is fresh when its `told` is none; null when there is none
    /// or nothing about it is new.
    Open* add(const Sign& sign, const Limits& limits, Time now) {
        std::erase_if(signs_, [&](const Sign& s) { return s.vessel.mmsi == sign.vessel.mmsi || sign.when - s.when > limits.within; });
        if (signs_.size() < most_signs) signs_.push_back(sign);
        for (Open& open : open_)
            if (geo::distance(open.at, sign.at) <= limits.near) return join(open, sign, now);
        std::size_t count = 0;
        for (const Sign& s : signs_) count += geo::distance(s.at, sign.at) <= limits.near ? 1 : 0;
        if (count < limits.vessels || open_.size() == most_open) return nullptr;
        Open& open = open_.emplace_back(Open{sign.at, sign.begun, sign.when, now, FindingRef::none, Metres{0}, {}});
        for (const Sign& s : signs_)
            if (geo::distance(s.at, sign.at) <= limits.near) join(open, s, now);
        return &open;
    }

    /// The event that a vessel is part of; null when none.
    [[nodiscard]] Open* of(model::Mmsi mmsi) {
        const auto found = std::ranges::find_if(open_, [&](const Open& o) { return has(o, mmsi); });
        return found == open_.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool any_open() const { return !open_.empty(); }
    [[nodiscard]] const std::vector<Open>& open() const { return open_; }

    /// Ends all events without a sign for that long: `f(const Open&)`.
    template <class F>
    void expire(Time now, Duration quiet, F&& f) {
        std::erase_if(open_, [&](const Open& open) {
            if (now - open.last_heard < quiet) return false;
            f(open);
            return true;
        });
    }

  private:
    static bool has(const Open& open, model::Mmsi mmsi) {
        return std::ranges::any_of(open.vessels, [&](const model::Party& party) { return party.mmsi == mmsi; });
    }
    static Open* join(Open& open, const Sign& sign, Time now) {
        open.begun = std::min(open.begun, sign.begun);
        open.last = std::max(open.last, sign.when);
        open.last_heard = now;
        open.spread = std::max(open.spread, geo::distance(open.at, sign.at));
        if (has(open, sign.vessel.mmsi) || open.vessels.size() == model::most_parties) return nullptr;
        open.vessels.push_back(sign.vessel);
        return &open;
    }
    std::vector<Sign> signs_;  ///< at most one of a vessel
    std::vector<Open> open_;
};

}  // namespace vigia::detection
