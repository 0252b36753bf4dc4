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
        if (p > 0 && pages_[p - 1] && pages_[p - 1]->present == 0) drop_page(p - 1);
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

void TrackTable::drop_page(std::size_t p) {
    pages_[p].reset();
    sides_[p].reset();
    shared_[p] = 0;
}

void TrackTable::remove(model::TrackId id) {
    const std::size_t p = page(id);
    Page& target = writable(id);
    target.tracks[place(id)] = model::Track{};
    target.tails[place(id)] = {};
    (*sides_[p])[place(id)] = {};
    --size_;
    // The newest page stays: its other places are still to be used.
    if (--target.present != 0 || p + 1 == pages_.size()) return;
    drop_page(p);
    std::size_t gone = 0;
    while (gone + 1 < pages_.size() && !pages_[gone]) ++gone;
    const auto count = static_cast<std::ptrdiff_t>(gone);
    pages_.erase(pages_.begin(), pages_.begin() + count);
    sides_.erase(sides_.begin(), sides_.begin() + count);
    shared_.erase(shared_.begin(), shared_.begin() + count);
    base_ += gone;
}

void TrackTable::share(Picture& picture) {
    picture.base_ = base_;
    picture.pages_.assign(pages_.begin(), pages_.end());
    picture.size_ = size_;
    for (std::size_t p = 0; p < pages_.size(); ++p) shared_[p] = pages_[p] != nullptr;
}

}  // namespace vigia::engine
