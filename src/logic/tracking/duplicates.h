#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "model/identity.h"

namespace vigia::tracking {

/// Remembers the reports of the last moments, to tell one report heard by several receivers from
/// several reports. Bounded: a set of 4 places for each hash; when all are younger than the window
/// the oldest is forgotten early and counted. Cost: one cache line a report.
class Duplicates {
  public:
    /// `remembered` is rounded up to a power of two. Memory: 16 bytes each.
    Duplicates(std::size_t remembered, Duration window);

    /// The track that the same report went to within the window, if it did. `digest` is a hash of
    /// what was transmitted. `heard` never decreases.
    [[nodiscard]] std::optional<model::TrackId> find(std::uint64_t digest, Time heard) const;

    /// Notes a report that went to `track`.
    void add(std::uint64_t digest, Time heard, model::TrackId track);

    /// Loads the place of a digest into the cache, ahead of `find`.
    void prefetch(std::uint64_t digest) const;

    [[nodiscard]] std::uint64_t forgotten_early() const { return forgotten_early_; }

  private:
    static constexpr std::size_t ways = 4;
    struct Entry {
        std::uint64_t digest = 0;
        std::uint32_t ticks = 0;  ///< tenths of seconds since the first report, plus one; 0: empty
        model::TrackId track{};
    };
    [[nodiscard]] std::size_t home(std::uint64_t digest) const { return (digest >> 32 & mask_) * ways; }
    [[nodiscard]] std::uint32_t ticks(Time heard) const;

    std::vector<Entry> entries_;
    std::size_t mask_;
    std::uint32_t window_;
    std::optional<Time> first_;
    std::uint64_t forgotten_early_ = 0;
};

}  // namespace vigia::tracking
