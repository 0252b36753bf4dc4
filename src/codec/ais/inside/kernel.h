#pragma once
#include <cstddef>
#include <cstdint>

#include "codec/ais/inside/filler.h"

namespace vigia::ais {

/// A sentence as a kernel reads it.
struct PlainSentence {
    Filler::LineMark mark;  ///< its line; both times are that of the tag block
    const char* payload;
    const char* group;
    std::uint32_t size;  ///< of the payload
    std::uint8_t group_size;
    std::uint8_t total, number, fill;
    char sequence, channel;
    bool own;
    bool alone;  ///< neither part of a message nor of a group
};

/// Where a field of a tag block stands, behind its key; at 0 there is none.
struct TagPlace {
    std::uint8_t at = 0, size = 0;
};

/// A plain tag block that was read, by its length: another one with the same commas and, where `structure`
/// has a bit, the same characters, has its fields in the same places.
struct TagShape {
    std::uint64_t commas = ~std::uint64_t{0}, structure = 0;
    TagPlace time, station, group;
    alignas(64) char text[64] = {};
};

/// What a kernel's framing loop needs and changes. Everything that is not a plain, right, single
/// sentence is left to the caller: the loop stops before it.
struct Framing {
    const char* bytes = nullptr;          ///< of the read
    const std::uint32_t* ends = nullptr;  ///< offsets of line ends, ascending
    std::size_t line = 0, lines = 0;      ///< the next line, and how many
    std::size_t start = 0;                ///< offset of the next line's first byte
    std::size_t limit = 0;                ///< lines that end after this offset are left to the caller
    Policy policy = Policy::standard;
    Filler::LineMark* marks = nullptr;
    std::size_t mark_count = 0;
    MessageHead* heads = nullptr;
    std::size_t head_count = 0;
    Filler::Columns* columns = nullptr;
    std::int64_t time = Filler::no_time;  ///< stream time: that of the last line with a time
    TagShape* shapes = nullptr;           ///< one for each length up to 63
    std::uint64_t wrong_tags = 0;         ///< tag blocks with a wrong checksum
    void* owner = nullptr;
    /// Takes a sentence that is well-formed but not a whole message of a closed layout, or whose tag
    /// block names a group; may change the counts above.
    void (*take)(Framing& framing, const PlainSentence& sentence) = nullptr;
    /// Gives a sentence of a tag group what its group knows; false when the result is not plain.
    bool (*carry)(Framing& framing, PlainSentence& sentence) = nullptr;
    bool idle = false;                    ///< whether no message waits for parts; kept true by `take`
    std::uint64_t pairs = 0;              ///< messages of two parts, taken whole
};

/// Words that 64 six-bit characters make.
inline constexpr std::size_t group_words = 6;
/// Bytes beyond a line's end that a kernel may look at.
inline constexpr std::size_t slack = 128;
/// Lines that the framing loop reads before it takes their messages.
inline constexpr std::size_t lines_ahead = 16;
/// The longest line that the framing loop takes.
inline constexpr std::size_t plain_length = 128;

/// Takes the fields of `count` rows from `from` on into cells, and hashes them.
using Extract = void (*)(const std::uint64_t* words, std::int32_t* cells, std::size_t stride, std::size_t from,
                         std::size_t count, std::uint64_t* hashes);

/// The functions that are compiled for each instruction set.
struct KernelTable {
    /// Writes the offsets of line feeds in `bytes` to `out`, at most `most`; returns how many. `seen`
    /// is how far it looked.
    std::size_t (*line_ends)(const char* bytes, std::size_t size, std::uint32_t* out, std::size_t most,
                             std::size_t& seen);
    void (*frame)(Framing& framing);
    /// XOR of the bytes.
    std::uint8_t (*checksum)(const char* bytes, std::size_t size);
    /// Six-bit characters to words, zero-filled to whole groups of group_words and two words more; false
    /// on a foreign character. 64 bytes may be read after the end.
    bool (*unarmour)(const char* payload, std::size_t size, std::uint64_t* words);
    const Extract* extract;  ///< by Layout
    /// Sum of the shares of `count` messages in the digest.
    std::uint64_t (*shares)(const std::uint64_t* hashes, const std::uint32_t* messages, std::size_t count,
                            std::uint64_t ordinal, std::size_t layout);
};

extern const KernelTable scalar_kernel;
extern const KernelTable sse2_kernel;
extern const KernelTable avx2_kernel;
extern const KernelTable avx512_kernel;

/// Seconds, milliseconds or microseconds since 1970, told apart by magnitude, to milliseconds.
/// Seconds reach to the year 5138, milliseconds start in 1973.
constexpr std::int64_t milliseconds_of(std::uint64_t number) {
    if (number < 100'000'000'000ULL) return static_cast<std::int64_t>(number * 1000);
    if (number < 100'000'000'000'000ULL) return static_cast<std::int64_t>(number);
    return static_cast<std::int64_t>(number / 1000);
}

/// The talkers of AIS stations. Source: IEC 61162-1, table of talker identifiers.
constexpr bool known_talker(char a, char b) {
    if (a == 'A')
        return b == 'I' || b == 'B' || b == 'D' || b == 'N' || b == 'R' || b == 'S' || b == 'T' || b == 'X';
    return (a == 'B' && b == 'S') || (a == 'S' && b == 'A');
}

/// Value of a hexadecimal digit, or 255.
constexpr std::uint8_t hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    return 255;
}

}  // namespace vigia::ais
