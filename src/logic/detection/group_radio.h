#pragma once
#include <memory>

#include "logic/detection/dark_activity.h"
#include "logic/detection/feed_deaf.h"
#include "logic/detection/gap_movement.h"
#include "logic/detection/gnss_jamming.h"
#include "logic/detection/gnss_spoofing.h"
#include "logic/detection/group.h"
#include "logic/detection/impossible_jump.h"
#include "logic/detection/mmsi_collision.h"
#include "logic/detection/on_land.h"
#include "logic/detection/out_of_footprint.h"

namespace vigia::detection {

/// The limits of the family "Silence and radio" of docs/events.md; each member is named as its kind.
struct RadioLimits {
    ByArea<DarkActivity::Limits> dark_activity;
    ByArea<GapMovement::Limits> gap_movement;
    ByArea<ImpossibleJump::Limits> impossible_jump;
    ByArea<MmsiCollision::Limits> mmsi_collision;
    ByArea<GnssSpoofing::Limits> gnss_spoofing;
    ByArea<GnssJamming::Limits> gnss_jamming;
    ByArea<OnLand::Limits> on_land;
    ByArea<OutOfFootprint::Limits> out_of_footprint;
    ByArea<FeedDeaf::Limits> feed_deaf;
    template <class Visitor>
    void visit(Visitor& v) {
        v("dark_activity", dark_activity);
        v("gap_movement", gap_movement);
        v("impossible_jump", impossible_jump);
        v("mmsi_collision", mmsi_collision);
        v("gnss_spoofing", gnss_spoofing);
        v("gnss_jamming", gnss_jamming);
        v("on_land", on_land);
        v("out_of_footprint", out_of_footprint);
        v("feed_deaf", feed_deaf);
    }
};

/// The detectors of that family, as one group. `learnt`: coverage known beforehand, as of the time analysed.
[[nodiscard]] std::unique_ptr<Group> make_radio_group(std::shared_ptr<const model::Chart> chart, RadioLimits limits, model::Coverage learnt = {});

/// The latest of a radio group, so that it can be kept; empty for any other group. Made at whole hours of stream time, before
/// anything heard in them, where something was learnt since the last: it does not depend on how the stream is cut.
[[nodiscard]] LearntCoverage hourly_coverage(Group& group);

/// Gives a radio group the coverage learnt up to `as_of`, before its first moment; no other group cares.
void restore_coverage(Group& group, const model::Coverage& learnt, Time as_of);

/// What a radio group has learnt of coverage so far, to be kept; null for any other group. Valid until the group's next moment.
[[nodiscard]] const model::Coverage* coverage_of(Group& group);

}  // namespace vigia::detection
