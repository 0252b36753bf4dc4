#pragma once
#include <cstdint>
#include <vector>

#include "logic/detection/cell_grid.h"
#include "logic/detection/findings.h"
#include "logic/detection/hull.h"
#include "logic/detection/limits.h"
#include "logic/detection/pair_pool.h"
#include "model/scene.h"

namespace vigia::detection {

/// For how long a moving vessel is carried on by its last fix.
inline constexpr Duration moving_fix_stands = std::chrono::seconds(90);

/// Two ships under way that will pass too close: kind `close_quarters` of docs/events.md. Each ship searches each 30 s, or
/// when its way has changed; a pair that may come to the limit is judged at each report of either. By course and speed,
/// never by heading.
class CloseQuarters {
  public:
    struct Limits {
        Metres length{50};
        MetresPerSecond speed = from_knots(3);
        Metres cpa = from_nautical_miles(0.5);           ///< both in open water
        Duration tcpa = std::chrono::minutes(15);
        Duration held = std::chrono::seconds(30);
        double ellipse_lengths_count = 2, ellipse_beams_count = 3;  ///< full axes, elsewhere
        Duration ellipse_ahead = std::chrono::minutes(3);
        Duration ellipse_held = std::chrono::seconds(20);
        double ends_beyond_share = 1.2;                  ///< of the limit of CPA or of the ellipse
        template <class Visitor>
        void visit(Visitor& v) {
            v("length_m", length);
            v("speed_kn", speed);
            v("cpa_nm", cpa);
            v("tcpa_min", tcpa);
            v("held_s", held);
            v("ellipse_lengths_count", ellipse_lengths_count);
            v("ellipse_beams_count", ellipse_beams_count);
            v("ellipse_ahead_s", ellipse_ahead);
            v("ellipse_held_s", ellipse_held);
            v("ends_beyond_share", ends_beyond_share);
        }
    };

    CloseQuarters() = default;
    explicit CloseQuarters(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void expect(model::VesselSlot slot) const;
    void said(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

    [[nodiscard]] std::size_t pairs() const { return pairs_.size(); }
    [[nodiscard]] std::uint64_t refused() const { return pairs_.refused; }

  private:
    /// How a pair is judged, by where the two are.
    enum class Sea : std::uint8_t { open, narrow };

    struct Velocity {
        float east = 0, north = 0;  ///< m/s
        [[nodiscard]] Flat flat() const { return {east, north}; }
    };
    struct Mover {
        model::VesselSlot slot = 0;
        float length = 0;  ///< metres
        geo::Position at = geo::Position::of(0, 0);
        Time seen{};
        Velocity velocity;
        Sea sea = Sea::open;
        bool may = false;
    };
    /// One line of memory, since with 100,000 ships each is far.
    struct alignas(64) Standing {
        Mover mover;
        Velocity searched_velocity;
        std::int32_t since_search = never;  ///< milliseconds, at `mover.seen`
    };
    static constexpr std::int32_t never = 1'000'000'000;
    struct State {
        Time since{};
        Time judged{};       ///< last, by fixes that stood
        Time clear_since{};  ///< of an open one: the first of the readings that would end it
        FindingRef open{};
        bool running = false, clear = false;
        Sea sea = Sea::open;
    };
    using Pair = PairPool<State>::Pair;
    /// Two ships at one instant.
    struct Meeting {
        Time at{};
        Approach approach;
        Flat apart, relative;  ///< of the second against the first
    };

    [[nodiscard]] static bool may_meet(const model::Vessel& vessel, const Limits& limits);
    void update(const model::Vessel& vessel, Standing& own, bool may) const;
    void search(const model::Scene& scene, const model::Vessel& vessel, Standing& own, const Limits& limits);
    [[nodiscard]] static bool comes_close(const Mover& own, const Mover& other, double scale, const Limits& limits);
    [[nodiscard]] static Meeting meeting(const Standing& one, const Standing& two);
    enum class Asked : std::uint8_t { whether_it_begins, whether_it_goes_on };
    [[nodiscard]] bool too_close(const model::Scene& scene, const Pair& pair, const Meeting& now, Sea sea, const Limits& limits, Asked asked) const;
    [[nodiscard]] Keep judge(const model::Scene& scene, Pair& pair, const Limits& limits, Findings& out);
    void begin(const model::Scene& scene, Pair& pair, const Meeting& now, const Limits& limits, Findings& out);
    void end(const model::Scene& scene, Pair& pair, Time ended, Findings& out);
    void cut(const model::Scene& scene, const model::Vessel& vessel, Time ended, Findings& out);

    static constexpr std::uint8_t in_grid = 1, has_pairs = 2;
    static constexpr double grid_cell = 0.2;  ///< degrees: 12 nm, so that a search reads few cells
    ByArea<Limits> limits_;
    CellGrid<Mover> grid_{grid_cell};  ///< as they were when they searched last
    std::vector<std::uint8_t> known_;  ///< by slot: in_grid, has_pairs
    std::vector<Standing> standing_;   ///< by slot, where known
    PairPool<State> pairs_;            ///< `one` has the lower MMSI
};

}  // namespace vigia::detection
