#pragma once
// What the kernels of AVX2 and AVX-512 share: included by both, each time into the namespace of the
// including file and under its target.

/// Two halves, each XORed to eight bytes.
__attribute__((always_inline)) static inline void folded_halves(__m128i a, __m128i b, std::uint64_t* out) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out),
                     _mm_xor_si128(_mm_unpacklo_epi64(a, b), _mm_unpackhi_epi64(a, b)));
}

/// Digits put right, zeros before them, then joined in pairs three times.
__attribute__((always_inline)) static inline bool long_number(const char* p, std::size_t n, std::uint64_t& out) {
    alignas(32) static constexpr char slide[32] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                                   0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15};
    if (n < 9 || n > 16) return false;
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i order = _mm_loadu_si128(reinterpret_cast<const __m128i*>(slide + n));
    const __m128i digits = _mm_shuffle_epi8(_mm_sub_epi8(text, _mm_set1_epi8('0')), order);
    const __m128i excess = _mm_subs_epu8(digits, _mm_set1_epi8(9));
    const __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
    const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
    const __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(0x00012710));
    const auto both = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
    out = (both & 0xFFFFFFFFU) * 100'000'000U + (both >> 32);
    return _mm_testz_si128(excess, excess) != 0;
}
