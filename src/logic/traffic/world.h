#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "base/result.h"
#include "base/time.h"
#include "logic/traffic/cue.h"
#include "logic/traffic/scenario.h"
#include "logic/traffic/vessel.h"
#include "logic/traffic/waters.h"

namespace vigia::traffic {

/// A place in the table of vessels; used again after a vessel has left.
using Slot = std::uint32_t;

/// Something that happened to a vessel at a manoeuvre.
struct Change {
    enum class Kind : std::uint8_t { appeared, manoeuvred, left };
    Kind kind = Kind::manoeuvred;
    Slot slot = 0;
};

/// What was counted since the start of the scenario (its warm-up included).
struct Tally {
    std::uint64_t transits = 0, panamax = 0, neopanamax = 0;  ///< ships that left their last lock
    std::uint64_t slots_unused = 0;   ///< transit slots for which no ship waited
    std::uint64_t diverted = 0;       ///< ships that did not come since queue or port was full
    std::uint64_t without_tug = 0, without_pilot_boat = 0;
    std::uint64_t stranded = 0;           ///< craft found on the wrong side of a lock; should stay 0
};

/// The true traffic of a scenario. Moves from manoeuvre to manoeuvre; between two of them the state of
/// each vessel is a closed formula of time, so it costs nothing to pass the time. The same scenario,
/// waters, seed and start give the same traffic.
class World {
  public:
    /// Lives through the warm-up, then stands at `start`.
    /// Errors: bad_input when the scenario names a place, port or lock that the waters do not have,
    /// with the nearest that they have; limit when it asks for more vessels than `most_vessels`.
    [[nodiscard]] static Result<World> make(Scenario scenario, Waters waters, std::uint64_t seed,
                                            Time start);
    World(World&&) noexcept;
    World& operator=(World&&) noexcept;
    ~World();

    /// When the next manoeuvre is.
    [[nodiscard]] Time next() const;
    /// Does the manoeuvres of that instant; what changed is valid until the next call.
    std::span<const Change> step();

    [[nodiscard]] std::size_t slots() const;
    [[nodiscard]] bool present(Slot slot) const;
    [[nodiscard]] const Identity& identity(Slot slot) const;
    [[nodiscard]] const VoyagePlan& plan(Slot slot) const;
    /// The state at a time not before the last manoeuvre and not after the next; times asked for one
    /// vessel must not go back. Cost: some 50 ns.
    [[nodiscard]] State state(Slot slot, Time at);
    [[nodiscard]] const Tally& tally() const;
    [[nodiscard]] const Scenario& scenario() const;
    /// What radios and receivers do besides in the incidents of the scenario, and those incidents.
    [[nodiscard]] std::span<const Cue> cues() const;
    [[nodiscard]] std::span<const Staged> staged() const;

    struct Inside;  ///< of the sources of this module only

  private:
    explicit World(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::traffic
