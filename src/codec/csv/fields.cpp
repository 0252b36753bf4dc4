#include "codec/csv/inside/fields.h"

#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace vigia::csv {

namespace {

/// Which of 64 bytes are equal to `wanted`: bit i is byte i.
std::uint64_t places_of(const char* bytes, char wanted) {
#if defined(__SSE2__)
    const __m128i pattern = _mm_set1_epi8(wanted);
    std::uint64_t places = 0;
    for (unsigned part = 0; part < 4; ++part) {
        __m128i chunk;
        std::memcpy(&chunk, bytes + part * 16, 16);
        const auto mask = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(chunk, pattern)));
        places |= static_cast<std::uint64_t>(mask) << (part * 16);
    }
    return places;
#else
    std::uint64_t places = 0;
    for (unsigned i = 0; i < 64; ++i) places |= static_cast<std::uint64_t>(bytes[i] == wanted) << i;
    return places;
#endif
}

/// Bit i is the parity of bits 0 to i: the stretches between odd and even quotes.
std::uint64_t inside_quotes(std::uint64_t quotes) {
    for (unsigned shift = 1; shift < 64; shift *= 2) quotes ^= quotes << shift;
    return quotes;
}

}  // namespace

void cut(std::string_view line, Row& row) {
    row.text = line;
    row.count = 0;
    std::uint64_t quoted = 0;  // all ones while a quoted field runs on from the last block
    for (std::size_t at = 0; at < line.size(); at += 64) {
        const std::size_t rest = line.size() - at;
        const char* block = line.data() + at;
        const std::uint64_t valid = rest >= 64 ? ~0ULL : (1ULL << rest) - 1;
        std::uint64_t commas = places_of(block, ',') & valid;
        const std::uint64_t quotes = places_of(block, '"') & valid;
        if ((quotes | quoted) != 0) {
            const std::uint64_t inside = inside_quotes(quotes) ^ quoted;
            quoted = (inside >> 63) != 0 ? ~0ULL : 0;
            commas &= ~inside;
        }
        for (; commas != 0; commas &= commas - 1) {
            if (row.count >= max_columns) {
                ++row.count;
                return;
            }
            row.ends[row.count++] = static_cast<std::uint32_t>(at) +
                                    static_cast<std::uint32_t>(std::countr_zero(commas));
        }
    }
    row.ends[row.count++] = static_cast<std::uint32_t>(line.size());
}

bool says_nothing(std::string_view field) {
    if (field.empty()) return true;
    const char first = static_cast<char>(field.front() | 0x20);
    if (first != 'u' && first != 'n') return false;
    return field == "None" || field == "Unknown" || field == "Undefined" || field == "Unknown value" ||
           field == "null" || field == "nan" || field == "NaN" || field == "NULL";
}

namespace {

constexpr double powers[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                             1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

/// Any number of at most 18 digits, digit by digit.
bool long_decimal(std::string_view field, double& value) {
    if (field.size() > 20) return false;
    const char* at = field.data();
    const char* const end = at + field.size();
    const bool negative = at != end && *at == '-';
    if (negative) ++at;
    std::uint64_t digits = 0;  // more than 18 digits may wrap here and are refused below
    const char* const first = at;
    const auto digit = [&] { return static_cast<unsigned>(static_cast<unsigned char>(*at) - '0'); };
    for (; at != end && digit() <= 9; ++at) digits = digits * 10 + digit();
    auto count = at - first;
    std::ptrdiff_t decimals = 0;
    if (at != end && *at == '.') {
        const char* const point = ++at;
        for (; at != end && digit() <= 9; ++at) digits = digits * 10 + digit();
        decimals = at - point;
        count += decimals;
    }
    if (at != end || count == 0 || count > 18) return false;
    const double size = static_cast<double>(digits) / powers[decimals];
    value = negative ? -size : size;
    return true;
}

#if defined(__SSE2__)
/// The number that the first `count` of eight digits at `text` write, count 0 to 8: all digits at
/// once, by three multiplications.
std::uint64_t digits_at(const char* text, unsigned count) {
    std::uint64_t eight;
    std::memcpy(&eight, text, 8);
    eight ^= 0x3030303030303030;
    eight = eight << (4 * (8 - count)) << (4 * (8 - count));  // leading zeros; what follows falls out
    eight = (eight * 10) + (eight >> 8);
    return (((eight & 0x000000FF000000FF) * (100 + (1000000ULL << 32))) +
            (((eight >> 16) & 0x000000FF000000FF) * (1 + (10000ULL << 32)))) >> 32;
}
#endif

}  // namespace

bool decimal(std::string_view field, double& value) {
#if defined(__SSE2__)
    // Without a branch on any digit, since lengths of numbers cannot be predicted: find the point and
    // every stranger among 16 bytes, then read the digits on both sides of the point.
    const bool negative = !field.empty() && field.front() == '-';
    const char* const text = field.data() + negative;
    const std::size_t size = field.size() - negative;
    if (size == 0 || size > 16) return long_decimal(field, value);
    __m128i bytes;
    std::memcpy(&bytes, text, 16);
    const auto bits = [](__m128i mask) { return static_cast<unsigned>(_mm_movemask_epi8(mask)); };
    const unsigned valid = (1U << size) - 1;
    const unsigned points = bits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.'))) & valid;
    const __m128i from_zero = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const unsigned digits =
        bits(_mm_cmpeq_epi8(_mm_min_epu8(from_zero, _mm_set1_epi8(9)), from_zero)) & valid;
    const auto whole = static_cast<unsigned>(std::countr_zero(points | 1U << size));
    const unsigned decimals = points == 0 ? 0 : static_cast<unsigned>(size) - whole - 1;
    if ((digits | (points & (0U - points))) != valid || digits == 0 || whole > 8 || decimals > 8)
        return long_decimal(field, value);
    const std::uint64_t number = digits_at(text, whole) * static_cast<std::uint64_t>(powers[decimals]) +
                                 digits_at(text + (decimals == 0 ? 0 : whole + 1), decimals);
    const double magnitude = static_cast<double>(number) / powers[decimals];
    value = negative ? -magnitude : magnitude;
    return true;
#else
    return long_decimal(field, value);
#endif
}

std::optional<std::uint8_t> ship_type_from_words(std::string_view type, std::string_view cargo) {
    // ITU-R M.1371-5, annex 8, table 53; the words are those of the Danish daily files.
    static constexpr std::pair<std::string_view, std::uint8_t> types[] = {
        {"Cargo", 70}, {"Tanker", 80}, {"Passenger", 60}, {"HSC", 40}, {"WIG", 20}, {"Other", 90},
        {"Fishing", 30}, {"Towing", 31}, {"Towing long/wide", 32}, {"Dredging", 33}, {"Diving", 34},
        {"Military", 35}, {"Sailing", 36}, {"Pleasure", 37}, {"Reserved", 38}, {"Pilot", 50},
        {"SAR", 51}, {"Tug", 52}, {"Port tender", 53}, {"Anti-pollution", 54},
        {"Law enforcement", 55}, {"Spare 1", 56}, {"Spare 2", 57}, {"Medical", 58},
        {"Not party to conflict", 59},
    };
    static constexpr std::pair<std::string_view, std::uint8_t> cargoes[] = {
        {"Category X", 1}, {"Category Y", 2}, {"Category Z", 3}, {"Category OS", 4},
        {"Reserved for future use", 5}, {"No additional information", 9},
    };
    for (const auto& [word, number] : types) {
        if (word != type) continue;
        const bool has_cargo = number % 10 == 0 && number != 30 && number != 50;
        if (has_cargo)
            for (const auto& [kind, digit] : cargoes)
                if (kind == cargo) return static_cast<std::uint8_t>(number + digit);
        return number;
    }
    return std::nullopt;
}

model::NavigationStatus status_from_words(std::string_view text) {
    using enum model::NavigationStatus;
    static constexpr std::pair<std::string_view, model::NavigationStatus> words[] = {
        {"Under way using engine", under_way_using_engine},
        {"Moored", moored},
        {"At anchor", at_anchor},
        {"Engaged in fishing", fishing},
        {"Under way sailing", under_way_sailing},
        {"Restricted maneuverability", restricted_manoeuvrability},
        {"Constrained by her draught", constrained_by_draught},
        {"Not under command", not_under_command},
        {"Aground", aground},
        {"Reserved for future amendment [HSC]", reserved_9},
        {"Reserved for future amendment [WIG]", reserved_10},
        {"Reserved for future amendment", reserved_13},
        {"Reserved for future use", reserved_13},
        {"Power-driven vessel towing astern", towing_astern},
        {"Power-driven vessel pushing ahead or towing alongside", pushing_or_towing_alongside},
        {"AIS-SART (active)", distress_transmitter},
        {"AIS-SART is active", distress_transmitter},
    };
    for (const auto& [word, status] : words)
        if (word == text) return status;
    return undefined;
}

model::Transceiver transceiver_of(std::string_view text) {
    using enum model::Transceiver;
    static constexpr std::pair<std::string_view, model::Transceiver> words[] = {
        {"Class A", class_a},
        {"Class B", class_b},
        {"A", class_a},
        {"B", class_b},
        {"Base Station", base_station},
        {"AtoN", aid_to_navigation},
        {"SAR Airborne", sar_aircraft},
        {"Search and Rescue Transponder", distress},
        {"Man Overboard Device", distress},
    };
    for (const auto& [word, kind] : words)
        if (word == text) return kind;
    return unknown;
}

}  // namespace vigia::csv
