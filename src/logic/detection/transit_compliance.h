#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "logic/detection/ways.h"
#include "model/scene.h"

namespace vigia::detection {

/// A passage that takes too long, or a ship between the locks that came through none: kind `transit_compliance` of
/// docs/events.md.
class TransitCompliance {
  public:
    struct Limits {
        Metres length{50};
        Duration longest = std::chrono::hours(24);  ///< from the first lock to the sea side
        int fixes = 2;                              ///< between the locks, unexplained
        Duration silent = std::chrono::hours(3);    ///< a longer silence may hide a passage through the locks
        template <class Visitor>
        void visit(Visitor& v) {
            v("length_m", length);
            v("longest_h", longest);
            v("fixes_count", fixes);
            v("silent_h", silent);
        }
    };

    TransitCompliance() = default;
    explicit TransitCompliance(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        bool locked = false;      ///< has entered a lock since it was on the sea side
        bool known = false;       ///< no long silence since it was on the sea side
        Time sea_seen{}, entered{};
        FindingRef overdue = FindingRef::none, unexplained = FindingRef::none;
        int fixes = 0;
        Time between_since{};
    };
    void read(const model::Scene& scene);
    void at_sea(const model::Vessel& vessel, State& state, Time now, Findings& out);
    void between(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out) const;
    void tell_overdue(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out) const;
    void end(FindingRef& ref, const model::Vessel& vessel, Time ended, Time now, Findings& out) const;

    ByArea<Limits> limits_;
    std::uint32_t edition_ = 0;
    model::AreaSet sea_, between_, all_;  ///< all: with the locks
    Marks from_sea_;                      ///< seen on the sea side: there is a state
    Marks inside_;                        ///< and in a lock or between since
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
