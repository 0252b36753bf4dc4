#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "base/time.h"
#include "base/units.h"
#include "logic/traffic/scenario.h"
#include "model/observation.h"

namespace vigia::traffic {

/// Who a simulated vessel is. Names are invented; MMSI and IMO numbers are well formed.
struct Identity {
    std::uint32_t number = 0;  ///< counts up from 1, never used again: the name of a vessel in the truth
    std::uint32_t mmsi = 0;
    std::optional<std::uint32_t> imo;
    FixedText<20> name;
    FixedText<7> call_sign;
    std::uint8_t ship_type = 0;  ///< ITU-R M.1371-5, annex 8, table 53
    model::Dimensions dimensions;
    model::Transceiver transceiver = model::Transceiver::class_a;
    Role role = Role::transit;
    SizeClass size = SizeClass::none;
    [[nodiscard]] Metres length() const {
        return {static_cast<double>(dimensions.bow) + static_cast<double>(dimensions.stern)};
    }
    [[nodiscard]] Metres beam() const {
        return {static_cast<double>(dimensions.port) + static_cast<double>(dimensions.starboard)};
    }
};

/// What the crew types in for each voyage.
struct VoyagePlan {
    Metres draught{0};
    FixedText<20> destination;
    model::Eta eta;
};

/// What a vessel is doing.
enum class Activity : std::uint8_t {
    under_way,
    at_anchor,
    moored,
    turning,           ///< at rest, swinging its head round before it gathers way
    waiting_at_lock,   ///< at the approach wall
    in_lock,
    attending,         ///< a tug or pilot boat with its ship
    working,           ///< fishing, patrolling, sailing, dredging
};

/// The true state of a vessel at one instant.
struct State {
    geo::Position position = geo::Position::of(0, 0);
    MetresPerSecond speed{0};
    Degrees course{0};
    Degrees heading{0};
    DegreesPerMinute rate_of_turn{0};
    std::optional<Metres> altitude;
    model::NavigationStatus status = model::NavigationStatus::undefined;
    Activity activity = Activity::under_way;
    std::string_view leg;  ///< the reach, anchorage, lock, berth or ground; lives as long as the World
    std::optional<MetresPerSecond> limit;  ///< of its reach for a vessel of its length; empty where there is none
};

[[nodiscard]] std::string_view name(Activity activity);

}  // namespace vigia::traffic
