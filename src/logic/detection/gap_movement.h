#pragma once
#include <algorithm>
#include <deque>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A way made unheard that does not fit the vessel: kind `gap_movement` of docs/events.md.
class GapMovement {
  public:
    struct Limits {
        Duration gap = std::chrono::minutes(30);
        MetresPerSecond under_way = from_knots(2);
        double too_fast_share = 1.3;   ///< of the fastest of its type
        double too_slow_share = 0.3;   ///< of its last speed
        Metres too_slow_way = from_nautical_miles(5);
        template <class Visitor>
        void visit(Visitor& v) {
            v("gap_min", gap);
            v("under_way_kn", under_way);
            v("too_fast_share", too_fast_share);
            v("too_slow_share", too_slow_share);
            v("too_slow_way_nm", too_slow_way);
        }
    };
    static constexpr std::size_t most_remembered = 256;  ///< findings that late reports may still withdraw

    GapMovement() = default;
    explicit GapMovement(ByArea<Limits> limits) { use(std::move(limits)); }
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) {
        limits_ = std::move(limits);
        least_ = limits_.usual.gap;
        for (const auto& [area, special] : limits_.special) least_ = std::min(least_, special.gap);
    }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void late(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);

  private:
    struct Told {
        model::Mmsi mmsi = model::Mmsi::of(0);
        Time from{}, to{};
        FindingRef ref{};
    };
    struct Way;
    void judge(const model::Scene& scene, const model::Vessel& vessel, const Way& way, Findings& out);

    ByArea<Limits> limits_;
    Duration least_ = limits_.usual.gap;  ///< of all limits: most fixes cost one comparison
    std::deque<Told> told_;
};

}  // namespace vigia::detection
