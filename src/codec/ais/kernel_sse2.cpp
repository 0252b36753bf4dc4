#include <emmintrin.h>

#include <utility>

#include "codec/ais/inside/kernel.h"

// The kernel of the portable build: SSE2 is part of x86-64.
#pragma GCC diagnostic ignored "-Wpsabi"  // vectors are never passed between files

namespace vigia::ais {
namespace sse2 {

/// Six bits of each character, 64 for foreign ones.
struct Alphabet {
    std::uint8_t six[256];
};
consteval Alphabet alphabet() {
    Alphabet out{};
    for (unsigned c = 0; c < 256; ++c)
        out.six[c] = static_cast<std::uint8_t>(c >= 48 && c < 88 ? c - 48 : c >= 96 && c < 120 ? c - 56 : 64);
    return out;
}
static constexpr Alphabet letters = alphabet();

__attribute__((always_inline)) static inline __m128i load(const char* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}

__attribute__((always_inline)) static inline std::uint64_t equal(const char* p, char c) {
    const __m128i wanted = _mm_set1_epi8(c);
    std::uint64_t found = 0;
    for (int i = 3; i >= 0; --i)
        found = found << 16 | static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(load(p + i * 16), wanted)));
    return found;
}

__attribute__((always_inline)) static inline std::uint64_t alike(const char* p, const char* q) {
    std::uint64_t found = 0;
    for (unsigned i = 0; i < 64; i += 16) {
        const int same = _mm_movemask_epi8(_mm_cmpeq_epi8(load(p + i), load(q + i)));
        found |= static_cast<std::uint64_t>(static_cast<unsigned>(same)) << i;
    }
    return found;
}

__attribute__((always_inline)) static inline std::uint64_t folded_one(const char* p, std::size_t n) {
    __m128i sum = _mm_setzero_si128();
    for (; n >= 16; n -= 16, p += 16) sum = _mm_xor_si128(sum, load(p));
    std::uint64_t word = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_xor_si128(sum, _mm_srli_si128(sum, 8))));
    for (; n >= 8; n -= 8, p += 8) {
        std::uint64_t more;
        __builtin_memcpy(&more, p, 8);
        word ^= more;
    }
    if (n != 0) {
        std::uint64_t more;
        __builtin_memcpy(&more, p, 8);
        word ^= more << (8 * (8 - n));
    }
    return word;
}

__attribute__((always_inline)) static inline void folded(const char* p, std::size_t n, const char* q,
                                                         std::size_t m, std::uint64_t* out) {
    out[0] = folded_one(p, n);
    out[1] = folded_one(q, m);
}

__attribute__((always_inline)) static inline std::uint64_t load64(const char* p) {
    std::uint64_t x;
    __builtin_memcpy(&x, p, 8);
    return x;
}

/// The number in eight decimal digits that stand in `x` with 0x30 taken off, first digit lowest.
__attribute__((always_inline)) static inline std::uint64_t eight_digits(std::uint64_t x) {
    x = x * 10 + (x >> 8);
    return (((x & 0x000000FF000000FFULL) * 0x000F424000000064ULL) +
            (((x >> 16) & 0x000000FF000000FFULL) * 0x0000271000000001ULL)) >> 32;
}

__attribute__((always_inline)) static inline bool all_digits(std::uint64_t x) {  // 0x30 taken off
    return ((x | (x + 0x7676767676767676ULL)) & 0x8080808080808080ULL) == 0;
}

/// A number of 9 to 16 digits; false when a character is none.
__attribute__((always_inline)) static inline bool long_number(const char* p, std::size_t size, std::uint64_t& out) {
    static constexpr std::uint64_t power[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    if (size < 9 || size > 16) return false;
    const std::size_t rest = size - 8;
    const std::uint64_t high = load64(p) - 0x3030303030303030ULL;
    std::uint64_t low = load64(p + rest) - 0x3030303030303030ULL;
    if (!all_digits(high) || !all_digits(low)) return false;
    low &= ~std::uint64_t{0} << (8 * (8 - rest));
    out = eight_digits(high) * power[rest] + eight_digits(low);
    return true;
}

__attribute__((always_inline)) static inline bool half_group(const char* p, std::size_t n, std::uint64_t* words) {
    __extension__ unsigned __int128 high = 0, low = 0;  // 16 characters, 96 bits, each
    unsigned foreign = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        const unsigned six = i < n ? letters.six[static_cast<unsigned char>(p[i])] : 0;
        foreign |= six;
        high = high << 6 | six;
    }
    for (std::size_t i = 16; i < 32; ++i) {
        const unsigned six = i < n ? letters.six[static_cast<unsigned char>(p[i])] : 0;
        foreign |= six;
        low = low << 6 | six;
    }
    words[0] = static_cast<std::uint64_t>(high >> 32);
    words[1] = static_cast<std::uint64_t>(high << 32) | static_cast<std::uint64_t>(low >> 64);
    words[2] = static_cast<std::uint64_t>(low);
    return (foreign & 64) == 0;
}

__attribute__((always_inline)) static inline bool group(const char* p, std::size_t n, std::uint64_t* words) {
    for (std::size_t k = 3; k < 8; ++k) words[k] = 0;
    if (!half_group(p, n < 32 ? n : 32, words)) return false;
    return n <= 32 || half_group(p + 32, n - 32, words + 3);
}

#include "codec/ais/inside/kernel_body.h"

}  // namespace sse2

const KernelTable sse2_kernel = sse2::kernel_table;

}  // namespace vigia::ais
