#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace vigia {

/// A short text kept in place, without allocation: at most N bytes, longer input is cut.
template <std::size_t N>
class FixedText {
    static_assert(N < 256);

  public:
    constexpr FixedText() = default;
    constexpr FixedText(std::string_view text) : size_(static_cast<std::uint8_t>(std::min(text.size(), N))) {
        std::copy_n(text.begin(), size_, text_.begin());
    }
    [[nodiscard]] constexpr std::string_view view() const { return {text_.data(), size_}; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    constexpr bool operator==(const FixedText& other) const { return view() == other.view(); }

  private:
    std::array<char, N> text_{};
    std::uint8_t size_ = 0;
};

/// Appends a whole number in decimal. Cost: no allocation while `out` has room.
void append_int(std::string& out, std::int64_t value);

/// Appends value / 10^decimals with exactly that many decimals: (-1234, 2) -> -12.34.
/// `decimals` is 0 to 9.
void append_fixed(std::string& out, std::int64_t value, int decimals);

/// Appends `value` rounded to at most `decimals` decimals, trailing zeros removed; for JSON and CSV.
/// A value that is not finite is written as `null`.
void append_number(std::string& out, double value, int decimals);

/// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json(std::string& out, std::string_view text);

/// Appends one CSV field, quoted when it holds a comma, quote or line end (RFC 4180).
void append_csv(std::string& out, std::string_view text);

/// Appends `text` with & < > " ' as XML entities, and control characters XML 1.0 forbids left out.
void append_xml(std::string& out, std::string_view text);

/// The text without blanks (space, tab, CR, LF) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// How many edits make one text the other: a letter added, left out, changed or exchanged with the next is one.
/// Cost: the product of their lengths.
[[nodiscard]] std::size_t edits_between(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, for "did you mean"; empty when all are more than about a third of its
/// letters away. A letter added, left out, changed or exchanged with the next is one edit.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::string_view* first,
                                       std::size_t count);

/// A 64-bit hash of bytes, the same on every machine and run; not for secrets.
[[nodiscard]] std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed = 0);

/// Stirs one more 64-bit value into a hash. Order matters.
[[nodiscard]] constexpr std::uint64_t stirred(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 32);
}

}  // namespace vigia
