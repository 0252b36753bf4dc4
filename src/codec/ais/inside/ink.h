#pragma once
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia::ais {

/// Room that one line of any message takes at most, application messages by registry left out: those
/// are written through a string of their own.
inline constexpr std::size_t line_room = 8192;

/// Writes text at a place that has room for a whole line. Faster than appending to a string, since
/// room is not asked for at every number.
class Ink {
  public:
    explicit Ink(char* at) : at_(at) {}
    [[nodiscard]] char* at() const { return at_; }

    void mark(char c) { *at_++ = c; }
    void plain(std::string_view text) {
        std::memcpy(at_, text.data(), text.size());
        at_ += text.size();
    }
    /// Copies `whole` bytes, of which the first `size` are the text.
    void block(const char* text, std::size_t whole, std::size_t size) {
        std::memcpy(at_, text, whole);
        at_ += size;
    }
    void number(std::int64_t value) {
        if (value < 0) {
            mark('-');
            natural(0 - static_cast<std::uint64_t>(value));
        } else {
            natural(static_cast<std::uint64_t>(value));
        }
    }
    void natural(std::uint64_t value) {
        if (value < 10) return mark(static_cast<char>('0' + value));
        char digits[20];
        char* first = digits + sizeof digits;
        while (value >= 100) {
            first -= 2;
            std::memcpy(first, &pairs[value % 100 * 2], 2);
            value /= 100;
        }
        if (value >= 10) {
            first -= 2;
            std::memcpy(first, &pairs[value * 2], 2);
        } else {
            *--first = static_cast<char>('0' + value);
        }
        plain({first, static_cast<std::size_t>(digits + sizeof digits - first)});
    }
    /// Exactly `width` digits.
    void padded(std::uint64_t value, unsigned width) {
        unsigned i = width;
        for (; i >= 2; value /= 100) {
            i -= 2;
            std::memcpy(at_ + i, &pairs[value % 100 * 2], 2);
        }
        if (i == 1) at_[0] = static_cast<char>('0' + value % 10);
        at_ += width;
    }
    /// value / 10^decimals with exactly that many decimals.
    void fixed(std::int64_t value, unsigned decimals) {
        static constexpr std::uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};
        std::uint64_t size = static_cast<std::uint64_t>(value < 0 ? -value : value);
        if (value < 0) mark('-');
        natural(size / powers[decimals]);
        mark('.');
        padded(size % powers[decimals], decimals);
    }
    /// As printf's %.Nf, for values that are not on the hot path.
    void real(double value, int decimals) {
        at_ = std::to_chars(at_, at_ + 64, value, std::chars_format::fixed, decimals).ptr;
    }
    void boolean(bool value) { plain(value ? std::string_view("true") : std::string_view("false")); }
    /// A JSON string with its quotes, of six-bit characters: no control characters, no bytes above 127.
    void quoted(std::string_view text) {
        mark('"');
        for (const char c : text) {
            if (c == '"' || c == '\\') mark('\\');
            mark(c);
        }
        mark('"');
    }

  private:
    static constexpr std::array<char, 200> pairs = [] {
        std::array<char, 200> all{};
        for (std::size_t i = 0; i < 100; ++i) {
            all[i * 2] = static_cast<char>('0' + i / 10);
            all[i * 2 + 1] = static_cast<char>('0' + i % 10);
        }
        return all;
    }();
    char* at_;
};

/// Lets `write(Ink&)` append at most line_room characters to a text.
template <class Write>
void append_ink(std::string& out, Write write) {
    const std::size_t begin = out.size();
    out.resize_and_overwrite(begin + line_room, [&](char* text, std::size_t) {
        Ink ink(text + begin);
        write(ink);
        return static_cast<std::size_t>(ink.at() - text);
    });
}

}  // namespace vigia::ais
