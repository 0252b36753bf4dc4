#pragma once
#include <optional>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/inside/spell.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// Against the traffic in a lane of a separation scheme: kind `wrong_way` of docs/events.md. Rule 10(b)(i) of COLREG.
class WrongWay {
  public:
    struct Limits {
        MetresPerSecond speed = from_knots(3);
        Degrees against{120};  ///< more than this off the lane's direction
        Degrees turned{100};   ///< at most this ends it
        Duration held = std::chrono::minutes(2);
        template <class Visitor>
        void visit(Visitor& v) {
            v("speed_kn", speed);
            v("against_deg", against);
            v("turned_deg", turned);
            v("held_s", held);
        }
    };

    WrongWay() = default;
    explicit WrongWay(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct Lane {
        Degrees off{};  ///< the course off its direction
        model::AreaIndex area = 0;
    };
    void read(const model::Scene& scene);
    [[nodiscard]] std::optional<Lane> kindest(const model::Scene& scene, const model::Vessel& vessel) const;
    void forget(const model::Vessel& vessel, Spell& spell, Time ended, Time now, Findings& out);

    ByArea<Limits> limits_;
    std::uint32_t edition_ = 0;
    std::vector<model::AreaIndex> lanes_;
    Marks marks_;
    model::PerVessel<Spell> states_;
};

}  // namespace vigia::detection
