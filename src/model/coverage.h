#pragma once
#include <cstdint>
#include <vector>

#include "base/flat_map.h"
#include "geo/position.h"
#include "model/identity.h"

namespace vigia::model {

/// Who wrote a report down: a named receiver, or a source as a whole where it names none.
struct Receiver {
    SourceId source{};
    StationId station{};
    /// Named receivers are told apart by name alone.
    [[nodiscard]] std::uint32_t code() const {
        return station != StationId{} ? static_cast<std::uint32_t>(station) : 0x10000U | static_cast<std::uint32_t>(source);
    }
    bool operator==(const Receiver& other) const { return code() == other.code(); }
};

/// Receivers by their numbers in a Coverage: bit n is receiver n.
using ReceiverSet = std::uint64_t;

/// How well vessels under way are heard, by cells of 0.05 degrees, class and receiver: learnt from the minutes in which
/// vessels were heard and those in which they were not. A plain value, which can be kept and carried on. Memory:
/// some 40 bytes a cell, class and receiver, at most `most_rows`; what finds no room is counted.
class Coverage {
  public:
    static constexpr double cell = 0.05;                 ///< degrees
    static constexpr std::size_t most_rows = 131'072;
    static constexpr unsigned most_receivers = 62;       ///< numbers 1 to 62; 0 for all others
    static constexpr std::uint32_t fades_at = 8'192;     ///< minutes of a cell at which old ones begin to count half

    enum class Class : std::uint8_t { a, b };

    /// One line of the table: `receiver` 0 is all together.
    struct Row {
        std::uint32_t cell = 0;  ///< row * 8192 + column
        Class of = Class::a;
        std::uint8_t receiver = 0;
        std::uint32_t heard = 0, minutes = 0;
        bool operator==(const Row&) const = default;
    };

    /// The number of a receiver, given at the first call; 0 when there are too many. Cost: one look-up.
    [[nodiscard]] unsigned number(Receiver receiver);
    [[nodiscard]] const std::vector<Receiver>& receivers() const { return receivers_; }

    /// A minute under way in which the receivers of the set heard the vessel; none: unheard.
    void add(geo::Position at, Class of, ReceiverSet by);

    /// The part of vessel-minutes that is heard there while only the receivers of `alive` work, 0 to 1, smoothed over the
    /// cells around; 0 where too little is known. A cell without traffic of its own is judged by
    /// those on either side of it, never by one side alone: that is how the edge of coverage looks.
    [[nodiscard]] double share(geo::Position at, Class of, ReceiverSet alive) const;

    /// Minutes learnt so far: the version of the table.
    [[nodiscard]] std::uint64_t learnt() const { return learnt_; }
    [[nodiscard]] std::uint64_t refused() const { return refused_; }

    /// All rows, in the order of cell, class, receiver.
    [[nodiscard]] std::vector<Row> rows() const;
    /// The table of rows and receivers that were kept.
    [[nodiscard]] static Coverage of(const std::vector<Row>& rows, const std::vector<Receiver>& receivers, std::uint64_t learnt);

  private:
    struct Minutes {
        double heard = 0, all = 0;
    };
    [[nodiscard]] static std::uint32_t cell_of(geo::Position at);
    [[nodiscard]] static std::uint32_t key(std::uint32_t there, Class of, unsigned receiver) {
        return there << 7 | static_cast<std::uint32_t>(of) << 6 | receiver;
    }
    [[nodiscard]] Minutes at(std::uint32_t from, int up, int right, Class of, ReceiverSet alive) const;
    [[nodiscard]] double heard_without(std::uint32_t there, Class of, Minutes all, ReceiverSet alive) const;
    [[nodiscard]] double share_between(std::uint32_t here, Class of, ReceiverSet alive) const;
    Row* row(std::uint32_t there, Class of, unsigned receiver);

    FlatMap places_;         ///< key -> place in rows_
    std::vector<Row> rows_;  ///< in the order of learning
    FlatMap numbers_;        ///< code of a receiver -> its number
    std::vector<Receiver> receivers_{1};  ///< by number; 0 is nobody
    std::uint64_t learnt_ = 0, refused_ = 0;
};

}  // namespace vigia::model
