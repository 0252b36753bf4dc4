#pragma once
#include "logic/detection/slow_meeting.h"

namespace vigia::detection {

/// Two vessels that lie together in open water: kind `rendezvous` of docs/events.md.
class Rendezvous : public SlowMeeting {
  public:
    struct Limits : SlowMeetingLimits {
        Limits() : SlowMeetingLimits{.distance = Metres{250}, .speed = from_knots(2), .held = std::chrono::minutes(15), .ends_beyond = Metres{500}} {}
    };
    Rendezvous() : Rendezvous(ByArea<Limits>{}) {}
    explicit Rendezvous(const ByArea<Limits>& limits);
    /// Edited, as SlowMeeting::use.
    void use(const ByArea<Limits>& limits);
};

}  // namespace vigia::detection
