#include "logic/detection/group_movement.h"

#include <utility>

#include "logic/detection/settings.h"

namespace vigia::detection {

namespace {

using Movement = GroupOf<GoFast, Loitering, Drift, SuddenStop, AnchorDrag, Speeding, LaneDeparture, WrongWay, ZoneEntry, SiteApproach, PortVisit, TransitCompliance>;

void take_settings(Movement& group, const Settings& settings) {
    group.findings.off = settings.off;
    const auto& limits = settings.movement;
    group.detector<GoFast>().use(limits.go_fast);
    group.detector<Loitering>().use(limits.loitering);
    group.detector<Drift>().use(limits.drift);
    group.detector<SuddenStop>().use(limits.sudden_stop);
    group.detector<AnchorDrag>().use(limits.anchor_drag);
    group.detector<Speeding>().use(limits.speeding);
    group.detector<LaneDeparture>().use(limits.lane_departure);
    group.detector<WrongWay>().use(limits.wrong_way);
    group.detector<ZoneEntry>().use(limits.zone_entry);
    group.detector<SiteApproach>().use(limits.site_approach);
    group.detector<PortVisit>().use(limits.port_visit);
    group.detector<TransitCompliance>().use(limits.transit_compliance);
}

}  // namespace

std::unique_ptr<Group> make_movement_group(std::shared_ptr<const model::Chart> chart, MovementLimits limits) {
    auto group = std::make_unique<Movement>(std::move(chart), GoFast(std::move(limits.go_fast)), Loitering(std::move(limits.loitering)),
                                      Drift(std::move(limits.drift)), SuddenStop(std::move(limits.sudden_stop)), AnchorDrag(std::move(limits.anchor_drag)),
                                      Speeding(std::move(limits.speeding)), LaneDeparture(std::move(limits.lane_departure)), WrongWay(std::move(limits.wrong_way)),
                                      ZoneEntry(std::move(limits.zone_entry)), SiteApproach(std::move(limits.site_approach)),
                                      PortVisit(std::move(limits.port_visit)), TransitCompliance(std::move(limits.transit_compliance)));
    group->take_settings = take_settings;
    return group;
}

}  // namespace vigia::detection
