#pragma once
#include <cstdint>
#include <vector>

#include "logic/detection/findings.h"
#include "model/scene.h"

namespace vigia::detection {

/// A behaviour of one vessel that must last before it is told, and that is told once.
struct Spell {
    Time since{};
    FindingRef open = FindingRef::none;
    bool running = false;

    [[nodiscard]] bool told() const { return open != FindingRef::none; }
    /// Ends what was told, if anything was, and forgets the rest.
    void end(model::EventKind kind, const model::Vessel& vessel, Time ended, Time now, Findings& out) {
        if (told()) out.end(open, kind, vessel.mmsi, ended, now);
        *this = {};
    }
};

/// A mark for each vessel slot, one byte: whether a detector keeps anything of that vessel. Most vessels lie still
/// or are of no concern; a look at the mark spares them the walk to their state. A mark left by a vessel that
/// has gone costs one such walk and no more, since PerVessel begins anew.
class Marks {
  public:
    [[nodiscard]] bool on(const model::Vessel& vessel) const { return vessel.slot < marks_.size() && marks_[vessel.slot] != 0; }
    void set(const model::Vessel& vessel, bool on) {
        if (vessel.slot >= marks_.size()) marks_.resize(vessel.slot + 1);
        marks_[vessel.slot] = on ? 1 : 0;
    }
    /// Calls `f(slot)` for each slot that is marked; `f` may change marks of slots that there are.
    template <class F>
    void each(F&& f) {
        for (std::size_t i = 0; i < marks_.size(); ++i)
            if (marks_[i] != 0) f(static_cast<model::VesselSlot>(i));
    }

  private:
    std::vector<std::uint8_t> marks_;
};

}  // namespace vigia::detection
