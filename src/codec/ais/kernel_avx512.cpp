#include <immintrin.h>

#include <utility>

#include "codec/ais/inside/kernel.h"

#pragma GCC diagnostic ignored "-Wpsabi"  // vectors are never passed between files
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,prefer-vector-width=512")
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // g++ 12: false alarm inside its own intrinsics
#endif

namespace vigia::ais {
namespace avx512 {

/// Four times each character.
struct Fours {
    std::uint32_t of[256];
};
consteval Fours fours() {
    Fours out{};
    for (std::uint32_t c = 0; c < 256; ++c) out.of[c] = c * 0x01010101U;
    return out;
}
static constexpr Fours four_times = fours();

/// Sixty-four times c, loaded: g++ 12 would move it through a general register, which takes the port
/// that comparisons need.
__attribute__((always_inline)) static inline __m512i all(unsigned char c) {
    __m512i out;
    asm("vpbroadcastd %1, %0" : "=v"(out) : "m"(four_times.of[c]));
    return out;
}

__attribute__((always_inline)) static inline std::uint64_t equal(const char* p, char c) {
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), all(static_cast<unsigned char>(c)));
}

__attribute__((always_inline)) static inline std::uint64_t alike(const char* p, const char* q) {
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), _mm512_loadu_si512(q));
}

__attribute__((always_inline)) static inline __m128i halved(__m512i x) {
    const __m256i half = _mm256_xor_si256(_mm512_castsi512_si256(x), _mm512_extracti64x4_epi64(x, 1));
    return _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

#include "codec/ais/inside/kernel_avx.h"

__attribute__((always_inline)) static inline void folded(const char* p, std::size_t n, const char* q,
                                                         std::size_t m, std::uint64_t* out) {
    // from the byte before, as the tag block was read
    const __m512i a = _mm512_maskz_mov_epi8(_bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(n)) << 1,
                                            _mm512_loadu_si512(p - 1));
    const std::size_t more = m > 64 ? m - 64 : 0;
    const __m512i b = _mm512_xor_si512(
        _mm512_maskz_loadu_epi8(_bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(m)), q),
        _mm512_maskz_loadu_epi8(_bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(more)), q + 64));
    folded_halves(halved(a), halved(b), out);
}

/// Up to 64 characters: six bits each, joined in pairs twice to 24 bits, bytes put in order at once.
__attribute__((always_inline)) static inline bool group(const char* p, std::size_t n, std::uint64_t* words) {
    const std::uint64_t inside = ~std::uint64_t{0} >> (64 - n);
    const __m512i text = _mm512_maskz_loadu_epi8(inside, p);
    const __m512i low = _mm512_sub_epi8(text, all(48));
    const std::uint64_t is_high = _mm512_cmpge_epu8_mask(low, all(48));
    const std::uint64_t gap = _mm512_cmpge_epu8_mask(low, all(40)) & ~is_high;
    const std::uint64_t above = _mm512_cmpge_epu8_mask(low, all(72));
    const __m512i six = _mm512_maskz_sub_epi8(inside, low, _mm512_maskz_mov_epi8(is_high, all(8)));
    const __m512i twelve = _mm512_maddubs_epi16(six, _mm512_set1_epi16(0x0140));
    const __m512i twenty_four = _mm512_madd_epi16(twelve, _mm512_set1_epi32(0x00011000));
    // byte s of the message is byte 2 - s % 3 of double word s / 3; words have their first byte highest
    alignas(64) static constexpr char places[64] = {
        9,  10, 4,  5,  6,  0,  1,  2,  22, 16, 17, 18, 12, 13, 14, 8,  28, 29, 30, 24, 25, 26,
        20, 21, 41, 42, 36, 37, 38, 32, 33, 34, 54, 48, 49, 50, 44, 45, 46, 40, 60, 61, 62, 56,
        57, 58, 52, 53, 3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3};  // byte 3 is zero
    _mm512_storeu_si512(words, _mm512_permutexvar_epi8(_mm512_load_si512(places), twenty_four));
    return ((gap | above) & inside) == 0;
}

#include "codec/ais/inside/kernel_body.h"

}  // namespace avx512

const KernelTable avx512_kernel = avx512::kernel_table;

}  // namespace vigia::ais

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
