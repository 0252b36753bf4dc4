#pragma once
#include <memory>
#include <vector>

#include "model/coverage.h"
#include "model/scene.h"

namespace vigia::detection {

/// Coverage as it was known when an hour of the stream began.
struct LearntCoverage {
    Time as_of{};
    std::shared_ptr<const model::Coverage> table;  ///< null before the first hour
};

/// Learns from the stream how well vessels under way are heard where, and by whom; knows which receivers work. Only what is
/// sure is learnt: a minute unheard counts when the vessel was heard before and after it and a receiver that
/// heard it worked all the time. Besides some minutes by reckoning before it was first heard and after it was lost, since
/// nothing else tells of the edge of coverage. Memory: some 24 bytes a vessel.
class CoverageLearner {
  public:
    static constexpr Duration deaf_after = std::chrono::minutes(3);  ///< silence after which a receiver is not trusted
    static constexpr int most_unheard = 2;    ///< minutes learnt of one gap: one vessel's long silence is no fault of the water
    static constexpr int at_edge = 10;        ///< minutes learnt by reckoning
    static constexpr int of_dark = 2;         ///< minutes learnt of a silence that was told as an event

    CoverageLearner() = default;
    explicit CoverageLearner(model::Coverage learnt) : coverage_(std::move(learnt)), ears_(coverage_.receivers().size()) {}

    /// A report of any kind. Cost: some 5 ns.
    void heard(const model::Vessel& vessel, const model::Moment& moment);
    /// A new fix; `unheard`: most minutes to learn of the gap before it.
    void fix(const model::Vessel& vessel, int unheard);
    /// A vessel has not been heard for so long that it is lost.
    void lost(const model::Vessel& vessel, int minutes);

    /// Receivers that are heard now and have been since then.
    [[nodiscard]] model::ReceiverSet alive(Time since, Time now) const;
    [[nodiscard]] const model::Coverage& coverage() const { return coverage_; }

    [[nodiscard]] static model::Coverage::Class class_of(const model::Vessel& vessel) {
        return vessel.transceiver == model::Transceiver::class_b ? model::Coverage::Class::b : model::Coverage::Class::a;
    }
    /// Whether its minutes count: at least 2 kn, and not at rest by its status.
    [[nodiscard]] static bool under_way(const model::Fix& fix);

  private:
    struct Minute {
        model::ReceiverSet by = 0;  ///< who heard the vessel in it
        std::int32_t minute = 0;    ///< since 1970; 0: none
    };
    struct Ear {
        Time since{}, last{};  ///< without a silence longer than `deaf_after`
    };
    void between(const model::Vessel& vessel, model::ReceiverSet by, int minutes, int unheard);
    void appeared(const model::Vessel& vessel, int minutes);
    unsigned number_of(const model::Moment& moment);

    model::Coverage coverage_;
    std::vector<Ear> ears_{1};  ///< by number of receiver
    model::PerVessel<Minute> minutes_;
    Time first_{};              ///< of the stream
    std::uint32_t last_code_ = 0xFFFFFFFF;  ///< of the receiver that was asked for last
    unsigned last_number_ = 0;
};

}  // namespace vigia::detection
