#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "io/feed/intake.h"

namespace vigia::feed {

/// Lines a second over the last minute.
class Rate {
  public:
    void add(Time at, std::uint64_t lines);
    [[nodiscard]] double per_second(Time now) const;

  private:
    static constexpr std::int64_t window = 60;  // seconds
    void advance(std::int64_t second);
    std::array<std::uint64_t, window> lines_{};
    std::int64_t first_ = -1, last_ = -1;  ///< seconds counted from and to
};

/// Batches that wait for the consumer, a share of room for each source. Not thread-safe.
class HeardQueue {
  public:
    HeardQueue(std::size_t sources, std::size_t bytes_per_source)
        : shares_(sources), room_(bytes_per_source) {}

    /// Takes a batch of so many lines in.
    void put(Heard heard, std::uint64_t lines);
    /// The batch that came first of all.
    [[nodiscard]] std::optional<Heard> take();
    /// Drops the oldest batches of a source until its share fits. Returns the lines dropped.
    [[nodiscard]] std::uint64_t drop_oldest(std::size_t source);

    /// Whether a source may be read: its share is not full or, once it was, has emptied by half.
    [[nodiscard]] bool has_room(std::size_t source);
    /// Whether a source that had no room has it again.
    [[nodiscard]] bool has_room_again(std::size_t source) const;
    [[nodiscard]] bool empty() const { return waiting_ == 0; }

  private:
    struct Batch {
        Heard heard;
        std::uint64_t lines, order;
    };
    struct Share {
        std::deque<Batch> batches;
        std::size_t bytes = 0;
        bool full = false;
    };
    static std::size_t weight(const Batch& batch) { return batch.heard.bytes.size() + sizeof(Batch); }
    Batch pop(Share& share);

    std::vector<Share> shares_;
    std::size_t room_;
    std::uint64_t next_order_ = 0;
    std::size_t waiting_ = 0;
};

}  // namespace vigia::feed
