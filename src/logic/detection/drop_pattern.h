#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A vessel that breaks off its way, dwells and goes on as before, and a craft that comes to the place later: kind
/// `drop_pattern` of docs/events.md.
class DropPattern {
  public:
    static constexpr std::size_t most_drops = 64;   ///< places watched at one time; the oldest goes
    static constexpr std::size_t most_visits = 16;  ///< visitors of one place at one time
    struct Limits {
        Metres off_coast = from_nautical_miles(3);
        Degrees steady_course{10};
        MetresPerSecond steady_speed = from_knots(6);
        Duration steady = std::chrono::minutes(10);
        Duration breaking = std::chrono::minutes(10);  ///< from the steady run to the dwell
        MetresPerSecond slow = from_knots(3);          ///< of the dwell's beginning, and of the visitor
        Degrees turn{90};
        Duration shortest_dwell = std::chrono::minutes(5), longest_dwell = std::chrono::minutes(30);
        Metres near = from_nautical_miles(1);
        Degrees same_course{20};
        double same_speed_share = 0.2;
        Duration goes_on = std::chrono::minutes(5);
        Duration stay = std::chrono::minutes(5);
        Duration within = std::chrono::hours(12);
        template <class Visitor>
        void visit(Visitor& v) {
            v("off_coast_nm", off_coast);
            v("steady_course_deg", steady_course);
            v("steady_speed_kn", steady_speed);
            v("steady_min", steady);
            v("breaking_min", breaking);
            v("slow_kn", slow);
            v("turn_deg", turn);
            v("shortest_dwell_min", shortest_dwell);
            v("longest_dwell_min", longest_dwell);
            v("near_nm", near);
            v("same_course_deg", same_course);
            v("same_speed_share", same_speed_share);
            v("goes_on_min", goes_on);
            v("stay_min", stay);
            v("within_h", within);
        }
    };

    DropPattern() = default;
    explicit DropPattern(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void expect(model::VesselSlot slot) const {
        if (slot < known_.size() && known_[slot] != 0) __builtin_prefetch(&states_[slot]);
    }
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

    [[nodiscard]] std::size_t drops() const { return drops_.size(); }
    [[nodiscard]] std::uint64_t refused() const { return refused_; }

  private:
    /// The way that a vessel keeps.
    struct Cruise {
        float first_course = 0, course = 0;  ///< degrees
        float speed = 0;                     ///< m/s
        bool running = false;
        Time since{};
    };
    /// The last way that was kept for long enough.
    struct Before {
        float course = 0, speed = 0;
        Time until{};
        bool known = false;
    };
    struct Dwell {
        geo::Position place = geo::Position::of(0, 0);
        Time since{}, resumed{};
        bool resuming = false;
    };
    struct alignas(64) State {  // one line of memory
        Cruise cruise;
        Before before;   ///< the dwell's too: kept while it runs
        bool dwells = false;  ///< then there is one in dwells_
    };
    struct Visit {
        model::TrackId id{};
        Time since{}, last{};
        std::uint32_t fixes = 0;  ///< of the vessel, at the last fix that fits
    };
    struct Drop {
        model::Party dropper;
        FixedText<48> called;
        geo::Position place = geo::Position::of(0, 0);
        Time begun{}, ended{};
        Degrees course{};
        Metres off_coast{};
        std::array<Visit, most_visits> visits{};
        std::size_t count = 0;
    };

    void follow(const model::Vessel& vessel, State& state, const Limits& limits);
    static void keep_way(const model::Vessel& vessel, State& state, const Limits& limits);
    void dwell(const model::Vessel& vessel, State& state, const Limits& limits);
    void add_drop(const model::Vessel& vessel, const Before& before, const Dwell& dwell);
    void visit(const model::Scene& scene, const model::Vessel& vessel, const Limits& limits, Findings& out);
    [[nodiscard]] Visit* visit_of(Drop& drop, const model::Vessel& vessel);
    void tell(const model::Scene& scene, const Drop& drop, const Visit& visit, const model::Vessel& visitor, Metres away, const Limits& limits, Findings& out) const;

    ByArea<Limits> limits_;
    std::vector<std::uint8_t> known_;  ///< by slot: whether a state is kept
    std::vector<State> states_;        ///< by slot, where known
    model::PerVessel<Dwell> dwells_;   ///< apart, since few dwell
    std::vector<Drop> drops_;          ///< oldest first
    std::uint64_t refused_ = 0;
};

}  // namespace vigia::detection
