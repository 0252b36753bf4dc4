#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A large vessel that stops dead: kind `sudden_stop` of docs/events.md. Source of the rule: Danish Maritime
/// Authority, AisAbnormal.
class SuddenStop {
  public:
    struct Limits {
        Metres length{50};
        MetresPerSecond from = from_knots(7), to = from_knots(1);
        Duration within = std::chrono::seconds(30);
        Duration held = std::chrono::seconds(60);
        MetresPerSecond ends_above = from_knots(2);
        template <class Visitor>
        void visit(Visitor& v) {
            v("length_m", length);
            v("from_kn", from);
            v("to_kn", to);
            v("within_s", within);
            v("held_s", held);
            v("ends_above_kn", ends_above);
        }
    };

    SuddenStop() = default;
    explicit SuddenStop(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Spell spell;         ///< since the first slow fix
        Time fast_until{};   ///< when its speed passed `from`, on a straight line between reports
        Duration took{};     ///< from then until it passed `to`
        MetresPerSecond fast{};
        bool really_fast = false;  ///< by the way between fixes too
        geo::Position at = geo::Position::of(0, 0);  ///< of the first slow fix
    };
    void leave(const model::Vessel& vessel, const Limits& limits);
    void stand(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out);
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    Marks marks_;  ///< slower than `from` since a moment ago, or told
    model::PerVessel<State> states_;
    struct Passed {
        geo::Position at = geo::Position::of(0, 0);
        Time seen{};
    };
    /// Two places of a fast run, ten seconds or more apart.
    struct Wake {
        Passed later, earlier;
    };
    void run_on(const model::Vessel& vessel, const Limits& limits);
    model::PerVessel<Wake> wakes_;
};

}  // namespace vigia::detection
