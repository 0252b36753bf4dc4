#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace vigia::ais {

/// How much a reader forgives. Most disagreement between AIS decoders is this choice, not arithmetic.
///
/// | check    | strict                      | standard (default)           | lenient            |
/// |----------|-----------------------------|------------------------------|--------------------|
/// | checksum | there and right             | there and right              | may be missing     |
/// | channel  | A, B                        | A, B, 1, 2, empty            | anything           |
/// | talker   | AI AB AD AN AR AS AT AX BS SA | any                        | any, also after $  |
/// | length   | as the type defines         | the fields that matter; excess ignored | any whole header |
/// | fill bits| 0 to 5                      | 0 to 5                       | 0 to 6             |
enum class Policy : std::uint8_t { strict, standard, lenient };

/// Why a sentence, or a message made of sentences, was not decoded. Each has a counter in Statistics.
enum class Refusal : std::uint8_t {
    none,               ///< not refused
    not_ais,            ///< a sentence of another kind (GPS, weather, proprietary): skipped
    not_a_sentence,     ///< no `!` or `$` in the line: comment or garbage
    line_too_long,      ///< longer than max_line_length
    tag_block,          ///< a tag block that does not close, or whose checksum is wrong
    malformed,          ///< the comma-separated fields of the sentence are not as they should be
    checksum_missing,   ///< no `*HH` at the end
    checksum_wrong,     ///< `*HH` differs from the sum of the characters
    talker,             ///< two first letters that the policy does not know
    channel,            ///< a radio channel that the policy does not know
    fragment,           ///< fragment numbers that cannot be: 0, above 9, part 3 of 2, no sequence id
    fill_bits,          ///< number of fill bits out of range
    payload_empty,      ///< a whole message without a payload
    payload_character,  ///< a character outside the six-bit alphabet
    part_duplicated,    ///< a part that is already there; the later one replaces the whole set
    part_expired,       ///< a part whose other parts never came
    part_orphan,        ///< a part other than the first, whose first part never came
    message_too_long,   ///< more bits than max_message_bits
    message_type,       ///< type 0, or above 27
    message_length,     ///< too short (standard, lenient), or not as defined (strict)
    mmsi,               ///< an MMSI above 999,999,999 (strict only)
};
inline constexpr std::size_t refusal_count = 21;

/// The name of a policy or reason as it is written in options, JSON and metrics.
[[nodiscard]] std::string_view name(Policy policy);
[[nodiscard]] std::string_view name(Refusal refusal);

/// Reads `strict`, `standard` or `lenient`. Errors: bad_input.
[[nodiscard]] Result<Policy> policy_from_text(std::string_view text);

}  // namespace vigia::ais
