#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A ship at anchor whose anchor does not hold: kind `anchor_drag` of docs/events.md.
class AnchorDrag {
  public:
    struct Limits {
        MetresPerSecond lying = from_knots(0.5);          ///< below it the ship lies, and gives the middle of where it lies
        Duration lain = std::chrono::minutes(20);
        double lengths = 3;                               ///< radius of the circle in lengths of the ship …
        Metres least_radius{150};                         ///< … but at least this
        MetresPerSecond slowest = from_knots(0.5), fastest = from_knots(3);
        int fixes = 3;                                    ///< outside, one after another
        MetresPerSecond ends_below = from_knots(0.3);
        Duration ends_after = std::chrono::minutes(5);
        template <class Visitor>
        void visit(Visitor& v) {
            v("lying_kn", lying);
            v("lain_s", lain);
            v("lengths_share", lengths);
            v("least_radius_m", least_radius);
            v("slowest_kn", slowest);
            v("fastest_kn", fastest);
            v("fixes_count", fixes);
            v("ends_below_kn", ends_below);
            v("ends_after_s", ends_after);
        }
    };

    AnchorDrag() = default;
    explicit AnchorDrag(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Spell spell;               ///< of the fixes outside
        Time lying_since{}, resting_since{};
        bool laid = false, resting = false;
        double latitude = 0, longitude = 0;  ///< the mean of where it lay
        std::int64_t lain = 0, outside = 0;  ///< fixes
    };
    void lie(const model::Vessel& vessel, State& state, const Limits& limits);
    void watch(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out);
    void drag(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out);
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);
    static bool rested(const model::Vessel& vessel, State& state, MetresPerSecond below, Duration span);

    ByArea<Limits> limits_;
    Marks marks_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
