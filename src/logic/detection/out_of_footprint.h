#pragma once
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/inside/arm.h"
#include "logic/detection/inside/footprint.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Heard by one receiver alone, from where it cannot hear: kind `out_of_footprint` of docs/events.md.
class OutOfFootprint {
  public:
    struct Limits {
        double reach_times_share = 1.5;  ///< of the distance that holds `part_share` of the receiver's reports
        double part_share = 0.95;        ///< not by area
        Metres least_reach = from_nautical_miles(10);
        Metres known_near = from_nautical_miles(5);
        double known_share = 0.002;      ///< of its reports from within `known_near`: it does hear from there
        int learnt_reports = 500;
        Duration learnt_for = std::chrono::hours(1);
        template <class Visitor>
        void visit(Visitor& v) {
            v("reach_times_share", reach_times_share);
            v("part_share", part_share);
            v("least_reach_nm", least_reach);
            v("known_near_nm", known_near);
            v("known_share", known_share);
            v("learnt_reports_count", learnt_reports);
            v("learnt_for_min", learnt_for);
        }
    };

    OutOfFootprint() = default;
    explicit OutOfFootprint(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void heard(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Time since{}, noticed{};
        Metres away{}, reach{};
        FindingRef open{};
        model::StationId station{};
        std::uint16_t fixes = 0;  ///< in a row, far away and heard by nobody else
        bool armed = false;
    };
    struct Ear {
        Footprint footprint;
        std::uint32_t turn = 0;  ///< counts reports, of which some are learnt
        Time first{};            ///< when it was first heard
    };
    Ear& ear_of(model::StationId station);
    void learn(Ear& ear, geo::Position at);
    void begin(const model::Vessel& vessel, State& state, Time now, Findings& out) const;
    void stop(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    std::vector<Ear> ears_;  ///< by station
    model::PerVessel<State> states_;
    std::size_t far_ = 0;    ///< vessels with fixes in a row
    Timers<model::TrackId> timers_;
};

}  // namespace vigia::detection
