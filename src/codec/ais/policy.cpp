#include "codec/ais/policy.h"

#include <array>

namespace vigia::ais {

std::string_view name(Policy policy) {
    switch (policy) {
        case Policy::strict: return "strict";
        case Policy::standard: return "standard";
        case Policy::lenient: return "lenient";
    }
    std::unreachable();
}

std::string_view name(Refusal refusal) {
    static constexpr std::array<std::string_view, refusal_count> names{
        "none", "not_ais", "not_a_sentence", "line_too_long", "tag_block", "malformed", "checksum_missing",
        "checksum_wrong", "talker", "channel", "fragment", "fill_bits", "payload_empty", "payload_character",
        "part_duplicated", "part_expired", "part_orphan", "message_too_long", "message_type",
        "message_length", "mmsi"};
    static_assert(static_cast<std::size_t>(Refusal::mmsi) + 1 == refusal_count);
    return names[static_cast<std::size_t>(refusal)];
}

Result<Policy> policy_from_text(std::string_view text) {
    for (const Policy policy : {Policy::strict, Policy::standard, Policy::lenient})
        if (text == name(policy)) return policy;
    return fail(ErrorKind::bad_input,
                "there is no policy \"" + std::string(text) + "\": say strict, standard or lenient");
}

}  // namespace vigia::ais
