#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/text.h"
#include "codec/ais/batch.h"
#include "codec/ais/bits.h"
#include "model/observation.h"

/// The typed face of all 27 messages, in SI units. An empty optional (or empty text) is the "not
/// available" value of the field. Made by the same tables as the columns of a Batch.
/// Source of all: ITU-R M.1371-5, annex 8, section 3; the section of each is named at its table.
namespace vigia::ais {

using model::Accuracy;
using model::Dimensions;
using model::Eta;
using model::Mmsi;
using model::NavigationStatus;

/// Rate of turn as on the air: -127 to 127, negative to port; 127 either way is "more than 5 degrees
/// in 30 s, without an indicator".
struct Turn {
    std::int8_t indicator = 0;
    /// Empty when the ship has no turn indicator (127 either way). Formula: (indicator / 4.733)^2.
    [[nodiscard]] std::optional<DegreesPerMinute> rate() const;
    /// The nearest indicator, within -126 to 126.
    [[nodiscard]] static Turn of(DegreesPerMinute rate);
    bool operator==(const Turn&) const = default;
};

/// How the position was made, as far as the second of the report tells.
enum class Fixing : std::uint8_t { electronic, manual, dead_reckoned, inoperative };

/// The UTC second of the minute in which the report was made.
struct Moment {
    std::optional<std::uint8_t> second{};  ///< 0 to 59; only when electronic
    Fixing fixing = Fixing::electronic;
    bool operator==(const Moment&) const = default;
};

/// Types 1, 2 and 3: where a class A ship is and how it moves.
struct PositionReport {
    std::uint8_t type = 1;  ///< 1 scheduled, 2 assigned, 3 special
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    NavigationStatus status = NavigationStatus::undefined;
    std::optional<Turn> turn{};
    std::optional<MetresPerSecond> speed{};  ///< up to 102.2 knots, which means "or more"
    Accuracy accuracy = Accuracy::low;
    std::optional<geo::Position> position{};
    std::optional<Degrees> course{};   ///< over ground, steps of 0.1
    std::optional<Degrees> heading{};  ///< true, steps of 1
    Moment moment{};
    std::uint8_t manoeuvre = 0;  ///< 0 not said, 1 not engaged, 2 engaged in a special manoeuvre
    bool raim = false;
    std::uint32_t radio = 0;  ///< communication state, 19 bits
    bool operator==(const PositionReport&) const = default;
};

/// Types 4 (base station) and 11 (answer of a mobile station): the time and a position.
struct BaseStationReport {
    std::uint8_t type = 4;
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::optional<std::uint16_t> year{};
    std::optional<std::uint8_t> month{}, day{}, hour{}, minute{}, second{};
    Accuracy accuracy = Accuracy::low;
    std::optional<geo::Position> position{};
    std::uint8_t device = 0;  ///< kind of position device, 0 undefined, 1 GPS …
    bool long_range_control = false;
    bool raim = false;
    std::uint32_t radio = 0;
    /// The UTC time, when all its parts are there and make a date.
    [[nodiscard]] std::optional<Time> utc() const;
    bool operator==(const BaseStationReport&) const = default;
};

/// Type 5: what a class A ship is and where it is bound.
struct StaticAndVoyage {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t version = 0;
    std::optional<std::uint32_t> imo{};  ///< as sent; see model::Imo
    FixedText<7> call_sign{};
    FixedText<20> name{};
    std::optional<std::uint8_t> ship_type{};
    std::optional<Dimensions> dimensions{};
    std::uint8_t device = 0;
    Eta eta{};
    std::optional<Metres> draught{};  ///< steps of 0.1 m; 25.5 means "or more"
    FixedText<20> destination{};
    bool terminal_ready = false;  ///< data terminal equipment (on the air 0 is ready)
    bool operator==(const StaticAndVoyage&) const = default;
};

/// Type 6: application data for one station. See registry.h.
struct AddressedBinary {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t sequence = 0;
    std::uint32_t destination = 0;
    bool retransmitted = false;
    std::uint16_t dac = 0;
    std::uint8_t fi = 0;
    Bits data{};  ///< after DAC and FI
    bool operator==(const AddressedBinary&) const = default;
};

/// One station and message that is acknowledged.
struct Acknowledged {
    std::uint32_t mmsi = 0;
    std::uint8_t sequence = 0;
    bool operator==(const Acknowledged&) const = default;
};

/// Types 7 and 13: acknowledges one to four messages of type 6 or 12.
struct Acknowledgement {
    std::uint8_t type = 7;
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t count = 1;
    std::array<Acknowledged, 4> stations{};
    bool operator==(const Acknowledgement&) const = default;
};

/// Type 8: application data for all. See registry.h.
struct BroadcastBinary {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint16_t dac = 0;
    std::uint8_t fi = 0;
    Bits data{};
    bool operator==(const BroadcastBinary&) const = default;
};

/// Type 9: a search and rescue aircraft.
struct AircraftReport {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::optional<Metres> altitude{};        ///< 4094 means "or more"
    std::optional<MetresPerSecond> speed{};  ///< steps of 1 knot; 1022 means "or more"
    Accuracy accuracy = Accuracy::low;
    std::optional<geo::Position> position{};
    std::optional<Degrees> course{};
    Moment moment{};
    std::uint8_t regional = 0;  ///< the highest bit is the altitude sensor: 1 barometric
    bool terminal_ready = false;
    bool assigned = false;
    bool raim = false;
    std::uint32_t radio = 0;  ///< with the selector bit, 20 bits
    bool operator==(const AircraftReport&) const = default;
};

/// Type 10: asks one station for the time.
struct UtcInquiry {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint32_t destination = 0;
    bool operator==(const UtcInquiry&) const = default;
};

/// Type 12: safety text for one station.
struct AddressedText {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t sequence = 0;
    std::uint32_t destination = 0;
    bool retransmitted = false;
    FixedText<213> text{};
    bool operator==(const AddressedText&) const = default;
};

/// Type 14: safety text for all.
struct BroadcastText {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    FixedText<213> text{};
    bool operator==(const BroadcastText&) const = default;
};

/// A message asked for, and the slot offset for the answer.
struct Query {
    std::uint8_t type = 0;
    std::uint16_t offset = 0;
    bool operator==(const Query&) const = default;
};

/// Type 15: asks one or two stations for messages.
struct Interrogation {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint32_t station = 0;
    Query first{};
    std::optional<Query> second{};  ///< of the same station
    std::uint32_t other_station = 0;
    std::optional<Query> other{};   ///< of the other station
    bool operator==(const Interrogation&) const = default;
};

/// Type 16: tells one or two stations when to report.
struct Assignment {
    struct Order {
        std::uint32_t station = 0;
        std::uint16_t offset = 0, increment = 0;
        bool operator==(const Order&) const = default;
    };
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    Order first{};
    std::optional<Order> second{};
    bool operator==(const Assignment&) const = default;
};

/// Type 17: differential corrections, kept as bits.
struct DgnssCorrection {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::optional<geo::Position> position{};  ///< steps of 0.1 minute
    Bits data{};
    bool operator==(const DgnssCorrection&) const = default;
};

/// Type 18: where a class B craft is and how it moves.
struct ClassBReport {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t reserved = 0;
    std::optional<MetresPerSecond> speed{};
    Accuracy accuracy = Accuracy::low;
    std::optional<geo::Position> position{};
    std::optional<Degrees> course{};
    std::optional<Degrees> heading{};
    Moment moment{};
    std::uint8_t regional = 0;
    bool carrier_sense = true;  ///< class B "CS" unit; false: SOTDMA
    bool display = false, dsc = false, whole_band = false, accepts_message_22 = false;
    bool assigned = false;
    bool raim = false;
    std::uint32_t radio = 0;  ///< with the selector bit, 20 bits
    bool operator==(const ClassBReport&) const = default;
};

/// Type 19: a class B craft with its name and size.
struct ClassBExtendedReport {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t reserved = 0;
    std::optional<MetresPerSecond> speed{};
    Accuracy accuracy = Accuracy::low;
    std::optional<geo::Position> position{};
    std::optional<Degrees> course{};
    std::optional<Degrees> heading{};
    Moment moment{};
    std::uint8_t regional = 0;
    FixedText<20> name{};
    std::optional<std::uint8_t> ship_type{};
    std::optional<Dimensions> dimensions{};
    std::uint8_t device = 0;
    bool raim = false;
    bool terminal_ready = false;
    bool assigned = false;
    bool operator==(const ClassBExtendedReport&) const = default;
};

/// Type 20: slots that base stations keep for themselves.
struct SlotReservation {
    struct Slots {
        std::uint16_t offset = 0;
        std::uint8_t number = 0, timeout = 0;
        std::uint16_t increment = 0;
        bool operator==(const Slots&) const = default;
    };
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t count = 1;
    std::array<Slots, 4> slots{};
    bool operator==(const SlotReservation&) const = default;
};

/// Type 21: a buoy, beacon or light, real or virtual.
struct AidToNavigation {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint8_t aid_type = 0;  ///< annex 8, table 74; 0 not said
    FixedText<34> name{};         ///< with its extension
    Accuracy accuracy = Accuracy::low;
    std::optional<geo::Position> position{};
    std::optional<Dimensions> dimensions{};
    std::uint8_t device = 0;
    Moment moment{};
    std::optional<bool> off_position{};  ///< only said by floating aids, with an electronic moment
    std::uint8_t regional = 0;
    bool raim = false;
    bool is_virtual = false;
    bool assigned = false;
    bool operator==(const AidToNavigation&) const = default;
};

/// The corners of the area that a message is for, in 1/10 minute.
struct Area {
    std::int32_t north_east_longitude = 0, north_east_latitude = 0;
    std::int32_t south_west_longitude = 0, south_west_latitude = 0;
    bool operator==(const Area&) const = default;
};

/// Type 22: which channels to use, in an area or for one or two stations.
struct ChannelManagement {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::uint16_t channel_a = 0, channel_b = 0;
    std::uint8_t mode = 0;
    bool low_power = false;
    std::variant<Area, std::array<std::uint32_t, 2>> whom{};  ///< an area, or stations (0: none)
    bool narrow_a = false, narrow_b = false;
    std::uint8_t zone = 4;
    bool operator==(const ChannelManagement&) const = default;
};

/// Type 23: tells a group of stations in an area how to report.
struct GroupAssignment {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    Area area{};
    std::uint8_t station_type = 0, ship_type = 0, mode = 0, interval = 0, quiet = 0;
    bool operator==(const GroupAssignment&) const = default;
};

/// Type 24 part A: the name of a class B craft.
struct StaticPartA {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    FixedText<20> name{};
    bool operator==(const StaticPartA&) const = default;
};

/// Type 24 part B: what a class B craft is.
struct StaticPartB {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::optional<std::uint8_t> ship_type{};
    FixedText<3> vendor{};
    std::uint8_t model = 0;
    std::uint32_t serial = 0;
    FixedText<7> call_sign{};
    std::optional<Dimensions> dimensions{};  ///< not of an auxiliary craft
    std::uint32_t mothership = 0;          ///< of an auxiliary craft (MMSI 98…) only
    std::uint8_t device = 0;
    bool operator==(const StaticPartB&) const = default;
};

/// Types 25 (one slot) and 26 (several): application data, addressed or not, identified or not.
struct SlotBinary {
    std::uint8_t type = 25;
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    std::optional<std::uint32_t> destination{};
    std::optional<std::uint16_t> application{};  ///< DAC * 64 + FI
    Bits data{};
    std::uint32_t radio = 0;  ///< type 26 only, 20 bits
    bool operator==(const SlotBinary&) const = default;
};

/// Type 27: a class A ship far away, heard by satellites; coarse.
struct LongRangeReport {
    std::uint8_t repeat = 0;
    Mmsi mmsi = Mmsi::of(0);
    Accuracy accuracy = Accuracy::low;
    bool raim = false;
    NavigationStatus status = NavigationStatus::undefined;
    std::optional<geo::Position> position{};  ///< steps of 0.1 minute
    std::optional<MetresPerSecond> speed{};   ///< steps of 1 knot, to 62
    std::optional<Degrees> course{};          ///< steps of 1
    bool stale = false;                     ///< older than 5 seconds (the latency bit)
    bool operator==(const LongRangeReport&) const = default;
};

using Message = std::variant<PositionReport, BaseStationReport, StaticAndVoyage, AddressedBinary,
                             Acknowledgement, BroadcastBinary, AircraftReport, UtcInquiry, AddressedText,
                             BroadcastText, Interrogation, Assignment, DgnssCorrection, ClassBReport,
                             ClassBExtendedReport, SlotReservation, AidToNavigation, ChannelManagement,
                             GroupAssignment, StaticPartA, StaticPartB, SlotBinary, LongRangeReport>;

/// A message of a batch. Cost: one allocation at most.
/// Errors: bad_input when its MMSI is above 999,999,999.
Result<Message> message(const Batch& batch, std::size_t index);

/// A message from its bits. Errors: bad_input as above, or shorter than the standard policy accepts;
/// unsupported for a type that does not exist.
Result<Message> decode(const Bits& bits);

/// The type on the air, 1 to 27, and who sent it.
[[nodiscard]] unsigned type_of(const Message& message);
[[nodiscard]] Mmsi sender(const Message& message);

}  // namespace vigia::ais
