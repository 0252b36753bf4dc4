#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "engine/tail.h"
#include "model/source.h"
#include "model/track.h"

namespace vigia::engine {

/// Where the reports of a Picture come from; a person must never mistake one for the other.
enum class Mode : std::uint8_t { live, replay, exercise };
[[nodiscard]] std::string_view name(Mode mode);

inline constexpr std::size_t tracks_per_page = 1024;

/// 1,024 tracks with successive ids. A place whose track has id 0 is empty.
struct Page {
    std::array<model::Track, tracks_per_page> tracks{};
    std::array<TailView, tracks_per_page> tails{};
    std::uint32_t present = 0;  ///< places in use
};

/// What was counted since the engine began; grows only.
struct Counts {
    std::uint64_t lines = 0;        ///< consumed, each with its own sequence number
    std::uint64_t untimed = 0;      ///< refused: a recorded line without any time to give it
    std::uint64_t time_ahead = 0;   ///< refused: a recorded line far ahead of the stream, alone with its time
    std::uint64_t messages = 0;     ///< whole, accepted AIS messages or CSV rows
    std::uint64_t duplicates = 0;   ///< the same report heard again within the window
    std::uint64_t reports = 0;      ///< reports folded into tracks
    std::uint64_t not_reports = 0;  ///< messages that say nothing about a vessel (types 7, 10, 15, 16 …)
    std::uint64_t late = 0;         ///< reports older than the fix that the track has
    std::uint64_t forks = 0;        ///< tracks begun because of an impossible jump or a clash of identity
    std::uint64_t tracks_begun = 0, tracks_removed = 0;
    std::uint64_t tracks_evicted = 0;    ///< removed early because a table was full, the longest unheard first
    std::uint64_t duplicates_forgotten = 0;  ///< reports that could not be remembered for the whole window
    std::uint64_t stations_refused = 0;  ///< names of stations beyond the table's bound
    std::uint64_t clamped = 0;           ///< lines whose recorded time lay before the stream's
    std::uint64_t clock_ahead = 0;       ///< reports dated after they were heard; taken as seen when heard
    std::uint64_t lines_not_kept = 0;    ///< live: lines that the store could not take
    bool operator==(const Counts&) const = default;
};

/// The state of everything at one moment. Immutable and cheap to hold: Pictures share the pages
/// that did not change between them. Held by `std::shared_ptr<const Picture>`; any thread may read.
class Picture {
  public:
    Mode mode = Mode::live;
    Time now{};                      ///< stream time: live, of the clock; replay, of the last line consumed
    Time heard{};                    ///< of the last line consumed
    model::Sequence sequence = 0;    ///< the last line consumed; 0 before the first
    std::uint64_t number = 0;        ///< counts the Pictures of one engine up from 1
    std::shared_ptr<const std::vector<model::SourceHealth>> sources;  ///< by SourceId; never null
    std::shared_ptr<const std::vector<std::string>> stations;         ///< by StationId; [0] is ""; never null
    Counts counts;
    model::Sequence journal_durable = 0;  ///< every record up to here survives a crash
    std::string store_problem;            ///< why nothing is being kept now, and the remedy; empty when all is well

    /// How many tracks there are.
    [[nodiscard]] std::size_t size() const { return size_; }

    /// The track, or null when it does not exist (any more). Cost: two loads.
    [[nodiscard]] const model::Track* find(model::TrackId id) const;

    /// The thinned way of a track since `from`, oldest point first; empty when there is none.
    [[nodiscard]] std::vector<model::TailPoint> tail(model::TrackId id, Time from) const;

    /// The name of a receiving station; empty for 0 and for one that is not known.
    [[nodiscard]] std::string_view station(model::StationId id) const;

    /// Calls `f(const model::Track&)` for each track, in order of id.
    template <class F>
    void for_each(F&& f) const {
        for (const auto& page : pages_) {
            if (!page || page->present == 0) continue;
            for (const model::Track& track : page->tracks)
                if (track.id != model::TrackId{}) f(track);
        }
    }

    /// Calls `changed(const model::Track&)` for each track that is new or not the same as in
    /// `previous`, and `removed(model::TrackId)` for each that is gone, in order of id.
    /// `previous` must come from the same engine. Cost: pages that did not change are skipped.
    template <class Changed, class Removed>
    void changed_since(const Picture& previous, Changed&& changed, Removed&& removed) const {
        const std::size_t first = std::min(base_, previous.base_);
        const std::size_t last = std::max(base_ + pages_.size(), previous.base_ + previous.pages_.size());
        for (std::size_t p = first; p < last; ++p) {
            const Page* now_page = page(p);
            const Page* old_page = previous.page(p);
            if (now_page == old_page) continue;
            for (std::size_t i = 0; i < tracks_per_page; ++i) {
                const model::Track* was = old_page ? &old_page->tracks[i] : nullptr;
                const model::Track* is = now_page ? &now_page->tracks[i] : nullptr;
                const bool existed = was && was->id != model::TrackId{};
                const bool exists = is && is->id != model::TrackId{};
                if (exists && (!existed || !same(*was, *is))) changed(*is);
                if (existed && !exists) removed(was->id);
            }
        }
    }

  private:
    friend class TrackTable;
    /// Whether a track is unchanged: every report that touches it moves `changed`, time alone moves
    /// only its freshness.
    static bool same(const model::Track& a, const model::Track& b) {
        return a.changed == b.changed && a.freshness == b.freshness;
    }
    /// The page with that number (id / 1,024), or null.
    [[nodiscard]] const Page* page(std::size_t number_of_page) const {
        const std::size_t at = number_of_page - base_;  // far beyond the end when before the first
        return at < pages_.size() ? pages_[at].get() : nullptr;
    }
    std::size_t base_ = 0;  ///< the number of the first page
    std::vector<std::shared_ptr<const Page>> pages_;
    std::size_t size_ = 0;
};

/// Every track as canonical text, one line each in order of id, every field, freshness as of the
/// last line consumed: two engines that heard the same give the same bytes. For comparing, not for
/// people.
[[nodiscard]] std::string export_tracks(const Picture& picture);

}  // namespace vigia::engine
