#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "geo/position.h"
#include "model/area.h"
#include "model/identity.h"
#include "model/sentence.h"

namespace vigia::model {

/// What was noticed. Definitions: docs/events.md. The order is that of equal instants in any listing.
enum class EventKind : std::uint8_t {
    dark_activity, gap_movement, impossible_jump, mmsi_collision, gnss_spoofing, gnss_jamming, on_land, out_of_footprint, feed_deaf,
    rendezvous, tight_rendezvous, dark_rendezvous, feeder, drop_pattern, close_quarters, fast_approach,
    go_fast, loitering, drift, sudden_stop, anchor_drag, speeding, lane_departure, wrong_way, zone_entry, zone_exit, site_approach,
    unusual_route, unusual_speed, port_visit, transit_compliance,
    static_inconsistency, watch_list, distress, not_under_command, aground, safety_text, test_transmission,
};
inline constexpr std::size_t event_kinds = 38;
[[nodiscard]] std::string_view name(EventKind kind);
/// Empty when no kind has that name.
[[nodiscard]] std::optional<EventKind> event_kind(std::string_view name);
/// What people call the kind.
[[nodiscard]] const Sentence& title(EventKind kind);

/// Counts up from 1 in the order of noticing.
enum class EventId : std::uint64_t {};

/// A vessel that an event is about.
struct Party {
    TrackId track{};
    Mmsi mmsi = Mmsi::of(0);
    bool operator==(const Party&) const = default;
};

/// The sentences of one kind of finding; constants of the program.
struct Words {
    Sentence why;           ///< what was seen, with the figures that decide
    Sentence not_known;     ///< what the evidence does not prove, and the innocent explanations
    Sentence would_change;  ///< what would strengthen or end the judgement
};

/// Why an event is taken back.
struct Withdrawal {
    Time at{};
    Sentence why;  ///< told with the event's facts
};

/// What a detector says of a behaviour.
struct Finding {
    EventKind kind{};
    std::vector<Party> vessels;  ///< the subject first; at most most_parties
    Time begun{};
    double confidence = 1;       ///< 0 to 1: how surely the definition is met and means what it says
    std::optional<geo::Position> where;
    std::optional<AreaIndex> area;  ///< by the chart in force when it was told; `area_id` outlives it
    std::string area_id = {};       ///< put by who takes findings; empty: none
    const Words* words = nullptr;
    std::vector<Fact> facts;     ///< the evidence, and the limits in force
};
inline constexpr std::size_t most_parties = 64;

/// A behaviour from its beginning to its end.
struct Event {
    EventId id{};
    Finding finding;
    Time noticed{};
    std::optional<Time> ended;
    std::optional<Withdrawal> withdrawn;
    std::uint32_t revision = 0;  ///< counts changes of facts or parties
};

/// What just happened to an event.
enum class EventStep : std::uint8_t { begun, revised, ended, withdrawn };

/// A change of an event, with the event as it is after it.
struct EventChange {
    EventStep step = EventStep::begun;
    Time at{};  ///< stream time
    Event event;
};

/// Appends the event as one JSON object (docs/events.md, "An event as data"), without a line end. Its area is named as it was
/// called when the event was told, whatever the chart says now.
void append_event_json(std::string& out, const Event& event);

/// Appends the facts with their words for people: `[{"name","label":{en,es},"text":{en,es},"value"}]`.
void append_facts_json(std::string& out, const std::vector<Fact>& facts);

}  // namespace vigia::model
