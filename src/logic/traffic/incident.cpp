#include "logic/traffic/incident.h"

#include <utility>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

struct Act {
    IncidentKind kind;
    std::string_view name;
    bool (*play)(Director&);
};
using enum IncidentKind;
constexpr std::array<Act, incident_kind_count> acts = {{
    {dark_activity, "dark_activity", traffic::dark_activity},
    {gap_movement, "gap_movement", traffic::gap_movement},
    {impossible_jump, "impossible_jump", traffic::impossible_jump},
    {mmsi_collision, "mmsi_collision", traffic::mmsi_collision},
    {gnss_spoofing, "gnss_spoofing", traffic::gnss_spoofing},
    {gnss_jamming, "gnss_jamming", traffic::gnss_jamming},
    {on_land, "on_land", traffic::on_land},
    {out_of_footprint, "out_of_footprint", traffic::out_of_footprint},
    {feed_deaf, "feed_deaf", traffic::feed_deaf},
    {rendezvous, "rendezvous", traffic::rendezvous},
    {tight_rendezvous, "tight_rendezvous", traffic::tight_rendezvous},
    {dark_rendezvous, "dark_rendezvous", traffic::dark_rendezvous},
    {feeder, "feeder", traffic::feeder},
    {drop_pattern, "drop_pattern", traffic::drop_pattern},
    {close_quarters, "close_quarters", traffic::close_quarters},
    {fast_approach, "fast_approach", traffic::fast_approach},
    {go_fast, "go_fast", traffic::go_fast},
    {loitering, "loitering", traffic::loitering},
    {drift, "drift", traffic::adrift},
    {sudden_stop, "sudden_stop", traffic::sudden_stop},
    {anchor_drag, "anchor_drag", traffic::anchor_drag},
    {speeding, "speeding", traffic::speeding},
    {lane_departure, "lane_departure", traffic::lane_departure},
    {wrong_way, "wrong_way", traffic::wrong_way},
    {zone_entry, "zone_entry", traffic::zone_entry},
    {zone_exit, "zone_exit", traffic::zone_exit},
    {site_approach, "site_approach", traffic::site_approach},
    {port_visit, "port_visit", traffic::port_visit},
    {transit_compliance, "transit_compliance", traffic::transit_compliance},
    {static_inconsistency, "static_inconsistency", traffic::static_inconsistency},
    {watch_list, "watch_list", traffic::watch_list},
    {distress, "distress", traffic::distress},
    {not_under_command, "not_under_command", traffic::not_under_command},
    {aground, "aground", traffic::aground},
    {safety_text, "safety_text", traffic::safety_text},
    {test_transmission, "test_transmission", traffic::test_transmission},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < acts.size(); ++i) {
        if (static_cast<std::size_t>(acts[i].kind) != i) return false;
    }
    return true;
}
static_assert(in_order());

}  // namespace

const std::array<IncidentKind, incident_kind_count>& incident_kinds() {
    static constexpr auto kinds = [] {
        std::array<IncidentKind, incident_kind_count> out{};
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = acts[i].kind;
        return out;
    }();
    return kinds;
}

std::string_view name(IncidentKind kind) { return acts[static_cast<std::size_t>(kind)].name; }

bool Director::act_out() { return acts[static_cast<std::size_t>(staged_.kind)].play(*this); }

}  // namespace vigia::traffic
