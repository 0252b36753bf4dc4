#pragma once
#include <memory>

#include "logic/detection/anchor_drag.h"
#include "logic/detection/drift.h"
#include "logic/detection/go_fast.h"
#include "logic/detection/group.h"
#include "logic/detection/lane_departure.h"
#include "logic/detection/loitering.h"
#include "logic/detection/port_visit.h"
#include "logic/detection/site_approach.h"
#include "logic/detection/speeding.h"
#include "logic/detection/sudden_stop.h"
#include "logic/detection/transit_compliance.h"
#include "logic/detection/wrong_way.h"
#include "logic/detection/zone_entry.h"

namespace vigia::detection {

/// The limits of the family "Movement" of docs/events.md; each member is named as its kind. `zone_exit` has none of its own.
struct MovementLimits {
    ByArea<GoFast::Limits> go_fast;
    ByArea<Loitering::Limits> loitering;
    ByArea<Drift::Limits> drift;
    ByArea<SuddenStop::Limits> sudden_stop;
    ByArea<AnchorDrag::Limits> anchor_drag;
    ByArea<Speeding::Limits> speeding;
    ByArea<LaneDeparture::Limits> lane_departure;
    ByArea<WrongWay::Limits> wrong_way;
    ByArea<ZoneEntry::Limits> zone_entry;
    ByArea<SiteApproach::Limits> site_approach;
    ByArea<PortVisit::Limits> port_visit;
    ByArea<TransitCompliance::Limits> transit_compliance;
    template <class Visitor>
    void visit(Visitor& v) {
        v("go_fast", go_fast);
        v("loitering", loitering);
        v("drift", drift);
        v("sudden_stop", sudden_stop);
        v("anchor_drag", anchor_drag);
        v("speeding", speeding);
        v("lane_departure", lane_departure);
        v("wrong_way", wrong_way);
        v("zone_entry", zone_entry);
        v("site_approach", site_approach);
        v("port_visit", port_visit);
        v("transit_compliance", transit_compliance);
    }
};

/// The detectors of that family, as one group.
[[nodiscard]] std::unique_ptr<Group> make_movement_group(std::shared_ptr<const model::Chart> chart, MovementLimits limits);

}  // namespace vigia::detection
