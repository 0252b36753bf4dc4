#pragma once
#include <optional>

#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Faster than an area allows: kind `speeding` of docs/events.md. The limits of speed are the chart's.
class Speeding {
  public:
    struct Limits {
        MetresPerSecond over = from_knots(1);  ///< more than this above the area's limit
        Duration held = std::chrono::seconds(60);
        template <class Visitor>
        void visit(Visitor& v) {
            v("over_kn", over);
            v("held_s", held);
        }
    };

    Speeding() = default;
    explicit Speeding(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Spell spell;
        MetresPerSecond top{};
    };
    struct InForce {
        MetresPerSecond limit{};
        model::AreaIndex area = 0;
    };
    void read(const model::Scene& scene);
    [[nodiscard]] std::optional<InForce> in_force(const model::Scene& scene, const model::Vessel& vessel) const;
    void tell(const model::Scene& scene, const model::Vessel& vessel, State& state, const InForce& force, const Limits& limits, Findings& out) const;
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    std::uint32_t edition_ = 0;  ///< of the chart that the next two come from
    model::AreaSet limited_;     ///< the areas with a limit
    MetresPerSecond lowest_{};   ///< of all limits
    Marks marks_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
