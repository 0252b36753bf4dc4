#include "logic/detection/group_movement.h"

#include <utility>

namespace vigia::detection {

std::unique_ptr<Group> make_movement_group(std::shared_ptr<const model::Chart> chart, MovementLimits limits) {
    using Movement = GroupOf<GoFast, Loitering, Drift, SuddenStop, AnchorDrag, Speeding, LaneDeparture, WrongWay, ZoneEntry, SiteApproach, PortVisit, TransitCompliance>;
    return std::make_unique<Movement>(std::move(chart), GoFast(std::move(limits.go_fast)), Loitering(std::move(limits.loitering)),
                                      Drift(std::move(limits.drift)), SuddenStop(std::move(limits.sudden_stop)), AnchorDrag(std::move(limits.anchor_drag)),
                                      Speeding(std::move(limits.speeding)), LaneDeparture(std::move(limits.lane_departure)), WrongWay(std::move(limits.wrong_way)),
                                      ZoneEntry(std::move(limits.zone_entry)), SiteApproach(std::move(limits.site_approach)),
                                      PortVisit(std::move(limits.port_visit)), TransitCompliance(std::move(limits.transit_compliance)));
}

}  // namespace vigia::detection
