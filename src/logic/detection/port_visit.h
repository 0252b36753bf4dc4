#pragma once
#include <optional>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A vessel comes to rest in or near a harbour: kind `port_visit` of docs/events.md. Source: Global Fishing Watch,
/// pipe-anchorages.
class PortVisit {
  public:
    struct Limits {
        MetresPerSecond under_way = from_knots(0.5);  ///< seen faster than this before; ends above it …
        MetresPerSecond stopped = from_knots(0.2);
        Metres near{3000}, far{4000};                 ///< … and beyond `far` from the harbour
        template <class Visitor>
        void visit(Visitor& v) {
            v("under_way_kn", under_way);
            v("stopped_kn", stopped);
            v("near_m", near);
            v("far_m", far);
        }
    };

    PortVisit() = default;
    explicit PortVisit(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        FindingRef open = FindingRef::none;
        model::AreaIndex port = 0;
    };
    struct Port {
        model::AreaIndex area = 0;
        geo::Box box;  ///< around the harbour
    };
    struct Close {
        model::AreaIndex area = 0;
        Metres away{};
    };
    void read(const model::Scene& scene);
    [[nodiscard]] std::optional<Close> closest(const model::Scene& scene, const model::Vessel& vessel, Metres reach) const;
    void stop(const model::Scene& scene, const model::Vessel& vessel, const Limits& limits, Findings& out);
    void forget(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    std::uint32_t edition_ = 0;
    std::vector<Port> ports_;
    Marks moved_;  ///< it was under way since it last stopped
    Marks marks_;  ///< it visits
    model::PerVessel<State> states_;
};

}  // namespace vigia::detection
