#include "codec/ais/bits.h"

#include <algorithm>

#include "base/result.h"

namespace vigia::ais {

namespace {

/// The six bits of an armoured character, or above 63 when it is none.
constexpr unsigned six_bits(char c) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 48 && code < 88) return code - 48U;
    if (code >= 96 && code < 120) return code - 56U;
    return 64;
}

char character(unsigned six) { return static_cast<char>(six < 32 ? six + 64 : six); }

unsigned six_of(char c) {
    const auto code = static_cast<unsigned char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    if (code >= 64 && code < 96) return code - 64U;
    if (code >= 32 && code < 64) return code;
    return '?';
}

}  // namespace

std::uint64_t Bits::number(std::size_t start, std::size_t width) const {
    if (start >= size_ || width == 0) return 0;
    width = std::min(width, size_ - start);
    const std::size_t word = start / 64, bit = start % 64;
    std::uint64_t top = words_[word] << bit;
    if (bit + width > 64) top |= words_[word + 1] >> (64 - bit);
    return top >> (64 - width);
}

std::int64_t Bits::signed_number(std::size_t start, std::size_t width) const {
    if (start >= size_ || width == 0) return 0;
    width = std::min(width, size_ - start);
    const std::size_t unused = 64 - width;
    return static_cast<std::int64_t>(number(start, width) << unused) >> unused;
}

void Bits::text(std::size_t start, std::size_t width, std::string& out) const {
    if (start >= size_) return;
    width = std::min(width, size_ - start);
    const std::size_t begin = out.size();
    for (std::size_t at = start; at + 6 <= start + width; at += 6) {
        const auto six = static_cast<unsigned>(number(at, 6));
        if (six == 0) break;
        out.push_back(character(six));
    }
    while (out.size() > begin && out.back() == ' ') out.pop_back();
}

Bits Bits::part(std::size_t start, std::size_t width) const {
    Bits out;
    if (start >= size_) return out;
    width = std::min(width, size_ - start);
    for (std::size_t done = 0; done < width; done += 64) {
        const std::size_t step = std::min<std::size_t>(64, width - done);
        out.append(number(start + done, step), step);
    }
    return out;
}

void Bits::hex(std::string& out) const {
    static constexpr char digits[] = "0123456789abcdef";
    for (std::size_t at = 0; at < size_; at += 8) {
        const auto byte = static_cast<unsigned>(words_[at / 64] >> (56 - at % 64) & 0xFFU);
        out.push_back(digits[byte >> 4U]);
        out.push_back(digits[byte & 15U]);
    }
}

void Bits::append(std::uint64_t value, std::size_t width) {
    check(width <= 64);
    if (size_ + width > capacity) {  // keeps the leading bits
        const std::size_t fitting = capacity - size_;
        value = fitting == 0 ? 0 : value >> (width - fitting);
        width = fitting;
    }
    if (width == 0) return;
    const std::uint64_t top = value << (64 - width);
    const std::size_t word = size_ / 64, bit = size_ % 64;
    words_[word] |= top >> bit;
    if (bit + width > 64) words_[word + 1] |= top << (64 - bit);
    size_ += width;
}

void Bits::append_text(std::string_view text, std::size_t width) {
    for (std::size_t i = 0; i < width / 6; ++i) append(i < text.size() ? six_of(text[i]) : 0, 6);
    append(0, width % 6);
}

void Bits::append(const Bits& other) {
    for (std::size_t at = 0; at < other.size_; at += 64) {
        const std::size_t step = std::min<std::size_t>(64, other.size_ - at);
        append(other.number(at, step), step);
    }
}

void Bits::cut(std::size_t size) {
    if (size >= size_) return;
    *this = from_words(words_.data(), size);
}

Bits Bits::from_words(const std::uint64_t* words, std::size_t size) {
    check(size <= capacity);
    Bits out;
    std::copy_n(words, (size + 63) / 64, out.words_.begin());
    if (size % 64 != 0) out.words_[size / 64] &= ~std::uint64_t{0} << (64 - size % 64);
    out.size_ = size;
    return out;
}

bool unarmour(std::string_view payload, unsigned fill_bits, Bits& out) {
    out.clear();
    if (payload.size() * 6 > Bits::capacity || fill_bits > payload.size() * 6) return false;
    for (const char c : payload) {
        const unsigned six = six_bits(c);
        if (six > 63) return false;
        out.append(six, 6);
    }
    out.cut(out.size() - fill_bits);
    return true;
}

unsigned armour(const Bits& bits, std::string& out) {
    const std::size_t size = bits.size();
    const std::size_t begin = out.size(), characters = (size + 5) / 6;
    out.resize(begin + characters);
    for (std::size_t i = 0; i < characters; ++i) {
        const std::size_t at = i * 6, width = std::min<std::size_t>(6, size - at);
        const auto six = static_cast<unsigned>(bits.number(at, width) << (6 - width));
        out[begin + i] = static_cast<char>(six < 40 ? six + 48 : six + 56);
    }
    return static_cast<unsigned>(characters * 6 - size);
}

}  // namespace vigia::ais
