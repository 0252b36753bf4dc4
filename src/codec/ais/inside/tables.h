#pragma once
#include <array>

#include "codec/ais/layout.h"

/// The fields of every message. Sections are those of ITU-R M.1371-5, annex 8.
namespace vigia::ais::tables {

constexpr Field number(std::string_view name, unsigned bits, Unit unit = Unit::none,
                       std::int32_t none = always_said) {
    return {.name = name, .bits = static_cast<std::uint16_t>(bits), .unit = unit, .none = none};
}
constexpr Field signed_number(std::string_view name, unsigned bits, Unit unit, std::int32_t none) {
    return {.name = name, .bits = static_cast<std::uint16_t>(bits), .is_signed = true, .unit = unit, .none = none};
}
constexpr Field flag(std::string_view name) { return {.name = name, .bits = 1, .kind = Kind::flag}; }
constexpr Field text(std::string_view name, unsigned characters) {
    return {.name = name, .bits = static_cast<std::uint16_t>(characters * 6), .kind = Kind::text};
}
constexpr Field data(std::string_view name) { return {.name = name, .bits = to_the_end, .kind = Kind::data}; }
constexpr Field open_text(std::string_view name) { return {.name = name, .bits = to_the_end, .kind = Kind::text}; }
constexpr Field spare(unsigned bits) {
    return {.name = "spare", .bits = static_cast<std::uint16_t>(bits), .kind = Kind::spare, .in_gpsd = false};
}
constexpr Field hidden(Field field) { field.in_gpsd = false; return field; }
constexpr Field over(Field field, unsigned start) {
    field.overlay = true;
    field.start = static_cast<std::uint16_t>(start);
    return field;
}

constexpr Field longitude(unsigned bits = 28) {
    return signed_number("lon", bits, bits == 28 ? Unit::position : Unit::coarse, bits == 28 ? 108600000 : 108600);
}
constexpr Field latitude(unsigned bits = 27) {
    return signed_number("lat", bits, bits == 27 ? Unit::position : Unit::coarse, bits == 27 ? 54600000 : 54600);
}
constexpr Field speed(Unit unit = Unit::tenth_knot) { return number("speed", 10, unit, 1023); }
constexpr Field course = number("course", 12, Unit::tenth_degree, 3600);
constexpr Field heading = number("heading", 9, Unit::degree, 511);
constexpr Field type = number("type", 6);
constexpr Field repeat = number("repeat", 2);
constexpr Field mmsi = number("mmsi", 30);
constexpr Field to_bow = number("to_bow", 9, Unit::metre);
constexpr Field to_stern = number("to_stern", 9, Unit::metre);
constexpr Field to_port = number("to_port", 6, Unit::metre);
constexpr Field to_starboard = number("to_starboard", 6, Unit::metre);
constexpr Field ne_lon = signed_number("ne_lon", 18, Unit::coarse, 108600);
constexpr Field ne_lat = signed_number("ne_lat", 17, Unit::coarse, 54600);
constexpr Field sw_lon = signed_number("sw_lon", 18, Unit::coarse, 108600);
constexpr Field sw_lat = signed_number("sw_lat", 17, Unit::coarse, 54600);

/// Gives each field its place: one after another, overlays where they say.
template <std::size_t N>
constexpr std::array<Field, N> tiled(const Field (&fields)[N]) {
    std::array<Field, N> out{};
    std::uint16_t at = 0;
    for (std::size_t i = 0; i < N; ++i) {
        out[i] = fields[i];
        if (out[i].overlay) continue;
        out[i].start = at;
        if (out[i].bits != to_the_end) at = static_cast<std::uint16_t>(at + out[i].bits);
    }
    return out;
}

// 3.1: position reports
inline constexpr auto position = tiled({type, repeat, mmsi, number("status", 4, Unit::none, 15),
    signed_number("turn", 8, Unit::turn, -128), speed(), flag("accuracy"), longitude(), latitude(), course,
    heading, number("second", 6, Unit::none, 60), number("maneuver", 2), spare(3), flag("raim"), number("radio", 19)});
// 3.2: base station report; 3.11: UTC and date response
inline constexpr auto base_station = tiled({type, repeat, mmsi, number("year", 14, Unit::none, 0),
    number("month", 4, Unit::none, 0), number("day", 5, Unit::none, 0), number("hour", 5, Unit::none, 24),
    number("minute", 6, Unit::none, 60), number("second", 6, Unit::none, 60), flag("accuracy"), longitude(),
    latitude(), number("epfd", 4), hidden(flag("long_range_control")), spare(9), flag("raim"), number("radio", 19)});
// 3.3: static and voyage related data
inline constexpr auto voyage = tiled({type, repeat, mmsi, number("ais_version", 2),
    number("imo", 30, Unit::none, 0), text("callsign", 7), text("shipname", 20), number("shiptype", 8, Unit::none, 0),
    to_bow, to_stern, to_port, to_starboard, number("epfd", 4), number("month", 4, Unit::none, 0),
    number("day", 5, Unit::none, 0), number("hour", 5, Unit::none, 24), number("minute", 6, Unit::none, 60),
    number("draught", 8, Unit::decimetre, 0), text("destination", 20), number("dte", 1), spare(1)});
// 3.4: addressed binary message
inline constexpr auto addressed_binary = tiled({type, repeat, mmsi, number("seqno", 2),
    number("dest_mmsi", 30), flag("retransmit"), spare(1), number("dac", 10), number("fid", 6), data("data")});
// 3.5: binary acknowledge; 3.13: safety related acknowledge
inline constexpr auto acknowledgement = tiled({type, repeat, mmsi, spare(2), number("mmsi1", 30),
    hidden(number("seqno1", 2)), number("mmsi2", 30), hidden(number("seqno2", 2)), number("mmsi3", 30),
    hidden(number("seqno3", 2)), number("mmsi4", 30), hidden(number("seqno4", 2))});
// 3.6: binary broadcast message
inline constexpr auto broadcast_binary = tiled({type, repeat, mmsi, spare(2), number("dac", 10),
    number("fid", 6), data("data")});
// 3.7: standard search and rescue aircraft position report
inline constexpr auto aircraft = tiled({type, repeat, mmsi, number("alt", 12, Unit::metre, 4095),
    speed(Unit::knot), flag("accuracy"), longitude(), latitude(), course, number("second", 6, Unit::none, 60),
    number("regional", 8), number("dte", 1), spare(3), hidden(flag("assigned")), flag("raim"), number("radio", 20)});
// 3.8: UTC and date inquiry
inline constexpr auto utc_inquiry = tiled({type, repeat, mmsi, spare(2), number("dest_mmsi", 30), spare(2)});
// 3.12: addressed safety related message
inline constexpr auto addressed_text = tiled({type, repeat, mmsi, number("seqno", 2),
    number("dest_mmsi", 30), flag("retransmit"), spare(1), open_text("text")});
// 3.14: safety related broadcast message
inline constexpr auto broadcast_text = tiled({type, repeat, mmsi, spare(2), open_text("text")});
// 3.15: interrogation
inline constexpr auto interrogation = tiled({type, repeat, mmsi, spare(2), number("mmsi1", 30),
    number("type1_1", 6), number("offset1_1", 12), spare(2), number("type1_2", 6), number("offset1_2", 12),
    spare(2), number("mmsi2", 30), number("type2_1", 6), number("offset2_1", 12), spare(2)});
// 3.16: assigned mode command
inline constexpr auto assignment = tiled({type, repeat, mmsi, spare(2), number("mmsi1", 30),
    number("offset1", 12), number("increment1", 10), number("mmsi2", 30), number("offset2", 12),
    number("increment2", 10)});
// 3.17: GNSS broadcast binary message
inline constexpr auto dgnss = tiled({type, repeat, mmsi, spare(2), longitude(18), latitude(17), spare(5), data("data")});
// 3.18: standard class B equipment position report
inline constexpr auto class_b = tiled({type, repeat, mmsi, number("reserved", 8), speed(), flag("accuracy"),
    longitude(), latitude(), course, heading, number("second", 6, Unit::none, 60), number("regional", 2),
    flag("cs"), flag("display"), flag("dsc"), flag("band"), flag("msg22"), hidden(flag("assigned")),
    flag("raim"), number("radio", 20)});
// 3.19: extended class B equipment position report
inline constexpr auto class_b_extended = tiled({type, repeat, mmsi, number("reserved", 8), speed(),
    flag("accuracy"), longitude(), latitude(), course, heading, number("second", 6, Unit::none, 60),
    number("regional", 4), text("shipname", 20), number("shiptype", 8, Unit::none, 0), to_bow, to_stern,
    to_port, to_starboard, number("epfd", 4), flag("raim"), number("dte", 1), flag("assigned"), spare(4)});
// 3.20: data link management message
inline constexpr auto slots = tiled({type, repeat, mmsi, spare(2),
    number("offset1", 12), number("number1", 4), number("timeout1", 3), number("increment1", 11),
    number("offset2", 12), number("number2", 4), number("timeout2", 3), number("increment2", 11),
    number("offset3", 12), number("number3", 4), number("timeout3", 3), number("increment3", 11),
    number("offset4", 12), number("number4", 4), number("timeout4", 3), number("increment4", 11)});
// 3.21: aids-to-navigation report
inline constexpr auto aid = tiled({type, repeat, mmsi, number("aid_type", 5, Unit::none, 0), text("name", 20),
    flag("accuracy"), longitude(), latitude(), to_bow, to_stern, to_port, to_starboard, number("epfd", 4),
    number("second", 6, Unit::none, 60), flag("off_position"), number("regional", 8), flag("raim"),
    flag("virtual_aid"), hidden(flag("assigned")), spare(1), hidden(text("name_extension", 14))});
// 3.22: channel management
inline constexpr auto channel_area = tiled({type, repeat, mmsi, spare(2), number("channel_a", 12),
    number("channel_b", 12), number("txrx", 4), flag("power"), ne_lon, ne_lat, sw_lon, sw_lat,
    flag("addressed"), flag("band_a"), flag("band_b"), number("zonesize", 3), spare(23)});
inline constexpr auto channel_addressed = tiled({type, repeat, mmsi, spare(2), number("channel_a", 12),
    number("channel_b", 12), number("txrx", 4), flag("power"), number("dest1", 30), spare(5),
    number("dest2", 30), spare(5), flag("addressed"), flag("band_a"), flag("band_b"), number("zonesize", 3), spare(23)});
// 3.23: group assignment command
inline constexpr auto group_assignment = tiled({type, repeat, mmsi, spare(2), ne_lon, ne_lat, sw_lon, sw_lat,
    number("stationtype", 4), number("shiptype", 8), spare(22), hidden(number("txrx", 2)), number("interval", 4),
    number("quiet", 4), spare(6)});
// 3.24: static data report, part A and part B
inline constexpr auto static_a = tiled({type, repeat, mmsi, hidden(number("partno", 2)), text("shipname", 20)});
inline constexpr auto static_b = tiled({type, repeat, mmsi, hidden(number("partno", 2)),
    number("shiptype", 8, Unit::none, 0), text("vendorid", 7), over(number("model", 4), 66),
    over(number("serial", 20), 70), text("callsign", 7), to_bow, to_stern, to_port, to_starboard,
    hidden(number("epfd", 4)), spare(2)});
inline constexpr auto static_b_auxiliary = tiled({type, repeat, mmsi, hidden(number("partno", 2)),
    number("shiptype", 8, Unit::none, 0), text("vendorid", 7), over(number("model", 4), 66),
    over(number("serial", 20), 70), text("callsign", 7), number("mothership_mmsi", 30),
    hidden(number("epfd", 4)), spare(2)});
// 3.25: single slot binary message; 3.26: multiple slot binary message with communications state.
// The communication state of type 26 is the last 20 bits of its data. As in the practice of other
// decoders, no spare bits follow the destination.
inline constexpr auto binary = tiled({type, repeat, mmsi, flag("addressed"), flag("structured"), data("data")});
inline constexpr auto binary_structured = tiled({type, repeat, mmsi, flag("addressed"), flag("structured"),
    number("app_id", 16), data("data")});
inline constexpr auto binary_to = tiled({type, repeat, mmsi, flag("addressed"), flag("structured"),
    number("dest_mmsi", 30), data("data")});
inline constexpr auto binary_to_structured = tiled({type, repeat, mmsi, flag("addressed"), flag("structured"),
    number("dest_mmsi", 30), number("app_id", 16), data("data")});
// 3.27: long-range automatic identification system broadcast message
inline constexpr auto long_range = tiled({type, repeat, mmsi, flag("accuracy"), flag("raim"),
    number("status", 4, Unit::none, 15), longitude(18), latitude(17), number("speed", 6, Unit::knot, 63),
    number("course", 9, Unit::degree, 511), flag("gnss"), spare(1)});

template <std::size_t N>
constexpr LayoutTable made(Layout layout, std::string_view source, const std::array<Field, N>& fields,
                           unsigned least) {
    LayoutTable table{.layout = layout, .source = source, .fields = fields,
                      .least = static_cast<std::uint16_t>(least)};
    for (const Field& field : fields) {
        if (field.overlay) continue;
        if (field.bits == to_the_end) table.open = true;
        else table.bits = static_cast<std::uint16_t>(table.bits + field.bits);
    }
    return table;
}

inline constexpr std::array<LayoutTable, layout_count> all{
    made(Layout::position, "3.1", position, 149),
    made(Layout::base_station, "3.2, 3.11", base_station, 149),
    made(Layout::voyage, "3.3", voyage, 420),
    made(Layout::addressed_binary, "3.4", addressed_binary, 88),
    made(Layout::acknowledgement, "3.5, 3.13", acknowledgement, 70),
    made(Layout::broadcast_binary, "3.6", broadcast_binary, 56),
    made(Layout::aircraft, "3.7", aircraft, 148),
    made(Layout::utc_inquiry, "3.8", utc_inquiry, 70),
    made(Layout::addressed_text, "3.12", addressed_text, 72),
    made(Layout::broadcast_text, "3.14", broadcast_text, 40),
    made(Layout::interrogation, "3.15", interrogation, 88),
    made(Layout::assignment, "3.16", assignment, 92),
    made(Layout::dgnss, "3.17", dgnss, 80),
    made(Layout::class_b, "3.18", class_b, 148),
    made(Layout::class_b_extended, "3.19", class_b_extended, 305),
    made(Layout::slots, "3.20", slots, 70),
    made(Layout::aid, "3.21", aid, 269),
    made(Layout::channel_area, "3.22", channel_area, 145),
    made(Layout::channel_addressed, "3.22", channel_addressed, 145),
    made(Layout::group_assignment, "3.23", group_assignment, 154),
    made(Layout::static_a, "3.24", static_a, 154),
    made(Layout::static_b, "3.24", static_b, 156),
    made(Layout::static_b_auxiliary, "3.24", static_b_auxiliary, 156),
    made(Layout::binary, "3.25, 3.26", binary, 40),
    made(Layout::binary_structured, "3.25, 3.26", binary_structured, 56),
    made(Layout::binary_to, "3.25, 3.26", binary_to, 70),
    made(Layout::binary_to_structured, "3.25, 3.26", binary_to_structured, 86),
    made(Layout::long_range, "3.27", long_range, 95),
};

/// The layout of a type, where the type alone tells; of 22 and 24 to 26 the first variant.
inline constexpr std::array<Layout, 28> by_type{
    Layout::position, Layout::position, Layout::position, Layout::position, Layout::base_station,
    Layout::voyage, Layout::addressed_binary, Layout::acknowledgement, Layout::broadcast_binary,
    Layout::aircraft, Layout::utc_inquiry, Layout::base_station, Layout::addressed_text,
    Layout::acknowledgement, Layout::broadcast_text, Layout::interrogation, Layout::assignment,
    Layout::dgnss, Layout::class_b, Layout::class_b_extended, Layout::slots, Layout::aid,
    Layout::channel_area, Layout::group_assignment, Layout::static_a, Layout::binary, Layout::binary,
    Layout::long_range};

/// Where a field is: in constant expressions an unknown name does not compile.
consteval std::size_t at(Layout layout, std::string_view name) {
    const LayoutTable& table = all[static_cast<std::size_t>(layout)];
    const std::size_t i = table.index(name);
    return i < table.fields.size() ? i : std::array<std::size_t, 1>{}.at(1);  // .at(1) stops the compiler
}

}  // namespace vigia::ais::tables
