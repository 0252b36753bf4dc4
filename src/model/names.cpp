#include "model/names.h"

#include <utility>

namespace vigia::model {

std::string_view name(MmsiKind kind) {
    switch (kind) {
        case MmsiKind::ship: return "ship";
        case MmsiKind::coast_station: return "coast_station";
        case MmsiKind::group: return "group";
        case MmsiKind::sar_aircraft: return "sar_aircraft";
        case MmsiKind::handheld: return "handheld";
        case MmsiKind::craft_of_parent: return "craft_of_parent";
        case MmsiKind::aid_to_navigation: return "aid_to_navigation";
        case MmsiKind::ais_sart: return "ais_sart";
        case MmsiKind::man_overboard: return "man_overboard";
        case MmsiKind::epirb: return "epirb";
        case MmsiKind::other: return "other";
    }
    std::unreachable();
}

std::string_view name(Transceiver transceiver) {
    switch (transceiver) {
        case Transceiver::unknown: return "unknown";
        case Transceiver::class_a: return "class_a";
        case Transceiver::class_b: return "class_b";
        case Transceiver::base_station: return "base_station";
        case Transceiver::aid_to_navigation: return "aid_to_navigation";
        case Transceiver::sar_aircraft: return "sar_aircraft";
        case Transceiver::distress: return "distress";
    }
    std::unreachable();
}

std::string_view name(NavigationStatus status) {
    switch (status) {
        case NavigationStatus::under_way_using_engine: return "under_way_using_engine";
        case NavigationStatus::at_anchor: return "at_anchor";
        case NavigationStatus::not_under_command: return "not_under_command";
        case NavigationStatus::restricted_manoeuvrability: return "restricted_manoeuvrability";
        case NavigationStatus::constrained_by_draught: return "constrained_by_draught";
        case NavigationStatus::moored: return "moored";
        case NavigationStatus::aground: return "aground";
        case NavigationStatus::fishing: return "fishing";
        case NavigationStatus::under_way_sailing: return "under_way_sailing";
        case NavigationStatus::reserved_9: return "reserved_9";
        case NavigationStatus::reserved_10: return "reserved_10";
        case NavigationStatus::towing_astern: return "towing_astern";
        case NavigationStatus::pushing_or_towing_alongside: return "pushing_or_towing_alongside";
        case NavigationStatus::reserved_13: return "reserved_13";
        case NavigationStatus::distress_transmitter: return "distress_transmitter";
        case NavigationStatus::undefined: return "undefined";
    }
    std::unreachable();
}

std::string_view name(Freshness freshness) {
    switch (freshness) {
        case Freshness::live: return "live";
        case Freshness::stale: return "stale";
        case Freshness::lost: return "lost";
    }
    std::unreachable();
}

std::string_view name(SourceState state) {
    switch (state) {
        case SourceState::connecting: return "connecting";
        case SourceState::up: return "up";
        case SourceState::silent: return "silent";
        case SourceState::down: return "down";
        case SourceState::ended: return "ended";
    }
    std::unreachable();
}

std::string_view name(TroubleKind kind) {
    switch (kind) {
        case TroubleKind::none: return "none";
        case TroubleKind::silent: return "silent";
        case TroubleKind::nobody_connected: return "nobody_connected";
        case TroubleKind::name_unknown: return "name_unknown";
        case TroubleKind::refused: return "refused";
        case TroubleKind::timed_out: return "timed_out";
        case TroubleKind::unreachable: return "unreachable";
        case TroubleKind::closed: return "closed";
        case TroubleKind::missing: return "missing";
        case TroubleKind::denied: return "denied";
        case TroubleKind::unsuitable: return "unsuitable";
        case TroubleKind::failed: return "failed";
    }
    std::unreachable();
}

std::string_view name(ParticularsField field) {
    switch (field) {
        case ParticularsField::name: return "name";
        case ParticularsField::call_sign: return "call_sign";
        case ParticularsField::destination: return "destination";
        case ParticularsField::imo: return "imo";
        case ParticularsField::ship_type: return "ship_type";
        case ParticularsField::dimensions: return "dimensions";
        case ParticularsField::draught: return "draught";
        case ParticularsField::eta: return "eta";
    }
    std::unreachable();
}

}  // namespace vigia::model
