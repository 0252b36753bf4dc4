#pragma once
#include <cstdint>
#include <vector>

#include "geo/grid.h"
#include "logic/detection/findings.h"
#include "logic/detection/hull.h"
#include "logic/detection/last_place.h"
#include "logic/detection/limits.h"
#include "logic/detection/pair_pool.h"
#include "model/scene.h"

namespace vigia::detection {

/// For how long a fix shows where a slow vessel is: two reports of a ship at anchor (3 min) lost, and some slack.
inline constexpr Duration slow_fix_stands = std::chrono::minutes(7);

/// The limits of two vessels that lie together.
struct SlowMeetingLimits {
    Metres distance{};          ///< between hulls
    MetresPerSecond speed{};
    Duration held{};
    Duration longest_break = std::chrono::seconds(60);
    Metres ends_beyond{};
    MetresPerSecond ends_above = from_knots(3);
    template <class Visitor>
    void visit(Visitor& v) {
        v("distance_m", distance);
        v("speed_kn", speed);
        v("held_s", held);
        v("longest_break_s", longest_break);
        v("ends_beyond_m", ends_beyond);
        v("ends_above_kn", ends_above);
    }
};

/// What rendezvous and tight_rendezvous have in common: two slow vessels close to each other for long enough. Only slow
/// vessels in the right waters are looked for; a vessel looks around when it becomes one of them and each time that it has
/// moved by `step`, and hulls are worked out for those near to each other alone. So a fleet that lies costs next to nothing.
class SlowMeeting {
  public:
    enum class Waters : std::uint8_t { open, anchorage };
    /// Whether vessels on the operator's list of permits are left alone.
    enum class Permits : std::uint8_t { do_not_count, count };
    struct Rule {
        model::EventKind kind{};
        Waters waters = Waters::open;
        Permits permits = Permits::do_not_count;
        const model::Words* words = nullptr;         ///< of two hulls
        const model::Words* point_words = nullptr;  ///< where one of them is a point
    };
    SlowMeeting(const Rule& rule, ByArea<SlowMeetingLimits> limits);
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<SlowMeetingLimits> limits);

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void said(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

    [[nodiscard]] std::size_t pairs() const { return pairs_.size(); }
    [[nodiscard]] std::uint64_t refused() const { return pairs_.refused; }

  private:
    static constexpr double step = 20;            ///< metres
    static constexpr double longest_reach = 400;  ///< metres from an antenna to the end of the longest hull
    static constexpr std::uint8_t in_grid = 1, has_pairs = 2;

    struct Standing {
        Hull hull;
        Flat velocity;
        MetresPerSecond speed{};
        Time seen{};
        double reach = 0;  ///< metres from the antenna to the farthest corner
        geo::Position antenna = geo::Position::of(0, 0);
        bool may = false;
    };
    struct State {
        Time since{}, broken_since{};
        Time judged{};        ///< last, by fixes that stood
        FindingRef open{};
        float closest = 0;
        bool running = false, broken = false;
    };
    using Pair = PairPool<State>::Pair;

    [[nodiscard]] bool may_meet(const model::Scene& scene, const model::Vessel& vessel, const SlowMeetingLimits& limits) const;
    [[nodiscard]] static Standing standing_of(const model::Vessel& vessel, bool may);
    void search(const model::Scene& scene, const model::Vessel& vessel, const SlowMeetingLimits& limits);
    void leave_grid(model::VesselSlot slot);
    void cut(const model::Scene& scene, const model::Vessel& vessel, Time ended, Findings& out);
    [[nodiscard]] Keep judge(const model::Scene& scene, Pair& pair, const SlowMeetingLimits& limits, Findings& out);
    void go_on(const model::Scene& scene, Pair& pair, Time at, Time oldest, Metres apart, const SlowMeetingLimits& limits, Findings& out);
    void begin(const model::Scene& scene, Pair& pair, Time at, Metres apart, const SlowMeetingLimits& limits, Findings& out);
    void end(const model::Scene& scene, Pair& pair, Time ended, Findings& out);

    Rule rule_;
    ByArea<SlowMeetingLimits> limits_;
    geo::Grid grid_;                   ///< of those that may meet, where they searched last
    LastPlace searched_;
    std::vector<std::uint8_t> known_;  ///< by slot: in_grid, has_pairs
    std::vector<Standing> standing_;   ///< by slot, of those that have pairs
    PairPool<State> pairs_;            ///< `one` has the lower MMSI
};

}  // namespace vigia::detection
