#pragma once
#include <array>

#include "logic/detection/findings.h"
#include "logic/detection/inside/cluster.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Several vessels near each other lose good positions at once: kind `gnss_jamming` of docs/events.md.
class GnssJamming {
  public:
    struct Limits {
        Duration within = std::chrono::minutes(10);
        Metres near = from_nautical_miles(10);
        int vessels = 3;
        int lost_reports = 2;  ///< in a row
        Duration quiet = std::chrono::minutes(10);  ///< without a bad report, after which it has ended; not by area
        template <class Visitor>
        void visit(Visitor& v) {
            v("within_min", within);
            v("near_nm", near);
            v("vessels_count", vessels);
            v("lost_reports_count", lost_reports);
            v("quiet_min", quiet);
        }
    };

    GnssJamming() = default;
    explicit GnssJamming(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void status(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);

  private:
    static constexpr std::size_t good_needed = 3;
    struct State {
        std::array<Time, good_needed> good{};  ///< fixes of high accuracy; `next` is the oldest
        Time bad_since{}, last_bad{};
        std::uint8_t next = 0;
        std::uint8_t bad = 0;  ///< reports in a row; stays at 255
        bool was_good = false; ///< when they began
    };
    void lost(const model::Scene& scene, const model::Vessel& vessel, State& state, Time seen, Findings& out);
    void tell(Cluster::Open& open, const Limits& limits, Time now, Findings& out) const;

    ByArea<Limits> limits_;
    model::PerVessel<State> states_;
    Cluster cluster_;
};

}  // namespace vigia::detection
