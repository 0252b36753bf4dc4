#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "logic/detection/cell_grid.h"
#include "logic/detection/findings.h"
#include "logic/detection/hull.h"
#include "logic/detection/last_place.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A small craft that goes from the coast to a ship that waits, and back: kind `feeder` of docs/events.md.
class Feeder {
  public:
    static constexpr std::size_t most_met = 8;         ///< ships of one trip; the first count
    static constexpr std::size_t most_trips = 20'000;  ///< at one time
    struct Limits {
        Metres craft{15};
        Metres ship{50};
        Metres coast = from_nautical_miles(1);  ///< within it the craft is at the coast, beyond it a ship is offshore
        Metres distance{200};
        MetresPerSecond ship_speed = from_knots(5);
        Duration trip = std::chrono::hours(3);
        template <class Visitor>
        void visit(Visitor& v) {
            v("craft_m", craft);
            v("ship_m", ship);
            v("coast_nm", coast);
            v("distance_m", distance);
            v("ship_speed_kn", ship_speed);
            v("trip_h", trip);
        }
    };

    Feeder() = default;
    explicit Feeder(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    [[nodiscard]] std::uint64_t refused() const { return refused_; }

  private:
    struct Ship {
        model::VesselSlot slot = 0;
        geo::Position at = geo::Position::of(0, 0);
        float length = 0;
    };
    struct Met {
        model::Party ship;
        FixedText<48> called;
        Time at{};
        Metres closest{};
        MetresPerSecond slowest{};
    };
    struct Trip {
        Time left{};
        std::size_t count = 0;
        std::array<Met, most_met> met{};
    };
    void follow_craft(const model::Scene& scene, const model::Vessel& craft, const Limits& limits, Findings& out);
    void meet_ships(const model::Scene& scene, const model::Vessel& craft, Trip& trip, const Limits& limits);
    void tell(const model::Scene& scene, const model::Vessel& craft, const Trip& trip, const Limits& limits, Findings& out);
    Trip* start(model::VesselSlot slot, Time left);
    void stop(model::VesselSlot slot);
    void leave(model::VesselSlot slot);

    static constexpr double grid_cell = 0.008;    ///< degrees
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    ByArea<Limits> limits_;
    static constexpr double step = 30;            ///< metres that a ship moves before it is put anew
    CellGrid<Ship> ships_{grid_cell};             ///< slow and offshore or at anchor
    LastPlace put_;
    std::vector<std::uint8_t> waits_;             ///< by slot: whether it is in ships_
    std::vector<std::uint32_t> trip_of_;          ///< by slot
    std::vector<Trip> trips_;
    std::vector<std::uint32_t> free_;
    std::uint64_t refused_ = 0;
};

}  // namespace vigia::detection
