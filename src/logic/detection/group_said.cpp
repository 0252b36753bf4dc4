#include "logic/detection/group_said.h"

#include <utility>

#include "logic/detection/settings.h"

namespace vigia::detection {

namespace {

using Said = GroupOf<StaticInconsistency, WatchList, Distress, NotUnderCommand, Aground, SafetyText>;

void take_settings(Said& group, const Settings& settings) {
    group.findings.off = settings.off;
    const SaidLimits& limits = settings.said;
    group.detector<StaticInconsistency>().use(limits.static_inconsistency);
    group.detector<WatchList>().use(limits.watch_list);
    group.detector<Distress>().use(limits.distress, limits.test_transmission);
    group.detector<NotUnderCommand>().use(limits.not_under_command);
    group.detector<Aground>().use(limits.aground);
}

}  // namespace

std::unique_ptr<Group> make_said_group(std::shared_ptr<const model::Chart> chart, SaidLimits limits, std::shared_ptr<const model::Lists> lists) {
    auto group = std::make_unique<Said>(std::move(chart), StaticInconsistency(std::move(limits.static_inconsistency)), WatchList(std::move(limits.watch_list)),
                                        Distress(std::move(limits.distress), std::move(limits.test_transmission)), NotUnderCommand(std::move(limits.not_under_command)),
                                        Aground(std::move(limits.aground)), SafetyText(std::move(limits.safety_text)));
    group->take_settings = take_settings;
    if (lists) group->use(std::move(lists));
    return group;
}

}  // namespace vigia::detection
