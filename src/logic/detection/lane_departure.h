#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "logic/detection/ways.h"
#include "model/scene.h"

namespace vigia::detection {

/// A ship that leaves the channel it kept to: kind `lane_departure` of docs/events.md.
class LaneDeparture {
  public:
    struct Limits {
        Metres length{50};
        MetresPerSecond speed = from_knots(3);
        Duration kept = std::chrono::minutes(5);    ///< within the half width, before
        double half_widths_share = 2;               ///< farther than this from the middle line …
        Metres reach = from_nautical_miles(2);      ///< … and less than this
        Degrees course{45};                         ///< at most this off the line, either way
        Duration held = std::chrono::minutes(3);
        template <class Visitor>
        void visit(Visitor& v) {
            v("length_m", length);
            v("speed_kn", speed);
            v("kept_s", kept);
            v("half_widths_share", half_widths_share);
            v("reach_nm", reach);
            v("course_deg", course);
            v("held_s", held);
        }
    };

    LaneDeparture() = default;
    explicit LaneDeparture(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Spell spell;         ///< of being out
        Time keeping_since{};
        bool keeping = false, kept = false;  ///< within the half width now; for long enough, some time
        Ways::Hint hint;
    };
    void out_of_it(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out);
    void tell(const model::Scene& scene, const model::Vessel& vessel, State& state, const Ways::Beside& line, const Limits& limits, Findings& out) const;
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    std::uint32_t edition_ = 0;
    Ways ways_;
    Marks marks_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
