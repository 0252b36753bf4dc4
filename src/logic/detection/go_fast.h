#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A small craft at high speed: kind `go_fast` of docs/events.md.
class GoFast {
  public:
    struct Limits {
        MetresPerSecond speed = from_knots(25);
        MetresPerSecond night_speed = from_knots(20);  ///< between 18:00 and 06:00 local time (UTC-5)
        MetresPerSecond fastest = from_knots(60);      ///< above it is no craft on the water
        Duration held = std::chrono::minutes(2);
        MetresPerSecond ends_below = from_knots(15);
        Duration ends_after = std::chrono::minutes(1);
        template <class Visitor>
        void visit(Visitor& v) {
            v("speed_kn", speed);
            v("night_speed_kn", night_speed);
            v("fastest_kn", fastest);
            v("held_s", held);
            v("ends_below_kn", ends_below);
            v("ends_after_s", ends_after);
        }
    };

    GoFast() = default;
    explicit GoFast(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Time since{};  ///< of the run of fast fixes
        Time slow_since{};
        MetresPerSecond top{};
        FindingRef open{};
        bool running = false, slow = false;
    };
    void end(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out) const;

    ByArea<Limits> limits_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
