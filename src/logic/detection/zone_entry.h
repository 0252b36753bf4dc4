#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Into a watched zone, and out of one that tells it: kinds `zone_entry` and `zone_exit` of docs/events.md.
class ZoneEntry {
  public:
    static constexpr std::size_t most_zones = 4;  ///< that a vessel is in at once; more are not told, but counted
    struct Limits {
        int fixes = 2;             ///< inside, one after another
        double margin_share = 0.1; ///< of the zone's radius √(area/π), outside, before it counts as left
        template <class Visitor>
        void visit(Visitor& v) {
            v("fixes_count", fixes);
            v("margin_share", margin_share);
        }
    };

    ZoneEntry() = default;
    explicit ZoneEntry(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

    [[nodiscard]] std::uint64_t refused() const { return refused_; }

  private:
    struct Presence {
        model::AreaIndex zone = 0;
        bool used = false, entered = false;  ///< entered: it was outside before
        int fixes = 0;
        Time since{};
        FindingRef open = FindingRef::none;
    };
    using State = std::array<Presence, most_zones>;
    void read(const model::Scene& scene);
    void stay(const model::Scene& scene, const model::Vessel& vessel, Presence& presence, Findings& out) const;
    void come(const model::Vessel& vessel, State& state);
    void tell_entry(const model::Scene& scene, const model::Vessel& vessel, Presence& presence, Findings& out) const;
    void tell_exit(const model::Scene& scene, const model::Vessel& vessel, const Presence& presence, Metres margin, Findings& out) const;
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    std::uint32_t edition_ = 0;
    Time read_at_{};  ///< of a chart that came later than the first
    std::vector<model::AreaIndex> zones_;
    std::vector<Metres> radius_;  ///< of each of zones_
    std::uint64_t refused_ = 0;
    Marks marks_;
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
