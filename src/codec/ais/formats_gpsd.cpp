#include <algorithm>
#include <utility>

#include "base/text.h"
#include "codec/ais/inside/formats.h"
#include "codec/ais/inside/legends.h"

namespace vigia::ais {

namespace {

using Step = GpsdWriter::Step;
using enum GpsdWriter::Way;

// The order is that of gpsd's keys. Where raw and scaled lines differ in order there are two lists.
const Step position_steps[] = {
    {",\"status\":", legend, "status", legends::status}, {",\"turn\":", turn, "turn"},
    {",\"speed\":", speed, "speed"}, {",\"accuracy\":", flag, "accuracy"}, {",\"lon\":", position, "lon"},
    {",\"lat\":", position, "lat"}, {",\"course\":", tenths, "course"}, {",\"heading\":", number, "heading"},
    {",\"second\":", number, "second"}, {",\"maneuver\":", number, "maneuver"}, {",\"raim\":", flag, "raim"},
    {",\"radio\":", number, "radio"}};
const Step base_station_steps[] = {
    {",\"timestamp\":", date_time, "year"}, {",\"accuracy\":", flag, "accuracy"}, {",\"lon\":", position, "lon"},
    {",\"lat\":", position, "lat"}, {",\"epfd\":", legend, "epfd", legends::device}, {",\"raim\":", flag, "raim"},
    {",\"radio\":", number, "radio"}};
const Step voyage_steps[] = {
    {",\"imo\":", number, "imo"}, {",\"ais_version\":", number, "ais_version"}, {",\"callsign\":", text, "callsign"},
    {",\"shipname\":", text, "shipname"},
    {",\"shiptype\":", legend, "shiptype", legends::ship_type, legends::no_ship_type},
    {",\"to_bow\":", number, "to_bow"}, {",\"to_stern\":", number, "to_stern"}, {",\"to_port\":", number, "to_port"},
    {",\"to_starboard\":", number, "to_starboard"}, {",\"epfd\":", legend, "epfd", legends::device},
    {",\"eta\":", eta, "month"}, {",\"draught\":", tenths, "draught"}, {",\"destination\":", text, "destination"},
    {",\"dte\":", number, "dte"}};
const Step addressed_binary_steps[] = {
    {",\"seqno\":", number, "seqno"}, {",\"dest_mmsi\":", number, "dest_mmsi"},
    {",\"retransmit\":", flag, "retransmit"}, {",\"dac\":", number, "dac"}, {",\"fid\":", number, "fid"},
    {"", application, "data"}};
const Step acknowledgement_steps[] = {
    {",\"mmsi1\":", number, "mmsi1"}, {",\"mmsi2\":", number, "mmsi2"}, {",\"mmsi3\":", number, "mmsi3"},
    {",\"mmsi4\":", number, "mmsi4"}};
const Step broadcast_binary_steps[] = {
    {",\"dac\":", number, "dac"}, {",\"fid\":", number, "fid"}, {"", application, "data"}};
const Step aircraft_steps[] = {
    {",\"alt\":", altitude, "alt"}, {",\"speed\":", aircraft_speed, "speed"}, {",\"accuracy\":", flag, "accuracy"},
    {",\"lon\":", position, "lon"}, {",\"lat\":", position, "lat"}, {",\"course\":", tenths, "course"},
    {",\"second\":", number, "second"}, {",\"regional\":", number, "regional"}, {",\"dte\":", number, "dte"},
    {",\"raim\":", flag, "raim"}, {",\"radio\":", number, "radio"}};
const Step utc_inquiry_steps[] = {{",\"dest_mmsi\":", number, "dest_mmsi"}};
const Step addressed_text_steps[] = {
    {",\"seqno\":", number, "seqno"}, {",\"dest_mmsi\":", number, "dest_mmsi"},
    {",\"retransmit\":", flag, "retransmit"}, {",\"text\":", text, "text"}};
const Step broadcast_text_steps[] = {{",\"text\":", text, "text"}};
const Step interrogation_steps[] = {
    {",\"mmsi1\":", number, "mmsi1"}, {",\"type1_1\":", number, "type1_1"}, {",\"offset1_1\":", number, "offset1_1"},
    {",\"type1_2\":", number, "type1_2"}, {",\"offset1_2\":", number, "offset1_2"}, {",\"mmsi2\":", number, "mmsi2"},
    {",\"type2_1\":", number, "type2_1"}, {",\"offset2_1\":", number, "offset2_1"}};
const Step assignment_steps[] = {
    {",\"mmsi1\":", number, "mmsi1"}, {",\"offset1\":", number, "offset1"}, {",\"increment1\":", number, "increment1"},
    {",\"mmsi2\":", number, "mmsi2"}, {",\"offset2\":", number, "offset2"}, {",\"increment2\":", number, "increment2"}};
const Step dgnss_steps[] = {
    {",\"lon\":", coarse_1, "lon"}, {",\"lat\":", coarse_1, "lat"}, {",\"data\":", data, "data"}};
const Step class_b_steps[] = {
    {",\"reserved\":", number, "reserved"}, {",\"speed\":", tenths, "speed"}, {",\"accuracy\":", flag, "accuracy"},
    {",\"lon\":", position, "lon"}, {",\"lat\":", position, "lat"}, {",\"course\":", tenths, "course"},
    {",\"heading\":", number, "heading"}, {",\"second\":", number, "second"}, {",\"regional\":", number, "regional"},
    {",\"cs\":", flag, "cs"}, {",\"display\":", flag, "display"}, {",\"dsc\":", flag, "dsc"},
    {",\"band\":", flag, "band"}, {",\"msg22\":", flag, "msg22"}, {",\"raim\":", flag, "raim"},
    {",\"radio\":", number, "radio"}};
const Step class_b_extended_steps[] = {
    {",\"reserved\":", number, "reserved"}, {",\"speed\":", tenths, "speed"}, {",\"accuracy\":", flag, "accuracy"},
    {",\"lon\":", position, "lon"}, {",\"lat\":", position, "lat"}, {",\"course\":", tenths, "course"},
    {",\"heading\":", number, "heading"}, {",\"second\":", number, "second"}, {",\"regional\":", number, "regional"},
    {",\"shipname\":", text, "shipname"},
    {",\"shiptype\":", legend, "shiptype", legends::ship_type, legends::no_ship_type},
    {",\"to_bow\":", number, "to_bow"}, {",\"to_stern\":", number, "to_stern"}, {",\"to_port\":", number, "to_port"},
    {",\"to_starboard\":", number, "to_starboard"}, {",\"epfd\":", legend, "epfd", legends::device},
    {",\"raim\":", flag, "raim"}, {",\"dte\":", number, "dte"}, {",\"assigned\":", flag, "assigned"}};
const Step slots_steps[] = {
    {",\"offset1\":", number, "offset1"}, {",\"number1\":", number, "number1"}, {",\"timeout1\":", number, "timeout1"},
    {",\"increment1\":", number, "increment1"}, {",\"offset2\":", number, "offset2"},
    {",\"number2\":", number, "number2"}, {",\"timeout2\":", number, "timeout2"},
    {",\"increment2\":", number, "increment2"}, {",\"offset3\":", number, "offset3"},
    {",\"number3\":", number, "number3"}, {",\"timeout3\":", number, "timeout3"},
    {",\"increment3\":", number, "increment3"}, {",\"offset4\":", number, "offset4"},
    {",\"number4\":", number, "number4"}, {",\"timeout4\":", number, "timeout4"},
    {",\"increment4\":", number, "increment4"}};
const Step aid_scaled_steps[] = {
    {",\"aid_type\":", legend, "aid_type", legends::aid_type}, {",\"name\":", name_21, "name"},
    {",\"lon\":", position, "lon"}, {",\"lat\":", position, "lat"}, {",\"accuracy\":", flag, "accuracy"},
    {",\"to_bow\":", number, "to_bow"}, {",\"to_stern\":", number, "to_stern"}, {",\"to_port\":", number, "to_port"},
    {",\"to_starboard\":", number, "to_starboard"}, {",\"epfd\":", legend, "epfd", legends::device},
    {",\"second\":", number, "second"}, {",\"regional\":", number, "regional"},
    {",\"off_position\":", flag, "off_position"}, {",\"raim\":", flag, "raim"},
    {",\"virtual_aid\":", flag, "virtual_aid"}};
const Step aid_raw_steps[] = {
    {",\"aid_type\":", legend, "aid_type", legends::aid_type}, {",\"name\":", name_21, "name"},
    {",\"accuracy\":", flag, "accuracy"}, {",\"lon\":", position, "lon"}, {",\"lat\":", position, "lat"},
    {",\"to_bow\":", number, "to_bow"}, {",\"to_stern\":", number, "to_stern"}, {",\"to_port\":", number, "to_port"},
    {",\"to_starboard\":", number, "to_starboard"}, {",\"epfd\":", legend, "epfd", legends::device},
    {",\"second\":", number, "second"}, {",\"regional\":", number, "regional"},
    {",\"off_position\":", flag, "off_position"}, {",\"raim\":", flag, "raim"},
    {",\"virtual_aid\":", flag, "virtual_aid"}};
const Step channel_area_steps[] = {
    {",\"channel_a\":", number, "channel_a"}, {",\"channel_b\":", number, "channel_b"}, {",\"txrx\":", number, "txrx"},
    {",\"power\":", flag, "power"}, {",\"ne_lon\":", coarse_quoted, "ne_lon"},
    {",\"ne_lat\":", coarse_quoted, "ne_lat"}, {",\"sw_lon\":", coarse_quoted, "sw_lon"},
    {",\"sw_lat\":", coarse_quoted, "sw_lat"}, {",\"addressed\":", flag, "addressed"},
    {",\"band_a\":", flag, "band_a"}, {",\"band_b\":", flag, "band_b"}, {",\"zonesize\":", number, "zonesize"}};
const Step channel_addressed_steps[] = {
    {",\"channel_a\":", number, "channel_a"}, {",\"channel_b\":", number, "channel_b"}, {",\"txrx\":", number, "txrx"},
    {",\"power\":", flag, "power"}, {",\"dest1\":", number, "dest1"}, {",\"dest2\":", number, "dest2"},
    {",\"addressed\":", flag, "addressed"}, {",\"band_a\":", flag, "band_a"}, {",\"band_b\":", flag, "band_b"},
    {",\"zonesize\":", number, "zonesize"}};
const Step group_assignment_steps[] = {
    {",\"ne_lon\":", coarse_quoted, "ne_lon"}, {",\"ne_lat\":", coarse_quoted, "ne_lat"},
    {",\"sw_lon\":", coarse_quoted, "sw_lon"}, {",\"sw_lat\":", coarse_quoted, "sw_lat"},
    {",\"stationtype\":", legend, "stationtype", legends::station_type},
    {",\"shiptype\":", legend, "shiptype", legends::ship_type, legends::no_ship_type},
    {",\"interval\":", number, "interval"}, {",\"quiet\":", number, "quiet"}};
const Step static_b_steps[] = {
    {",\"shiptype\":", legend, "shiptype", legends::ship_type, legends::no_ship_type},
    {",\"vendorid\":", text, "vendorid"}, {",\"model\":", number, "model"}, {",\"serial\":", number, "serial"},
    {",\"callsign\":", text, "callsign"}, {",\"to_bow\":", number, "to_bow"}, {",\"to_stern\":", number, "to_stern"},
    {",\"to_port\":", number, "to_port"}, {",\"to_starboard\":", number, "to_starboard"}};
const Step static_b_auxiliary_steps[] = {
    {",\"shiptype\":", legend, "shiptype", legends::ship_type, legends::no_ship_type},
    {",\"vendorid\":", text, "vendorid"}, {",\"model\":", number, "model"}, {",\"serial\":", number, "serial"},
    {",\"callsign\":", text, "callsign"}, {",\"mothership_mmsi\":", number, "mothership_mmsi"}};
const Step binary_steps[] = {
    {",\"addressed\":", flag, "addressed"}, {",\"structured\":", flag, "structured"},
    {",\"dest_mmsi\":", constant_zero, "type"}, {",\"app_id\":", constant_zero, "type"}, {",\"data\":", data, "data"},
    {"", radio_26, "type"}};
const Step binary_structured_steps[] = {
    {",\"addressed\":", flag, "addressed"}, {",\"structured\":", flag, "structured"},
    {",\"dest_mmsi\":", constant_zero, "type"}, {",\"app_id\":", number, "app_id"}, {",\"data\":", data, "data"},
    {"", radio_26, "type"}};
const Step binary_to_steps[] = {
    {",\"addressed\":", flag, "addressed"}, {",\"structured\":", flag, "structured"},
    {",\"dest_mmsi\":", number, "dest_mmsi"}, {",\"app_id\":", constant_zero, "type"}, {",\"data\":", data, "data"},
    {"", radio_26, "type"}};
const Step binary_to_structured_steps[] = {
    {",\"addressed\":", flag, "addressed"}, {",\"structured\":", flag, "structured"},
    {",\"dest_mmsi\":", number, "dest_mmsi"}, {",\"app_id\":", number, "app_id"}, {",\"data\":", data, "data"},
    {"", radio_26, "type"}};
const Step long_range_steps[] = {
    {",\"status\":", legend_scaled, "status", legends::status}, {",\"accuracy\":", flag, "accuracy"},
    {",\"lon\":", coarse_4, "lon"}, {",\"lat\":", coarse_4, "lat"}, {",\"speed\":", number, "speed"},
    {",\"course\":", number, "course"}, {",\"raim\":", flag, "raim"}, {",\"gnss\":", flag, "gnss"}};

std::span<const Step> steps_of(Layout layout, bool scaled) {
    switch (layout) {
        case Layout::position: return position_steps;
        case Layout::base_station: return base_station_steps;
        case Layout::voyage: return voyage_steps;
        case Layout::addressed_binary: return addressed_binary_steps;
        case Layout::acknowledgement: return acknowledgement_steps;
        case Layout::broadcast_binary: return broadcast_binary_steps;
        case Layout::aircraft: return aircraft_steps;
        case Layout::utc_inquiry: return utc_inquiry_steps;
        case Layout::addressed_text: return addressed_text_steps;
        case Layout::broadcast_text: return broadcast_text_steps;
        case Layout::interrogation: return interrogation_steps;
        case Layout::assignment: return assignment_steps;
        case Layout::dgnss: return dgnss_steps;
        case Layout::class_b: return class_b_steps;
        case Layout::class_b_extended: return class_b_extended_steps;
        case Layout::slots: return slots_steps;
        case Layout::aid: return scaled ? std::span<const Step>(aid_scaled_steps) : aid_raw_steps;
        case Layout::channel_area: return channel_area_steps;
        case Layout::channel_addressed: return channel_addressed_steps;
        case Layout::group_assignment: return group_assignment_steps;
        case Layout::static_a: return {};
        case Layout::static_b: return static_b_steps;
        case Layout::static_b_auxiliary: return static_b_auxiliary_steps;
        case Layout::binary: return binary_steps;
        case Layout::binary_structured: return binary_structured_steps;
        case Layout::binary_to: return binary_to_steps;
        case Layout::binary_to_structured: return binary_to_structured_steps;
        case Layout::long_range: return long_range_steps;
    }
    std::unreachable();
}

std::string_view legend_of(const Step& step, std::int32_t value) {
    const auto index = static_cast<std::size_t>(value);
    return index < step.legends.size() ? step.legends[index] : step.beyond;
}

void write_turn(std::int32_t raw, Ink& ink) {
    if (raw == -128) return ink.plain("\"n/a\"");
    if (raw == -127) return ink.plain("\"fastleft\"");
    if (raw == 127) return ink.plain("\"fastright\"");
    const double root = raw / 4.733;
    ink.mark('"');
    ink.real(raw < 0 ? -root * root : root * root, 2);
    ink.mark('"');
}

/// The MMSI of a part A that was used: none on the air is that large.
constexpr std::uint32_t told = 0xFFFFFFFF;

/// A cell as gpsd reads it: bits that the end of the message cut off count as zeros, but for the
/// radio status of types 1 to 3.
std::int32_t padded_cell(const Cells& cells, const MessageHead& head, std::size_t field) {
    const std::int32_t raw = cells.at(head, field);
    const LayoutTable& layout = table(head.layout);
    if (head.bits >= layout.bits || head.layout == Layout::position) return raw;
    // a second station that is not whole is none
    if (head.layout == Layout::assignment && layout.fields[field].start >= 92) return 0;
    const Field& cut = layout.fields[field];
    if (head.bits <= cut.start || head.bits >= cut.end()) return raw;
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(raw) << (cut.end() - head.bits));
}

/// Data as gpsd writes it: where it ends inside a byte, that byte shows the bits that follow.
void write_data(const Batch& batch, std::size_t message, std::size_t field, std::string& scratch, Ink& ink) {
    const std::size_t size = batch.data(message, field).size();
    const Field& place = table(batch.head(message).layout).fields[field];
    scratch.clear();
    batch.bits(message).part(place.start, (size + 7) / 8 * 8).hex(scratch);
    ink.mark('"');
    ink.natural(size);
    ink.mark(':');
    ink.plain(scratch);
    ink.mark('"');
}

}  // namespace

GpsdWriter::GpsdWriter(Scale scale) : scaled_(scale == Scale::scaled), steps_(layout_count) {
    for (std::size_t i = 0; i < layout_count; ++i) {
        const auto layout = static_cast<Layout>(i);
        for (Step one : steps_of(layout, scaled_)) {
            const std::size_t field = table(layout).index(one.name);
            check(field < table(layout).fields.size());
            one.field = static_cast<std::uint16_t>(field);
            steps_[i].push_back(one);
        }
    }
}

void GpsdWriter::step(const Batch& batch, std::size_t message, const Step& step, Ink& ink) {
    ink.plain(step.key);
    const std::size_t field = step.field;
    if (step.way == text || step.way == name_21) {
        scratch_.clear();
        batch.text(message, field, scratch_);
        if (step.way == name_21) batch.text(message, table(Layout::aid).index("name_extension"), scratch_);
        return ink.quoted(scratch_);
    }
    if (step.way == data) return write_data(batch, message, field, scratch_, ink);
    if (step.way == application) {
        const Bits bits = batch.data(message, field);
        const auto dac = static_cast<unsigned>(batch.cell(message, field - 2));
        const auto fi = static_cast<unsigned>(batch.cell(message, field - 1));
        if (append_gpsd_application(batch.head(message).type, dac, fi, bits, scaled_, ink)) return;
        ink.plain(",\"data\":");
        return write_data(batch, message, field, scratch_, ink);
    }
    const MessageHead& head = batch.head(message);
    const std::int32_t raw = padded_cell(cells_, head, field);
    const auto part = [&](std::size_t i) { return static_cast<std::uint64_t>(padded_cell(cells_, head, field + i)); };
    switch (step.way) {
        case flag: return ink.boolean(raw != 0);
        case constant_zero: return ink.mark('0');
        case radio_26:
            if (head.type == 26) ink.plain(",\"radio\":0");
            return;
        case legend:
            ink.number(raw);
            ink.mark(',');
            ink.plain(step.key.substr(1, step.key.size() - 3));
            ink.plain("_text\":");
            return ink.quoted(legend_of(step, raw));
        case legend_scaled:
            ink.number(raw);
            if (!scaled_) return;
            ink.plain(",\"status_text\":");
            return ink.quoted(legend_of(step, raw));
        case date_time:
            ink.mark('"');
            if (part(0) > 9999) ink.natural(part(0));
            else ink.padded(part(0), 4);
            for (std::size_t i = 1; i < 6; ++i) {
                ink.mark("--T::"[i - 1]);
                ink.padded(part(i), 2);
            }
            return ink.plain("Z\"");
        case eta:
            ink.mark('"');
            for (std::size_t i = 0; i < 4; ++i) {
                if (i > 0) ink.mark("-T:"[i - 1]);
                ink.padded(part(i), 2);
            }
            return ink.plain("Z\"");
        case number: case tenths: case position: case coarse_1: case coarse_4: case coarse_quoted: case turn: case speed:
        case altitude: case aircraft_speed: case text: case data: case application: case name_21: case dimensions_24: break;
    }
    if (!scaled_) return ink.number(raw);
    switch (step.way) {
        case tenths: return ink.fixed(raw, 1);
        case position: return ink.fixed(degrees_e7(raw), 7);
        case coarse_1: return ink.real(raw / 600.0, 1);
        case coarse_4: return ink.real(raw / 600.0, 4);
        case coarse_quoted:
            ink.mark('"');
            ink.real(raw / 600.0, 6);
            return ink.mark('"');
        case turn: return write_turn(raw, ink);
        case speed:
            if (raw == 1023) return ink.plain("\"n/a\"");
            return raw == 1022 ? ink.plain("\"fast\"") : ink.fixed(raw, 1);
        case altitude:
            if (raw == 4095) return ink.plain("\"n/a\"");
            return raw == 4094 ? ink.plain("\"high\"") : ink.number(raw);
        case aircraft_speed:
            if (raw == 1023) return ink.plain("\"n/a\"");
            return raw == 1022 ? ink.plain("\"fast\"") : ink.number(raw);
        case number: case flag: case text: case legend: case legend_scaled: case date_time: case eta: case data: case application:
        case name_21: case constant_zero: case dimensions_24: case radio_26: return ink.number(raw);
    }
}

void GpsdWriter::remember(const Batch& batch, std::size_t message) {
    if (waiting_.size() < gpsd_waiting_parts) waiting_.emplace_back();
    auto& place = waiting_[oldest_++ % gpsd_waiting_parts];
    place.mmsi = batch.mmsi(message);
    place.name.clear();
    batch.text(message, table(Layout::static_a).index("shipname"), place.name);
}

void GpsdWriter::append(const Batch& batch, std::size_t message, std::string& out) {
    const MessageHead& head = batch.head(message);
    const std::uint32_t mmsi = batch.mmsi(message);
    if (head.layout == Layout::static_a) return remember(batch, message);
    std::string* ship_name = nullptr;
    if (head.layout == Layout::static_b || head.layout == Layout::static_b_auxiliary) {
        const auto a = std::ranges::find(waiting_, mmsi, &Waiting::mmsi);
        if (a == waiting_.end()) return;
        a->mmsi = told;
        ship_name = &a->name;
    }
    append_ink(out, [&](Ink& ink) {
        ink.plain("{\"class\":\"AIS\",\"device\":\"stdin\",\"type\":");
        ink.natural(head.type);
        ink.plain(",\"repeat\":");
        ink.number(cells_.at(head, 1));
        ink.plain(",\"mmsi\":");
        ink.natural(mmsi);
        ink.plain(scaled_ ? ",\"scaled\":true" : ",\"scaled\":false");
        if (ship_name != nullptr) {
            ink.plain(",\"shipname\":");
            ink.quoted(*ship_name);
        }
        for (const Step& one : steps_[static_cast<std::size_t>(head.layout)]) step(batch, message, one, ink);
        ink.plain("}\r\n");  // as gpsdecode ends its lines
    });
}

}  // namespace vigia::ais
