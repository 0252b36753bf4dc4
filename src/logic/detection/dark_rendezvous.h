#pragma once
#include <cstdint>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A vessel that behaves as if it met somebody whom nobody hears: kind `dark_rendezvous` of docs/events.md.
class DarkRendezvous {
  public:
    struct Limits {
        Metres off_coast = from_nautical_miles(5);
        MetresPerSecond fast = from_knots(6);
        Duration fast_held = std::chrono::minutes(10);
        Duration slowing = std::chrono::minutes(30);  ///< from the end of the fast run to the slow one
        MetresPerSecond slow = from_knots(3);
        Duration slow_held = std::chrono::minutes(15);
        Metres alone{500};
        MetresPerSecond ends_above = from_knots(4);
        template <class Visitor>
        void visit(Visitor& v) {
            v("off_coast_nm", off_coast);
            v("fast_kn", fast);
            v("fast_held_min", fast_held);
            v("slowing_min", slowing);
            v("slow_kn", slow);
            v("slow_held_min", slow_held);
            v("alone_m", alone);
            v("ends_above_kn", ends_above);
        }
    };

    DarkRendezvous() = default;
    explicit DarkRendezvous(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void expect(model::VesselSlot slot) const {
        if (slot < known_.size() && known_[slot] != 0) __builtin_prefetch(&states_[slot]);
    }
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct alignas(64) State {  // one line of memory
        Time fast_since{};
        Time fast_until{};   ///< the last fix of a fast run that was long enough
        Time slow_since{};
        MetresPerSecond top{};
        FindingRef open{};
        bool fast = false, was_fast = false, slow = false;
    };
    void follow(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out);
    void begin(const model::Scene& scene, const model::Vessel& vessel, State& state, const Limits& limits, Findings& out);
    void end(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out) const;

    ByArea<Limits> limits_;
    std::vector<std::uint8_t> known_;  ///< by slot: whether a state is kept
    std::vector<State> states_;        ///< by slot, where known
};

}  // namespace vigia::detection
