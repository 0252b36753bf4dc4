#pragma once
#include <cstdint>
#include <string_view>

#include "codec/ais/inside/kernel.h"
#include "codec/ais/policy.h"

namespace vigia::ais {

/// What tag blocks, stamps and suffixes say about a sentence.
struct Dressing {
    std::int64_t recorded = Filler::no_time;  ///< outermost
    std::int64_t stated = Filler::no_time;    ///< innermost
    std::string_view station;
    std::string_view group;  ///< value of `g:`, as written
    unsigned ignored = 0;    ///< tag blocks whose form is wrong
    unsigned wrong = 0;      ///< tag blocks whose checksum is wrong, read all the same
};

/// One sentence as found in a line.
struct Found {
    std::size_t size = 0;      ///< characters of the line that belong to it, garbage before it too
    bool garbage = false;      ///< something before it that is neither tag block nor stamp
    bool ais = false;          ///< VDM or VDO
    Refusal refusal = Refusal::none;
    Dressing dressing;
    bool dates_next = false;   ///< a $PGHP line; its time is dressing.recorded
    bool own = false;
    std::uint8_t total = 1, number = 1;
    char sequence = 0;         ///< 0 when empty
    char channel = 0;
    std::uint8_t fill = 0;
    std::string_view payload;
};

/// Reads the first sentence of a line, by the policy. Never fails: what is wrong is `refusal`.
Found find_sentence(std::string_view line, Policy policy, const KernelTable& kernel);

}  // namespace vigia::ais
