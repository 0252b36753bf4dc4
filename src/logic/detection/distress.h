#pragma once
#include <optional>
#include <unordered_map>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Calls for help and tests of the devices that make them: kinds `distress` and `test_transmission` of docs/events.md. The
/// two are one detector, since a call is taken back when its device says within two minutes that it is being tested.
/// Never budgeted, suppressed or made to wait.
class Distress {
  public:
    struct Limits {
        Duration ends_after = std::chrono::minutes(15);  ///< without such a report
        template <class Visitor>
        void visit(Visitor& v) {
            v("ends_after_min", ends_after);
        }
    };
    struct TestLimits {
        Duration text_within = std::chrono::minutes(2);  ///< of a report, before or after it
        Duration ends_after = std::chrono::minutes(15);
        template <class Visitor>
        void visit(Visitor& v) {
            v("text_within_s", text_within);
            v("ends_after_min", ends_after);
        }
    };

    Distress() = default;
    Distress(ByArea<Limits> limits, ByArea<TestLimits> tests) : limits_(std::move(limits)), tests_(std::move(tests)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits, ByArea<TestLimits> tests) { limits_ = std::move(limits), tests_ = std::move(tests); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void status(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void text(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);

  private:
    struct Call {
        Time begun{}, last{};
        FindingRef ref{};
        bool placed = false;
        Duration ends_after{};
    };
    /// Of one MMSI: a device has no second segment for being carried by the sea.
    struct State {
        Call call, test;
        Time tested{};  ///< a text said that it is a test
    };
    struct Report {
        model::Party party;
        Time seen{}, now{};
        model::NavigationStatus status{};
        std::optional<geo::Position> where;
        const model::Vessel* vessel = nullptr;
    };
    static constexpr std::size_t most_callers = 10'000;

    void take(const Report& report, Findings& out);
    void call(State& state, const Report& report, Findings& out) const;
    void test(State& state, const Report& report, Findings& out) const;

    ByArea<Limits> limits_;
    ByArea<TestLimits> tests_;
    std::unordered_map<std::uint32_t, State> states_;  ///< by MMSI; only looked up in
    std::vector<std::uint32_t> callers_;               ///< the MMSIs in it, in order of their first call; at most most_callers
};

}  // namespace vigia::detection
