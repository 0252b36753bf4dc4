#include "engine/inside/digest.h"

#include <bit>

#include "base/text.h"

namespace vigia::engine {
namespace {

std::uint64_t add(std::uint64_t hash, double value) { return stirred(hash, std::bit_cast<std::uint64_t>(value)); }

template <class Unit>
std::uint64_t add(std::uint64_t hash, const std::optional<Quantity<Unit>>& value) {
    return value ? add(hash, value->value) : stirred(hash, 1);
}

template <std::size_t N>
std::uint64_t add(std::uint64_t hash, const std::optional<FixedText<N>>& value) {
    return value ? stirred(hash, hash_of(value->view())) : stirred(hash, 2);
}

}  // namespace

std::uint64_t digest_of(const ais::Batch& batch, std::size_t message) {
    constexpr std::uint64_t repeat_indicator = std::uint64_t{3} << (64 - 8);  // bits 6 and 7 of the message
    const ais::Batch::Words words = batch.words(message);
    const std::size_t last = (words.bits - 1) / 64;  // a message has at least 38 bits
    const std::uint64_t end = ~std::uint64_t{0} << (63 - (words.bits - 1) % 64);
    std::uint64_t hash = words.bits, there = ~repeat_indicator;
    for (std::size_t k = 0; k <= last; ++k) {
        hash = stirred(hash, words.first[k] & there & (k == last ? end : ~std::uint64_t{0}));
        there = ~std::uint64_t{0};
    }
    return hash;
}

std::uint64_t digest_of(const model::Observation& row) {
    std::uint64_t hash = stirred(row.mmsi.number(), static_cast<std::uint64_t>(to_unix_milliseconds(row.seen)));
    if (row.fix) {
        const model::Fix& fix = *row.fix;
        if (fix.position) hash = add(add(hash, fix.position->latitude()), fix.position->longitude());
        hash = add(add(add(hash, fix.speed), fix.course), fix.heading);
        hash = stirred(hash, static_cast<std::uint64_t>(fix.status));
    }
    if (row.particulars) {
        const model::Particulars& said = *row.particulars;
        hash = add(add(add(hash, said.name), said.call_sign), said.destination);
        hash = stirred(hash, said.imo.value_or(0));
        hash = add(hash, said.draught);
    }
    return hash;
}

}  // namespace vigia::engine
