#include "logic/detection/groups.h"

#include "logic/detection/close_quarters.h"
#include "logic/detection/fast_approach.h"
#include "logic/detection/group_movement.h"
#include "logic/detection/group_radio.h"
#include "logic/detection/rendezvous.h"
#include "logic/detection/tight_rendezvous.h"

namespace vigia::detection {

std::vector<std::unique_ptr<Group>> make_groups(const std::shared_ptr<const model::Chart>& chart) {
    std::vector<std::unique_ptr<Group>> groups;
    groups.push_back(make_radio_group(chart, {}));
    groups.push_back(std::make_unique<GroupOf<Rendezvous, TightRendezvous, CloseQuarters, FastApproach>>(chart, Rendezvous(), TightRendezvous(), CloseQuarters(), FastApproach()));
    groups.push_back(make_movement_group(chart, {}));
    return groups;
}

}  // namespace vigia::detection
