#include "model/scene.h"

#include <fmt/format.h>

namespace vigia::model {

FixedText<48> called(const Vessel& vessel) {
    if (vessel.particulars && vessel.particulars->name)
        return FixedText<48>(fmt::format("{} ({})", vessel.particulars->name->view(), vessel.mmsi.text()));
    return FixedText<48>(vessel.mmsi.text());
}

Role Scene::role(const Vessel& vessel) const {
    return lists_->role(vessel.mmsi).value_or(role_of(vessel.ship_type, vessel.transceiver));
}

void Scene::use(std::shared_ptr<const Lists> lists) {
    lists_ = std::move(lists);
    for (VesselSlot slot = 0; slot < vessels_.size(); ++slot) vessels_[slot].role = role(vessels_[slot]);
}

Vessel& Scene::vessel_of(const Moment& moment) {
    const auto id = static_cast<std::uint32_t>(moment.track);
    if (id == 0) {
        vessels_[0] = Vessel{};
        vessels_[0].mmsi = moment.mmsi;
        return vessels_[0];
    }
    if (const std::uint32_t* slot = slots_.find(id)) return vessels_[*slot];
    VesselSlot slot;
    if (free_.empty()) {
        slot = static_cast<VesselSlot>(vessels_.size());
        vessels_.add();
    } else {
        slot = free_.back();
        free_.pop_back();
        vessels_[slot] = Vessel{};
    }
    slots_.set(id, slot);
    Vessel& vessel = vessels_[slot];
    vessel.id = moment.track;
    vessel.slot = slot;
    vessel.mmsi = moment.mmsi;
    vessel.transceiver = moment.transceiver;
    vessel.first_heard = moment.heard;
    vessel.role = role(vessel);
    vessel.jumped_from = moment.jumped_from;
    vessel.implied = moment.implied;
    return vessel;
}

const Vessel* Scene::take(const Moment& moment) {
    now_ = moment.heard;
    if (moment.kind == Moment::Kind::second) return nullptr;
    Vessel& vessel = vessel_of(moment);
    if (moment.kind == Moment::Kind::gone) {
        slots_.erase(static_cast<std::uint32_t>(moment.track));
        grid_.erase(vessel.slot);
        free_.push_back(vessel.slot);
        return &vessel;
    }
    vessel.heard = moment.heard;
    if (moment.transceiver != Transceiver::unknown) vessel.transceiver = moment.transceiver;
    if (moment.kind == Moment::Kind::fix) {
        vessel.before = vessel.fix;
        vessel.before_seen = vessel.seen;
        vessel.before_where = vessel.where;
        vessel.fix = moment.fix;
        vessel.seen = moment.seen;
        vessel.fix_heard = moment.heard;
        vessel.source = moment.source;
        vessel.station = moment.station;
        vessel.where = moment.where;
        ++vessel.fixes;
        grid_.put(vessel.slot, *moment.fix.position);
    } else if (moment.kind == Moment::Kind::unplaced && vessel.fixes > 0) {
        vessel.fix.status = moment.fix.status;
    } else if (moment.kind == Moment::Kind::said && moment.particulars) {
        vessel.particulars = moment.particulars;
        vessel.ship_type = moment.particulars->ship_type.value_or(0);
        vessel.role = role(vessel);
        if (const auto& hull = moment.particulars->dimensions) {
            const double length = static_cast<double>(hull->bow) + static_cast<double>(hull->stern);
            const double beam = static_cast<double>(hull->port) + static_cast<double>(hull->starboard);
            vessel.length = length > 0 ? std::optional(Metres{length}) : std::nullopt;
            vessel.beam = beam > 0 ? std::optional(Metres{beam}) : std::nullopt;
        }
    }
    return &vessel;
}

}  // namespace vigia::model
