#pragma once
#include <array>
#include <bit>
#include <cstdint>

#include "codec/ais/batch.h"
#include "codec/ais/inside/tables.h"
#include "codec/ais/reader.h"

namespace vigia::ais {

/// How many of the 64-bit words of a row a layout's fields take.
constexpr std::size_t word_count(const LayoutTable& table) { return (std::size_t{table.bits} + 63) / 64; }

/// The place of a field's cells among those of its layout.
constexpr std::size_t cell_index(const LayoutTable& table, std::size_t field) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < field; ++i) n += table.fields[i].has_cell() ? 1 : 0;
    return n;
}
constexpr std::size_t cell_count(const LayoutTable& table) { return cell_index(table, table.fields.size()); }

/// Whether a message of that many bits ends inside a number, which then has the value of those bits
/// that are there.
constexpr bool ends_in_number(const LayoutTable& table, std::size_t bits) {
    for (const Field& field : table.fields)
        if (field.has_cell() && field.start < bits && bits < field.end()) return true;
    return false;
}

/// The hash of a message's fields: raw bits of each, in the order of the table, texts in pieces of at
/// most 32 bits.
constexpr std::uint64_t joined(std::uint64_t hash, std::uint64_t bits) { return std::rotl(hash, 11) ^ bits; }
/// The share of one message in the digest; `ordinal` counts the messages of the stream.
constexpr std::uint64_t share(std::uint64_t hash, std::uint64_t ordinal, std::size_t layout) {
    hash ^= (ordinal * 32 + layout) * 0x9E3779B97F4A7C15ULL;
    hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93ULL;
    return hash ^ (hash >> 32);
}

/// Rows that the kernels take at a time.
inline constexpr std::size_t row_block = 8;
/// Lines that are framed before the columns of their messages are filled.
inline constexpr std::size_t line_block = 512;

/// The one writer of a Batch.
class Filler {
  public:
    using LineMark = Batch::LineMark;
    using Columns = Batch::Columns;
    static constexpr std::int64_t no_time = Batch::no_time;
    static constexpr std::size_t row_words = Batch::row_words;

    explicit Filler(Batch& batch) : batch_(batch) {}

    /// Makes room for a block of lines and their messages, so that none of the below has to.
    void make_room(std::size_t lines);

    LineMark* lines() { return batch_.lines_.at.get(); }
    std::size_t& line_count() { return batch_.lines_.size; }
    MessageHead* heads() { return batch_.heads_.at.get(); }
    std::size_t& message_count() { return batch_.heads_.size; }
    Columns* columns() { return batch_.columns_.data(); }

    void add_line(const LineMark& line) { batch_.lines_.at[batch_.lines_.size++] = line; }
    LineMark& last_line() { return batch_.lines_.at[batch_.lines_.size - 1]; }

    /// Adds a message. `words` has row_words at least, bits after `head.bits` are zero.
    void add_message(MessageHead head, const std::uint64_t* words);

    /// A copy of a station name that lives as long as the batch's content.
    const char* keep_name(std::string_view name);

    /// Messages that end inside a number, since the last clear of the list.
    std::vector<std::uint32_t>& cut_messages() { return batch_.cut_; }

    /// The hash of one message by the plain road; also that of cut messages.
    [[nodiscard]] std::uint64_t hash(std::size_t message) const;
    /// Goes on with the hash of an open message: the bits behind its header, and how many it has.
    [[nodiscard]] std::uint64_t open_hash(std::size_t message, std::uint64_t sum) const;
    /// Fills the cells of one message by the plain road.
    void fill_row(std::size_t message);

  private:
    [[nodiscard]] std::size_t names_left() const;
    Batch& batch_;
};

}  // namespace vigia::ais
