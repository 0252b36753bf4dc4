#include "codec/csv/inside/rows.h"

#include <utility>

namespace vigia::csv {

std::optional<std::uint32_t> Cells::whole(Column column, std::uint32_t low, std::uint32_t high,
                                          std::uint32_t unknown) const {
    const auto value = number(column, low, high, unknown);
    if (!value) return std::nullopt;
    return static_cast<std::uint32_t>(*value + 0.5);
}

namespace {

using enum Column;

/// The ITU ship type that stands for a code above 1000 of the United States' vessel registry, used
/// by NOAA beside the codes on the air. Source: MarineCadastre vessel type codes 2018.
std::optional<std::uint8_t> from_registry_code(std::uint32_t code) {
    static constexpr std::uint8_t types[] = {30, 30, 70, 70, 90, 90, 90, 90, 90, 90, 90, 60, 60,
                                             60, 60, 70, 80, 90, 37, 90, 51, 90, 80, 80, 31};
    if (code < 1001 || code > 1025) return std::nullopt;
    return types[code - 1001];
}

/// Text without blanks and filling at its end, doubled quotes undone.
template <std::size_t N>
std::optional<FixedText<N>> text(std::string_view field) {
    while (!field.empty() && (field.back() == ' ' || field.back() == '@')) field.remove_suffix(1);
    while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
    if (says_nothing(field)) return std::nullopt;
    if (field.find("\"\"") == field.npos) return FixedText<N>(field);
    char plain[N];
    std::size_t size = 0;
    for (std::size_t i = 0; i < field.size() && size < N; ++i) {
        plain[size++] = field[i];
        if (field[i] == '"' && i + 1 < field.size() && field[i + 1] == '"') ++i;
    }
    return FixedText<N>(std::string_view(plain, size));
}

std::optional<std::uint32_t> imo_of(const Cells& cells) {
    auto field = cells[imo];
    if (field.starts_with("IMO")) field.remove_prefix(3);
    if (says_nothing(field)) return std::nullopt;
    double value = 0;
    if (!decimal(field, value)) {
        cells.odd(Oddity::unreadable_value);
        return std::nullopt;
    }
    if (value == 0) return std::nullopt;
    if (value < 0 || value >= 1'073'741'824.0) {  // 30 bits on the air
        cells.odd(Oddity::out_of_range_value);
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(value);
}

std::optional<std::uint8_t> ship_type_of(const Cells& cells, Layout layout) {
    if (layout == Layout::dma) {
        const auto type = cells[ship_type];
        return type.empty() ? std::nullopt : ship_type_from_words(type, cells[cargo_type]);
    }
    const auto code = cells.whole(ship_type, 1, 1025, 0);
    if (!code) return std::nullopt;
    return *code <= 255 ? std::optional(static_cast<std::uint8_t>(*code)) : from_registry_code(*code);
}

std::optional<model::Dimensions> dimensions_of(const Cells& cells) {
    const auto metres = [&](Column column, std::uint32_t most) {
        return static_cast<std::uint16_t>(cells.whole(column, 1, most, 0).value_or(0));
    };
    model::Dimensions hull{metres(bow, 511), metres(stern, 511), metres(port, 63), metres(starboard, 63)};
    if (hull == model::Dimensions{}) {
        // Without the antenna's place the air itself says it so: bow and port 0, the rest the hull.
        hull.stern = metres(length, 1022);
        hull.starboard = metres(width, 126);
    }
    return hull == model::Dimensions{} ? std::nullopt : std::optional(hull);
}

std::optional<model::Eta> eta_of(const Cells& cells) {
    model::Eta found;
    const auto part = [](unsigned value, unsigned low, unsigned high) {
        return value < low || value > high ? std::nullopt : std::optional(static_cast<std::uint8_t>(value));
    };
    if (const auto field = cells[eta]; field.size() >= 16) {  // dd/mm/yyyy HH:MM
        found = {part(two_digits(field, 3), 1, 12), part(two_digits(field, 0), 1, 31),
                 part(two_digits(field, 11), 0, 23), part(two_digits(field, 14), 0, 59)};
    } else {
        const auto number = [&](Column column, std::uint32_t low, std::uint32_t high, std::uint32_t unknown) {
            const auto value = cells.whole(column, low, high, unknown);
            return value ? std::optional(static_cast<std::uint8_t>(*value)) : std::nullopt;
        };
        found = {number(eta_month, 1, 12, 0), number(eta_day, 1, 31, 0), number(eta_hour, 0, 23, 24),
                 number(eta_minute, 0, 59, 60)};
    }
    return found == model::Eta{} ? std::nullopt : std::optional(found);
}

std::optional<Metres> draught_of(const Cells& cells, Layout layout) {
    // Spire gives the number on the air, in decimetres; the others give metres.
    const double unit = layout == Layout::spire ? 0.1 : 1.0;
    const auto value = cells.number(draught, 0, 25.5 / unit, 0);
    if (!value) return std::nullopt;
    return Metres{layout == Layout::spire ? *value / 10.0 : *value};
}

model::NavigationStatus status_of(const Cells& cells) {
    const auto field = cells[status];
    if (field.empty()) return model::NavigationStatus::undefined;
    if (field.front() > '9') return status_from_words(field);
    const auto code = cells.whole(status, 0, 15, 15);
    return static_cast<model::NavigationStatus>(code.value_or(15));
}

void fill_fix(const Cells& cells, bool aircraft, model::Fix& fix) {
    const auto north = cells.number(latitude, -90, 90, 91);
    const auto east = cells.number(longitude, -180, 180, 181);
    if (north && east)
        if (auto place = geo::Position::make(*north, *east)) fix.position = *place;
    const auto knots = aircraft ? cells.number(speed, 0, 1022, 1023) : cells.number(speed, 0, 102.2, 102.3);
    if (knots) fix.speed = from_knots(*knots);
    if (const auto angle = cells.number(course, 0, 359.99, 360)) fix.course = Degrees{*angle};
    if (const auto angle = cells.number(heading, 0, 359.99, 511)) fix.heading = Degrees{*angle};
    // 720.0 means "turning, no indicator" and 731.4 "not available"; neither is a rate.
    if (const auto rate = cells.number(turn, -732, 732, 0x1p20); rate && *rate > -719.9 && *rate < 719.9)
        fix.rate_of_turn = DegreesPerMinute{*rate};
    if (aircraft)
        if (const auto metres = cells.number(altitude, 0, 4094, 4095)) fix.altitude = Metres{*metres};
    fix.status = status_of(cells);
    fix.accuracy = cells[accuracy] == "1" ? model::Accuracy::high : model::Accuracy::low;
}

void fill_particulars(const Cells& cells, Layout layout, model::Particulars& said) {
    said.name = text<34>(cells[name]);
    said.call_sign = text<7>(cells[call_sign]);
    said.destination = text<20>(cells[destination]);
    said.imo = imo_of(cells);
    said.ship_type = ship_type_of(cells, layout);
    said.dimensions = dimensions_of(cells);
    said.draught = draught_of(cells, layout);
    said.eta = eta_of(cells);
}

/// What a Spire row's message number says: who sends it, and which halves of an observation it has.
struct Kind {
    model::Transceiver sender = model::Transceiver::unknown;
    bool fix = false, particulars = false;
};

Kind kind_of_message(std::uint32_t number) {
    using enum model::Transceiver;
    switch (number) {
        case 1: case 2: case 3: return {class_a, true, false};
        case 4: return {base_station, true, false};
        case 5: return {class_a, false, true};
        case 9: return {sar_aircraft, true, false};
        case 11: return {unknown, true, false};
        case 18: return {class_b, true, false};
        case 19: return {class_b, true, true};
        case 21: return {aid_to_navigation, true, true};
        case 24: return {class_b, false, true};
        case 27: return {unknown, true, false};
        default: return {};
    }
}

}  // namespace

bool fill(const Cells& cells, Layout layout, model::Observation& observation) {
    Kind kind{model::Transceiver::unknown, true, true};
    std::uint32_t number = 0;
    if (layout == Layout::spire) {
        number = cells.whole(message, 1, 27, 0).value_or(0);
        kind = kind_of_message(number);
        if (!kind.fix && !kind.particulars) return false;
        observation.transceiver = kind.sender;
    } else {
        observation.transceiver = transceiver_of(cells[transceiver]);
    }
    if (kind.fix) {
        auto& fix = observation.fix.emplace();
        fill_fix(cells, observation.transceiver == model::Transceiver::sar_aircraft, fix);
        if (number == 27) fix.range = model::Range::long_range;
    }
    if (kind.particulars) {
        auto& said = observation.particulars.emplace();
        fill_particulars(cells, layout, said);
        if (number == 21) {
            said.name = text<34>(cells[aid_name]);
            if (const auto type = cells.whole(aid_type, 1, 31, 0))
                said.ship_type = static_cast<std::uint8_t>(*type);
        }
        if (said == model::Particulars{}) observation.particulars.reset();
    }
    return true;
}

}  // namespace vigia::csv
