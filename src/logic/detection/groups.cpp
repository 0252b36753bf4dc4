#include "logic/detection/groups.h"

#include "logic/detection/group_meeting.h"
#include "logic/detection/group_movement.h"
#include "logic/detection/group_radio.h"

namespace vigia::detection {

std::vector<std::unique_ptr<Group>> make_groups(const std::shared_ptr<const model::Chart>& chart) {
    std::vector<std::unique_ptr<Group>> groups;
    groups.push_back(make_radio_group(chart, {}));
    groups.push_back(make_meeting_group(chart, {}));
    groups.push_back(make_movement_group(chart, {}));
    return groups;
}

}  // namespace vigia::detection
