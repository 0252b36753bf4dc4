#include <immintrin.h>

#include <utility>

#include "codec/ais/inside/kernel.h"

// One file for each instruction set; the processor is asked at run time which to use.
#pragma GCC diagnostic ignored "-Wpsabi"  // vectors are never passed between files
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt")
#endif

namespace vigia::ais {
namespace avx2 {

alignas(64) static constexpr char edge[64] = {
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0};

__attribute__((always_inline)) static inline __m256i load(const char* p) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}
/// All ones in the first n (up to 32) bytes.
__attribute__((always_inline)) static inline __m256i first(std::size_t n) { return load(edge + 32 - n); }

__attribute__((always_inline)) static inline std::uint64_t equal(const char* p, char c) {
    const __m256i wanted = _mm256_set1_epi8(c);
    const auto low = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(load(p), wanted)));
    const auto high = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(load(p + 32), wanted)));
    return low | static_cast<std::uint64_t>(high) << 32;
}

__attribute__((always_inline)) static inline std::uint64_t alike(const char* p, const char* q) {
    const auto low = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(load(p), load(q))));
    const auto high = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(load(p + 32), load(q + 32))));
    return low | static_cast<std::uint64_t>(high) << 32;
}

__attribute__((always_inline)) static inline __m128i halved(__m256i x) {
    return _mm_xor_si128(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
}

__attribute__((always_inline)) static inline __m256i kept(const char* p, std::size_t n) {
    return _mm256_and_si256(load(p), first(n));
}

#include "codec/ais/inside/kernel_avx.h"

__attribute__((always_inline)) static inline void folded(const char* p, std::size_t n, const char* q,
                                                         std::size_t m, std::uint64_t* out) {
    const __m256i a = _mm256_xor_si256(kept(p, n < 32 ? n : 32), kept(p + 32, n < 32 ? 0 : n - 32));
    __m256i b = _mm256_xor_si256(kept(q, m < 32 ? m : 32), kept(q + 32, m < 32 ? 0 : m < 64 ? m - 32 : 32));
    if (m > 64) {
        b = _mm256_xor_si256(b, kept(q + 64, m < 96 ? m - 64 : 32));
        b = _mm256_xor_si256(b, kept(q + 96, m < 96 ? 0 : m - 96));
    }
    folded_halves(halved(a), halved(b), out);
}

/// Up to 32 characters: six bits each, joined in pairs twice to 24 bits, then turned into three words.
__attribute__((always_inline)) static inline bool half_group(const char* p, std::size_t n, std::uint64_t* words) {
    const __m256i inside = first(n);
    const __m256i text = load(p);
    const __m256i low = _mm256_sub_epi8(text, _mm256_set1_epi8(48));  // 0..39, or 48..71
    const __m256i is_high = _mm256_cmpgt_epi8(low, _mm256_set1_epi8(47));
    const __m256i six = _mm256_sub_epi8(low, _mm256_and_si256(is_high, _mm256_set1_epi8(8)));
    // foreign: below 0 (and any byte above 127), 40..47, above 71
    const __m256i gap = _mm256_andnot_si256(is_high, _mm256_cmpgt_epi8(low, _mm256_set1_epi8(39)));
    const __m256i foreign = _mm256_or_si256(_mm256_or_si256(_mm256_cmpgt_epi8(_mm256_setzero_si256(), low), gap),
                                            _mm256_cmpgt_epi8(low, _mm256_set1_epi8(71)));
    const __m256i kept = _mm256_and_si256(six, inside);
    const __m256i twelve = _mm256_maddubs_epi16(kept, _mm256_set1_epi16(0x0140));
    const __m256i twenty_four = _mm256_madd_epi16(twelve, _mm256_set1_epi32(0x00011000));
    const __m256i order = _mm256_setr_epi8(6, 0, 1, 2, 9, 10, 4, 5, 12, 13, 14, 8, -1, -1, -1, -1,
                                           6, 0, 1, 2, 9, 10, 4, 5, 12, 13, 14, 8, -1, -1, -1, -1);
    const __m256i joined_words = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(twenty_four, order),
                                                             _mm256_setr_epi32(1, 0, 4, 2, 6, 5, 3, 3));
    const __m128i front = _mm256_castsi256_si128(joined_words);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(words), front);
    words[2] = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm256_extracti128_si256(joined_words, 1)));
    return _mm256_testz_si256(foreign, inside) != 0;
}

__attribute__((always_inline)) static inline bool group(const char* p, std::size_t n, std::uint64_t* words) {
    words[6] = words[7] = 0;
    const bool first_half = half_group(p, n < 32 ? n : 32, words);
    return half_group(p + 32, n < 32 ? 0 : n - 32, words + 3) && first_half;
}

#include "codec/ais/inside/kernel_body.h"

}  // namespace avx2

const KernelTable avx2_kernel = avx2::kernel_table;

}  // namespace vigia::ais

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
