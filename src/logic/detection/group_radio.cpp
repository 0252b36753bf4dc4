#include "logic/detection/group_radio.h"

#include <utility>

#include "logic/detection/settings.h"

namespace vigia::detection {

namespace {
using Radio = GroupOf<DarkActivity, GapMovement, ImpossibleJump, MmsiCollision, GnssSpoofing, GnssJamming, OnLand, OutOfFootprint, FeedDeaf>;

void take_settings(Radio& group, const Settings& settings) {
    group.findings.off = settings.off;
    const auto& limits = settings.radio;
    group.detector<DarkActivity>().use(limits.dark_activity);
    group.detector<GapMovement>().use(limits.gap_movement);
    group.detector<ImpossibleJump>().use(limits.impossible_jump);
    group.detector<MmsiCollision>().use(limits.mmsi_collision);
    group.detector<GnssSpoofing>().use(limits.gnss_spoofing);
    group.detector<GnssJamming>().use(limits.gnss_jamming);
    group.detector<OnLand>().use(limits.on_land);
    group.detector<OutOfFootprint>().use(limits.out_of_footprint);
    group.detector<FeedDeaf>().use(limits.feed_deaf);
}

}  // namespace

std::unique_ptr<Group> make_radio_group(std::shared_ptr<const model::Chart> chart, RadioLimits limits, model::Coverage learnt) {
    auto group = std::make_unique<Radio>(std::move(chart), DarkActivity(std::move(limits.dark_activity), std::move(learnt)),
                                   GapMovement(std::move(limits.gap_movement)), ImpossibleJump(std::move(limits.impossible_jump)),
                                   MmsiCollision(std::move(limits.mmsi_collision)), GnssSpoofing(std::move(limits.gnss_spoofing)),
                                   GnssJamming(std::move(limits.gnss_jamming)), OnLand(std::move(limits.on_land)),
                                   OutOfFootprint(std::move(limits.out_of_footprint)), FeedDeaf(std::move(limits.feed_deaf)));
    group->take_settings = take_settings;
    return group;
}

LearntCoverage hourly_coverage(Group& group) {
    auto* radio = dynamic_cast<Radio*>(&group);
    return radio == nullptr ? LearntCoverage{} : radio->detector<DarkActivity>().hourly();
}

void restore_coverage(Group& group, const model::Coverage& learnt, Time as_of) {
    if (auto* radio = dynamic_cast<Radio*>(&group)) radio->detector<DarkActivity>().restore(learnt, as_of);
}

const model::Coverage* coverage_of(Group& group) {
    auto* radio = dynamic_cast<Radio*>(&group);
    return radio == nullptr ? nullptr : &radio->detector<DarkActivity>().coverage();
}

}  // namespace vigia::detection
