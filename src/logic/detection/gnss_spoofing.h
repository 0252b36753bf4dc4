#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/inside/cluster.h"
#include "logic/detection/inside/namesakes.h"
#include "logic/detection/limits.h"

namespace vigia::detection {

/// Several vessels that jump to one place, or go round circles side by side: kind `gnss_spoofing` of docs/events.md.
/// Works across the segments of one MMSI.
class GnssSpoofing {
  public:
    struct Limits {
        Duration within = std::chrono::minutes(10);
        int vessels = 3;
        Metres jump = from_nautical_miles(2);
        MetresPerSecond jump_speed = from_knots(60);
        Metres same_place = from_nautical_miles(0.5);
        Metres circles_near = from_nautical_miles(5);
        Metres least_radius = from_nautical_miles(0.1);
        Metres most_radius = from_nautical_miles(2);
        Duration longest_turn = std::chrono::minutes(30);
        double speed_share = 0.2;  ///< by which the speed on a circle may vary around its mean, noise included
        Duration quiet = std::chrono::minutes(30);  ///< without a sign, after which it has ended; not by area
        template <class Visitor>
        void visit(Visitor& v) {
            v("within_min", within);
            v("vessels_count", vessels);
            v("jump_nm", jump);
            v("jump_speed_kn", jump_speed);
            v("same_place_nm", same_place);
            v("circles_near_nm", circles_near);
            v("least_radius_nm", least_radius);
            v("most_radius_nm", most_radius);
            v("longest_turn_min", longest_turn);
            v("speed_share", speed_share);
            v("quiet_min", quiet);
        }
    };

    GnssSpoofing() = default;
    explicit GnssSpoofing(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    /// A turn to one side, as far as it has gone.
    struct Turn {
        Time since{};
        double turned = 0;  ///< degrees, to starboard
        double north = 0, east = 0, speeds = 0;  ///< sums of degrees and m/s of the fixes
        double slowest = 0, fastest = 0;
        std::uint32_t fixes = 0;  ///< 0: not turning
    };
    enum class Sign : std::uint8_t { jump, circle };

    void look_at_jump(const model::Scene& scene, const model::Vessel& vessel, const Namesakes::Jump& jump, Findings& out);
    void look_at_turn(const model::Scene& scene, const model::Vessel& vessel, const Limits& limits, Findings& out);
    void full_turn(const model::Scene& scene, const model::Vessel& vessel, const Turn& turn, const Limits& limits, Findings& out);
    static void begin_turn(const model::Vessel& vessel, Turn& turn);
    void tell(Cluster::Open& open, Sign sign, const Limits& limits, Time now, Findings& out) const;

    ByArea<Limits> limits_;
    Namesakes namesakes_;
    model::PerVessel<Turn> turns_;
    Cluster jumps_, circles_;
};

}  // namespace vigia::detection
