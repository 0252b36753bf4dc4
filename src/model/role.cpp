#include "model/role.h"

#include <array>

namespace vigia::model {
namespace {

/// In the order of Role.
constexpr std::array<std::string_view, roles> names = {
    "ordinary", "pilot", "search_and_rescue", "tug", "tender", "anti_pollution", "law_enforcement", "medical", "military", "dredger", "diving", "listed"};

}  // namespace

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

std::string_view name(Role role) { return names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_named(std::string_view wanted) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == wanted) return static_cast<Role>(i);
    return std::nullopt;
}

}  // namespace vigia::model
