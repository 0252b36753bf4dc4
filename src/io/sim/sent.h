#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/time.h"
#include "model/identity.h"
#include "model/observation.h"

namespace vigia::sim {

/// A receiver that wrote a transmission down: its index in Scenario::receivers, and the time of its line.
struct Delivery {
    std::uint32_t receiver = 0;
    Time at{};
};

/// One transmission as it went on the air, for those who judge what a watch could have known. It says what
/// was declared: scripted falsehood is in it, the errors of GPS and compass and the rounding of the fields
/// are not. Views live as long as the call.
struct Sent {
    enum class Kind : std::uint8_t {
        position,     ///< types 1 to 3, 9, 18: `fix`
        long_range,   ///< type 27: `fix`
        particulars,  ///< types 5 and 24 (its part A gives the name, part B the rest): `particulars`
        text,         ///< types 12 and 14: `text`
        other,        ///< any other type: only who and when
        base, aid,    ///< types 4 and 21: `fix` holds the place
    };
    Time at{};                 ///< when it was sent
    std::uint32_t vessel = 0;  ///< number of the true vessel, as in the truth; 0 for a station ashore or an aid
    Kind kind = Kind::position;
    std::uint8_t type = 0;     ///< of the message, 1 to 27
    model::Mmsi mmsi = model::Mmsi::of(0);
    model::Transceiver transceiver = model::Transceiver::unknown;
    std::optional<model::Fix> fix;  ///< without a position when the vessel declares that it has none
    std::optional<model::Particulars> particulars;
    std::string_view text;
    /// Who wrote it down, in no order; empty when nobody heard it.
    std::span<const Delivery> deliveries;

    /// When the first line of it was delivered.
    [[nodiscard]] std::optional<Time> first() const {
        std::optional<Time> least;
        for (const Delivery& d : deliveries) least = least ? std::min(*least, d.at) : d.at;
        return least;
    }
};

}  // namespace vigia::sim
