#pragma once
#include <optional>
#include <vector>

#include "base/flat_map.h"
#include "model/scene.h"

namespace vigia::detection {

/// Those MMSIs whose reports have jumped, and where each was last. While nobody jumps a fix costs one comparison.
/// An MMSI is forgotten with the segment that was heard last.
class Namesakes {
  public:
    static constexpr std::size_t most = 65'536;  ///< MMSIs; further ones are not followed

    struct Place {
        model::TrackId track{};
        geo::Position at = geo::Position::of(0, 0);
        Time seen{};
    };
    /// From the last fix of an MMSI to one of another segment of it.
    struct Jump {
        Place from;
        Metres way{};
        Duration between{};  ///< never negative
        MetresPerSecond implied{};
    };

    /// Takes in a fix. Empty unless it jumps: the first of a segment that began so, or of a segment other than the last.
    std::optional<Jump> take(const model::Scene& scene, const model::Vessel& vessel) {
        if (vessel.fixes == 1 && vessel.jumped_from != model::TrackId{}) begin(scene, vessel);
        if (of_mmsi_.size() == 0) return std::nullopt;
        const std::uint32_t* place = of_mmsi_.find(vessel.mmsi.number());
        if (place == nullptr) return std::nullopt;
        Place& last = places_[*place];
        std::optional<Jump> jump;
        if (last.track != vessel.id) {
            jump = Jump{last, geo::distance(last.at, vessel.position()), std::chrono::abs(vessel.seen - last.seen), {}};
            jump->implied = jump->way / Seconds{std::max(1.0, std::chrono::duration<double>(jump->between).count())};
        }
        last = {vessel.id, vessel.position(), vessel.seen};
        return jump;
    }

    /// Where an MMSI that has jumped was heard last; null for all others.
    [[nodiscard]] const Place* last(model::Mmsi mmsi) const {
        const std::uint32_t* place = of_mmsi_.find(mmsi.number());
        return place == nullptr ? nullptr : &places_[*place];
    }

    /// Whether the MMSI is forgotten with this track.
    bool gone(const model::Vessel& vessel) {
        const std::uint32_t* place = of_mmsi_.find(vessel.mmsi.number());
        if (place == nullptr || places_[*place].track != vessel.id) return false;
        free_.push_back(*place);
        of_mmsi_.erase(vessel.mmsi.number());
        return true;
    }

  private:
    void begin(const model::Scene& scene, const model::Vessel& vessel) {
        if (of_mmsi_.size() >= most || of_mmsi_.find(vessel.mmsi.number()) != nullptr) return;
        const model::Vessel* from = scene.find(vessel.jumped_from);
        if (from == nullptr || from->fixes == 0) return;
        std::uint32_t place = static_cast<std::uint32_t>(places_.size());
        if (free_.empty()) {
            places_.emplace_back();
        } else {
            place = free_.back();
            free_.pop_back();
        }
        places_[place] = {from->id, from->position(), from->seen};
        of_mmsi_.set(vessel.mmsi.number(), place);
    }
    FlatMap of_mmsi_;  ///< -> place in places_
    std::vector<Place> places_;
    std::vector<std::uint32_t> free_;
};

}  // namespace vigia::detection
