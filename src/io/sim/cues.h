#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "io/sim/air.h"
#include "io/sim/shore.h"
#include "logic/traffic/cue.h"

namespace vigia::sim {

/// What the cues of the incidents make of a vessel's reports at one time.
struct Altered {
    bool silent = false;
    Quality quality;
    const traffic::Cue* relayed = nullptr;
};

/// Acts out the cues of a world: false states, false words, silence.
class Cues {
  public:
    explicit Cues(std::span<const traffic::Cue> cues);

    /// Nobody needs to know who hears what.
    [[nodiscard]] bool plain() const { return by_vessel_.empty() && deaf_.empty(); }
    /// Changes `state` to what that vessel declares then. A cue for one report alone is used up by one of
    /// ordinary range.
    Altered alter(std::uint32_t vessel, Time at, traffic::State& state, model::Range range);
    /// Whether it is silent then: cheaper than `alter`.
    [[nodiscard]] bool silent(std::uint32_t vessel, Time at) const;
    /// The particulars that it gives then; nothing when they are its own.
    [[nodiscard]] const traffic::Cue* declared(std::uint32_t vessel, Time at) const;
    /// The texts that a vessel will send, in no order.
    [[nodiscard]] std::vector<const traffic::Cue*> texts(std::uint32_t vessel) const;
    /// The times at which receivers go deaf.
    [[nodiscard]] const std::vector<traffic::Cue>& deaf() const { return deaf_; }

  private:
    struct Kept {
        traffic::Cue cue;
        bool used = false;
    };
    std::map<std::uint32_t, std::vector<Kept>> by_vessel_;
    std::vector<traffic::Cue> deaf_;
};

/// What a watch learns of each receiver as it listens: how far away its reports come from, and how often
/// it is heard. Memory: some hundred bytes a receiver.
class Reach {
  public:
    explicit Reach(const std::vector<traffic::Receiver>& receivers);
    /// `from` is null for what is no report of a place.
    void heard(std::uint32_t receiver, const geo::Position* from, Time at);
    /// A receiver to which that place lies at `low` to `high` of the distance beyond which a report is not
    /// its own (docs/events.md, out_of_footprint): the nearest to the middle of that span; none when there is none.
    [[nodiscard]] std::optional<std::uint32_t> stretched(geo::Position from, double low, double high) const;
    /// A receiver that is busy enough for its silence to be noticed, and was not chosen lately.
    [[nodiscard]] std::optional<std::uint32_t> busy(Time at, Random& random);

  private:
    static constexpr std::size_t bins = 400;  ///< of `bin_size` metres
    struct Learnt {
        std::vector<std::uint32_t> by_distance = std::vector<std::uint32_t>(bins, 0);
        std::uint64_t reports = 0;
        std::array<std::uint32_t, 32> minutes{};  ///< messages by minute, modulo 32
        std::int64_t minute = 0;
        Time free_from = Time::min();             ///< not chosen before
    };
    void turn(Learnt& learnt, std::int64_t minute);
    const std::vector<traffic::Receiver>& receivers_;
    std::vector<Learnt> learnt_;
};

}  // namespace vigia::sim
