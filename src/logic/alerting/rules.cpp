#include "logic/alerting/rules.h"

#include <algorithm>

namespace vigia::alerting {

using Kind = model::EventKind;

bool Rule::concerns(std::span<const model::Party> vessels) const {
    if (safety || vessels.empty()) return true;
    const auto names = [&](const std::vector<std::uint32_t>& list) {
        return std::ranges::any_of(vessels, [&](const model::Party& party) { return std::ranges::find(list, party.mmsi.number()) != list.end(); });
    };
    return !names(except) && (only.empty() || names(only));
}

Rules usual_rules() {
    Rules rules;
    const auto weigh = [&](double points, std::initializer_list<Kind> kinds) {
        for (const Kind kind : kinds) rules.of(kind).points = points;
    };
    weigh(65, {Kind::drop_pattern, Kind::fast_approach});
    weigh(60, {Kind::gnss_spoofing, Kind::gnss_jamming, Kind::close_quarters, Kind::drift, Kind::feed_deaf});
    weigh(55, {Kind::feeder, Kind::anchor_drag, Kind::wrong_way, Kind::site_approach});
    weigh(50, {Kind::dark_activity, Kind::rendezvous, Kind::dark_rendezvous, Kind::go_fast, Kind::zone_entry, Kind::watch_list});
    weigh(45, {Kind::lane_departure, Kind::sudden_stop});
    weigh(40, {Kind::gap_movement, Kind::mmsi_collision, Kind::tight_rendezvous, Kind::loitering, Kind::transit_compliance});
    weigh(25, {Kind::impossible_jump, Kind::on_land, Kind::out_of_footprint, Kind::speeding, Kind::static_inconsistency});
    weigh(20, {Kind::unusual_route, Kind::unusual_speed});
    for (const Kind kind : {Kind::distress, Kind::not_under_command, Kind::aground, Kind::safety_text}) {
        rules.of(kind).safety = rules.of(kind).sound = true;
        rules.of(kind).budgeted = false;
    }
    weigh(100, {Kind::distress});
    weigh(90, {Kind::not_under_command, Kind::aground});
    weigh(80, {Kind::safety_text});
    rules.of(Kind::feed_deaf).budgeted = false;  // it is the watch itself that fails
    for (const Kind kind : {Kind::port_visit, Kind::zone_exit, Kind::test_transmission}) rules.of(kind).raises = false;
    for (Rule& rule : rules.kinds) rule.owner = "vigia", rule.reviewed = "2026-11-27";
    return rules;
}

}  // namespace vigia::alerting
