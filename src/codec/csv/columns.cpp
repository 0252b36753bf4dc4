#include "codec/csv/inside/columns.h"

#include <cctype>
#include <utility>

#include "codec/csv/inside/fields.h"

namespace vigia::csv {

namespace {

using enum Column;

/// Header names with everything but letters and digits removed, in lower case.
constexpr std::pair<std::string_view, Column> known[] = {
    // NOAA MarineCadastre, data dictionaries before 2025 and of 2025
    {"mmsi", mmsi}, {"basedatetime", time}, {"lat", latitude}, {"lon", longitude},
    {"latitude", latitude}, {"longitude", longitude}, {"sog", speed}, {"cog", course},
    {"heading", heading}, {"vesselname", name}, {"imo", imo}, {"callsign", call_sign},
    {"vesseltype", ship_type}, {"status", status}, {"length", length}, {"width", width},
    {"draft", draught}, {"transceiverclass", transceiver}, {"transceiver", transceiver},
    // Danish Maritime Authority
    {"timestamp", time}, {"typeofmobile", transceiver}, {"navigationalstatus", status},
    {"rot", turn}, {"name", name}, {"shiptype", ship_type}, {"cargotype", cargo_type},
    {"draught", draught}, {"destination", destination}, {"eta", eta}, {"a", bow}, {"b", stern},
    {"c", port}, {"d", starboard},
    // Spire / exactEarth
    {"messageid", message}, {"time", time}, {"millisecond", millisecond}, {"accuracy", accuracy},
    {"altitude", altitude}, {"dimensiontobow", bow}, {"dimensiontostern", stern},
    {"dimensiontoport", port}, {"dimensiontostarboard", starboard}, {"atonname", aid_name},
    {"atontype", aid_type}, {"etamonth", eta_month}, {"etaday", eta_day}, {"etahour", eta_hour},
    {"etaminute", eta_minute},
};

std::string bare(std::string_view title) {
    std::string letters;
    for (const char c : title)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return letters;
}

}  // namespace

Header header_of(std::string_view line) {
    Header found;
    found.columns.fill(-1);
    if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // a byte order mark
    Row row;
    std::string padded(line);
    padded.append(padding, '\0');
    cut(std::string_view(padded).substr(0, line.size()), row);
    if (row.count > max_columns) return found;
    found.count = row.count;
    bool base_time = false, timestamp = false, mobile = false, plain_time = false;
    for (std::size_t i = 0; i < row.count; ++i) {
        const auto title = bare(row.field(i));
        base_time |= title == "basedatetime";
        timestamp |= title == "timestamp";
        mobile |= title == "typeofmobile";
        plain_time |= title == "time";
        for (const auto& [word, column] : known)
            if (word == title && found.columns[std::to_underlying(column)] < 0)
                found.columns[std::to_underlying(column)] = static_cast<std::int16_t>(i);
    }
    const auto has = [&](Column column) { return found.columns[std::to_underlying(column)] >= 0; };
    if (!has(mmsi) || !has(latitude) || !has(longitude)) return found;
    if (base_time) found.layout = Layout::noaa;
    else if (timestamp && mobile) found.layout = Layout::dma;
    else if (plain_time && has(message)) found.layout = Layout::spire;
    return found;
}

std::optional<Layout> layout_of(std::string_view header) {
    if (header.size() > max_line) return std::nullopt;
    while (header.ends_with('\n') || header.ends_with('\r')) header.remove_suffix(1);
    return header_of(header).layout;
}

std::string_view name(Layout layout) {
    switch (layout) {
        case Layout::noaa: return "noaa";
        case Layout::dma: return "dma";
        case Layout::spire: return "spire";
    }
    std::unreachable();
}

std::string_view name(Oddity oddity) {
    switch (oddity) {
        case Oddity::no_header: return "no_header";
        case Oddity::long_line: return "long_line";
        case Oddity::many_columns: return "many_columns";
        case Oddity::short_row: return "short_row";
        case Oddity::bad_mmsi: return "bad_mmsi";
        case Oddity::bad_time: return "bad_time";
        case Oddity::not_a_report: return "not_a_report";
        case Oddity::unreadable_value: return "unreadable_value";
        case Oddity::out_of_range_value: return "out_of_range_value";
        case Oddity::count_: break;
    }
    std::unreachable();
}

}  // namespace vigia::csv
