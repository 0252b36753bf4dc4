#pragma once
#include <vector>

#include "base/flat_map.h"
#include "logic/detection/findings.h"
#include "logic/detection/inside/arm.h"
#include "logic/detection/inside/namesakes.h"
#include "logic/detection/limits.h"

namespace vigia::detection {

/// A vessel that is suddenly elsewhere: kind `impossible_jump` of docs/events.md. Works across the segments of one MMSI.
class ImpossibleJump {
  public:
    struct Limits {
        Metres way = from_nautical_miles(2);
        MetresPerSecond speed = from_knots(60);
        Duration within = std::chrono::minutes(30);
        Duration quiet = std::chrono::minutes(30);  ///< without a jump, after which the event has ended; not by area
        template <class Visitor>
        void visit(Visitor& v) {
            v("way_nm", way);
            v("speed_kn", speed);
            v("within_min", within);
            v("quiet_min", quiet);
        }
    };

    ImpossibleJump() = default;
    explicit ImpossibleJump(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct Jumping {
        model::Mmsi mmsi = model::Mmsi::of(0);
        Time begun{}, last{}, last_heard{};
        std::int64_t jumps = 0;
        FindingRef open{};
    };
    void tell(const model::Scene& scene, const model::Vessel& vessel, const Namesakes::Jump& jump, Jumping& jumping, Findings& out);
    void end(std::uint32_t place, Time now, Findings& out);

    ByArea<Limits> limits_;
    Namesakes namesakes_;
    FlatMap of_mmsi_;  ///< -> place in jumping_
    std::vector<Jumping> jumping_;
    std::vector<std::uint32_t> free_;
    Timers<std::uint32_t> timers_;  ///< by MMSI
};

}  // namespace vigia::detection
