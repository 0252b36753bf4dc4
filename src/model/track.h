#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "model/observation.h"

namespace vigia::model {

/// How fresh a track is, by the reporting interval of its class (docs/words.md).
enum class Freshness : std::uint8_t {
    live,   ///< heard as often as its class should be
    stale,  ///< late; the position shown is dead reckoned
    lost,   ///< unheard for so long that its place is not known any more
};

/// One receiver that heard a vessel, and how lately.
struct HeardBy {
    SourceId source{};
    StationId station{};
    Time last{};
    std::uint32_t reports = 0;
};

/// The fields of Particulars, in the order of declaration.
enum class ParticularsField : std::uint8_t {
    name,
    call_sign,
    destination,
    imo,
    ship_type,
    dimensions,
    draught,
    eta,
};
inline constexpr std::size_t particulars_fields = 8;

/// Values of the particulars that one report replaced; only the replaced fields are set.
struct PastParticulars {
    Time until{};  ///< when the report that replaced them was seen
    Particulars particulars;
};

/// What is believed of one hull: the latest fix, its declared particulars, who hears it.
struct Track {
    TrackId id{};
    Mmsi mmsi = Mmsi::of(0);
    Transceiver transceiver = Transceiver::unknown;
    Freshness freshness = Freshness::live;
    Time first_seen{};
    Time seen{};   ///< of the latest report of any kind
    Time heard{};  ///< of the latest report of any kind
    Sequence changed = 0;  ///< the journal record that last changed it
    std::uint32_t reports = 0;

    std::optional<Fix> fix;  ///< the best latest fix; a long-range fix never replaces a fresher better one
    Time fix_seen{};
    Particulars particulars;
    Time particulars_seen{};  ///< of the latest report with any particulars
    std::array<Time, particulars_fields> field_seen{};  ///< of the latest report of each field, by ParticularsField
    std::shared_ptr<const std::vector<PastParticulars>> past;  ///< oldest first, at most 16; may be null

    /// The receivers heard lately, freshest first; unused places have no reports.
    std::array<HeardBy, 4> heard_by{};
};

/// One thinned point of a track's tail.
struct TailPoint {
    std::int64_t seen_ms = 0;
    std::int32_t latitude_e7 = 0, longitude_e7 = 0;
    std::uint16_t speed_dm_s = 0xFFFF;      ///< 0.1 m/s; 0xFFFF unknown
    std::uint16_t course_tenths = 0xFFFF;   ///< 0.1 degree; 0xFFFF unknown
};

}  // namespace vigia::model
