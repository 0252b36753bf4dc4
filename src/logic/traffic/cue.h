#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "logic/traffic/incident.h"
#include "logic/traffic/vessel.h"

namespace vigia::traffic {

/// What a transceiver or a receiver does besides its duty, at a time of an incident. `io/sim` acts it out.
struct Cue {
    enum class Kind : std::uint8_t {
        silent,        ///< sends nothing
        shifted,       ///< declares a place `east` and `north` of the true one, reached within `ramp`
        gathered,      ///< declares `place`, at rest
        circling,      ///< declares a circle of `radius` around `place`, one turn in `ramp`
        low_accuracy,  ///< positions of low accuracy
        no_position,   ///< reports without a position
        declares,      ///< particulars of `who`, and `draught`
        text,          ///< sends `text` once, at `from`
        one_status,    ///< one report with `status`: the first from then on
        deaf,          ///< a busy receiver hears nothing; which one is chosen then
        relayed,       ///< heard by one receiver alone, at `low` to `high` of the reach that counts as its own
    };
    Kind kind = Kind::silent;
    Time from{}, to{};
    std::uint32_t vessel = 0;  ///< its number; 0 for a receiver
    double east = 0, north = 0, radius = 0;  ///< metres
    double low = 0, high = 0;
    Duration ramp{0};
    geo::Position place = geo::Position::of(0, 0);
    model::NavigationStatus status = model::NavigationStatus::undefined;
    std::uint8_t type = 14;  ///< of the text: 12 addressed, 14 broadcast, 8 in an application message
    std::string text;
    std::optional<Identity> who;
    std::optional<Metres> draught;
};

/// An incident as it was planned.
struct Staged {
    IncidentKind kind = IncidentKind::rendezvous;
    bool positive = true;
    Time from{}, to{};  ///< what decides lies between these
    std::vector<std::uint32_t> vessels;  ///< numbers of those who act, the subject first
};

}  // namespace vigia::traffic
