#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "base/units.h"
#include "model/event.h"

namespace vigia::alerting {

/// How the alerts of one kind of event are made. data/alerting.toml shows the usual values to officers; each has an owner and
/// the day on which it was looked at last.
struct Rule {
    double points = 0;       ///< what the kind weighs: from `high_from` it is high, from `medium_from` medium
    bool raises = true;      ///< false: a record only
    bool budgeted = true;    ///< false: never held back
    bool safety = false;     ///< of life at sea: never budgeted, suppressed or snoozed; always high, on top
    bool sound = false;
    std::vector<std::uint32_t> only, except;  ///< MMSIs: when `only` names any, no other vessels; never these; at most most_listed each
    std::string owner, reviewed;
    /// Whether the rule looks at a behaviour of these vessels. One of safety looks at all.
    [[nodiscard]] bool concerns(std::span<const model::Party> vessels) const;
    bool operator==(const Rule&) const = default;
};

inline constexpr std::size_t most_listed = 1'000;

/// What raises or lowers the weight of an alert, in points. Each is shown to the officer as a line of its own.
struct Weights {
    double high_from = 60, medium_from = 35;
    double another_kind = 8, most_other_kinds = 16;  ///< kinds that agree
    double again = 5, most_again = 15;               ///< the same behaviour again within the cooldown
    double near_structure = 10;                      ///< within `near` of a lock, dam or bridge
    double night = 5;                                ///< begun between 18:00 and 06:00 in Panama
    double watched = 20;                             ///< on a watch list
    double with_protected = 20;                      ///< with a protected vessel
    double proven_before = 10, most_proven = 20;     ///< earlier alerts of the vessel that were confirmed
    double explained_before = -10;                   ///< the same kind of the vessel was lawful or known in the last `explained_for`
    double doubtful = -15;                           ///< confidence below `doubtful_below`
    double doubtful_below = 0.6;
    Metres near{1852};
    Duration explained_for = std::chrono::hours(24);
    Duration proven_half_life = std::chrono::hours(72);
    Duration ended_half_life = std::chrono::hours(2);
    bool operator==(const Weights&) const = default;
};

struct Rules {
    std::array<Rule, model::event_kinds> kinds;
    Weights weights;
    [[nodiscard]] const Rule& of(model::EventKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] Rule& of(model::EventKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
};

/// The rules as they come with the program.
[[nodiscard]] Rules usual_rules();

/// Bounds and times of a desk.
struct Limits {
    std::uint32_t budget = 10;                          ///< alerts that one hour may put before the officer
    Duration cooldown = std::chrono::minutes(30);       ///< the same kind, vessel and place within it is the same alert
    Duration together = std::chrono::minutes(10);       ///< related kinds so close in time may share an alert
    Metres together_within{2 * 1852.0};
    Duration lapse = std::chrono::hours(24);            ///< an alert that nobody closed is closed so long after its behaviour ended
    Duration remembered = std::chrono::hours(30 * 24);  ///< closed alerts stay in memory so long
    std::size_t open = 2'000;       ///< open alerts; more are refused and counted, but for those of safety
    std::size_t open_of_safety = 2'000;
    std::size_t closed = 10'000;    ///< closed alerts in memory; the oldest go first (the store keeps them)
    std::size_t of_vessel = 64;     ///< alerts by which a vessel is known in memory, the latest
    std::size_t events = 1'000;     ///< recent events shown
    std::size_t waiting = 4'096;    ///< events of before a restart that may be raised after it
};

}  // namespace vigia::alerting
