#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A large vessel that moves across its heading: kind `drift` of docs/events.md. Source of rule and limits:
/// Danish Maritime Authority, AisAbnormal.
class Drift {
  public:
    struct Limits {
        Metres length{50};
        MetresPerSecond slowest = from_knots(1), fastest = from_knots(5);
        Degrees across{45};  ///< least angle between course and heading, and course and the heading's reciprocal
        Duration held = std::chrono::minutes(10);
        Metres way{500};
        Duration miss = std::chrono::minutes(1);
        template <class Visitor>
        void visit(Visitor& v) {
            v("length_m", length);
            v("slowest_kn", slowest);
            v("fastest_kn", fastest);
            v("across_deg", across);
            v("held_s", held);
            v("way_m", way);
            v("miss_s", miss);
        }
    };

    Drift() = default;
    explicit Drift(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Spell spell;
        geo::Position from = geo::Position::of(0, 0);
        Time last{};  ///< the last fix across
        std::int64_t points = 0;
    };
    void end(const model::Vessel& vessel, State& state, Time now, Findings& out);
    void tell(const model::Vessel& vessel, State& state, const Limits& limits, Metres way, Time now, Findings& out) const;

    ByArea<Limits> limits_;
    Marks marks_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
