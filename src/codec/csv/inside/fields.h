#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "codec/csv/reader.h"

namespace vigia::csv {

/// One row cut at its commas; quotes around a field are not part of it.
struct Row {
    std::string_view text;
    std::size_t count = 0;  ///< fields found; more than max_columns means that the rest was not cut
    std::array<std::uint32_t, max_columns + 1> ends;  ///< where each field's comma is

    /// A field without its quotes; doubled quotes inside are left as they are.
    [[nodiscard]] std::string_view field(std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends[i - 1] + 1;
        std::string_view found = text.substr(begin, ends[i] - begin);
        if (found.size() >= 2 && found.front() == '"' && found.back() == '"')
            found = found.substr(1, found.size() - 2);
        return found;
    }
};

/// How many bytes behind the end of a line must be readable, so that it can be read in whole blocks.
inline constexpr std::size_t padding = 64;

/// Cuts a line that has `padding` readable bytes behind it.
void cut(std::string_view line, Row& row);

/// Whether a field says nothing: empty, or one of the words that publishers write for "no value".
[[nodiscard]] bool says_nothing(std::string_view field);

/// Reads a plain decimal number (sign, digits, one point, at most 18 digits); false, and `value` as
/// it was, when the field is none. 24 bytes from the field's begin must be readable. Not an optional:
/// copying one of these costs more than reading the number.
[[nodiscard]] bool decimal(std::string_view field, double& value);

/// Two digits at `at`, or a number above 99 when they are not digits.
[[nodiscard]] inline unsigned two_digits(std::string_view text, std::size_t at) {
    const auto high = static_cast<unsigned>(static_cast<unsigned char>(text[at]) - '0');
    const auto low = static_cast<unsigned>(static_cast<unsigned char>(text[at + 1]) - '0');
    return high > 9 || low > 9 ? 1000 : high * 10 + low;
}

/// The number that AIS gives to a Danish ship type ("Tanker") and cargo ("Category X").
[[nodiscard]] std::optional<std::uint8_t> ship_type_from_words(std::string_view type, std::string_view cargo);
[[nodiscard]] model::NavigationStatus status_from_words(std::string_view text);
[[nodiscard]] model::Transceiver transceiver_of(std::string_view text);

}  // namespace vigia::csv
