#include <cstddef>

#include "codec/ais/bits.h"
#include "codec/ais/inside/kernel.h"

// The plain reference: byte by byte, nothing framed ahead, fields taken one at a time.
namespace vigia::ais {

namespace {

std::size_t line_ends(const char* bytes, std::size_t size, std::uint32_t* out, std::size_t most, std::size_t& seen) {
    std::size_t count = 0, at = 0;
    for (; at < size && count < most; ++at)
        if (bytes[at] == '\n') out[count++] = static_cast<std::uint32_t>(at);
    seen = at;
    return count;
}

void frame(Framing&) {}

std::uint8_t checksum(const char* bytes, std::size_t size) {
    std::uint8_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum = static_cast<std::uint8_t>(sum ^ static_cast<std::uint8_t>(bytes[i]));
    return sum;
}

bool unarmour_words(const char* payload, std::size_t size, std::uint64_t* words) {
    Bits bits;
    if (!unarmour({payload, size}, 0, bits)) return false;
    const std::size_t count = (size + 63) / 64 * group_words + 2;
    for (std::size_t k = 0; k < count; ++k) words[k] = k * 64 < Bits::capacity ? bits.words()[k] : 0;
    return true;
}

std::uint64_t shares(const std::uint64_t* hashes, const std::uint32_t* messages, std::size_t count,
                     std::uint64_t ordinal, std::size_t layout) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += share(hashes[i], ordinal + messages[i], layout);
    return sum;
}

}  // namespace

const KernelTable scalar_kernel{line_ends, frame, checksum, unarmour_words, nullptr, shares};

}  // namespace vigia::ais
