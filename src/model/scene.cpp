#include "model/scene.h"

#include <fmt/format.h>

namespace vigia::model {

Role role_of(std::optional<std::uint8_t> ship_type, Transceiver transceiver) {
    if (transceiver == Transceiver::sar_aircraft) return Role::search_and_rescue;
    switch (ship_type.value_or(0)) {
        case 31: case 32: case 52: return Role::tug;
        case 33: return Role::dredger;
        case 34: return Role::diving;
        case 35: return Role::military;
        case 50: return Role::pilot;
        case 51: return Role::search_and_rescue;
        case 53: return Role::tender;
        case 54: return Role::anti_pollution;
        case 55: return Role::law_enforcement;
        case 58: return Role::medical;
        default: return Role::ordinary;
    }
}

FixedText<48> called(const Vessel& vessel) {
    if (vessel.particulars && vessel.particulars->name)
        return FixedText<48>(fmt::format("{} ({})", vessel.particulars->name->view(), vessel.mmsi.text()));
    return FixedText<48>(vessel.mmsi.text());
}

Vessel& Scene::vessel_of(const Moment& moment) {
    const auto id = static_cast<std::uint32_t>(moment.track);
    if (const std::uint32_t* slot = slots_.find(id)) return vessels_[*slot];
    VesselSlot slot;
    if (free_.empty()) {
        slot = static_cast<VesselSlot>(vessels_.size());
        vessels_.emplace_back();
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
    vessel.role = role_of(std::nullopt, moment.transceiver);
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
        vessel.role = role_of(moment.particulars->ship_type, vessel.transceiver);
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
