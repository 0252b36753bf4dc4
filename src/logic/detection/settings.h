#pragma once
#include <bitset>

#include "logic/detection/group_meeting.h"
#include "logic/detection/group_movement.h"
#include "logic/detection/group_radio.h"
#include "logic/detection/group_said.h"
#include "model/event.h"

namespace vigia::detection {

/// What an operator may set of judgement. Each family lists its kinds by name, each kind its limits (limits.h), so that
/// one piece of code reads them and one prints them.
struct Settings {
    RadioLimits radio;
    MeetingLimits meetings;
    MovementLimits movement;
    SaidLimits said;
    std::bitset<model::event_kinds> off;  ///< kinds that are not told, by EventKind

    /// `v(name of the kind, ByArea<Limits>&)` for each.
    template <class Visitor>
    void visit(Visitor& v) {
        radio.visit(v);
        meetings.visit(v);
        movement.visit(v);
        said.visit(v);
    }
};

}  // namespace vigia::detection
