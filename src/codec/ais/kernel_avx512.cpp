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

__attribute__((always_inline)) static inline std::uint64_t equal(const char* p, char c) {
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), _mm512_set1_epi8(c));
}

__attribute__((always_inline)) static inline std::uint8_t folded(const char* p, std::size_t n) {
    __m512i sum = _mm512_setzero_si512();
    for (; n > 64; n -= 64, p += 64) sum = _mm512_xor_si512(sum, _mm512_loadu_si512(p));
    sum = _mm512_xor_si512(sum, _mm512_maskz_loadu_epi8(~std::uint64_t{0} >> (64 - n), p));
    const __m256i half = _mm256_xor_si256(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1));
    const __m128i quarter = _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
    auto word = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_xor_si128(quarter, _mm_srli_si128(quarter, 8))));
    word ^= word >> 32;
    word ^= word >> 16;
    word ^= word >> 8;
    return static_cast<std::uint8_t>(word);
}

/// Up to 32 characters: six bits each, joined in pairs twice to 24 bits, bytes put in order at once.
__attribute__((always_inline)) static inline bool group(const char* p, std::size_t n, std::uint64_t* words) {
    const auto inside = static_cast<std::uint32_t>(~std::uint64_t{0} >> (64 - n));
    const __m256i text = _mm256_maskz_loadu_epi8(inside, p);
    const __m256i low = _mm256_sub_epi8(text, _mm256_set1_epi8(48));
    const std::uint32_t is_high = _mm256_cmpge_epu8_mask(low, _mm256_set1_epi8(48));
    const __m256i six = _mm256_mask_sub_epi8(low, is_high, low, _mm256_set1_epi8(8));
    const std::uint32_t gap = _mm256_cmpge_epu8_mask(low, _mm256_set1_epi8(40)) & ~is_high;
    const std::uint32_t above = _mm256_cmpge_epu8_mask(low, _mm256_set1_epi8(72));
    if (((gap | above) & inside) != 0) return false;
    const __m256i twelve = _mm256_maddubs_epi16(_mm256_maskz_mov_epi8(inside, six), _mm256_set1_epi16(0x0140));
    const __m256i twenty_four = _mm256_madd_epi16(twelve, _mm256_set1_epi32(0x00011000));
    // byte s of the message is byte 2 - s % 3 of double word s / 3; words have their first byte highest
    alignas(32) static constexpr char places[32] = {
        9, 10, 4, 5, 6, 0, 1, 2,
        22, 16, 17, 18, 12, 13, 14, 8,
        28, 29, 30, 24, 25, 26, 20, 21,
        0, 0, 0, 0, 0, 0, 0, 0};
    const __m256i index = _mm256_load_si256(reinterpret_cast<const __m256i*>(places));
    const __m256i out = _mm256_permutexvar_epi8(index, twenty_four);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(words), _mm256_castsi256_si128(out));
    words[2] = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm256_extracti128_si256(out, 1)));
    return true;
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
