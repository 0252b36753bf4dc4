#pragma once
#include "logic/detection/slow_meeting.h"

namespace vigia::detection {

/// Two vessels alongside each other in an anchorage, without a permit of the operator's list: kind `tight_rendezvous` of docs/events.md.
class TightRendezvous : public SlowMeeting {
  public:
    struct Limits : SlowMeetingLimits {
        Limits() : SlowMeetingLimits{.distance = Metres{50}, .speed = from_knots(2), .held = std::chrono::minutes(10), .ends_beyond = Metres{100}} {}
    };
    TightRendezvous() : TightRendezvous(ByArea<Limits>{}) {}
    explicit TightRendezvous(const ByArea<Limits>& limits);
    /// Edited, as SlowMeeting::use.
    void use(const ByArea<Limits>& limits);
};

}  // namespace vigia::detection
