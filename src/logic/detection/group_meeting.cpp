#include "logic/detection/group_meeting.h"

#include <utility>

#include "logic/detection/settings.h"

namespace vigia::detection {

namespace {

using Meeting = GroupOf<Rendezvous, TightRendezvous, DarkRendezvous, Feeder, DropPattern, CloseQuarters, FastApproach>;

void take_settings(Meeting& group, const Settings& settings) {
    group.findings.off = settings.off;
    const auto& limits = settings.meetings;
    group.detector<Rendezvous>().use(limits.rendezvous);
    group.detector<TightRendezvous>().use(limits.tight_rendezvous);
    group.detector<DarkRendezvous>().use(limits.dark_rendezvous);
    group.detector<Feeder>().use(limits.feeder);
    group.detector<DropPattern>().use(limits.drop_pattern);
    group.detector<CloseQuarters>().use(limits.close_quarters);
    group.detector<FastApproach>().use(limits.fast_approach);
}

}  // namespace

std::unique_ptr<Group> make_meeting_group(std::shared_ptr<const model::Chart> chart, MeetingLimits limits) {
    auto group = std::make_unique<Meeting>(std::move(chart), Rendezvous(limits.rendezvous), TightRendezvous(limits.tight_rendezvous),
                                     DarkRendezvous(std::move(limits.dark_rendezvous)), Feeder(std::move(limits.feeder)),
                                     DropPattern(std::move(limits.drop_pattern)), CloseQuarters(std::move(limits.close_quarters)),
                                     FastApproach(std::move(limits.fast_approach)));
    group->take_settings = take_settings;
    return group;
}

}  // namespace vigia::detection
