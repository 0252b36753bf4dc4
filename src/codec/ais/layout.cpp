#include "codec/ais/layout.h"

#include "base/result.h"
#include "codec/ais/inside/tables.h"

namespace vigia::ais {

namespace {

consteval bool tables_are_in_order() {
    for (std::size_t i = 0; i < layout_count; ++i) {
        const LayoutTable& table = tables::all[i];
        if (static_cast<std::size_t>(table.layout) != i) return false;
        std::size_t at = 0;
        for (const Field& field : table.fields) {
            if (field.overlay) continue;
            if (field.start != at || (field.has_cell() && field.bits > 32)) return false;
            at += field.bits == to_the_end ? 0 : field.bits;
        }
        if (at != table.bits || table.least > table.bits) return false;
    }
    return true;
}
static_assert(tables_are_in_order());

}  // namespace

const LayoutTable& table(Layout layout) { return tables::all[static_cast<std::size_t>(layout)]; }

Layout layout_of(unsigned type, const std::uint64_t* words) {
    check(type <= 27);
    const std::uint64_t first = words[0];
    if (type == 22) {  // bit 139 tells whom it is for
        const bool addressed = (words[2] >> (191 - 139) & 1U) != 0;
        return addressed ? Layout::channel_addressed : Layout::channel_area;
    }
    if (type == 24) {
        if ((first >> 24U & 3U) == 0) return Layout::static_a;
        const auto mmsi = static_cast<std::uint32_t>(first >> 26U & 0x3FFFFFFFU);
        return mmsi / 10'000'000 == 98 ? Layout::static_b_auxiliary : Layout::static_b;
    }
    if (type == 25 || type == 26) {
        const auto flags = static_cast<unsigned>(first >> 24U & 3U);  // addressed, structured
        return static_cast<Layout>(static_cast<unsigned>(Layout::binary) + flags);
    }
    return tables::by_type[type];
}

}  // namespace vigia::ais
