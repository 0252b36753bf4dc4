#pragma once
#include <deque>
#include <optional>
#include <vector>

#include "logic/detection/coverage_learner.h"
#include "logic/detection/findings.h"
#include "logic/detection/inside/arm.h"
#include "logic/detection/inside/namesakes.h"
#include "logic/detection/limits.h"

namespace vigia::detection {

/// A vessel under way that falls silent where it ought to be heard: kind `dark_activity` of docs/events.md. What
/// ought to be heard is learnt from the stream itself, by cell, class and receiver, and only receivers that work count.
class DarkActivity {
  public:
    struct Limits {
        Duration silent = std::chrono::minutes(10);
        double coverage_share = 0.9;
        Duration thin_silent = std::chrono::minutes(30);
        double thin_coverage_share = 0.7;
        int class_b_times = 3;  ///< as long
        int neighbours = 3;
        Metres neighbours_near = from_nautical_miles(10);
        Duration neighbours_within = std::chrono::minutes(3);
        template <class Visitor>
        void visit(Visitor& v) {
            v("silent_min", silent);
            v("coverage_share", coverage_share);
            v("thin_silent_min", thin_silent);
            v("thin_coverage_share", thin_coverage_share);
            v("class_b_times_count", class_b_times);
            v("neighbours_count", neighbours);
            v("neighbours_near_nm", neighbours_near);
            v("neighbours_within_s", neighbours_within);
        }
    };

    DarkActivity() = default;
    /// `learnt`: coverage known beforehand; the stream adds to it.
    explicit DarkActivity(ByArea<Limits> limits, model::Coverage learnt = {}) : limits_(std::move(limits)), learner_(std::move(learnt)) {}
    /// Edited: the limits hold from the next report on, for a silence that is waited for already when that wait ends.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }
    /// Before the first moment: coverage learnt up to `as_of` of another stream.
    void restore(model::Coverage learnt, Time as_of) { learner_ = CoverageLearner(std::move(learnt)), known_as_of_ = as_of; }

    void heard(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

    [[nodiscard]] const model::Coverage& coverage() const { return learner_.coverage(); }
    /// Coverage as it was known at the latest whole hour at which it had changed.
    [[nodiscard]] const LearntCoverage& hourly() const { return hourly_; }

  private:
    struct State {
        bool armed = false;     ///< a timer will look at it
        bool returned = false;  ///< its silence was told, and no fix has come since
        bool learnt = false;    ///< this silence has been learnt from
    };
    struct Silence {
        model::Mmsi mmsi = model::Mmsi::of(0);
        model::TrackId track{};
        Time last_heard{}, noticed{}, until{};
        FindingRef told{};
    };
    void judge(const model::Scene& scene, model::TrackId track, Time second, Findings& out);
    void wait(State& state, const model::Vessel& vessel, Time now, Time until);
    void give_up(State& state, const model::Vessel& vessel, const Limits& limits, Time second);
    void tell(const model::Vessel& vessel, double coverage, int neighbours, Time second, Findings& out);
    void hear_again(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void withdraw_late(const model::Moment& moment, Findings& out);
    [[nodiscard]] Duration patience(const model::Vessel& vessel, const Limits& limits, Duration usual) const;
    [[nodiscard]] double least_coverage(const model::Scene& scene, const model::Vessel& vessel, Time second, double needed) const;
    [[nodiscard]] int neighbours(const model::Scene& scene, const model::Vessel& vessel, const Limits& limits, Time second) const;

    ByArea<Limits> limits_;
    CoverageLearner learner_;
    std::optional<Time> known_as_of_;  ///< of the coverage that was known beforehand
    LearntCoverage hourly_;
    Namesakes namesakes_;
    model::PerVessel<State> states_;
    Timers<model::TrackId> timers_;
    FlatMap open_of_;               ///< MMSI -> place in open_
    std::vector<Silence> open_;
    std::vector<std::uint32_t> free_;
    std::deque<Silence> ended_;     ///< that late reports may still withdraw
};

}  // namespace vigia::detection
