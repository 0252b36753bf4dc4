#pragma once
#include <array>
#include <cstdint>

#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A vessel that goes nowhere on open water: kind `loitering` of docs/events.md. Source: Global Fishing Watch.
class Loitering {
  public:
    static constexpr std::int64_t longest_minutes = 120;  ///< of `window`; a longer one is taken as this
    struct Limits {
        Metres off_coast = from_nautical_miles(3);
        MetresPerSecond mean = from_knots(2);
        Duration window = std::chrono::minutes(60);
        MetresPerSecond ends_above = from_knots(3);     ///< the mean over `ends_window`
        Duration ends_window = std::chrono::minutes(10);
        template <class Visitor>
        void visit(Visitor& v) {
            v("off_coast_nm", off_coast);
            v("mean_kn", mean);
            v("window_min", window);
            v("ends_above_kn", ends_above);
            v("ends_window_min", ends_window);
        }
    };

    Loitering() = default;
    explicit Loitering(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    /// The way made in each of the last minutes, so that the mean over a window costs next to nothing.
    struct Ways {
        std::array<std::uint16_t, longest_minutes + 1> decimetres{};
        std::int64_t minute = 0;  ///< of the newest
        double rest = 0;          ///< decimetres that fill no whole one yet
        void add(Time from, Time to, Metres way);
        [[nodiscard]] Metres over(Duration window, Time now) const;
    };
    struct State {
        Spell spell;  ///< since the other conditions hold
        Ways ways;
    };
    static Duration window_of(const Limits& limits);
    void tell(const model::Vessel& vessel, State& state, const Limits& limits, MetresPerSecond mean, Time now, Findings& out) const;
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    Marks marks_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
