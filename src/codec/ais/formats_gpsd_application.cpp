#include <algorithm>

#include "codec/ais/inside/formats.h"
#include "codec/ais/inside/legends.h"

/// Application messages as gpsd writes them. The registry knows more messages, by its own names; this
/// file is only about keeping gpsd's.
namespace vigia::ais {

namespace {

enum class Form : std::uint8_t {
    number,
    flag,
    text,
    scaled,            ///< (raw + offset) / divisor when scaled, raw otherwise
    signed_scaled,
    scaled_unless_zero,
    legend_beside,     ///< the number, and its legend under the key with `_text`
    legend_or_number,  ///< the legend when scaled, the number otherwise
    day_time,          ///< day 5, hour 5, minute 6
    month_day_time,    ///< month 4, day 5, hour 5, minute 6
    inland_type,
};

/// One written value: where its bits are, counted from after DAC and FI, and how it is written.
struct Cell {
    std::string_view key{};
    std::uint16_t start = 0, width = 0;
    Form form = Form::number;
    int offset = 0;
    int divisor = 1;
    int decimals = 0;
    std::span<const std::string_view> legends{};
    std::string_view beyond{};
};

// IMO SN/Circ.236 and SN.1/Circ.289: meteorological and hydrological data
constexpr Cell weather_236[] = {
    {"lat", 0, 24, Form::signed_scaled, 0, 60000, 6},
    {"lon", 24, 25, Form::signed_scaled, 0, 60000, 6},
    {"timestamp", 49, 16, Form::day_time},
    {"wspeed", 65, 7, Form::number},
    {"wgust", 72, 7, Form::number},
    {"wdir", 79, 9, Form::number},
    {"wgustdir", 88, 9, Form::number},
    {"humidity", 108, 7, Form::number},
    {"airtemp", 97, 11, Form::scaled, -600, 10, 1},
    {"dewpoint", 115, 10, Form::scaled, -200, 10, 1},
    {"pressure", 125, 9, Form::scaled, 800, 1, 0},
    {"pressuretend", 134, 2, Form::legend_or_number, 0, 1, 0, legends::trend},
    {"visibility", 136, 8, Form::scaled, 0, 10, 1},
    {"waterlevel", 144, 9, Form::scaled, -100, 10, 1},
    {"leveltrend", 153, 2, Form::legend_or_number, 0, 1, 0, legends::trend},
    {"cspeed", 155, 8, Form::scaled, 0, 10, 1},
    {"cdir", 163, 9, Form::number},
    {"cspeed2", 172, 8, Form::scaled, 0, 10, 1},
    {"cdir2", 180, 9, Form::number},
    {"cdepth2", 189, 5, Form::number},
    {"cspeed3", 194, 8, Form::scaled, 0, 10, 1},
    {"cdir3", 202, 9, Form::number},
    {"cdepth3", 211, 5, Form::number},
    {"waveheight", 216, 8, Form::scaled, 0, 10, 1},
    {"waveperiod", 224, 6, Form::number},
    {"wavedir", 230, 9, Form::number},
    {"swellheight", 239, 8, Form::scaled, 0, 10, 1},
    {"swellperiod", 247, 6, Form::number},
    {"swelldir", 253, 9, Form::number},
    {"seastate", 262, 4, Form::number},
    {"watertemp", 266, 10, Form::scaled, -100, 10, 1},
    {"preciptype", 276, 3, Form::legend_beside, 0, 1, 0, legends::precipitation},
    {"salinity", 279, 9, Form::scaled, 0, 10, 1},
    {"ice", 288, 2, Form::legend_beside, 0, 1, 0, legends::ice}};
constexpr Cell weather_289[] = {
    {"lat", 25, 24, Form::signed_scaled, 0, 60000, 6},
    {"lon", 0, 25, Form::signed_scaled, 0, 60000, 6},
    {"accuracy", 49, 1, Form::flag},
    {"timestamp", 50, 16, Form::day_time},
    {"wspeed", 66, 7, Form::number},
    {"wgust", 73, 7, Form::number},
    {"wdir", 80, 9, Form::number},
    {"wgustdir", 89, 9, Form::number},
    {"humidity", 109, 7, Form::number},
    {"airtemp", 98, 11, Form::signed_scaled, 0, 10, 1},
    {"dewpoint", 116, 10, Form::signed_scaled, 0, 10, 1},
    {"pressure", 126, 9, Form::scaled, 799, 1, 0},
    {"pressuretend", 135, 2, Form::legend_or_number, 0, 1, 0, legends::trend},
    {"visgreater", 137, 1, Form::flag},
    {"visibility", 138, 7, Form::scaled, 0, 10, 1},
    {"waterlevel", 145, 12, Form::scaled, -1000, 100, 1},
    {"leveltrend", 157, 2, Form::legend_or_number, 0, 1, 0, legends::trend},
    {"cspeed", 159, 8, Form::scaled, 0, 10, 1},
    {"cdir", 167, 9, Form::number},
    {"cspeed2", 176, 8, Form::scaled, 0, 10, 1},
    {"cdir2", 184, 9, Form::number},
    {"cdepth2", 193, 5, Form::number},
    {"cspeed3", 198, 8, Form::scaled, 0, 10, 1},
    {"cdir3", 206, 9, Form::number},
    {"cdepth3", 215, 5, Form::number},
    {"waveheight", 220, 8, Form::scaled, 0, 10, 1},
    {"waveperiod", 228, 6, Form::number},
    {"wavedir", 234, 9, Form::number},
    {"swellheight", 243, 8, Form::scaled, 0, 10, 1},
    {"swellperiod", 251, 6, Form::number},
    {"swelldir", 257, 9, Form::number},
    {"seastate", 266, 4, Form::number},
    {"watertemp", 270, 10, Form::signed_scaled, 0, 10, 1},
    {"preciptype", 280, 3, Form::legend_or_number, 0, 1, 0, legends::precipitation},
    {"salinity", 283, 9, Form::scaled, 0, 10, 1},
    {"ice", 292, 2, Form::legend_or_number, 0, 1, 0, legends::ice}};
// RIS, Inland AIS 2.0, annex: inland ship static and voyage related data
constexpr Cell inland_ship[] = {
    {"vin", 0, 48, Form::text}, {"length", 48, 13}, {"beam", 61, 10}, {"shiptype", 71, 14, Form::inland_type},
    {"hazard", 85, 3, Form::legend_beside, 0, 1, 0, legends::hazard, "INVALID HAZARD TYPE"},
    {"draught", 88, 11},
    {"loaded", 99, 2, Form::legend_beside, 0, 1, 0, legends::loaded, "INVALID LOAD STATUS"},
    {"speed_q", 101, 1, Form::flag}, {"course_q", 102, 1, Form::flag}, {"heading_q", 103, 1, Form::flag}};
// General Lighthouse Authorities: aid to navigation monitoring data
constexpr Cell aid_monitoring[] = {
    {"off_pos", 43, 1, Form::flag}, {"alarm", 34, 1, Form::flag}, {"stat_ext", 35, 8},
    {"ana_int", 0, 10, Form::scaled_unless_zero, 0, 20, 2}, {"ana_ext1", 10, 10, Form::scaled_unless_zero, 0, 20, 2},
    {"ana_ext2", 20, 10, Form::scaled_unless_zero, 0, 20, 2},
    {"racon", 30, 2, Form::legend_beside, 0, 1, 0, legends::racon},
    {"light", 32, 2, Form::legend_beside, 0, 1, 0, legends::light}};
// IMO SN/Circ.236: dangerous cargo indication
constexpr Cell dangerous_cargo[] = {
    {"lastport", 0, 30, Form::text}, {"departure", 30, 20, Form::month_day_time}, {"nextport", 50, 30, Form::text},
    {"eta", 80, 20, Form::month_day_time}, {"dangerous", 100, 120, Form::text}, {"imdcat", 220, 24, Form::text},
    {"unid", 244, 13}, {"amount", 257, 10}, {"unit", 267, 2}};
// IMO SN.1/Circ.289: clearance time to enter port
constexpr Cell clearance[] = {
    {"linkage", 0, 10}, {"arrival", 10, 20, Form::month_day_time}, {"portname", 30, 120, Form::text},
    {"destination", 150, 30, Form::text}, {"lon", 180, 25, Form::signed_scaled, 0, 60000, 6},
    {"lat", 205, 24, Form::signed_scaled, 0, 60000, 6}};
// IMO SN/Circ.236 (FI 14) and SN.1/Circ.289 (FI 32): tidal window, one of up to three
constexpr Cell tidal_236[] = {
    {"lon", 27, 28, Form::signed_scaled, 0, 60000, 6}, {"lat", 0, 27, Form::signed_scaled, 0, 60000, 6},
    {"from_hour", 55, 5}, {"from_min", 60, 6}, {"to_hour", 66, 5}, {"to_min", 71, 6}, {"cdir", 77, 9},
    {"cspeed", 86, 8, Form::scaled, 0, 10, 1}};
constexpr Cell tidal_289[] = {
    {"lon", 0, 25, Form::signed_scaled, 0, 60000, 6}, {"lat", 25, 24, Form::signed_scaled, 0, 60000, 6},
    {"from_hour", 49, 5}, {"from_min", 54, 6}, {"to_hour", 60, 5}, {"to_min", 65, 6}, {"cdir", 71, 9},
    {"cspeed", 80, 8, Form::scaled, 0, 10, 1}};

/// Numbers of which the end of the message cut a part off: what is missing counts as zeros.
std::uint64_t unsigned_at(const Bits& data, std::size_t at, std::size_t width) {
    const std::size_t there = at >= data.size() ? 0 : std::min(width, data.size() - at);
    return there == 0 ? 0 : data.number(at, there) << (width - there);
}
std::int64_t signed_at(const Bits& data, std::size_t at, std::size_t width) {
    const std::uint64_t raw = unsigned_at(data, at, width);
    const std::uint64_t sign = 1ULL << (width - 1);
    return static_cast<std::int64_t>((raw ^ sign) - sign);
}

void write_time(const Bits& data, std::size_t at, bool with_month, Ink& ink) {
    const auto next = [&](std::size_t width) {
        ink.padded(unsigned_at(data, at, width), 2);
        at += width;
    };
    ink.mark('"');
    if (with_month) {
        next(4);
        ink.mark('-');
    }
    next(5);
    ink.mark('T');
    next(5);
    ink.mark(':');
    next(6);
    ink.plain("Z\"");
}

std::string_view legend(const Cell& cell, std::uint64_t value) {
    return value < cell.legends.size() ? cell.legends[value] : cell.beyond;
}

std::string_view inland_legend(std::uint64_t type) {
    for (const auto& known : legends::inland_types)
        if (known.eri == type || known.ais == type) return known.legend;
    return "Illegal ship type value.";
}

void write_beside(std::string_view key, std::uint64_t value, std::string_view words, Ink& ink) {
    ink.natural(value);
    ink.plain(",\"");
    ink.plain(key);
    ink.plain("_text\":");
    ink.quoted(words);
}

void write_cell(const Cell& cell, const Bits& data, std::size_t from, bool scaled, Ink& ink) {
    const std::size_t at = from + cell.start;
    const std::uint64_t raw = cell.width <= 64 ? unsigned_at(data, at, cell.width) : 0;
    ink.mark('"');
    ink.plain(cell.key);
    ink.plain("\":");
    switch (cell.form) {
        case Form::number: return ink.natural(raw);
        case Form::flag: return ink.boolean(raw != 0);
        case Form::text: {
            std::string words;
            data.text(at, cell.width, words);
            return ink.quoted(words);
        }
        case Form::scaled:
        case Form::scaled_unless_zero: {
            if (!scaled || (raw == 0 && cell.form == Form::scaled_unless_zero)) return ink.natural(raw);
            const auto value = static_cast<std::int64_t>(raw) + cell.offset;
            return ink.real(static_cast<double>(value) / cell.divisor, cell.decimals);
        }
        case Form::signed_scaled: {
            const auto value = signed_at(data, at, cell.width);
            if (!scaled) return ink.number(value);
            return ink.real(static_cast<double>(value) / cell.divisor, cell.decimals);
        }
        case Form::legend_beside: return write_beside(cell.key, raw, legend(cell, raw), ink);
        case Form::legend_or_number: return scaled ? ink.quoted(legend(cell, raw)) : ink.natural(raw);
        case Form::day_time: return write_time(data, at, false, ink);
        case Form::month_day_time: return write_time(data, at, true, ink);
        case Form::inland_type: return write_beside(cell.key, raw, inland_legend(raw), ink);
    }
}

void write_cells(std::span<const Cell> cells, const Bits& data, bool scaled, Ink& ink) {
    for (const auto& cell : cells) {
        ink.mark(',');
        write_cell(cell, data, 0, scaled, ink);
    }
}

void write_tidals(std::span<const Cell> tidal, const Bits& data, bool scaled, Ink& ink) {
    const std::size_t tidal_bits = tidal.back().start + std::size_t{tidal.back().width};
    ink.plain(",\"month\":");
    ink.natural(data.number(0, 4));
    ink.plain(",\"day\":");
    ink.natural(data.number(4, 5));
    ink.plain(",\"tidals\":[");
    for (std::size_t from = 9; from < data.size() && from < 9 + 3 * tidal_bits; from += tidal_bits) {
        if (from > 9) ink.mark(',');
        char before = '{';
        for (const auto& cell : tidal) {
            ink.mark(before);
            write_cell(cell, data, from, scaled, ink);
            before = ',';
        }
        ink.mark('}');
    }
    ink.mark(']');
}

void write_linked_text(const Bits& data, Ink& ink) {
    ink.plain(",\"linkage\":");
    ink.natural(data.number(0, 10));
    std::string words;
    data.text(10, data.size() - 10, words);
    ink.plain(",\"text\":");
    ink.quoted(words);
}

}  // namespace

bool append_gpsd_application(unsigned type, unsigned dac, unsigned fi, const Bits& data, bool scaled, Ink& ink) {
    const auto cells = [&](std::span<const Cell> list, std::size_t least, std::size_t most) {
        if (data.size() < least || data.size() > most) return false;
        write_cells(list, data, scaled, ink);
        return true;
    };
    // gpsd takes some messages apart whatever their length; the bits that are missing count as zeros.
    constexpr std::size_t any = Bits::capacity;
    if (type == 8 && dac == 1 && fi == 11) return cells(weather_236, 0, any);
    if (type == 8 && dac == 1 && fi == 31) return cells(weather_289, 304, any);
    if (type == 8 && dac == 200 && fi == 10) return cells(inland_ship, 112, 112);
    if (type == 6 && (dac == 235 || dac == 250) && fi == 10) return cells(aid_monitoring, 48, 48);
    if (type == 6 && dac == 1 && fi == 12) return cells(dangerous_cargo, 0, any);
    if (type == 6 && dac == 1 && fi == 18) return cells(clearance, 0, any);
    if (type == 6 && dac == 1 && (fi == 14 || fi == 32)) {
        write_tidals(fi == 14 ? std::span<const Cell>(tidal_236) : tidal_289, data, scaled, ink);
        return true;
    }
    const bool linked_text = (type == 6 && dac == 1 && fi == 30) || (type == 8 && dac == 1 && fi == 29);
    if (linked_text && data.size() >= 10) {
        write_linked_text(data, ink);
        return true;
    }
    return false;
}

}  // namespace vigia::ais
