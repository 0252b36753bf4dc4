#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "model/identity.h"

namespace vigia::tracking {

/// Remembers the reports of the last moments, to tell one report heard by several receivers from
/// several reports. Bounded: a set of 4 places for each hash; when all are younger than the window the
/// sets are doubled, and at the bound the oldest is forgotten early and counted. So a quiet sea stays in
/// the processor's cache. Cost: one cache line a report.
class Duplicates {
  public:
    /// `remembered` is rounded up to a power of two. Memory: at most 16 bytes each.
    Duplicates(std::size_t remembered, Duration window);

    /// The track that the same report went to within the window, if it did. `digest` is a hash of
    /// what was transmitted. `heard` never decreases.
    [[nodiscard]] std::optional<model::TrackId> find(std::uint64_t digest, Time heard) const {
        if (!first_) return std::nullopt;
        const std::uint32_t now = ticks(heard);
        for (const Entry& entry : sets_[home(digest)])
            if (entry.digest == digest && entry.ticks != 0 && now - entry.ticks <= window_) return entry.track;
        return std::nullopt;
    }

    /// Notes a report that went to `track`.
    void add(std::uint64_t digest, Time heard, model::TrackId track);

    /// Loads the place of a digest into the cache, ahead of `find`.
    void prefetch(std::uint64_t digest) const { __builtin_prefetch(&sets_[home(digest)]); }

    [[nodiscard]] std::uint64_t forgotten_early() const { return forgotten_early_; }

  private:
    static constexpr std::size_t ways = 4;
    static constexpr Duration tick{100};
    struct Entry {
        std::uint64_t digest = 0;
        std::uint32_t ticks = 0;  ///< tenths of seconds since the first report, plus one; 0: empty
        model::TrackId track{};
    };
    struct alignas(64) Set : std::array<Entry, ways> {};
    [[nodiscard]] std::size_t home(std::uint64_t digest) const { return digest >> 32 & (sets_.size() - 1); }
    /// 32 bits of tenths last 13 years; in a longer stream nothing is told apart by time any more.
    [[nodiscard]] std::uint32_t ticks(Time heard) const {
        const auto since = (heard - *first_) / tick + 1;
        return static_cast<std::uint32_t>(since < 1 ? 1 : since > 0xFFFFFFFF ? 0xFFFFFFFF : since);
    }
    [[nodiscard]] bool young(const Entry& entry, std::uint32_t now) const {
        return entry.ticks != 0 && now - entry.ticks <= window_;
    }
    Entry& place_for(std::uint64_t digest, std::uint32_t now);

    std::vector<Set> sets_;  ///< a power of two
    std::size_t most_sets_;
    std::uint32_t window_;
    std::optional<Time> first_;
    std::uint64_t forgotten_early_ = 0;
};

}  // namespace vigia::tracking
