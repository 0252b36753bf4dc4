#pragma once
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Too close to a dam, bridge or lock from outside the channel: kind `site_approach` of docs/events.md.
class SiteApproach {
  public:
    struct Limits {
        Metres dam{150}, bridge{100}, lock{100};  ///< from the hull
        MetresPerSecond speed = from_knots(1);
        int fixes = 2;
        double ends_share = 1.3;                  ///< of the distance
        template <class Visitor>
        void visit(Visitor& v) {
            v("dam_m", dam);
            v("bridge_m", bridge);
            v("lock_m", lock);
            v("speed_kn", speed);
            v("fixes_count", fixes);
            v("ends_share", ends_share);
        }
    };

    SiteApproach() = default;
    explicit SiteApproach(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits), edition_ = 0; }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Spell spell;
        std::size_t structure = 0;
        int fixes = 0;
    };
    struct Close {
        std::size_t structure = 0;
        Metres away{}, limit{};
    };
    void read(const model::Scene& scene);
    [[nodiscard]] Close closest(const model::Scene& scene, const model::Vessel& vessel, const Limits& limits) const;
    [[nodiscard]] bool may_be_near(const model::Vessel& vessel) const;
    void tell(const model::Scene& scene, const model::Vessel& vessel, State& state, const Close& close, Findings& out) const;
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    std::uint32_t edition_ = 0;
    std::vector<geo::Box> boxes_;  ///< around each structure, as far as any hull or limit reaches
    geo::Box all_{0, 0, 0, 0};
    Marks marks_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
