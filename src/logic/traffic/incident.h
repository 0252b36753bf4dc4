#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vigia::traffic {

/// What can be acted out: the kinds of docs/events.md, but for unusual_route and unusual_speed, which need
/// a history longer than a run.
enum class IncidentKind : std::uint8_t {
    dark_activity, gap_movement, impossible_jump, mmsi_collision, gnss_spoofing, gnss_jamming, on_land,
    out_of_footprint, feed_deaf,
    rendezvous, tight_rendezvous, dark_rendezvous, feeder, drop_pattern, close_quarters, fast_approach,
    go_fast, loitering, drift, sudden_stop, anchor_drag, speeding, lane_departure, wrong_way, zone_entry,
    zone_exit, site_approach, port_visit, transit_compliance,
    static_inconsistency, watch_list, distress, not_under_command, aground, safety_text, test_transmission,
};
inline constexpr std::size_t incident_kind_count = 36;
[[nodiscard]] const std::array<IncidentKind, incident_kind_count>& incident_kinds();
[[nodiscard]] std::string_view name(IncidentKind kind);

/// Incidents of one kind that a scenario asks for. Hours count from the start of the run.
struct Incidents {
    IncidentKind kind = IncidentKind::rendezvous;
    int positives = 0;    ///< meet the definition clearly: parameters at 1.1 to 2 times the limit
    int near_misses = 0;  ///< one parameter at 0.5 to 0.9 times the limit, all else as in a positive
    double from_hour = 0.5, to_hour = 23.5;  ///< all that decides happens between these
    std::size_t line = 0, column = 0;        ///< in the file, for errors
};

/// An identity on somebody's watch list, for incidents of that kind. Invented.
struct Watched {
    std::string name;
    std::optional<std::uint32_t> imo, mmsi;
};

inline constexpr int most_incidents = 200;  ///< positives or near misses in one table

}  // namespace vigia::traffic
