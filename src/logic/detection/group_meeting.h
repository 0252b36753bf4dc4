#pragma once
#include <memory>

#include "logic/detection/close_quarters.h"
#include "logic/detection/dark_rendezvous.h"
#include "logic/detection/drop_pattern.h"
#include "logic/detection/fast_approach.h"
#include "logic/detection/feeder.h"
#include "logic/detection/group.h"
#include "logic/detection/rendezvous.h"
#include "logic/detection/tight_rendezvous.h"

namespace vigia::detection {

/// The limits of the family "Meetings" of docs/events.md; each member is named as its kind.
struct MeetingLimits {
    ByArea<Rendezvous::Limits> rendezvous;
    ByArea<TightRendezvous::Limits> tight_rendezvous;
    ByArea<DarkRendezvous::Limits> dark_rendezvous;
    ByArea<Feeder::Limits> feeder;
    ByArea<DropPattern::Limits> drop_pattern;
    ByArea<CloseQuarters::Limits> close_quarters;
    ByArea<FastApproach::Limits> fast_approach;
    template <class Visitor>
    void visit(Visitor& v) {
        v("rendezvous", rendezvous);
        v("tight_rendezvous", tight_rendezvous);
        v("dark_rendezvous", dark_rendezvous);
        v("feeder", feeder);
        v("drop_pattern", drop_pattern);
        v("close_quarters", close_quarters);
        v("fast_approach", fast_approach);
    }
};

/// The detectors of that family, as one group.
[[nodiscard]] std::unique_ptr<Group> make_meeting_group(std::shared_ptr<const model::Chart> chart, MeetingLimits limits);

}  // namespace vigia::detection
