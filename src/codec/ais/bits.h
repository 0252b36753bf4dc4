#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "codec/ais/layout.h"

namespace vigia::ais {

/// Up to max_message_bits bits in the order of the air, in place: copying costs no allocation.
class Bits {
  public:
    static constexpr std::size_t capacity = max_message_bits;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

    /// The unsigned number in `width` (0 to 64) bits from `start`. Bits beyond the end are left out:
    /// a number cut by the end has the value of those bits that are there; 0 when none is.
    [[nodiscard]] std::uint64_t number(std::size_t start, std::size_t width) const;
    /// The same as a two's complement number of `width` bits (or of those that are there).
    [[nodiscard]] std::int64_t signed_number(std::size_t start, std::size_t width) const;
    /// Appends the six-bit characters of the range, up to the first `@`; blanks at the end removed.
    void text(std::size_t start, std::size_t width, std::string& out) const;
    /// The range as bits of its own.
    [[nodiscard]] Bits part(std::size_t start, std::size_t width) const;
    /// Appends hexadecimal digits, eight bits for two digits; the last byte is filled with zeros.
    void hex(std::string& out) const;

    /// Appends the low `width` (0 to 64) bits of a number. Bits beyond the capacity are dropped.
    void append(std::uint64_t value, std::size_t width);
    /// Appends a text in six-bit characters, cut or filled with `@` to `width` bits; small letters
    /// become capitals, other characters `?`.
    void append_text(std::string_view text, std::size_t width);
    void append(const Bits& other);
    void clear() { *this = Bits{}; }
    /// Drops bits from the end.
    void cut(std::size_t size);

    /// The words, most significant bit first; bits after size() are zero.
    [[nodiscard]] const std::uint64_t* words() const { return words_.data(); }
    /// Sets the bits from words; those beyond `size` need not be zero. `size` <= capacity.
    static Bits from_words(const std::uint64_t* words, std::size_t size);

    bool operator==(const Bits&) const = default;

  private:
    std::array<std::uint64_t, capacity / 64 + 1> words_{};
    std::size_t size_ = 0;
};

/// Takes the six-bit armour off a payload; false on a character outside the alphabet, on fill bits
/// that the payload does not have, or when it is longer than Bits can hold.
/// Source: IEC 61162-1, table of six-bit characters.
[[nodiscard]] bool unarmour(std::string_view payload, unsigned fill_bits, Bits& out);

/// Appends the armoured payload; returns the number of fill bits (0 to 5).
unsigned armour(const Bits& bits, std::string& out);

}  // namespace vigia::ais
