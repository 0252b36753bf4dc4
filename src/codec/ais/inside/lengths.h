#pragma once
#include "codec/ais/inside/tables.h"
#include "codec/ais/policy.h"

namespace vigia::ais {

/// Whether a message of that many bits is as long as its type defines. Source: ITU-R M.1371-5,
/// annex 8, number of bits of each message; where a type repeats a group, each lawful count.
constexpr bool exact_length(unsigned type, Layout layout, std::size_t bits) {
    const LayoutTable& table = tables::all[static_cast<std::size_t>(layout)];
    switch (layout) {
        case Layout::acknowledgement: return bits == 72 || bits == 104 || bits == 136 || bits == 168;
        case Layout::interrogation: return bits == 88 || bits == 110 || bits == 112 || bits == 160;
        case Layout::assignment: return bits == 96 || bits == 144;
        case Layout::slots: return bits == 72 || bits == 104 || bits == 136 || bits == 160;
        case Layout::aid: return bits >= 272 && bits <= 360;
        case Layout::static_a: return bits == 160 || bits == 168;
        case Layout::addressed_binary:
        case Layout::broadcast_binary:
        case Layout::addressed_text:
        case Layout::broadcast_text: return bits >= table.bits && bits <= 1008;
        case Layout::dgnss: return bits >= table.bits && bits <= 816;
        case Layout::binary:
        case Layout::binary_structured:
        case Layout::binary_to:
        case Layout::binary_to_structured:
            return type == 25 ? bits >= table.bits && bits <= 168 : bits >= table.bits + 20U && bits <= 1064;
        case Layout::position:
        case Layout::base_station:
        case Layout::voyage:
        case Layout::aircraft:
        case Layout::utc_inquiry:
        case Layout::class_b:
        case Layout::class_b_extended:
        case Layout::channel_area:
        case Layout::channel_addressed:
        case Layout::group_assignment:
        case Layout::static_b:
        case Layout::static_b_auxiliary:
        case Layout::long_range: return bits == table.bits;
    }
    return false;
}

/// Whether a policy takes a message of that many bits. Lenient asks for type, repeat and sender.
constexpr bool length_accepted(unsigned type, Layout layout, std::size_t bits, Policy policy) {
    if (policy == Policy::strict) return exact_length(type, layout, bits);
    if (policy == Policy::standard) return bits >= tables::all[static_cast<std::size_t>(layout)].least;
    return bits >= 38;
}

}  // namespace vigia::ais
