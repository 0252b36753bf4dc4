#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/inside/tail_writer.h"
#include "engine/picture.h"

namespace vigia::engine {

/// What the engine knows of a track besides what a Picture shows.
struct Side {
    TailWriter tail;
    TailThinner thinner;
    std::int64_t armed = 0;  ///< the stream second at which its freshness is looked at next; 0: none
};

/// The tracks of an engine, in pages that are shared with Pictures: a page that a Picture holds is
/// copied when it is next written to.
class TrackTable {
  public:
    explicit TrackTable(std::uint32_t first_track) : base_(first_track / tracks_per_page), next_(first_track) {}

    [[nodiscard]] model::TrackId next() const { return model::TrackId{next_}; }
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Null when there is no such track. Valid until the next change of the table.
    [[nodiscard]] const model::Track* find(model::TrackId id) const;

    /// To be written to; the track must exist. Valid until the next `share`.
    [[nodiscard]] model::Track& track(model::TrackId id) { return writable(id).tracks[place(id)]; }
    [[nodiscard]] TailView& tail(model::TrackId id) { return writable(id).tails[place(id)]; }
    [[nodiscard]] Side& side(model::TrackId id) { return (*sides_[page(id)])[place(id)]; }

    /// Puts in a track whose id is `next()`.
    void add(model::Track track);
    void remove(model::TrackId id);

    /// Gives the pages to a Picture; from now on they are copied before they are written to.
    void share(Picture& picture);

    template <class F>
    void for_each(F&& f) const {
        for (const auto& p : pages_)
            if (p)
                for (const model::Track& track : p->tracks)
                    if (track.id != model::TrackId{}) f(track);
    }

  private:
    /// Of an id below the first page the place is far beyond the last one.
    [[nodiscard]] std::size_t page(model::TrackId id) const { return static_cast<std::uint32_t>(id) / tracks_per_page - base_; }
    static std::size_t place(model::TrackId id) { return static_cast<std::uint32_t>(id) % tracks_per_page; }
    Page& writable(model::TrackId id);
    void drop_page(std::size_t p);

    std::size_t base_;  ///< how many pages before pages_[0] are gone for good
    std::vector<std::shared_ptr<Page>> pages_;
    std::vector<std::uint8_t> shared_;  ///< by page: held by a Picture
    std::vector<std::unique_ptr<std::array<Side, tracks_per_page>>> sides_;
    std::uint32_t next_;
    std::size_t size_ = 0;
};

}  // namespace vigia::engine
