#include "logic/detection/group_said.h"

#include <utility>

namespace vigia::detection {

std::unique_ptr<Group> make_said_group(std::shared_ptr<const model::Chart> chart, SaidLimits limits, std::shared_ptr<const model::Lists> lists) {
    using Said = GroupOf<StaticInconsistency, WatchList, Distress, NotUnderCommand, Aground, SafetyText>;
    auto group = std::make_unique<Said>(std::move(chart), StaticInconsistency(std::move(limits.static_inconsistency)), WatchList(std::move(limits.watch_list)),
                                        Distress(std::move(limits.distress), std::move(limits.test_transmission)), NotUnderCommand(std::move(limits.not_under_command)),
                                        Aground(std::move(limits.aground)), SafetyText(std::move(limits.safety_text)));
    if (lists) group->use(std::move(lists));
    return group;
}

}  // namespace vigia::detection
