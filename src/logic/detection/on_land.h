#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Positions where no vessel can float: kind `on_land` of docs/events.md.
class OnLand {
  public:
    struct Limits {
        Metres inland{500};  ///< from the drawn coast, by the chart's sheet of distances
        template <class Visitor>
        void visit(Visitor& v) {
            v("inland_m", inland);
        }
    };

    OnLand() = default;
    explicit OnLand(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Time since{};  ///< of the first fix inland
        FindingRef open{};
        bool inland = false;
    };
    void stop(const model::Vessel& vessel, State& state, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    model::PerVessel<State> states_;
    std::size_t inland_ = 0;  ///< vessels with a state: where there are none, most fixes cost one comparison
};

}  // namespace vigia::detection
