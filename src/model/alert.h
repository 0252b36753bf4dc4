#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "geo/position.h"
#include "model/event.h"
#include "model/identity.h"
#include "model/sentence.h"

namespace vigia::model {

/// A text for people in each language, told from data. What an alert says is told when it is noticed and kept so:
/// an officer must find what was said then, whatever later programs say.
struct Bilingual {
    std::string en, es;
    bool operator==(const Bilingual&) const = default;
};
[[nodiscard]] Bilingual told(const Sentence& sentence, std::span<const Fact> facts);

/// A fact as it was told.
struct ToldFact {
    std::string name;
    Bilingual label, text;
    std::string value;  ///< JSON, SI units
    bool operator==(const ToldFact&) const = default;
};

/// Counts up from 1 in the order of raising; never used again in a store.
enum class AlertId : std::uint64_t {};

enum class Severity : std::uint8_t { low, medium, high };

/// Where an alert stands. `fresh` is called `new` in data.
enum class AlertState : std::uint8_t { fresh, acknowledged, assigned, snoozed, dismissed, withdrawn, closed };

/// Why an alert is dismissed.
enum class Dismissal : std::uint8_t { authorised_activity, known_vessel, sensor_fault, false_alarm, duplicate, other };

/// What became of a closed alert. `lapsed`: nobody closed it, the behaviour ended long ago.
enum class Outcome : std::uint8_t { confirmed, unfounded, resolved, handed_over, lapsed };

/// What a line of an alert's log tells.
enum class Deed : std::uint8_t {
    raised, joined, again, escalated, held_back, released, ended, withdrawn, woke, lapsed,
    acknowledged, assigned, snoozed, dismissed, closed, noted, undone,
};

/// What a person asks of an alert.
enum class Act : std::uint8_t { acknowledge, assign, snooze, dismiss, close, note, undo };

[[nodiscard]] std::string_view name(Severity severity);
[[nodiscard]] std::string_view name(AlertState state);
[[nodiscard]] std::string_view name(Dismissal reason);
[[nodiscard]] std::string_view name(Outcome outcome);
[[nodiscard]] std::string_view name(Deed deed);
[[nodiscard]] std::string_view name(Act act);
[[nodiscard]] std::optional<Severity> severity_named(std::string_view name);
[[nodiscard]] std::optional<AlertState> alert_state_named(std::string_view name);
[[nodiscard]] std::optional<Dismissal> dismissal_named(std::string_view name);
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view name);
[[nodiscard]] std::optional<Deed> deed_named(std::string_view name);
[[nodiscard]] std::optional<Act> act_named(std::string_view name);

/// An action of a person on an alert.
struct AlertAction {
    AlertId alert{};
    Act act = Act::acknowledge;
    std::string by;                   ///< the name typed at the start of the watch
    std::string to;                   ///< of assign
    std::string note;
    std::optional<Duration> span;     ///< of snooze: so long; with neither span nor until: this occurrence
    std::optional<Time> until;        ///< of snooze
    std::optional<Dismissal> reason;  ///< of dismiss
    std::optional<Outcome> outcome;   ///< of close
};
inline constexpr std::size_t longest_name = 48, longest_note = 1'000;  ///< bytes

/// What actions change and `undo` restores.
struct Standing {
    AlertState state = AlertState::fresh;
    std::string by;                      ///< who acted last
    std::string assigned_to;
    std::optional<Time> snoozed_until;   ///< of a snooze that ends by time
    bool this_occurrence = false;        ///< snoozed until the behaviour ends
    std::optional<Dismissal> reason;
    std::optional<Outcome> outcome;
    bool operator==(const Standing&) const = default;
};

struct AlertLine {
    Time at{};
    std::string by;  ///< empty: vigia itself
    Deed deed = Deed::raised;
    Bilingual text;
    std::string note;
    bool operator==(const AlertLine&) const = default;
};

struct AlertVessel {
    TrackId track{};
    Mmsi mmsi = Mmsi::of(0);
    std::string name;  ///< empty: not known
    bool operator==(const AlertVessel&) const = default;
};

/// One event that an alert holds, as it was told last.
struct AlertPart {
    EventId event{};  ///< of this run; 0: of an earlier one
    EventKind kind{};
    std::vector<Mmsi> vessels;
    Time begun{}, noticed{};
    std::optional<Time> ended;
    std::optional<Time> withdrawn;
    Bilingual why_withdrawn;
    double confidence = 1;
    double points = 0;  ///< what its kind weighs by the rules of the time
    std::optional<geo::Position> where;
    std::string area;  ///< id; empty: none
    Bilingual area_name;
    Bilingual why, not_known, would_change;
    std::vector<ToldFact> facts;
    bool operator==(const AlertPart&) const = default;
};

/// A part of the composite risk. Its points halve each `half_life` after `decays_from`.
struct Contribution {
    std::string name;  ///< key in data: `kind`, `place`, `night` …
    Bilingual reason;
    double points = 0;  ///< negative: speaks against it
    std::optional<Time> decays_from;
    Duration half_life = std::chrono::hours(2);
    bool operator==(const Contribution&) const = default;
};
[[nodiscard]] double points_at(const Contribution& contribution, Time now);
[[nodiscard]] double risk_at(std::span<const Contribution> contributions, Time now);

/// One behaviour that a person should know of.
struct Alert {
    AlertId id{};
    std::string subject;               ///< of what is not about a vessel: the name of the source
    std::vector<AlertVessel> vessels;  ///< the subject first; at most most_parties
    std::vector<AlertPart> parts;      ///< at least one, latest last; at most most_alert_parts
    std::uint32_t parts_left_out = 0;  ///< ended ones that gave way to later ones
    Severity severity = Severity::low;
    bool safety = false;               ///< of life at sea: never budgeted, suppressed or snoozed; on top
    bool sound = false;                ///< its rule wants one while it is new
    std::vector<Contribution> contributions;
    Time raised{};
    std::int64_t budget_hour = 0;      ///< hours since 1970 in which it took or was refused a place of the budget
    bool held_back = false;            ///< over the budget: kept and counted, not put before the officer
    Standing standing;
    std::vector<Standing> before;      ///< what undo goes back to, latest last; at most most_undo
    std::vector<AlertLine> log;        ///< oldest first; at most most_log
    std::uint32_t log_left_out = 0;    ///< lines after the first that gave way to later ones
    std::uint64_t changed = 0;         ///< sequence of the desk's last change of it

    [[nodiscard]] bool open() const { return standing.state <= AlertState::snoozed; }
    [[nodiscard]] Time begun() const;                ///< of the earliest part
    [[nodiscard]] Time noticed() const;              ///< of the earliest part
    [[nodiscard]] std::optional<Time> ended() const; ///< when all parts have ended
    [[nodiscard]] double confidence() const;         ///< the highest of the parts that hold
    [[nodiscard]] std::vector<EventKind> kinds() const;  ///< those that hold first, by weight; each once
    [[nodiscard]] const AlertPart& main() const;     ///< the latest part of the first kind
    /// Higher comes first in the queue: safety, then severity, then risk times confidence.
    [[nodiscard]] double rank() const;
    bool operator==(const Alert&) const = default;
};
inline constexpr std::size_t most_alert_parts = 12, most_log = 200, most_undo = 8;

/// What a person may ask of the alert as it stands.
[[nodiscard]] std::vector<Act> possible(const Alert& alert);

/// An event and the alert that holds it.
struct RecentEvent {
    std::shared_ptr<const Event> event;
    std::optional<AlertId> alert;
};

/// What the watch may be told of in an hour of the clock, and what it was.
struct Budget {
    Time from{}, to{};
    std::uint32_t limit = 0, used = 0, held_back = 0;
};

/// How the rule of a kind is kept.
struct RuleCard {
    EventKind kind{};
    bool raises = true, sound = false;
    std::string owner, reviewed;
};

/// All alerts at one moment. Immutable; any thread may read.
struct AlertBoard {
    Time now{};                  ///< stream time
    std::uint64_t sequence = 0;  ///< counts changes of alerts
    std::vector<std::shared_ptr<const Alert>> alerts;  ///< in order of id: the open ones, and those of the last 30 days
    std::vector<RecentEvent> events;                   ///< oldest first
    std::shared_ptr<const std::vector<RuleCard>> rules;
    Budget budget;
    std::uint64_t refused_full = 0;  ///< not raised, because the desk was full
    [[nodiscard]] const Alert* find(AlertId id) const;
};

/// What a store kept of a desk.
struct KeptAlerts {
    std::vector<Alert> alerts;  ///< the open ones and the latest others
    Time until{};               ///< everything noticed up to here was kept
    AlertId last{};             ///< the highest number ever given
};

/// Appends the alert as one JSON object (service/serve/README.md).
void append_alert_json(std::string& out, const Alert& alert, Time now);

}  // namespace vigia::model
