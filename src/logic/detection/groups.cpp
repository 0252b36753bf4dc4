#include "logic/detection/groups.h"

namespace vigia::detection {

std::vector<std::unique_ptr<Group>> make_groups(const std::shared_ptr<const model::Chart>& chart, const Settings& settings,
                                                const std::shared_ptr<const model::Lists>& lists) {
    std::vector<std::unique_ptr<Group>> groups;
    groups.push_back(make_radio_group(chart, settings.radio));
    groups.push_back(make_meeting_group(chart, settings.meetings));
    groups.push_back(make_movement_group(chart, settings.movement));
    groups.push_back(make_said_group(chart, settings.said, lists));
    for (const auto& group : groups) {
        group->findings.off = settings.off;
        if (lists) group->use(lists);
    }
    return groups;
}

}  // namespace vigia::detection
