#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace vigia::ais {

/// What the bits of a field are.
enum class Kind : std::uint8_t {
    number,  ///< whole number, two's complement when `is_signed`
    flag,    ///< one bit
    text,    ///< six-bit characters; `@` ends the text
    data,    ///< bits for somebody else (application payloads, DGNSS words)
    spare,   ///< nothing: not decoded
};

/// What one step of a raw number means.
enum class Unit : std::uint8_t {
    none,
    position,        ///< 1/10,000 minute of arc: degrees = raw / 600,000
    coarse,          ///< 1/10 minute of arc: degrees = raw / 600
    tenth_knot,
    knot,
    tenth_degree,
    degree,
    metre,
    decimetre,
    turn,            ///< 4.733 * sqrt(degrees per minute), signed
};

/// The value of `Field::none` where every raw value is data.
inline constexpr std::int32_t always_said = INT32_MIN;
/// The value of `Field::bits` where a text or data field runs to the end of the message.
inline constexpr std::uint16_t to_the_end = 0xFFFF;

/// One field of a message. Names are those of gpsd's JSON.
struct Field {
    std::string_view name;
    std::uint16_t bits = 0;
    Kind kind = Kind::number;
    bool is_signed = false;
    Unit unit = Unit::none;
    std::int32_t none = always_said;  ///< the raw value that means "not available"
    std::uint16_t start = 0;          ///< first bit, counted from the start of the message
    bool overlay = false;             ///< shares its bits with the field before it
    bool in_gpsd = true;              ///< gpsd's JSON has a field of this name

    [[nodiscard]] constexpr std::size_t end() const { return std::size_t{start} + bits; }
    /// Whether the field has a column of int32 cells; text, data and spare bits have none.
    [[nodiscard]] constexpr bool has_cell() const { return kind == Kind::number || kind == Kind::flag; }
};

/// The shapes of message. Types that share a shape share a layout; variants of a type have their own.
enum class Layout : std::uint8_t {
    position,             ///< 1, 2, 3
    base_station,         ///< 4, 11
    voyage,               ///< 5
    addressed_binary,     ///< 6
    acknowledgement,      ///< 7, 13
    broadcast_binary,     ///< 8
    aircraft,             ///< 9
    utc_inquiry,          ///< 10
    addressed_text,       ///< 12
    broadcast_text,       ///< 14
    interrogation,        ///< 15
    assignment,           ///< 16
    dgnss,                ///< 17
    class_b,              ///< 18
    class_b_extended,     ///< 19
    slots,                ///< 20
    aid,                  ///< 21
    channel_area,         ///< 22, for an area
    channel_addressed,    ///< 22, for one or two stations
    group_assignment,     ///< 23
    static_a,             ///< 24 part A
    static_b,             ///< 24 part B
    static_b_auxiliary,   ///< 24 part B of an auxiliary craft (MMSI 98…): mothership for dimensions
    binary,               ///< 25, 26: broadcast, unstructured
    binary_structured,    ///< 25, 26: broadcast, with application identifier
    binary_to,            ///< 25, 26: addressed, unstructured
    binary_to_structured, ///< 25, 26: addressed, with application identifier
    long_range,           ///< 27
};
inline constexpr std::size_t layout_count = 28;

/// A layout as a table: its fields lie one after another without gaps, overlays excepted.
struct LayoutTable {
    Layout layout{};
    std::string_view source;        ///< section of ITU-R M.1371-5, annex 8
    std::span<const Field> fields;
    std::uint16_t bits = 0;         ///< without the fields that run to the end
    std::uint16_t least = 0;        ///< bits that the standard policy insists on
    bool open = false;              ///< ends with a text or data field that runs to the end
    /// The index of a field by name. In constant expressions an unknown name does not compile;
    /// otherwise it is fields.size().
    [[nodiscard]] constexpr std::size_t index(std::string_view wanted) const {
        std::size_t i = 0;
        while (i < fields.size() && fields[i].name != wanted) ++i;
        return i;
    }
};

/// The one table from which decoding, encoding, typed structs, JSON names and digests follow.
[[nodiscard]] const LayoutTable& table(Layout layout);

/// The layout of a message by its type (1 to 27) and its first 192 bits, which hold the part numbers
/// and flags that tell variants apart; the first bit on the air is the most significant.
[[nodiscard]] Layout layout_of(unsigned type, const std::uint64_t* words);

/// The longest message that is kept: five slots. Source: ITU-R M.1371-5, annex 2, section 3.2.2.7.
inline constexpr std::size_t max_message_bits = 1280;

}  // namespace vigia::ais
