#pragma once
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/time.h"
#include "model/event.h"
#include "model/scene.h"

namespace vigia::detection {

/// How a detector speaks of a finding that it began: a number of its own group, never used again.
enum class FindingRef : std::uint64_t { none = 0 };

/// A change of a finding, as the detectors tell it.
struct Told {
    Time at{};                ///< stream time
    model::EventKind kind{};
    model::Mmsi first = model::Mmsi::of(0);  ///< the subject
    FindingRef ref{};
    model::EventStep step = model::EventStep::begun;
    std::unique_ptr<model::Finding> finding;      ///< of begun and revised: the whole of it
    std::optional<Time> ended;                    ///< of ended: when the behaviour ended
    model::Sentence why_withdrawn;                ///< of withdrawn
};

/// Where detectors put what they find. Who begins a finding keeps its FindingRef, and ends, revises or
/// withdraws it later; a second `begin` of the same behaviour is the detector's fault, not caught here.
class Findings {
  public:
    /// A behaviour has been noticed at `now` (stream time).
    FindingRef begin(model::Finding finding, Time now);
    /// More is known: the whole finding again, with its new facts or parties.
    void revise(FindingRef ref, model::Finding finding, Time now);
    /// The behaviour ended at `ended` (`seen` time; not before it began).
    void end(FindingRef ref, model::EventKind kind, model::Mmsi first, Time ended, Time now);
    /// It was none: what came later shows so. Told with the event's facts.
    void withdraw(FindingRef ref, model::EventKind kind, model::Mmsi first, const model::Sentence& why, Time now);

    /// All that was told since the last `clear`, in order.
    std::vector<Told> told;
    /// Kinds that the operator switched off: nothing new of them is told. What was told before still ends.
    std::bitset<model::event_kinds> off;
    /// The chart in force, by which areas of findings get their ids; null: they get none.
    std::shared_ptr<const model::Chart> chart;

  private:
    [[nodiscard]] bool is_off(model::EventKind kind) const { return off.test(static_cast<std::size_t>(kind)); }
    void put(Told told_now, model::Finding finding);
    std::uint64_t next_ = 1;
};

}  // namespace vigia::detection
