#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "codec/ais/inside/formats.h"
#include "model/names.h"

namespace vigia::ais {

namespace {

using Way = JsonlWriter::Way;

struct Naming {
    std::string_view field;  ///< name in the layout tables
    std::string_view name;   ///< ours
    Way way;
};

/// Fields whose name or way of writing is not the table's own.
constexpr Naming namings[] = {
    {"status", "status", Way::status},
    {"turn", "rate_of_turn", Way::turn},
    {"second", "second", Way::second},
    {"accuracy", "accuracy", Way::accuracy},
    {"maneuver", "manoeuvre", Way::number},
    {"epfd", "position_device", Way::number},
    {"shipname", "name", Way::text},
    {"callsign", "call_sign", Way::text},
    {"shiptype", "ship_type", Way::number},
    {"vendorid", "vendor", Way::text},
    {"alt", "altitude", Way::number},
    {"dte", "terminal_ready", Way::ready},
    {"fid", "fi", Way::number},
    {"seqno", "sequence", Way::number},
    {"gnss", "stale", Way::flag},
    {"cs", "carrier_sense", Way::flag},
    {"band", "whole_band", Way::flag},
    {"msg22", "accepts_message_22", Way::flag},
    {"year", "utc", Way::date_time},
    {"month", "eta", Way::eta},
    {"to_bow", "dimensions", Way::dimensions},
    {"dest_mmsi", "destination_mmsi", Way::mmsi},
    {"mothership_mmsi", "mothership_mmsi", Way::mmsi},
    {"mmsi1", "mmsi1", Way::mmsi},
    {"mmsi2", "mmsi2", Way::mmsi},
    {"mmsi3", "mmsi3", Way::mmsi},
    {"mmsi4", "mmsi4", Way::mmsi},
    {"dest1", "mmsi1", Way::mmsi},
    {"dest2", "mmsi2", Way::mmsi},
};

/// Fields that another field's way writes with it, and those that every line has at its head.
bool is_written_elsewhere(Layout layout, std::string_view name) {
    static constexpr std::string_view head[] = {"type", "repeat", "mmsi"};
    static constexpr std::string_view with_others[] = {"day", "hour", "minute", "to_stern", "to_port",
                                                       "to_starboard"};
    if (std::ranges::find(head, name) != std::end(head)) return true;
    if (layout == Layout::base_station && (name == "month" || name == "second")) return true;
    return std::ranges::find(with_others, name) != std::end(with_others);
}

Way way_of(const Field& field) {
    if (field.kind == Kind::text) return Way::text;
    if (field.kind == Kind::data) return Way::data;
    if (field.kind == Kind::flag) return Way::flag;
    switch (field.unit) {
        case Unit::position: return Way::longitude_latitude;
        case Unit::coarse: return Way::coarse;
        case Unit::tenth_knot: return Way::tenth_knot;
        case Unit::knot: return Way::knot;
        case Unit::tenth_degree:
        case Unit::decimetre: return Way::tenths;
        case Unit::none:
        case Unit::degree:
        case Unit::metre:
        case Unit::turn: return Way::number;
    }
    std::unreachable();
}

/// The greatest raw value that the field can have, where the field itself could hold more.
std::int32_t most_of(const Field& field) {
    const bool longitude = field.name.ends_with("lon"), latitude = field.name.ends_with("lat");
    if (field.unit == Unit::position && (longitude || latitude)) return longitude ? 108'000'000 : 54'000'000;
    if (field.unit == Unit::coarse && (longitude || latitude)) return longitude ? 108'000 : 54'000;
    if (field.unit == Unit::tenth_degree) return 3599;
    if (field.unit == Unit::degree) return 359;
    return INT32_MAX;
}

JsonlWriter::Step step_of(const Field& field, std::size_t index) {
    std::string_view name = field.name;
    auto way = way_of(field);
    for (const auto& naming : namings)
        if (naming.field == field.name) {
            name = naming.name;
            way = naming.way;
        }
    return {.key = Key(",\"" + std::string(name) + "\":"), .way = way, .field = static_cast<std::uint16_t>(index),
            .none = field.none, .most = most_of(field)};
}

/// Rates of turn by indicator + 128, in tenths of degrees per minute: (indicator / 4.733)^2.
const std::array<std::int32_t, 256>& turn_rates() {
    static const auto rates = [] {
        std::array<std::int32_t, 256> all{};
        for (int indicator = -128; indicator < 128; ++indicator) {
            const double root = indicator / 4.733;
            const auto tenths = static_cast<std::int32_t>(std::lround(root * root * 10));
            all[static_cast<std::size_t>(indicator + 128)] = indicator < 0 ? -tenths : tenths;
        }
        return all;
    }();
    return rates;
}

void write_turn(std::int32_t indicator, Ink& ink) {
    if (indicator == -128) return ink.plain("null,\"turn_indicator\":null");
    if (indicator == 127 || indicator == -127) ink.plain("null");  // fast, by a ship without an indicator
    else ink.fixed(turn_rates()[static_cast<std::size_t>(indicator + 128)], 1);
    ink.plain(",\"turn_indicator\":");
    ink.number(indicator);
}

void write_second(std::int32_t second, Ink& ink) {
    if (second < 60) return ink.number(second);
    ink.plain("null");
    if (second == 61) ink.plain(",\"fixing\":\"manual\"");
    if (second == 62) ink.plain(",\"fixing\":\"dead_reckoned\"");
    if (second == 63) ink.plain(",\"fixing\":\"inoperative\"");
}

void write_or_null(std::int32_t value, std::int32_t low, std::int32_t high, Ink& ink) {
    if (value < low || value > high) ink.plain("null");
    else ink.number(value);
}

void write_eta(const Cells& cells, const MessageHead& head, std::size_t field, Ink& ink) {
    const auto cell = [&](std::size_t i) { return cells.at(head, field + i); };
    const auto month = cell(0), day = cell(1), hour = cell(2), minute = cell(3);
    ink.plain("{\"month\":");
    write_or_null(month, 1, 12, ink);
    ink.plain(",\"day\":");
    write_or_null(day, 1, 31, ink);
    ink.plain(",\"hour\":");
    write_or_null(hour, 0, 23, ink);
    ink.plain(",\"minute\":");
    write_or_null(minute, 0, 59, ink);
    ink.mark('}');
}

void write_date_time(const Cells& cells, const MessageHead& head, std::size_t field, Ink& ink) {
    const auto cell = [&](std::size_t i) { return cells.at(head, field + i); };
    const auto time = time_from_parts(cell(0), cell(1), cell(2), cell(3), cell(4), cell(5));
    if (!time) return ink.plain("null");
    ink.quoted(to_iso(*time));
}

void write_dimensions(const Cells& cells, const MessageHead& head, std::size_t field, Ink& ink) {
    static constexpr std::string_view keys[] = {"{\"bow\":", ",\"stern\":", ",\"port\":", ",\"starboard\":"};
    std::int32_t any = 0;
    for (std::size_t i = 0; i < 4; ++i) any |= cells.at(head, field + i);
    if (any == 0) return ink.plain("null");
    for (std::size_t i = 0; i < 4; ++i) {
        ink.plain(keys[i]);
        ink.number(cells.at(head, field + i));
    }
    ink.mark('}');
}

void append_value(const ApplicationValue& value, std::string& out) {
    append_json(out, value.field->name);
    out += ':';
    if (!value.said()) {
        out += "null";
        return;
    }
    switch (value.field->kind) {
        case ApplicationKind::text:
        case ApplicationKind::data: append_json(out, value.text); return;
        case ApplicationKind::flag: out += value.raw != 0 ? "true" : "false"; return;
        case ApplicationKind::unsigned_number:
        case ApplicationKind::signed_number:
        case ApplicationKind::spare: append_number(out, value.scaled(), 7); return;
    }
    std::unreachable();
}

/// Fields of an application message, groups as lists of objects.
void append_application(const Application& application, const Bits& data, std::string& out) {
    out += ",\"application\":{\"name\":";
    append_json(out, application.name);
    const auto values = decode(application, data);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto* group = values[i].group;
        out += ',';
        if (group == nullptr) {
            append_value(values[i], out);
            continue;
        }
        append_json(out, group->name);
        out += ":[{";
        for (bool first = true; i < values.size() && values[i].group == group; ++i, first = false) {
            const bool same = first || values[i].repetition == values[i - 1].repetition;
            out += first ? "" : same ? "," : "},{";
            append_value(values[i], out);
        }
        --i;
        out += "}]";
    }
    out += '}';
}

}  // namespace

JsonlWriter::JsonlWriter(const Registry& registry) : registry_(&registry), steps_(layout_count) {
    for (std::size_t i = 0; i < layout_count; ++i) {
        const auto layout = static_cast<Layout>(i);
        const auto fields = table(layout).fields;
        for (std::size_t f = 0; f < fields.size(); ++f)
            if (fields[f].kind != Kind::spare && !is_written_elsewhere(layout, fields[f].name))
                steps_[i].push_back(step_of(fields[f], f));
    }
}

void JsonlWriter::moment(Time time, Ink& ink) {
    const std::int64_t ms = to_unix_milliseconds(time);
    const std::int64_t minute = ms / 60'000 - (ms % 60'000 < 0 ? 1 : 0);
    if (minute != minute_) {
        minute_ = minute;
        const auto text = to_iso(from_unix_milliseconds(minute * 60'000));
        std::copy_n(text.data(), sizeof minute_text_, minute_text_);
    }
    const auto rest = static_cast<std::uint64_t>(ms - minute * 60'000);
    ink.mark('"');
    ink.plain({minute_text_, sizeof minute_text_});
    ink.padded(rest / 1000, 2);
    if (rest % 1000 != 0) {
        ink.mark('.');
        ink.padded(rest % 1000, 3);
    }
    ink.plain("Z\"");
}

void JsonlWriter::head(const Batch& batch, std::size_t message, Ink& ink) {
    const MessageHead& head = batch.head(message);
    const Line line = batch.line(head.line);
    ink.plain("{\"time\":");
    if (line.stated) moment(*line.stated, ink);
    else ink.plain("null");
    ink.plain(",\"station\":");
    if (line.station.empty()) {
        ink.plain("null");
    } else {
        scratch_.clear();
        append_json(scratch_, line.station);
        ink.plain(scratch_);
    }
    if (head.channel == 0) {
        ink.plain(",\"channel\":null");
    } else {
        ink.plain(",\"channel\":");
        ink.quoted({&head.channel, 1});
    }
    if (head.own) ink.plain(",\"own\":true");
    ink.plain(",\"type\":");
    ink.natural(head.type);
    ink.plain(",\"repeat\":");
    ink.number(cells_.at(head, 1));
    ink.plain(",\"mmsi\":\"");
    const auto mmsi = static_cast<std::uint32_t>(cells_.at(head, 2));
    if (mmsi <= 999'999'999) ink.padded(mmsi, 9);
    else ink.natural(mmsi);
    ink.mark('"');
}

void JsonlWriter::step(const Batch& batch, std::size_t message, const Step& step, Ink& ink) {
    step.key.write(ink);
    if (step.way == Way::text) {
        scratch_.clear();
        batch.text(message, step.field, scratch_);
        if (scratch_.empty()) ink.plain("null");
        else ink.quoted(scratch_);
        return;
    }
    if (step.way == Way::data) {
        const Bits data = batch.data(message, step.field);
        scratch_.clear();
        data.hex(scratch_);
        ink.quoted(scratch_);
        ink.plain(",\"data_bits\":");
        ink.natural(data.size());
        return;
    }
    const MessageHead& head = batch.head(message);
    const std::int32_t raw = cells_.at(head, step.field);
    switch (step.way) {
        case Way::second: return write_second(raw, ink);
        case Way::turn: return write_turn(raw, ink);
        case Way::eta: return write_eta(cells_, head, step.field, ink);
        case Way::date_time: return write_date_time(cells_, head, step.field, ink);
        case Way::dimensions: return write_dimensions(cells_, head, step.field, ink);
        case Way::flag: return ink.boolean(raw != 0);
        case Way::ready: return ink.boolean(raw == 0);
        case Way::accuracy: return ink.plain(raw != 0 ? "\"high\"" : "\"low\"");
        case Way::text: case Way::data: return;  // written above
        case Way::number: case Way::longitude_latitude: case Way::coarse: case Way::tenth_knot: case Way::knot: case Way::tenths:
        case Way::metres_or_null: case Way::status: case Way::mmsi: return write_number(step, raw, ink);
    }
}

void JsonlWriter::write_number(const Step& step, std::int32_t raw, Ink& ink) {
    if (raw == step.none || raw > step.most || raw < -step.most) return ink.plain("null");
    switch (step.way) {
        case Way::longitude_latitude: return ink.fixed(degrees_e7(raw), 7);
        case Way::coarse: return ink.fixed(degrees_e4(raw), 4);
        case Way::tenth_knot: return ink.fixed(mm_per_second(raw), 3);
        case Way::knot: return ink.fixed(mm_per_second(raw * 10), 3);
        case Way::tenths: return ink.fixed(raw, 1);
        case Way::status: return ink.quoted(model::name(static_cast<model::NavigationStatus>(raw)));
        case Way::mmsi:
            if (raw == 0) return ink.plain("null");
            ink.mark('"');
            if (raw <= 999'999'999) ink.padded(static_cast<std::uint64_t>(raw), 9);
            else ink.number(raw);
            return ink.mark('"');
        case Way::number: case Way::metres_or_null: case Way::accuracy: case Way::flag: case Way::text: case Way::data: case Way::turn:
        case Way::second: case Way::ready: case Way::date_time: case Way::eta: case Way::dimensions: return ink.number(raw);
    }
}

void JsonlWriter::append(const Batch& batch, std::size_t message, std::string& out) {
    const MessageHead& head_of = batch.head(message);
    const LayoutTable& layout = table(head_of.layout);
    const bool whole = head_of.bits >= layout.bits;
    append_ink(out, [&](Ink& ink) {
        head(batch, message, ink);
        for (const Step& one : steps_[static_cast<std::size_t>(head_of.layout)]) {
            if (!whole && layout.fields[one.field].kind != Kind::data && !batch.has(message, one.field) &&
                layout.fields[one.field].kind != Kind::text) {
                one.key.write(ink);
                ink.plain("null");
                continue;
            }
            step(batch, message, one, ink);
        }
    });
    if (layout.open && layout.fields.back().kind == Kind::data) {
        const auto cell = [&](std::string_view name) {
            const std::size_t field = layout.index(name);
            return field < layout.fields.size() ? batch.cell(message, field) : -1;
        };
        std::int32_t dac = cell("dac"), fi = cell("fid");
        if (const auto app_id = cell("app_id"); app_id >= 0) {
            dac = app_id >> 6;
            fi = app_id & 63;
        }
        if (dac >= 0) {
            const Bits data = batch.data(message, layout.fields.size() - 1);
            if (const auto* known = registry_->find(head_of.type, static_cast<unsigned>(dac),
                                                    static_cast<unsigned>(fi), data))
                append_application(*known, data, out);
        }
    }
    out += "}\n";
}

}  // namespace vigia::ais
