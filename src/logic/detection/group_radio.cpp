#include "logic/detection/group_radio.h"

#include <utility>

namespace vigia::detection {

namespace {
using Radio = GroupOf<DarkActivity, GapMovement, ImpossibleJump, MmsiCollision, GnssSpoofing, GnssJamming, OnLand, OutOfFootprint, FeedDeaf>;
}

std::unique_ptr<Group> make_radio_group(std::shared_ptr<const model::Chart> chart, RadioLimits limits, model::Coverage learnt) {
    return std::make_unique<Radio>(std::move(chart), DarkActivity(std::move(limits.dark_activity), std::move(learnt)),
                                   GapMovement(std::move(limits.gap_movement)), ImpossibleJump(std::move(limits.impossible_jump)),
                                   MmsiCollision(std::move(limits.mmsi_collision)), GnssSpoofing(std::move(limits.gnss_spoofing)),
                                   GnssJamming(std::move(limits.gnss_jamming)), OnLand(std::move(limits.on_land)),
                                   OutOfFootprint(std::move(limits.out_of_footprint)), FeedDeaf(std::move(limits.feed_deaf)));
}

const model::Coverage* coverage_of(Group& group) {
    auto* radio = dynamic_cast<Radio*>(&group);
    return radio == nullptr ? nullptr : &radio->detector<DarkActivity>().coverage();
}

}  // namespace vigia::detection
