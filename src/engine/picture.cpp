#include "engine/picture.h"

#include <utility>

#include "logic/tracking/freshness.h"
#include "model/names.h"

namespace vigia::engine {

std::string_view name(Mode mode) {
    switch (mode) {
        case Mode::live: return "live";
        case Mode::replay: return "replay";
        case Mode::exercise: return "exercise";
    }
    std::unreachable();
}

const model::Track* Picture::find(model::TrackId id) const {
    const auto at = static_cast<std::uint32_t>(id);
    const Page* holds = page(at / tracks_per_page);
    if (at == 0 || !holds) return nullptr;
    const model::Track& track = holds->tracks[at % tracks_per_page];
    return track.id == id ? &track : nullptr;
}

std::vector<model::TailPoint> Picture::tail(model::TrackId id, Time from) const {
    if (!find(id)) return {};
    const auto at = static_cast<std::uint32_t>(id);
    return page(at / tracks_per_page)->tails[at % tracks_per_page].points(from);
}

std::string_view Picture::station(model::StationId id) const {
    const auto at = static_cast<std::size_t>(id);
    return at < stations->size() ? std::string_view((*stations)[at]) : std::string_view{};
}

}  // namespace vigia::engine
