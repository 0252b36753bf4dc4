#include "engine/inside/table.h"

namespace vigia::engine {

const model::Track* TrackTable::find(model::TrackId id) const {
    const std::size_t p = page(id);
    if (p >= pages_.size() || !pages_[p]) return nullptr;
    const model::Track& track = pages_[p]->tracks[place(id)];
    return track.id == id && id != model::TrackId{} ? &track : nullptr;
}

Page& TrackTable::writable(model::TrackId id) {
    const std::size_t p = page(id);
    if (shared_[p]) {
        pages_[p] = std::make_shared<Page>(*pages_[p]);
        shared_[p] = 0;
    }
    return *pages_[p];
}

void TrackTable::add(model::Track track) {
    const model::TrackId id = track.id;
    check(id == next());
    const std::size_t p = page(id);
    if (p >= pages_.size()) {
        pages_.resize(p + 1);
        shared_.resize(p + 1);
        sides_.resize(p + 1);
    }
    if (!pages_[p]) {
        pages_[p] = std::make_shared<Page>();
        sides_[p] = std::make_unique<std::array<Side, tracks_per_page>>();
        shared_[p] = 0;
    }
    Page& target = writable(id);
    target.tracks[place(id)] = std::move(track);
    ++target.present;
    ++size_;
    ++next_;
}

void TrackTable::remove(model::TrackId id) {
    const std::size_t p = page(id);
    Page& target = writable(id);
    target.tracks[place(id)] = model::Track{};
    target.tails[place(id)] = {};
    (*sides_[p])[place(id)] = {};
    --size_;
    // The newest page stays: its other places are still to be used.
    if (--target.present == 0 && next_ / tracks_per_page != p) {
        pages_[p].reset();
        sides_[p].reset();
        shared_[p] = 0;
    }
}

void TrackTable::share(Picture& picture) {
    picture.pages_.assign(pages_.begin(), pages_.end());
    picture.size_ = size_;
    for (std::size_t p = 0; p < pages_.size(); ++p) shared_[p] = pages_[p] != nullptr;
}

}  // namespace vigia::engine
