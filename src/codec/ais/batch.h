#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "codec/ais/bits.h"
#include "codec/ais/layout.h"
#include "codec/ais/policy.h"
#include "model/identity.h"

namespace vigia::ais {

/// One line of input, AIS or not, accepted or not. Two sentences that came without a line end
/// between them are two lines. The views last until the reader's next read, and only as long as the
/// bytes given to that read.
struct Line {
    std::string_view text;     ///< with its tag blocks, without the line end
    std::string_view station;  ///< the receiver as the innermost tag block or suffix names it; or empty
    /// When the line was recorded: of several tag blocks the outermost, which the last keeper wrote;
    /// else the suffix, the stamp before it, or the `$PGHP` line before it.
    std::optional<Time> recorded;
    /// When the first keeper heard it: of several tag blocks the innermost. Else as `recorded`.
    std::optional<Time> stated;
    Refusal refusal = Refusal::none;
};

/// One whole message: where it came from and what its bits are.
struct MessageHead {
    std::uint32_t line = 0;   ///< of its last sentence; carries the time and station of its first
                              ///< sentence where the last one has none
    std::uint32_t row = 0;    ///< in the columns of its layout
    std::uint16_t bits = 0;   ///< length as received
    std::uint8_t type = 0;    ///< 1 to 27
    Layout layout{};
    char channel = 0;         ///< `A`, `B`, `1`, `2`, another letter, or 0 when not said
    bool own = false;         ///< a VDO sentence: about the own station
};

/// What one call of Reader::read found: lines, messages, and the fields of all messages in columns,
/// one set of columns for each layout. Meant to be used again and again: it stops allocating when it
/// has seen its largest block.
class Batch {
  public:
    [[nodiscard]] std::size_t line_count() const { return lines_.size; }
    [[nodiscard]] Line line(std::size_t i) const;
    /// As in `line(i)`, without the rest of it.
    [[nodiscard]] std::optional<Time> recorded(std::size_t i) const {
        const std::int64_t at = lines_.at[i].recorded;
        return at == no_time ? std::nullopt : std::optional(from_unix_milliseconds(at));
    }
    [[nodiscard]] std::size_t message_count() const { return heads_.size; }
    [[nodiscard]] const MessageHead& head(std::size_t message) const { return heads_.at[message]; }
    /// The sender as sent: 30 bits.
    [[nodiscard]] std::uint32_t mmsi(std::size_t message) const;

    /// All raw values of one field, one for each message of that layout, in the order of the input.
    /// Fields without cells (text, data, spare) give an empty span.
    [[nodiscard]] std::span<const std::int32_t> column(Layout layout, std::size_t field) const;
    /// The raw value of a field with a cell; 0 where the message ends before it.
    [[nodiscard]] std::int32_t cell(std::size_t message, std::size_t field) const;
    /// Whether the message is long enough to hold the whole field.
    [[nodiscard]] bool has(std::size_t message, std::size_t field) const;
    /// Appends a text field, read up to its first `@`, blanks at its end removed.
    void text(std::size_t message, std::size_t field, std::string& out) const;
    /// The bits of a data field; in a cut message, those that are there.
    [[nodiscard]] Bits data(std::size_t message, std::size_t field) const;
    /// The cells of one message: that of its k-th field with a cell is `cells[k * stride]`.
    struct Row {
        const std::int32_t* cells;
        std::size_t stride;
        std::uint16_t bits;  ///< length as received
    };
    [[nodiscard]] Row row(std::size_t message) const {
        const MessageHead& head = heads_.at[message];
        const Columns& columns = columns_[static_cast<std::size_t>(head.layout)];
        return {columns.cells + head.row, columns.capacity, head.bits};
    }
    /// All bits of the message that its layout knows, where they lie, most significant bit first. What
    /// follows `bits` in the last word is anything.
    struct Words {
        const std::uint64_t* first;
        std::size_t bits;
    };
    [[nodiscard]] Words words(std::size_t message) const {
        const MessageHead& head = heads_.at[message];
        const LayoutTable& fields = table(head.layout);
        const Columns& columns = columns_[static_cast<std::size_t>(head.layout)];
        if (fields.open) return {arena_.data() + columns.tail[head.row], head.bits};
        return {columns.words + head.row * row_words, head.bits < fields.bits ? head.bits : fields.bits};
    }
    /// The same as bits of their own.
    [[nodiscard]] Bits bits(std::size_t message) const;

    void clear();

  private:
    friend class Filler;
    struct LineMark {
        const char* text;
        const char* station;
        std::int64_t recorded;  ///< milliseconds, or no_time
        std::int64_t stated;
        std::uint32_t length;
        std::uint8_t station_length;
        Refusal refusal;
    };
    /// The messages of one layout: their first bits as words, their fields as cells.
    struct Columns {
        std::uint64_t* words = nullptr;    ///< row_words for each row
        std::int32_t* cells = nullptr;     ///< field by field, those with cells only
        std::uint32_t* message = nullptr;  ///< the message of each row
        std::uint32_t* tail = nullptr;     ///< of open layouts: where all bits of the message are in arena_
        std::uint32_t rows = 0, capacity = 0, decoded = 0;
    };
    /// Columns begin where a line of the cache does: eight rows are written at a time.
    struct Release {
        static constexpr std::align_val_t alignment{64};
        void operator()(void* memory) const { ::operator delete[](memory, alignment); }
    };
    template <class T>
    using Aligned = std::unique_ptr<T[], Release>;
    struct Owned {
        Aligned<std::uint64_t> words;
        Aligned<std::int32_t> cells;
        Aligned<std::uint32_t> message, tail;
    };
    template <class T>
    struct Rows {
        std::unique_ptr<T[]> at;
        std::size_t size = 0, capacity = 0;
    };
    static constexpr std::int64_t no_time = INT64_MIN;
    /// Words kept of each message in its columns: as many as the longest layout has, its open end apart.
    static constexpr std::size_t row_words = 8;

    Rows<LineMark> lines_;
    Rows<MessageHead> heads_;
    std::array<Columns, layout_count> columns_;
    std::array<Owned, layout_count> owned_;  ///< the memory behind columns_
    std::vector<std::uint64_t> arena_;
    std::vector<std::uint32_t> cut_;  ///< messages that end inside a number, not yet mended
    /// Station names that outlive their line, in blocks that never move.
    std::vector<std::unique_ptr<std::array<char, 4096>>> names_;
    std::size_t names_used_ = 0;
};

}  // namespace vigia::ais
