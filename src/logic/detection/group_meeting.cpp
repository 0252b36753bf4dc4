#include "logic/detection/group_meeting.h"

#include <utility>

namespace vigia::detection {

std::unique_ptr<Group> make_meeting_group(std::shared_ptr<const model::Chart> chart, MeetingLimits limits) {
    using Meeting = GroupOf<Rendezvous, TightRendezvous, DarkRendezvous, Feeder, DropPattern, CloseQuarters, FastApproach>;
    return std::make_unique<Meeting>(std::move(chart), Rendezvous(limits.rendezvous), TightRendezvous(limits.tight_rendezvous),
                                     DarkRendezvous(std::move(limits.dark_rendezvous)), Feeder(std::move(limits.feeder)),
                                     DropPattern(std::move(limits.drop_pattern)), CloseQuarters(std::move(limits.close_quarters)),
                                     FastApproach(std::move(limits.fast_approach)));
}

}  // namespace vigia::detection
