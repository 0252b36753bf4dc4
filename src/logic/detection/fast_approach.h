#pragma once
#include <cstdint>
#include <vector>

#include "geo/grid.h"
#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "logic/detection/pair_pool.h"
#include "logic/detection/sheet.h"
#include "model/scene.h"

namespace vigia::detection {

/// A small craft that makes straight for a structure or a protected vessel at speed: kind `fast_approach` of docs/events.md.
class FastApproach {
  public:
    struct Limits {
        MetresPerSecond speed = from_knots(12);
        Metres cpa{200};
        Duration tcpa = std::chrono::minutes(3);
        Duration held = std::chrono::seconds(10);
        MetresPerSecond ends_below = from_knots(8);
        template <class Visitor>
        void visit(Visitor& v) {
            v("speed_kn", speed);
            v("cpa_m", cpa);
            v("tcpa_s", tcpa);
            v("held_s", held);
            v("ends_below_kn", ends_below);
        }
    };

    FastApproach() = default;
    explicit FastApproach(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void said(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    static constexpr std::uint8_t is_craft = 1, is_protected = 2;
    static constexpr double grid_cell = 0.05;  ///< degrees
    struct Standing {
        geo::Position at = geo::Position::of(0, 0);
        Flat velocity;
        MetresPerSecond speed{};
        Time seen{};
        bool may = false;  ///< a craft of the kind, fast enough
    };
    struct State {
        Time since{};
        Time judged{};  ///< last, by fixes that stood
        FindingRef open{};
        bool running = false;
    };
    /// Structures are taken together.
    struct Ashore : State {
        std::size_t structure = 0;
    };
    using Pair = PairPool<State>::Pair;

    void search(const model::Vessel& vessel, const Standing& own, const Limits& limits);
    [[nodiscard]] Keep judge(const model::Scene& scene, Pair& pair, const Limits& limits, Findings& out);
    void judge_structures(const model::Scene& scene, const model::Vessel& vessel, const Standing& own, const Limits& limits, Findings& out);
    void end(State& state, model::Mmsi craft, Time ended, Time now, Findings& out) const;
    void cut(const model::Scene& scene, const model::Vessel& vessel, Time ended, Findings& out);

    ByArea<Limits> limits_;
    geo::Grid grid_{grid_cell};        ///< of protected vessels
    std::vector<std::uint8_t> known_;  ///< by slot: is_craft, is_protected
    std::vector<Standing> standing_;   ///< by slot, where known
    std::vector<Ashore> ashore_;       ///< by slot, of craft
    PairPool<State> pairs_;            ///< `one` is the craft
};

}  // namespace vigia::detection
