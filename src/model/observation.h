#pragma once
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "base/time.h"
#include "base/units.h"
#include "geo/position.h"
#include "model/identity.h"

namespace vigia::model {

/// What kind of station made a report. Source: ITU-R M.1371-5, annex 8, tables of message types.
enum class Transceiver : std::uint8_t {
    unknown,
    class_a,
    class_b,
    base_station,
    aid_to_navigation,
    sar_aircraft,
    distress,  ///< AIS-SART, man overboard or EPIRB-AIS
};

/// Navigational status as on the air, 0 to 15. Source: ITU-R M.1371-5, annex 8, table 45.
enum class NavigationStatus : std::uint8_t {
    under_way_using_engine = 0,
    at_anchor = 1,
    not_under_command = 2,
    restricted_manoeuvrability = 3,
    constrained_by_draught = 4,
    moored = 5,
    aground = 6,
    fishing = 7,
    under_way_sailing = 8,
    reserved_9 = 9,
    reserved_10 = 10,
    towing_astern = 11,
    pushing_or_towing_alongside = 12,
    reserved_13 = 13,
    distress_transmitter = 14,
    undefined = 15,
};

/// Whether a position is better than 10 m.
enum class Accuracy : std::uint8_t { low, high };

/// Whether a fix came by the long-range message (type 27), whose grid is a tenth of a minute.
enum class Range : std::uint8_t { ordinary, long_range };

/// Where and how a vessel moved when it reported. Empty means that the vessel did not know or say.
struct Fix {
    std::optional<geo::Position> position;
    std::optional<MetresPerSecond> speed;          ///< over ground
    std::optional<Degrees> course;                 ///< over ground, clockwise from true north
    std::optional<Degrees> heading;                ///< true
    std::optional<DegreesPerMinute> rate_of_turn;  ///< positive to starboard
    std::optional<Metres> altitude;                ///< search and rescue aircraft only
    NavigationStatus status = NavigationStatus::undefined;
    Accuracy accuracy = Accuracy::low;
    Range range = Range::ordinary;
    bool operator==(const Fix&) const = default;
};

/// The four distances from the antenna to the hull's ends, metres. Length = bow + stern.
struct Dimensions {
    std::uint16_t bow = 0, stern = 0, port = 0, starboard = 0;
    bool operator==(const Dimensions&) const = default;
};

/// An estimated time of arrival as typed by the crew: a date without a year.
struct Eta {
    std::optional<std::uint8_t> month, day, hour, minute;
    bool operator==(const Eta&) const = default;
};

/// What a vessel declares about itself. Each field is empty when that report did not say it.
struct Particulars {
    std::optional<FixedText<34>> name;      ///< 20 characters; an aid to navigation may have 34
    std::optional<FixedText<7>> call_sign;
    std::optional<FixedText<20>> destination;
    std::optional<std::uint32_t> imo;       ///< as sent; check digit not proved (see Imo)
    std::optional<std::uint8_t> ship_type;  ///< ITU-R M.1371-5, annex 8, table 53; aids: table 74
    std::optional<Dimensions> dimensions;
    std::optional<Metres> draught;
    std::optional<Eta> eta;
    bool operator==(const Particulars&) const = default;
};

/// One report about one station: who, when, heard by whom, and what it said.
struct Observation {
    Mmsi mmsi = Mmsi::of(0);
    Time seen{};   ///< when it was measured
    Time heard{};  ///< when it was received; never before the last one of the stream
    SourceId source{};
    StationId station{};
    Transceiver transceiver = Transceiver::unknown;
    std::optional<Fix> fix;
    std::optional<Particulars> particulars;
};

}  // namespace vigia::model
